//! 汇总: how a node comes from its children.

use super::Checker;
use super::context::Context;
use super::known::Sibling;
use crate::core::Type;
use crate::finding::{Code, Diagnostic, Fix, Words};
use crate::invariant::fit;
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::Aggregate;
use crate::syntax::ast::{self};
use crate::syntax::keyword::function_words;
use crate::words;

/// The most decimals that a function is worked out to.
const MOST_ACCURATE: u32 = 50;

/// The largest exponent of a power mean.
const MOST_EXPONENT: i32 = 20;

/// Decimals to state for a result that is rounded later.
pub(super) fn safe_places(after: Option<Rounding>) -> u32 {
    after.map_or(Rounding::SAFE, |after| after.places + Rounding::SAFE)
}

impl Checker<'_> {
    /// 汇总. `after` is how what it gives is rounded, and whether nothing comes between.
    pub(super) fn aggregate(
        &mut self,
        source: &ast::Aggregate,
        siblings: &[Sibling<'_>],
        after: Option<(Rounding, bool)>,
    ) -> Option<Aggregate> {
        let name = source.function.value.as_str();
        let (trims, accurate) = (name == "截尾平均", matches!(name, "几何平均" | "幂平均"));
        let (powers, orders) = (name == "幂平均", name == "有序加权");
        let stray = [
            (source.exponent.is_some() && !powers, "幂次"),
            (source.order_weights.is_some() && !orders, "{ … }"),
            (source.trim.is_some() && !trims, "去高、去低"),
            (source.places.is_some() && !accurate, "精确到"),
        ];
        let Words { zh, en } = function_words(name);
        if let Some((_, what)) = stray.iter().find(|(is_stray, _)| *is_stray) {
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.span,
                    words!("「汇总 {zh}」用不上{what}", "`aggregate {en}` has no use for what is written behind it"),
                )
                .help(words!("删去它，或换一种汇总", "remove it, or choose another aggregate")),
            );
        }
        if let Some(formula) = &source.formula {
            return self.infer_marks(formula, &Context::subject()).map(Aggregate::Formula);
        }
        let rounding = match &source.places {
            Some(places) if places.value > MOST_ACCURATE => {
                return self.refuse(Diagnostic::error(
                    Code::H0105,
                    places.span,
                    words!("最多精确到 50 位小数", "at most 50 decimals"),
                ));
            }
            Some(places) => {
                self.accuracies.push(places.span);
                Rounding::new(places.value, RoundingMode::HalfUp)
            }
            // Rounded once, where it is rounded anyway.
            None if accurate && let Some((rounding, true)) = after => rounding,
            None if accurate => {
                let safe = safe_places(after.map(|(rounding, _)| rounding));
                return self.refuse(
                    Diagnostic::error(
                        Code::H0407,
                        source.span,
                        words!("{zh}要开方，没有写精确到几位", "{en} takes a root, and its decimals are not stated"),
                    )
                    .help(words!("在后面加：精确到 {safe} 位", "add: accurate_to {safe} places"))
                    .fix(Fix::behind(
                        source.span,
                        self.in_file(&words!(" 精确到 {safe} 位", " accurate_to {safe} places")),
                    )),
                );
            }
            None => Rounding::new(0, RoundingMode::HalfUp),
        };
        match name {
            "求和" => Some(Aggregate::Sum),
            "平均" => Some(Aggregate::Mean),
            "几何平均" => Some(Aggregate::Geometric { rounding }),
            "调和平均" => Some(Aggregate::Harmonic),
            "幂平均" => self.exponent(source).map(|exponent| Aggregate::Power { exponent, rounding }),
            "最小" => Some(Aggregate::Least),
            "最大" => Some(Aggregate::Greatest),
            "中位数" => Some(Aggregate::Median),
            "截尾平均" => self.trimmed_parts(source, siblings.len()),
            "有序加权" => self.ordered_parts(source, siblings),
            _ => self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.function.span,
                    words!("没有「{name}」这种汇总", "there is no aggregate `{name}`"),
                )
                .help(words!(
                    "可以写：求和、平均、几何平均、调和平均、幂平均、最小、最大、中位数、截尾平均、有序加权，或 算式 …",
                    "known are sum, average, geometric_mean, harmonic_mean, power_mean, min, max, median, trimmed_mean, ordered_mean, or formula …"
                )),
            ),
        }
    }

    pub(super) fn exponent(&mut self, source: &ast::Aggregate) -> Option<i32> {
        let written = source.exponent.as_ref();
        let exponent = written.and_then(|exponent| exponent.value.to_scaled(0));
        let exponent = exponent.and_then(|exponent| i32::try_from(exponent).ok());
        if let Some(exponent) = exponent.filter(|exponent| *exponent != 0 && exponent.abs() <= MOST_EXPONENT) {
            return Some(exponent);
        }
        self.refuse(
            Diagnostic::error(
                Code::H0412,
                written.map_or(source.span, |exponent| exponent.span),
                words!(
                    "幂平均要写幂次：不是 0 的整数，大小不超过 20",
                    "a power mean has an exponent: a whole number other than 0, at most 20 in size"
                ),
            )
            .help(words!(
                "如 汇总 幂平均 2 精确到 4 位；幂次是 0 的，写 几何平均",
                "such as aggregate power_mean 2 accurate_to 4 places; of exponent 0, write geometric_mean"
            )),
        )
    }

    pub(super) fn trimmed_parts(&mut self, source: &ast::Aggregate, children: usize) -> Option<Aggregate> {
        let Some((high, low)) = &source.trim else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    source.span,
                    words!("截尾平均没有写去几个最高、几个最低", "a trimmed mean must say how many it drops"),
                )
                .help(words!(
                    "写成：汇总 截尾平均 去高 1 去低 1",
                    "write: aggregate trimmed_mean drop_high 1 drop_low 1"
                ))
                .fix(Fix::behind(
                    source.function.span,
                    self.in_file(&words!(" 去高 1 去低 1", " drop_high 1 drop_low 1")),
                )),
            );
        };
        let (high_count, low_count) = (fit::<usize>(high.value), fit::<usize>(low.value));
        if high_count.saturating_add(low_count) >= children && children > 0 {
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.span,
                    words!("只有 {children} 项，去完没有剩下", "there are only {children} parts, so none is left"),
                )
                .help(words!("少去几个", "drop fewer")),
            );
        }
        Some(Aggregate::Trimmed { high: high_count, low: low_count })
    }

    pub(super) fn ordered_parts(&mut self, source: &ast::Aggregate, siblings: &[Sibling<'_>]) -> Option<Aggregate> {
        let help = || {
            words!(
                "如三项时写 汇总 有序加权 {{ 0.5, 0.3, 0.2 }}，从得分最高的一项起",
                "such as, of three parts, aggregate ordered_mean {{ 0.5, 0.3, 0.2 }}, the greatest first"
            )
        };
        let Some(written) = &source.order_weights else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.span,
                    words!("有序加权没有写各位次的权重", "an ordered mean lists the weight of each place"),
                )
                .help(help()),
            );
        };
        let mut weights = Vec::new();
        for weight in &written.value {
            let number = self.infer_number(weight, &Context::constant())?;
            let is_pure = matches!(&self.arena[number].ty, Type::Number(unit) if unit.dimension.is_pure());
            let fixed = self.constant_number(number).filter(|number| !number.is_negative() && is_pure);
            let Some(fixed) = fixed else {
                return self.refuse(Diagnostic::error(
                    Code::H0412,
                    weight.span,
                    words!("位次的权重须是不小于 0 的数", "the weight of a place is a number, not negative"),
                ));
            };
            weights.push(fixed);
        }
        let (given, wanted) = (weights.len(), siblings.len());
        if given != wanted && wanted > 0 {
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    written.span,
                    words!(
                        "有 {wanted} 项，写了 {given} 个位次的权重",
                        "there are {wanted} parts, but weights for {given} places"
                    ),
                )
                .help(help()),
            );
        }
        let sum: Number = weights.iter().sum();
        if sum != Number::one() {
            let sum = sum.to_readable(6);
            return self.refuse(
                Diagnostic::error(
                    Code::H0409,
                    written.span,
                    words!("位次的权重相加是 {sum}，不是 1", "the weights of the places add up to {sum}, not to 1"),
                )
                .help(help()),
            );
        }
        if let Some(sibling) = siblings.iter().find(|sibling| !sibling.always_counts()) {
            let code = &sibling.code;
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.span,
                    words!(
                        "{code} 有时不适用，有序加权的位次就对不上",
                        "{code} does not apply to everyone, so the places of an ordered mean do not fit"
                    ),
                )
                .help(words!(
                    "换一种汇总，或去掉 {code} 的适用",
                    "choose another aggregate, or drop the `applies` of {code}"
                )),
            );
        }
        Some(Aggregate::Ordered(weights))
    }
}
