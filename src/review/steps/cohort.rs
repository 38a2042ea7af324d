//! The members of cohorts.

use super::Steps;
use crate::core::{ExprId, ExprKind, FieldId, FigureId, Schema};
use crate::engine::exact;
use crate::engine::subject_key;
use crate::invariant::broken;
use crate::result::{Cohort, CohortId, Member, Operation};
use crate::review::view::{At, value};

impl Steps<'_> {
    /// The members of a cohort of a subject that count, with what they have of each value; nobody where it is not
    /// known who they are. Another subject's figures are named, not followed: its own explanation has them.
    pub(super) fn cohort(
        &mut self,
        same: &[FieldId],
        filter: Option<ExprId>,
        values: &[ExprId],
        row: usize,
    ) -> CohortId {
        let view = self.view;
        let members = view.evaluator.members(same, row).unwrap_or_default();
        let class = |expr: ExprId| view.program.arena[expr].class;
        let classes = values.iter().map(|value| class(*value)).collect();
        let key = (same.to_vec(), filter.map(class), classes, members.first().copied());
        if let Some(known) = self.cohort_ids.get(&key) {
            return *known;
        }
        let counts = |member: &usize| {
            let chosen = filter.map(|filter| view.eval(filter, (Schema::SUBJECTS, *member)));
            !matches!(chosen, Some(exact::Value::YesNo(false)))
        };
        // Who does not participate is no member of a comparison of values and marks.
        let takes_part = |(member, found): &(usize, Vec<exact::Value>)| {
            let is_out = view.program.figure(FigureId::Participates).is_some()
                && view.evaluator.figure(FigureId::Participates, *member) == exact::Value::YesNo(false);
            !is_out || found.iter().all(|found| found.reasons().is_none())
        };
        let members =
            members.iter().copied().filter(counts).map(|member| {
                (member, values.iter().map(|value| view.eval(*value, (Schema::SUBJECTS, member))).collect())
            });
        let members = members.filter(takes_part).map(|(member, found)| Member {
            key: subject_key(view.program, view.evaluator.tables(), member),
            values: found.iter().zip(values).map(|(found, expr)| value(found, view.ty(*expr))).collect(),
        });
        let cohort = Cohort { members: members.collect() };
        let id = CohortId(self.cohorts.len());
        self.cohorts.push(cohort);
        self.cohort_ids.insert(key, id);
        id
    }

    pub(super) fn rank_done(&mut self, expr: ExprId, at: At) {
        let view = self.view;
        let ExprKind::Rank { same, value, descending, ties } = &view.program.arena[expr].kind else {
            broken("only a rank is ranked")
        };
        let own = self.last_done();
        let cohort = self.cohort(same, None, &[*value], at.1);
        let (ranked, descending, ties) = (view.source(*value), *descending, *ties);
        let operation = Operation::Rank { ranked, own, descending, ties, cohort };
        let clause = Some(view.source(expr));
        self.finish_node(expr, operation, view.eval(expr, at), clause);
    }
}
