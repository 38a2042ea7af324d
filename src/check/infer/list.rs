//! Aggregators over values side by side, each with its weight: 平均(甲 权重 30%, 乙 权重 70%).

use super::function::Function;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{ExprId, ExprKind, Means, Origin, Places, Term, Weighed};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::fit;
use crate::number::Number;
use crate::syntax::ast;
use crate::syntax::keyword::function_words;
use crate::words;

/// The highest exponent of a 幂平均, in size.
const HIGHEST_POWER: i64 = 20;

impl Checker<'_> {
    pub(super) fn list_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let trimmed = function == Function::TrimmedMean;
        if call.scope.is_some() || !trimmed && call.trim.is_some() {
            return self.misused_modifier(call);
        }
        if !trimmed {
            self.no_modifiers(call)?;
        }
        match function {
            Function::Median | Function::TrimmedMean | Function::OrderedMean => {
                self.ordered(function, call, span, context)
            }
            Function::PowerMean => self.power_mean(call, span, context),
            _ => {
                let rounding = match function {
                    Function::GeometricMean => Some(self.accuracy(call, span)?),
                    _ => None,
                };
                let list: Vec<_> = call.arguments.iter().zip(&call.weights).collect();
                let means = self.weighted(&list, call, span, context)?;
                match rounding {
                    Some(rounding) => {
                        let mean = means.geometric(rounding, &mut self.arena);
                        self.in_domain(mean)
                    }
                    None if function == Function::HarmonicMean => Some(means.harmonic(&mut self.arena)),
                    None => Some(means.mean(&mut self.arena)),
                }
            }
        }
    }

    /// Values of one kind.
    fn alike<'e>(
        &mut self,
        list: impl Iterator<Item = &'e ast::Expr>,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<Vec<ExprId>> {
        let inferred: Vec<Option<ExprId>> = list.map(|value| self.infer_number(value, context)).collect();
        let mut terms: Vec<ExprId> = Vec::new();
        for term in inferred.into_iter().collect::<Option<Vec<_>>>()? {
            let at = self.arena.span(term);
            let term = match terms.first() {
                Some(first) => self.same_quantity(*first, term, at)?.1,
                None => term,
            };
            terms.push(term);
        }
        if terms.is_empty() {
            let Words { zh, en } = function_words(&call.function.value);
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("「{zh}」至少要一个数", "`{en}` takes at least one number"),
            ));
        }
        Some(terms)
    }

    /// Values with their weights.
    fn weighted(
        &mut self,
        list: &[(&ast::Expr, &Option<ast::Expr>)],
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<Means> {
        let terms = self.alike(list.iter().map(|(value, _)| *value), call, span, context);
        let written: Vec<&ast::Expr> = list.iter().filter_map(|(_, weight)| weight.as_ref()).collect();
        if !written.is_empty() && written.len() < list.len() {
            return self.refuse(
                Diagnostic::error(
                    Code::H0409,
                    span,
                    words!("有的写了权重，有的没有写", "some of the values have a weight and others have none"),
                )
                .help(words!("给每一个写上权重，或都不写（权重相等）", "give each one a weight, or none (all equal)")),
            );
        }
        let weights = self.weights(&written, context, span);
        let terms = terms?;
        let ty = self.arena[*terms.first()?].ty.clone();
        let origin = Origin::implied(span);
        if written.is_empty() {
            let count = Number::from_integer(fit(terms.len()));
            let terms = terms.into_iter().map(|value| {
                let weight = self.arena.pure(Number::one(), origin);
                Weighed { value, weight, counts: None }
            });
            let terms = terms.collect();
            let sum = Some(self.arena.pure(count, origin));
            return Some(Means { terms, sum, equal: true, ty, origin });
        }
        let (weights, sum) = weights?;
        let terms = terms.into_iter().zip(weights);
        let terms = terms.map(|(value, weight)| Weighed { value, weight, counts: None }).collect();
        Some(Means { terms, sum, equal: false, ty, origin })
    }

    /// Weights as written, and their sum when it is not known before any data.
    fn weights(
        &mut self,
        written: &[&ast::Expr],
        context: &Context,
        span: Span,
    ) -> Option<(Vec<ExprId>, Option<ExprId>)> {
        let mut weights = Vec::new();
        for weight in written {
            let weight = self.infer_number(weight, context)?;
            let unit = self.number_unit(weight)?;
            if !unit.dimension.is_pure() {
                let unit = &unit.name;
                return self.refuse(
                    Diagnostic::error(
                        Code::H0301,
                        self.arena.span(weight),
                        words!(
                            "权重是没有单位的数或比率，这里写了 {unit}",
                            "a weight is a plain number or a share, not in {unit}"
                        ),
                    )
                    .help(words!("如 权重 30%，或 权重 0.3", "such as weight 30%, or weight 0.3")),
                );
            }
            weights.push(weight);
        }
        let known: Option<Vec<Number>> = weights.iter().map(|weight| self.constant_number(*weight)).collect();
        if let Some(known) = known {
            self.add_up_to_one(&known, span)?;
            return Some((weights, None));
        }
        // Each weight is read beside its value and in the sum.
        let weights: Vec<ExprId> = weights.into_iter().map(|weight| self.shared(weight, context.table)).collect();
        let ty = self.arena[*weights.first()?].ty.clone();
        let terms = weights.iter().map(|weight| self.another(*weight)).collect();
        let sum = self.arena.sum(terms, ty, Origin::implied(span));
        let sum = Some(self.shared(sum, context.table));
        Some((weights, sum))
    }

    /// Known weights are not negative and add up to 1 exactly.
    fn add_up_to_one(&mut self, weights: &[Number], span: Span) -> Option<()> {
        if weights.is_empty() {
            return Some(());
        }
        if weights.iter().any(Number::is_negative) {
            return self.refuse(
                Diagnostic::error(Code::H0409, span, words!("权重不能是负数", "a weight cannot be negative"))
                    .help(words!("核对各权重", "check the weights")),
            );
        }
        let sum: Number = weights.iter().sum();
        if sum == Number::one() {
            return Some(());
        }
        let parts: Vec<String> = weights.iter().map(|weight| weight.to_readable(6)).collect();
        let (sum, parts) = (sum.to_readable(6), crate::check::summands(&parts));
        self.refuse(
            Diagnostic::error(
                Code::H0409,
                span,
                words!("各权重相加为 {sum}，不是 1（{parts}）", "the weights add up to {sum}, not 1 ({parts})"),
            )
            .help(words!(
                "改成相加正好是 1；三等分写 1 / 3，不写 0.333",
                "make them add up to exactly 1; write a third as 1 / 3, not 0.333"
            )),
        )
    }

    /// 幂平均(p, 甲, 乙): the p-th root of the mean of p-th powers.
    fn power_mean(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let rounding = self.accuracy(call, span);
        let Words { zh, en } = function_words(&call.function.value);
        let Some((exponent, values)) = call.arguments.split_first().filter(|(_, values)| !values.is_empty()) else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!("「{zh}」先写几次幂，再写各个数", "`{en}` begins with its exponent, and values follow"),
                )
                .help(words!("如 幂平均(2, 甲, 乙) 精确到 4 位", "such as power_mean(2, a, b) accurate_to 4 places")),
            );
        };
        if let Some(Some(weight)) = call.weights.first() {
            return self.refuse(Diagnostic::error(
                Code::H0409,
                weight.span,
                words!("第一个是几次幂，没有权重", "the first is the exponent and has no weight"),
            ));
        }
        let exponent_at = exponent.span;
        let exponent = self.infer_number(exponent, context)?;
        let known = self.constant_number(exponent).filter(|known| {
            known.is_integer() && !known.is_zero() && known.abs() <= Number::from_integer(HIGHEST_POWER)
        });
        let Some(known) = known else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    exponent_at,
                    words!(
                        "几次幂，须是固定的整数，不为 0，大小不超过 {HIGHEST_POWER}",
                        "the exponent is a fixed whole number, not 0, and at most {HIGHEST_POWER} in size"
                    ),
                )
                .help(words!("0 次的幂平均写 几何平均(…)", "for the exponent 0 write geometric_mean(…)")),
            );
        };
        let list: Vec<_> = values.iter().zip(call.weights.iter().skip(1)).collect();
        let means = self.weighted(&list, call, span, context)?;
        let at = (Origin::from(exponent_at), Origin::implied(span));
        let mean = means.power(&known, rounding?, at, &mut self.arena);
        self.in_domain(mean)
    }

    /// 中位数, 截尾平均, 有序加权: weights by place.
    fn ordered(&mut self, function: Function, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let terms = self.alike(call.arguments.iter(), call, span, context);
        let count = call.arguments.len();
        let places = match function {
            Function::Median => Places::Middle,
            Function::TrimmedMean => self.trimmed(call, count, span)?,
            _ => {
                let weights = self.by_place(call, count, span)?;
                Places::Written(
                    weights.into_iter().map(|weight| self.arena.pure(weight, Origin::implied(span))).collect(),
                )
            }
        };
        let terms = terms?;
        let ty = self.arena[*terms.first()?].ty.clone();
        let terms = terms.into_iter().map(|value| Term { value, counts: None }).collect();
        Some(self.arena.add(ExprKind::Ordered { terms, places }, ty, span))
    }

    /// 去高 h 去低 l
    fn trimmed(&mut self, call: &ast::Call, count: usize, span: Span) -> Option<Places> {
        let Some((high, low)) = &call.trim else { return self.untrimmed(span) };
        let (high, low) = (fit::<usize>(high.value), fit::<usize>(low.value));
        if count <= high + low {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    span,
                    words!("一共 {count} 个数，去完没有剩下", "of {count} numbers none is left"),
                )
                .help(words!("少去几个", "drop fewer")),
            );
        }
        Some(Places::Trimmed { high, low })
    }

    /// 次序权重 0.5, 0.3, 0.2: from the greatest value down.
    fn by_place(&mut self, call: &ast::Call, count: usize, span: Span) -> Option<Vec<Number>> {
        let Some(written) = &call.order_weights else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    span,
                    words!("有序加权没有写次序权重", "an ordered mean must say the weights of its places"),
                )
                .help(words!(
                    "加：次序权重 0.5, 0.3, 0.2（从大到小）",
                    "add: order_weights 0.5, 0.3, 0.2 (from the greatest)"
                )),
            );
        };
        let list: Vec<&ast::Expr> = written.value.iter().collect();
        let (weights, _) = self.weights(&list, &Context::constant(), written.span)?;
        let known: Vec<Number> = weights.iter().map(|weight| self.fixed(*weight)).collect::<Option<_>>()?;
        if known.len() != count {
            let found = known.len();
            return self.refuse(
                Diagnostic::error(
                    Code::H0409,
                    written.span,
                    words!("次序权重有 {found} 个，数有 {count} 个", "there are {found} weights for {count} numbers"),
                )
                .help(words!("每一位写一个权重", "write one weight for each place")),
            );
        }
        Some(known)
    }
}
