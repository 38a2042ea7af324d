//! 汇总, 缺项 and 舍入 of a 方面 or of 总分.

use super::Checker;
use super::context::Context;
use super::heads::Applies;
use crate::core::Type;
use crate::finding::{Code, Diagnostic, Fix, Span, Spanned};
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::{Aggregate, Gaps, Head, Node, Precision, Total};
use crate::syntax::ast::{self, Level, StatementKind};
use crate::words;

/// The most decimals of a mark.
const MOST_PLACES: u32 = 10;

/// The most decimals that a function is worked out to.
const MOST_ACCURATE: u32 = 50;

/// The largest exponent of a power mean.
const MOST_EXPONENT: i32 = 20;

/// What a node knows of a child.
pub(super) struct Sibling<'a> {
    /// Its code.
    pub(super) code: &'a str,
    /// Its full marks.
    pub(super) full: &'a Number,
    /// Its full marks have errors.
    pub(super) full_unknown: bool,
    /// For whom it counts.
    pub(super) applies: &'a Applies,
    /// 缺失 不适用: it may also not count for lack of data.
    pub(super) lapses: bool,
    /// 权重 as written.
    pub(super) weight: Option<&'a ast::Expr>,
    /// Its code in the text.
    pub(super) span: Span,
}

impl Sibling<'_> {
    /// Whether it counts for everyone.
    pub(super) fn always_counts(&self) -> bool {
        matches!(self.applies, Applies::Always) && !self.lapses
    }
}

/// The precision of each level, as 舍入 states it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Levels {
    pub(super) indicator: Option<Precision>,
    pub(super) head: Option<Precision>,
    pub(super) total: Option<Precision>,
}

impl Checker<'_> {
    /// 舍入 of the three levels, each at most once.
    pub(super) fn levels(&mut self) -> Levels {
        let mut levels = Levels::default();
        let mut spans: [Vec<Span>; 3] = Default::default();
        for item in &self.file.items {
            let ast::Item::Rounding(clause) = item else { continue };
            let precision = self.precision(&clause.precision);
            let [indicators, heads, totals] = &mut spans;
            let (level, written) = match clause.level {
                Level::Indicator => (&mut levels.indicator, indicators),
                Level::Head => (&mut levels.head, heads),
                Level::Total => (&mut levels.total, totals),
            };
            *level = level.or(precision);
            written.push(clause.span);
        }
        for written in &spans {
            self.only_once(written);
        }
        levels
    }

    /// How a figure is rounded and printed.
    pub(super) fn precision(&mut self, source: &ast::Precision) -> Option<Precision> {
        let places = source.places.value;
        if places > MOST_PLACES {
            return self.refuse(Diagnostic::error(
                Code::H0105,
                source.places.span,
                words!("得分最多保留 10 位小数", "marks keep at most 10 decimals"),
            ));
        }
        Some(match source.mode {
            Some(mode) => Rounding { places, mode }.into(),
            None => Precision { rounding: Rounding { places, mode: RoundingMode::HalfUp }, exact: true },
        })
    }

    /// A node with its children; `None` when it has errors. `name` is how it is called, `full` its full
    /// marks when they are known, `level` the precision of its level.
    pub(super) fn node(
        &mut self,
        source: &ast::Node,
        (name, span): (&str, Span),
        full: Option<&Number>,
        siblings: &[Sibling<'_>],
        level: Option<Precision>,
    ) -> Option<Node> {
        let aggregate = match &source.aggregate {
            Some(written) => self.aggregate(written, siblings),
            None => Some(Aggregate::Sum),
        };
        let gaps = match &source.gaps {
            Some(written) => self.gaps(written).map(Some),
            None => Some(None),
        };
        let own = match &source.precision {
            Some(written) => self.precision(written).map(Some),
            None => Some(level),
        };
        let (aggregate, gaps, precision) = (aggregate?, gaps?, own?);
        let span = source.aggregate.as_ref().map_or(span, |written| written.span);
        if let (Some(full), true) = (full, aggregate != Aggregate::Sum) {
            self.alike_full_marks(name, &aggregate, full, siblings, span);
        }
        let weights = self.node_weights(source.weighting.as_ref(), (name, span), &aggregate, gaps.is_some(), siblings);
        let node = Node { aggregate, weights: weights?, gaps, precision, span };
        if !node.is_sum() && precision.is_none() {
            let (way, way_en) = if name == "总分" { ("总分", "total") } else { ("方面", "head") };
            self.unstated(
                span,
                &words!(
                    "{name} 不是各项直接相加，没有写怎么舍入",
                    "{name} is no plain sum, and its rounding is not stated"
                ),
                &words!(
                    "加一行：舍入 {way} 2 位 四舍五入，或 舍入 {way} 不舍入 显示 3 位",
                    "add a line: rounding {way_en} 2 places half_up, or rounding {way_en} unrounded shown 3 places"
                ),
            );
            return None;
        }
        Some(node)
    }

    /// 汇总
    fn aggregate(&mut self, source: &ast::Aggregate, siblings: &[Sibling<'_>]) -> Option<Aggregate> {
        let name = source.function.value.as_str();
        let (trims, accurate) = (name == "截尾平均", matches!(name, "几何平均" | "幂平均"));
        let (powers, orders) = (name == "幂平均", name == "有序加权");
        let stray = [
            (source.exponent.is_some() && !powers, "幂次"),
            (source.order_weights.is_some() && !orders, "{ … }"),
            (source.trim.is_some() && !trims, "去高、去低"),
            (source.places.is_some() && !accurate, "精确到"),
        ];
        if let Some((_, what)) = stray.iter().find(|(is_stray, _)| *is_stray) {
            return self.refuse(
                Diagnostic::error(
                    Code::H0412,
                    source.span,
                    words!(
                        "「汇总 {name}」用不上{what}",
                        "`aggregate {name}` has no use for what is written behind it"
                    ),
                )
                .help(words!("删去它，或换一种汇总", "remove it, or choose another aggregate")),
            );
        }
        let places = match &source.places {
            Some(places) if places.value > MOST_ACCURATE => {
                return self.refuse(Diagnostic::error(
                    Code::H0105,
                    places.span,
                    words!("最多精确到 50 位小数", "at most 50 decimals"),
                ));
            }
            Some(places) => places.value,
            None if accurate => {
                return self.refuse(
                    Diagnostic::error(
                        Code::H0407,
                        source.span,
                        words!(
                            "{name}要开方，没有写精确到几位",
                            "{name} takes a root, and its decimals are not stated"
                        ),
                    )
                    .help(words!("在后面加：精确到 4 位", "add: accurate_to 4 places"))
                    .fix(Fix::behind(source.span, self.in_file(&words!(" 精确到 4 位", " accurate_to 4 places")))),
                );
            }
            None => 0,
        };
        match name {
            "求和" => Some(Aggregate::Sum),
            "平均" => Some(Aggregate::Mean),
            "几何平均" => Some(Aggregate::Geometric { places }),
            "调和平均" => Some(Aggregate::Harmonic),
            "幂平均" => self.exponent(source).map(|exponent| Aggregate::Power { exponent, places }),
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
                    "可以写：求和、平均、几何平均、调和平均、幂平均、最小、最大、中位数、截尾平均、有序加权",
                    "known are sum, average, geometric_mean, harmonic_mean, power_mean, min, max, median, trimmed_mean, ordered_mean"
                )),
            ),
        }
    }

    fn exponent(&mut self, source: &ast::Aggregate) -> Option<i32> {
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

    fn trimmed_parts(&mut self, source: &ast::Aggregate, children: usize) -> Option<Aggregate> {
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
        let (high_count, low_count) = (usize::try_from(high.value).ok()?, usize::try_from(low.value).ok()?);
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

    fn ordered_parts(&mut self, source: &ast::Aggregate, siblings: &[Sibling<'_>]) -> Option<Aggregate> {
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
            let code = sibling.code;
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

    /// 缺项 折算
    fn gaps(&mut self, source: &ast::Gaps) -> Option<Gaps> {
        let Some(written) = &source.coverage else {
            return Some(Gaps { coverage: None, span: source.span });
        };
        let coverage = self.infer_number(written, &Context::constant())?;
        let is_pure = matches!(&self.arena[coverage].ty, Type::Number(unit) if unit.dimension.is_pure());
        let coverage = self.constant_number(coverage);
        let fits = |share: &Number| is_pure && !share.is_negative() && *share <= Number::one();
        let Some(coverage) = coverage.filter(fits) else {
            return self.refuse(Diagnostic::error(
                Code::H0105,
                written.span,
                words!("覆盖须是 0% 到 100% 之间的固定比率", "the coverage is a fixed share from 0% to 100%"),
            ));
        };
        Some(Gaps { coverage: Some(coverage), span: source.span })
    }

    /// Of an aggregate other than a sum every part has the full marks of the whole.
    fn alike_full_marks(
        &mut self,
        name: &str,
        aggregate: &Aggregate,
        full: &Number,
        siblings: &[Sibling<'_>],
        span: Span,
    ) {
        let others = siblings.iter().filter(|sibling| !sibling.full_unknown && sibling.full != full);
        let list: Vec<String> =
            others.map(|sibling| format!("{} {}", sibling.code, sibling.full.to_readable(4))).collect();
        if list.is_empty() {
            return;
        }
        let (list, full, word) = (list.join("、"), full.to_readable(4), aggregate.word());
        self.report(
            Diagnostic::error(
                Code::H0401,
                span,
                words!(
                    "{name} 汇总 {word}，各项的满分都要等于它的 {full} 分（{list}）",
                    "with this aggregate every part of {name} has its full marks, {full} ({list})"
                ),
            )
            .help(words!(
                "改各项的满分；要各项分值相加的，写 汇总 求和",
                "change the full marks of the parts; to add marks up, write aggregate sum"
            )),
        );
    }

    /// 总分 { … }
    pub(super) fn total(&mut self, heads: &[Head], levels: Levels) -> Option<Total> {
        let file = self.file;
        let written: Vec<&ast::Total> = file
            .items
            .iter()
            .filter_map(|item| match item {
                ast::Item::Total(total) => Some(total),
                _ => None,
            })
            .collect();
        self.only_once(&written.iter().map(|total| total.span).collect::<Vec<_>>());
        let plain = ast::Node::default();
        let source = written.first().map_or(&plain, |total| &total.node);
        let span = written
            .first()
            .map_or_else(Span::default, |total| Span { end: total.span.start + "总分".len(), ..total.span });
        if heads.is_empty() {
            if let Some(total) = written.first().filter(|_| !self.file.may_lack(StatementKind::Head)) {
                self.report(Diagnostic::error(
                    Code::H0204,
                    total.span,
                    words!("写了总分而没有方面和指标", "there is a total but no heads and indicators"),
                ));
            }
            return Some(Total::default());
        }
        // A part that could not be read has full marks and a weight that nobody knows.
        let is_partial = [StatementKind::Head, StatementKind::Total].into_iter().any(|kind| self.file.may_lack(kind))
            || self.source_heads().any(|head| ast::may_be(&head.unread, StatementKind::Weight))
            || written.iter().any(|total| !total.unread.is_empty());
        if is_partial {
            return None;
        }
        let known = self.heads.clone();
        let weights: Vec<Option<&ast::Expr>> = self.source_heads().map(|head| head.node.weight.as_ref()).collect();
        let siblings: Vec<Sibling<'_>> = known
            .iter()
            .zip(weights)
            .map(|(head, weight)| Sibling {
                code: &head.code,
                full: &head.full,
                full_unknown: head.full_unknown,
                applies: &head.applies,
                lapses: head.lapses,
                weight,
                span: head.span,
            })
            .collect();
        let full = self.written_full_marks();
        let node = self.node(source, ("总分", span), full.as_ref(), &siblings, levels.total);
        let cap = match written.first().and_then(|total| total.cap.as_ref()) {
            Some(cap) => self.fixed_marks(cap).map(|marks| Some(Spanned::new(marks, cap.span))),
            None => Some(None),
        };
        Some(Total { node: node?, cap: cap? })
    }
}
