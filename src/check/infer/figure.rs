//! What a figure over rows or over a cohort works out.

use super::function::Function;
use super::rows::Source;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{Direction, Statistic, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::number::{Number, Rounding, Unit};
use crate::syntax::ast::{self, Divisor};
use crate::syntax::keyword::function_words;
use crate::words;

impl Checker<'_> {
    /// 计数(表.列): whether rows or values are meant cannot be told.
    fn counted_column<T>(&mut self, call: &ast::Call, span: Span) -> Option<T> {
        let Words { zh, en } = function_words(&call.function.value);
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                span,
                words!("「{zh}」数的是行，不写列", "`{en}` is about rows and takes no column"),
            )
            .help(words!(
                "写 计数(表)；数不同的值写 计数(不重复 表.列)；只数填了的行写 计数(表 其中 列 不为空)",
                "write count(table); for different values count(distinct table.column); for filled cells count(table where column is_not_empty)"
            )),
        )
    }

    /// What a function works out, and the type of the result.
    pub(super) fn figure(
        &mut self,
        function: Function,
        source: &Source,
        call: &ast::Call,
        span: Span,
    ) -> Option<(Statistic, Type)> {
        let modifiers = (call.distinct.is_some(), call.same_matter.as_ref(), call.trim.as_ref());
        let count = Type::pure();
        let numeric = matches!(source.value.as_ref().map(|value| &self.arena[*value].ty), Some(Type::Number(_)));
        let dated = matches!(source.value.as_ref().map(|value| &self.arena[*value].ty), Some(Type::Date));
        let value_type = source.value.as_ref().map(|value| self.arena[*value].ty.clone());
        let of_extremes = matches!(function, Function::Max | Function::Min | Function::Best | Function::Worst);
        if let (true, Some(Type::Choice(choices)), (false, None, None)) = (of_extremes, &value_type, modifiers) {
            let choices = choices.clone();
            let statistic = self.ranked_extreme(function, &choices, call, span)?;
            return Some((statistic, Type::Choice(choices)));
        }
        match (function, modifiers) {
            (Function::Count | Function::Exists, (false, None, None)) if source.value.is_some() => {
                self.counted_column(call, span)
            }
            (Function::Count, (false, None, None)) => Some((Statistic::Count, count)),
            (Function::Count, (true, None, None)) if source.value.is_some() => Some((Statistic::CountDistinct, count)),
            (Function::Exists, (false, None, None)) => Some((Statistic::Exists, Type::YesNo)),
            (Function::Only, (false, None, None)) if source.value.is_some() => Some((Statistic::Only, value_type?)),
            (Function::Sum, (false, None, None)) if numeric => Some((Statistic::Sum, value_type?)),
            (Function::Sum, (false, Some(by), None)) if numeric => {
                let by = self.field_id(source.table, by)?;
                Some((Statistic::SumOfGreatest { by }, value_type?))
            }
            (Function::Mean, (false, None, None)) if numeric => Some((Statistic::Mean, value_type?)),
            (Function::Max, (false, None, None)) if numeric || dated => Some((Statistic::Max, value_type?)),
            (Function::Min, (false, None, None)) if numeric || dated => Some((Statistic::Min, value_type?)),
            (Function::TrimmedMean, (false, None, Some((high, low)))) if numeric => {
                Some((Statistic::TrimmedMean { high: high.value, low: low.value }, value_type?))
            }
            (Function::TrimmedMean, (false, None, None)) => self.untrimmed(span),
            (Function::Median, (false, None, None)) if numeric => {
                Some((Statistic::Quantile { at: Box::new(Number::ratio(1, 2)?), kind: 7 }, value_type?))
            }
            (Function::Quantile, (false, None, None)) if numeric => Some((self.quantile(call, span)?, value_type?)),
            (Function::Variance, (false, None, None)) if numeric => {
                let sample = self.is_of_sample(call, span)?;
                Some((Statistic::Variance { sample }, squared(value_type?)))
            }
            (Function::StandardDeviation, (false, None, None)) if numeric => {
                let (sample, rounding) = (self.is_of_sample(call, span), self.accuracy(call, span));
                let (sample, Rounding { places, mode, .. }) = (sample?, rounding?);
                Some((Statistic::StandardDeviation { sample, places, mode }, value_type?))
            }
            (Function::GeometricMean, (false, None, None)) if numeric => {
                let Rounding { places, mode, .. } = self.accuracy(call, span)?;
                Some((Statistic::GeometricMean { places, mode }, value_type?))
            }
            (Function::HarmonicMean, (false, None, None)) if numeric => Some((Statistic::HarmonicMean, value_type?)),
            (Function::Skewness, (false, None, None)) if numeric => {
                let (sample, rounding) = (self.is_of_sample(call, span), self.accuracy(call, span));
                let (sample, Rounding { places, mode, .. }) = (sample?, rounding?);
                Some((Statistic::Skewness { sample, places, mode }, count))
            }
            (Function::Kurtosis, (false, None, None)) if numeric => {
                let sample = self.is_of_sample(call, span)?;
                Some((Statistic::Kurtosis { sample }, count))
            }
            (Function::Gini, (false, None, None)) if numeric => Some((Statistic::Gini, count)),
            (Function::Count | Function::Exists | Function::Only, _) => self.misused_modifier(call),
            (Function::Best | Function::Worst, (false, None, None))
                if numeric && let Some(direction) = self.direction_at_hand() =>
            {
                let is_greatest = (function == Function::Best) == (direction == Direction::HigherIsBetter);
                Some((if is_greatest { Statistic::Max } else { Statistic::Min }, value_type?))
            }
            (Function::Best | Function::Worst, (false, None, None)) => self.extreme_of_no_rank(function, call, span),
            _ if !numeric => {
                let Words { zh, en } = function_words(&call.function.value);
                self.refuse(
                    Diagnostic::error(
                        Code::H0302,
                        span,
                        words!("「{zh}」要对一列数计算", "`{en}` works on a column of numbers"),
                    )
                    .help(words!("写成 {zh}(表.列 其中 …)", "write {en}(table.column where …)")),
                )
            }
            _ => self.misused_modifier(call),
        }
    }

    /// A trimmed mean that does not say how many it drops.
    pub(super) fn untrimmed<T>(&mut self, span: Span) -> Option<T> {
        self.refuse(
            Diagnostic::error(
                Code::H0405,
                span,
                words!("截尾平均没有写去几个最高、几个最低", "a trimmed mean must say how many it drops"),
            )
            .help(words!(
                "写成：截尾平均(评分.分值 其中 … 去高 1 去低 1)",
                "write: trimmed_mean(scores.mark where … drop_high 1 drop_low 1)"
            )),
        )
    }

    /// 位置 25% 类型 7: both must be stated.
    fn quantile(&mut self, call: &ast::Call, span: Span) -> Option<Statistic> {
        if let Some(to) = &call.position_to {
            return self.refuse(
                Diagnostic::error(Code::H0207, to.span, words!("分位数只有一个位置", "a quantile has one position"))
                    .help(words!(
                        "两头收到两个位置的，写 缩尾",
                        "to draw both ends in to two positions, write winsorised"
                    )),
            );
        }
        if call.position.is_none() {
            self.unstated(
                span,
                &words!("分位数没有写在什么位置", "a quantile must say its position"),
                &words!("加：位置 25%", "add: position 25%"),
            );
        }
        self.states_type(call, span);
        let at = call.position.as_ref().and_then(|position| self.position(position));
        let kind = self.quantile_kind(call);
        Some(Statistic::Quantile { at: Box::new(at?), kind: kind? })
    }

    /// 类型 must be stated.
    pub(super) fn states_type(&mut self, call: &ast::Call, span: Span) {
        if call.quantile_type.is_none() {
            let error = Diagnostic::error(
                Code::H0405,
                span,
                words!(
                    "分位数没有写类型：位置落在两个数之间时怎么取，有九种算法",
                    "a quantile must say its type: there are nine ways to take a position between two numbers"
                ),
            )
            .help(words!("加：类型 7（多数软件用的一种）", "add: quantile_type 7 (the one of most programs)"));
            let kind = self.in_file(&words!(" 类型 7", " quantile_type 7")).to_owned();
            self.report(match call.position_to.as_ref().or(call.position.as_ref()) {
                Some(position) => error.fix(Fix::behind(position.span, kind)),
                None => error,
            });
        }
    }

    /// A position from 0% to 100%.
    pub(super) fn position(&mut self, position: &ast::Expr) -> Option<Number> {
        let at = self.infer_number(position, &Context::constant())?;
        let known = self.fixed(at)?;
        let pure = self.number_unit(at).is_some_and(|unit| unit.dimension.is_pure());
        if pure && !known.is_negative() && known <= Number::one() {
            return Some(known);
        }
        self.refuse(
            Diagnostic::error(
                Code::H0408,
                position.span,
                words!("位置须在 0% 到 100% 之间", "a position lies between 0% and 100%"),
            )
            .help(words!("如 位置 25%", "such as position 25%")),
        )
    }

    /// 类型 7, from 1 to 9.
    pub(super) fn quantile_kind(&mut self, call: &ast::Call) -> Option<u32> {
        let kind = call.quantile_type.as_ref()?;
        if (1..=9).contains(&kind.value) {
            return Some(kind.value);
        }
        let written = kind.value;
        self.refuse(
            Diagnostic::error(
                Code::H0408,
                kind.span,
                words!("分位数没有类型 {written}，只有 1 到 9", "there is no type {written} of quantiles, only 1 to 9"),
            )
            .help(words!("多数软件用 类型 7", "most programs use type 7")),
        )
    }

    /// 总体 or 样本 must be stated.
    pub(super) fn is_of_sample(&mut self, call: &ast::Call, span: Span) -> Option<bool> {
        if let Some(divisor) = &call.divisor {
            return Some(divisor.value == Divisor::Sample);
        }
        let Words { zh, en } = function_words(&call.function.value);
        self.refuse(
            Diagnostic::error(
                Code::H0405,
                span,
                words!(
                    "「{zh}」没有写按总体还是按样本",
                    "`{en}` does not say whether it is of a population or a sample"
                ),
            )
            .help(words!(
                "加：总体（除以个数）或 样本（除以个数减一）",
                "add: population (over the count) or sample (over the count less one)"
            )),
        )
    }
}

/// The type of a square; that of a share is a plain number, since % of % is no %.
pub(super) fn squared(ty: Type) -> Type {
    let Type::Number(unit) = ty else { return ty };
    if unit.dimension.is_pure() {
        return Type::pure();
    }
    let (name, scale) = (format!("{0}·{0}", unit.name), &unit.scale * &unit.scale);
    Type::Number(Unit::new(name, unit.dimension.mul(&unit.dimension), scale))
}
