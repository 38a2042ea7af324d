//! 缺失 of an indicator.

use super::Checker;
use super::context::Context;
use super::infer::marks;
use super::method::Scored;
use super::participation::of_participants;
use crate::core::{Expr, ExprKind, FigureId, Statistic};
use crate::finding::{Code, Diagnostic};
use crate::number::Number;
use crate::rules::WhenMissing;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// The mark, or what 缺失 says that the indicator gets instead; `None` with errors.
    pub(super) fn or_when_missing(
        &mut self,
        missing: &ast::Missing,
        score: Option<Expr>,
        applies: Option<&Option<Expr>>,
        scored: &Scored<'_>,
    ) -> Option<Expr> {
        let median = || Some(Statistic::Quantile { at: Box::new(Number::ratio(1, 2)?), kind: 7 });
        let default = match missing {
            ast::Missing::Marks(marks) => self.infer_marks(marks, scored.context),
            ast::Missing::Mean(cohort) => self.mark_of_cohort(cohort, Statistic::Mean, score.as_ref(), applies),
            ast::Missing::Median(cohort) => self.mark_of_cohort(cohort, median()?, score.as_ref(), applies),
            ast::Missing::Value(_) | ast::Missing::NotApplicable | ast::Missing::Refuse => return score,
        };
        let kind = ExprKind::IfMissing { value: Box::new(score?), default: Box::new(default?) };
        Some(Expr::new(kind, marks(), scored.span))
    }

    /// 取值 …: what stands in for a 取值 that is missing.
    pub(super) fn stand_in(
        &mut self,
        written: &ast::Expr,
        value: Option<&Option<Expr>>,
        context: &Context,
    ) -> Option<Expr> {
        let given = Context { reads_given: true, ..context.clone() };
        let stand_in = self.infer(written, &given, None);
        let Some(value) = value else {
            if context.indicator.and_then(|index| self.indicators.get(index)).is_some_and(|known| known.has_value) {
                return None;
            }
            return self.refuse(
                Diagnostic::error(
                    Code::H0204,
                    written.span,
                    words!("指标没有取值，没有什么可代", "the indicator has no value to stand in for"),
                )
                .help(words!("加一行：取值 …，或写 缺失 得 …", "add a line: value …, or write missing gets …")),
            );
        };
        let (_, stand_in) = self.same_type(value.clone()?, stand_in?, written.span)?;
        Some(stand_in)
    }

    /// 平均得分 and 中位得分 范围 …: a figure over the marks, before rounding, of those to whom the indicator
    /// applies and who have what it needs.
    fn mark_of_cohort(
        &mut self,
        cohort: &ast::Scope,
        figure: Statistic,
        score: Option<&Expr>,
        applies: Option<&Option<Expr>>,
    ) -> Option<Expr> {
        let same = self.cohort_of(cohort)?.same;
        let filter = match applies {
            Some(applies) => Some(Box::new(applies.clone()?)),
            None => None,
        };
        // A method without 取值 would give those who do not participate marks.
        let score = score?.clone();
        let value = Some(Box::new(if self.has_participation() { of_participants(score) } else { score }));
        let kind = ExprKind::Cohort { same, figure, filter, value };
        Some(Expr::new(kind, marks(), cohort.span))
    }
}

/// 缺失, as far as it is not spelt out in the mark or the value.
pub(super) fn when_missing(missing: Option<&ast::Missing>) -> WhenMissing {
    match missing {
        Some(ast::Missing::NotApplicable) => WhenMissing::NotApplicable,
        Some(ast::Missing::Refuse) => WhenMissing::Refuse,
        _ => WhenMissing::Stays,
    }
}

/// 取值 with what stands in for it, and 取值 as the data give it where something does.
pub(super) fn filled(index: usize, value: Option<Expr>, stand_in: Option<Expr>) -> (Option<Expr>, Option<Expr>) {
    let (Some(value), Some(stand_in)) = (&value, stand_in) else { return (value, None) };
    let given = Expr::new(ExprKind::Figure(FigureId::Given(index)), value.ty.clone(), value.span);
    let kind = ExprKind::IfMissing { value: Box::new(given), default: Box::new(stand_in) };
    (Some(Expr::new(kind, value.ty.clone(), value.span)), Some(value.clone()))
}
