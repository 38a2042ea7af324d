//! Calls of functions.

use super::function::Function;
use super::synonym;
use crate::check::Checker;
use crate::check::context::Context;
use crate::check::uses::Meaning;
use crate::core::{Comparison, Constant, ExprId, ExprKind, Operator, Origin, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::{Base, Number};
use crate::syntax::ast::{self, StatementKind};
use crate::syntax::keyword::{FUNCTIONS, function_words};
use crate::words;

impl Checker<'_> {
    #[allow(clippy::too_many_lines, reason = "a table, one arm for each function")]
    pub(super) fn call(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let written = &call.function.value;
        if let Some(id) = self.function_ids.get(written).copied() {
            self.means(Meaning::Function(id), call.function.span);
            return self.script_call(id, call, span, context);
        }
        let Some(function) = Function::of(written) else {
            if self.is_lost(&call.function, &[StatementKind::Function]) {
                return None;
            }
            let known: Vec<String> = self.function_ids.keys().cloned().collect();
            let names = FUNCTIONS.iter().flat_map(|(zh, en)| [*zh, *en]).chain(known.iter().map(String::as_str));
            let error = Diagnostic::error(
                Code::H0206,
                call.function.span,
                words!("没有名为「{written}」的函数", "there is no function `{written}`"),
            );
            let error = match synonym::way_out(written) {
                Some(words) => error.help(words),
                None => error.suggest(written, names),
            };
            return self.refuse(if error.help.is_some() {
                error
            } else {
                let zh = FUNCTIONS.iter().map(|(zh, _)| *zh).collect::<Vec<_>>().join("、");
                let en = FUNCTIONS.iter().map(|(_, en)| *en).collect::<Vec<_>>().join(", ");
                error.help(words!("可用的函数：{zh}", "the functions are {en}"))
            });
        };
        self.fits(function, call)?;
        match function {
            Function::Rank => return self.rank_call(call, span, context),
            Function::PercentRank => return self.percent_rank(call, span, context),
            _ => {}
        }
        if let [ast::Expr { kind: ast::ExprKind::Parts(each), .. }] = call.arguments.as_slice() {
            return self.each_call(function, call, each, (span, context));
        }
        // What they name is no value that a cohort could be taken of.
        if matches!(function, Function::Mark | Function::MarkRate | Function::Weight) && call.scope.is_some() {
            return self.misused_modifier(call);
        }
        if call.order.is_some() || call.ties.is_some() {
            return self.misused_modifier(call);
        }
        if let Some(scope) = &call.scope {
            return self.cohort_call(function, call, scope, span, context);
        }
        if function.is_of_list(call) {
            return self.list_call(function, call, span, context);
        }
        match function {
            Function::Count
            | Function::Exists
            | Function::Sum
            | Function::Mean
            | Function::Max
            | Function::Min
            | Function::Best
            | Function::Worst
            | Function::Only
            | Function::TrimmedMean
            | Function::Median
            | Function::Quantile
            | Function::Variance
            | Function::StandardDeviation
            | Function::GeometricMean
            | Function::HarmonicMean => self.rows_call(function, call, span, context),
            Function::PowerMean | Function::OrderedMean => self.list_call(function, call, span, context),
            Function::Root | Function::Power | Function::Logarithm | Function::Exponential | Function::Absolute => {
                self.no_modifiers(call)?;
                self.real_call(function, call, span, context)
            }
            Function::RunLength => self.run_length(call, span, context),
            Function::Greatest | Function::Least => {
                self.no_modifiers(call)?;
                self.extreme_of(function == Function::Greatest, call, span, context)
            }
            Function::Rank => self.rank_call(call, span, context),
            Function::PercentRank => self.percent_rank(call, span, context),
            Function::Multiple => {
                self.no_modifiers(call)?;
                self.multiple(call, span, context)
            }
            Function::StepsApart => {
                self.no_modifiers(call)?;
                self.steps_apart(call, span, context)
            }
            Function::AtLeastHold => {
                self.no_modifiers(call)?;
                self.at_least_hold(call, span, context)
            }
            Function::Growth => {
                self.no_modifiers(call)?;
                self.growth(call, span, context)
            }
            Function::WorkingDayAfter => {
                self.no_modifiers(call)?;
                self.working_day_after(call, span, context)
            }
            Function::NextWorkingDay => {
                self.no_modifiers(call)?;
                let [date] = self.arguments::<1>(call)?;
                let date = self.date(date, context)?;
                Some(self.arena.add(ExprKind::NextWorkingDay(date), Type::Date, span))
            }
            Function::Weight => {
                self.no_modifiers(call)?;
                self.weight_call(call, span, context)
            }
            Function::Mark | Function::MarkRate => {
                self.no_modifiers(call)?;
                self.mark_call(function == Function::MarkRate, call, span, context)
            }
        }
    }

    /// Exactly so many arguments.
    pub(super) fn arguments<'e, const N: usize>(&mut self, call: &'e ast::Call) -> Option<[&'e ast::Expr; N]> {
        let arguments: Vec<&ast::Expr> = call.arguments.iter().collect();
        let found = arguments.len();
        if let Ok(arguments) = <[&ast::Expr; N]>::try_from(arguments) {
            return Some(arguments);
        }
        let Words { zh, en } = function_words(&call.function.value);
        self.refuse(Diagnostic::error(
            Code::H0207,
            call.function.span,
            words!("「{zh}」要 {N} 个参数，写了 {found} 个", "`{en}` takes {N} arguments, {found} given"),
        ))
    }

    pub(super) fn no_modifiers(&mut self, call: &ast::Call) -> Option<()> {
        let bare = call.distinct.is_none()
            && call.pick.is_none()
            && call.filter.is_none()
            && call.same_matter.is_none()
            && call.trim.is_none();
        if bare { Some(()) } else { self.misused_modifier(call) }
    }

    /// 权重, 位置, 类型, 总体, 样本, 次序权重 and 精确到 only where the function takes them.
    fn fits(&mut self, function: Function, call: &ast::Call) -> Option<()> {
        let weighted = call.weights.iter().any(Option::is_some);
        let unfit = weighted && !(function.takes_weights() && function.is_of_list(call))
            || (call.position.is_some() || call.quantile_type.is_some()) && function != Function::Quantile
            || call.divisor.is_some() && !matches!(function, Function::Variance | Function::StandardDeviation)
            || call.order_weights.is_some() && function != Function::OrderedMean
            || call.end.is_some() && function != Function::Only
            || call.period.is_some() && function != Function::RunLength;
        if unfit {
            return self.misused_modifier(call);
        }
        if function.may_leave_the_rationals() { Some(()) } else { self.not_accurate(call) }
    }

    /// 其中, 取, 不重复, 同一, 去高去低 where the function does not take them.
    pub(super) fn misused_modifier<T>(&mut self, call: &ast::Call) -> Option<T> {
        let Words { zh, en } = function_words(&call.function.value);
        self.refuse(Diagnostic::error(
            Code::H0207,
            call.function.span,
            words!(
                "「{zh}」用不上这里写的附加说明（其中、取、不重复、同一、去高去低、范围、升序降序、并列、权重、位置、类型、总体、样本、次序权重、最早、最晚、按）",
                "`{en}` does not take one of the modifiers written here"
            ),
        ))
    }

    fn extreme_of(&mut self, greatest: bool, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let mut terms: Vec<ExprId> = Vec::new();
        for argument in &call.arguments {
            let term = self.infer_number(argument, context)?;
            let term = match terms.first() {
                Some(first) => self.same_quantity(*first, term, span)?.1,
                None => term,
            };
            terms.push(term);
        }
        let Some(ty) = terms.first().map(|first| self.arena[*first].ty.clone()) else {
            let Words { zh, en } = function_words(&call.function.value);
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("「{zh}」至少要一个参数", "`{en}` takes at least one argument"),
            ));
        };
        let kind = if greatest { ExprKind::Greatest(terms) } else { ExprKind::Least(terms) };
        Some(self.arena.add(kind, ty, span))
    }

    /// (本期 − 基期) ÷ 基期. Growth from a base that is not positive has no meaning: undecided.
    fn growth(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [now, base] = self.arguments::<2>(call)?;
        let (now, base) = (self.infer_number(now, context), self.infer_number(base, context));
        let (now, base) = self.same_quantity(now?, base?, span)?;
        let base = self.shared(base, context.table);
        let (ty, origin) = (self.arena[base].ty.clone(), Origin::implied(self.arena.span(base)));
        let zero = self.arena.constant(Constant::Number(Number::zero()), ty, origin);
        let positive = self.arena.compare(Comparison::Above, (base, zero), Origin::implied(span));
        let (below, beside) = (self.another(base), self.another(base));
        let change = self.operate(Operator::Subtract, now, below, span)?;
        let rate = self.operate(Operator::Divide, change, beside, span)?;
        let ty = self.arena[rate].ty.clone();
        let undecided = self.arena.add(ExprKind::Undecided, ty, Origin::implied(span));
        Some(self.arena.only_where(positive, rate, undecided, span))
    }

    fn working_day_after(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [date, days] = self.arguments::<2>(call)?;
        let (date, days) = (self.date(date, context), self.infer_number(days, context));
        let (date, days) = (date?, days?);
        if let Type::Number(unit) = &self.arena[days].ty
            && !matches!(unit.dimension.as_base(), Some(Base::WorkingDay))
        {
            return self.refuse(Diagnostic::error(
                Code::H0301,
                self.arena.span(days),
                words!("这里要工作日数，如 5 个工作日", "a number of working days is wanted here, such as 5 个工作日"),
            ));
        }
        let kind = ExprKind::WorkingDayAfter { date, days };
        Some(self.arena.add(kind, Type::Date, span))
    }

    fn date(&mut self, expr: &ast::Expr, context: &Context) -> Option<ExprId> {
        let date = self.infer(expr, context, None)?;
        if self.arena[date].ty == Type::Date {
            return Some(date);
        }
        let (zh, en) = super::type_names(&self.arena[date].ty);
        self.refuse(Diagnostic::error(
            Code::H0302,
            expr.span,
            words!("这里要日期，写的却是{zh}", "a date is wanted here, but this is {en}"),
        ))
    }
}
