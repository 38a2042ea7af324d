//! 缺失 of an indicator.

use super::Checker;
use super::context::Context;
use super::method::Scored;
use super::stages::Stages;
use crate::core::{ExprId, ExprKind, FigureId, IndicatorId, Origin, Role, Statistic, Type};
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
        stages: &Stages,
        applies: Option<ExprId>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let median = || Some(Statistic::Quantile { at: Box::new(Number::ratio(1, 2)?), kind: 7 });
        let default = match missing {
            ast::Missing::Marks(marks) => self.infer_marks(marks, scored.context),
            ast::Missing::Mean(cohort) => self.mark_of_cohort(cohort, Statistic::Mean, stages, applies),
            ast::Missing::Median(cohort) => self.mark_of_cohort(cohort, median()?, stages, applies),
            ast::Missing::Value(_) | ast::Missing::NotApplicable | ast::Missing::Refuse => {
                return Some(stages.last(&mut self.arena));
            }
        }?;
        self.arena.set_role(default, Role::StandIn);
        let value = stages.last(&mut self.arena);
        Some(self.arena.add(ExprKind::IfMissing { value, default }, Type::marks(), scored.span))
    }

    /// 取值 …: what stands in for a 取值 that is missing.
    pub(super) fn stand_in(
        &mut self,
        written: &ast::Expr,
        value: Option<&Option<ExprId>>,
        context: &Context,
    ) -> Option<ExprId> {
        let given = Context { reads_given: true, ..context.clone() };
        let stand_in = self.infer(written, &given, None);
        let Some(value) = value else {
            if context.indicator.and_then(|id| self.indicators.get(id.0)).is_some_and(|known| known.has_value) {
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
        let (_, stand_in) = self.same_type((*value)?, stand_in?, written.span)?;
        Some(stand_in)
    }

    /// 平均得分 and 中位得分 范围 …: a figure over the marks, before rounding, of those to whom the indicator
    /// applies and who have what it needs.
    fn mark_of_cohort(
        &mut self,
        cohort: &ast::Scope,
        statistic: Statistic,
        stages: &Stages,
        applies: Option<ExprId>,
    ) -> Option<ExprId> {
        let peers = self.cohort_of(cohort)?.peers;
        let filter = applies.map(|applies| self.arena.copied(applies));
        // A method without 取值 would give those who do not participate marks.
        let score = stages.last(&mut self.arena);
        let value = Some(if self.has_participation() { self.of_participants(score) } else { score });
        Some(self.arena.add(ExprKind::Cohort { peers, statistic, filter, value }, Type::marks(), cohort.span))
    }

    /// 取值 with what stands in for it, and 取值 as the data give it where something does.
    pub(super) fn filled(
        &mut self,
        id: IndicatorId,
        value: Option<ExprId>,
        stand_in: Option<ExprId>,
    ) -> (Option<ExprId>, Option<ExprId>) {
        let (Some(value), Some(default)) = (value, stand_in) else { return (value, None) };
        let (ty, span) = (self.arena[value].ty.clone(), self.arena.span(value));
        self.arena.set_role(default, Role::StandIn);
        let given = self.arena.figure(FigureId::Given(id), ty.clone(), Origin::implied(span));
        (Some(self.arena.add(ExprKind::IfMissing { value: given, default }, ty, span)), Some(value))
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
