//! What is asked of a condition: which outcome it comes to.

use super::Steps;
use super::task::Task;
use crate::core::{ConditionId, ExprId, ExprKind, FigureId, Verdict};
use crate::engine::exact::Value;
use crate::invariant::OrBroken;
use crate::result::Operation;
use crate::review::view::{At, View};

impl View<'_> {
    /// The condition of which a node asks for an outcome.
    pub(in crate::review) fn condition_asked(&self, expr: ExprId) -> ConditionId {
        let nodes = self.program.arena.walk(expr);
        let mut conditions = nodes.filter_map(|(_, node)| match node.kind {
            ExprKind::Figure(FigureId::Condition(id)) => Some(id),
            _ => None,
        });
        conditions.next().or_broken("a question about a condition reads it")
    }

    /// What a condition comes to for a subject.
    pub(in crate::review) fn verdict(&self, id: ConditionId, row: usize) -> Verdict {
        let condition = self.program.rules.condition(id);
        if condition.applies.is_some() {
            match self.evaluator.figure(FigureId::ConditionApplies(id), row) {
                Value::YesNo(true) => {}
                Value::YesNo(false) => return Verdict::NotApplicable,
                _ => return Verdict::Open,
            }
        }
        match self.evaluator.figure(FigureId::Condition(id), row) {
            Value::YesNo(true) => Verdict::Met,
            Value::YesNo(false) if condition.soft => Verdict::NeedsReason,
            Value::YesNo(false) => Verdict::NotMet,
            _ => Verdict::Open,
        }
    }
}

impl Steps<'_> {
    /// Begins to work out what a condition comes to.
    pub(super) fn open_asked(&mut self, expr: ExprId, asked: Verdict, at: At) {
        let id = self.view.condition_asked(expr);
        let (applies, requirement) = self.needed(id, at.1);
        self.todo.push(Task::Asked(expr, at, id, asked));
        if requirement {
            self.todo.push(Task::Open(FigureId::Condition(id), at.1));
        }
        if applies {
            self.todo.push(Task::Open(FigureId::ConditionApplies(id), at.1));
        }
    }

    /// Whether 适用 decides, and whether what is required does.
    fn needed(&self, id: ConditionId, row: usize) -> (bool, bool) {
        let applies = self.view.program.rules.condition(id).applies.is_some();
        let holds = || self.view.evaluator.figure(FigureId::ConditionApplies(id), row) == Value::YesNo(true);
        (applies, !applies || holds())
    }

    pub(super) fn asked_done(&mut self, expr: ExprId, at: At, id: ConditionId, asked: Verdict) {
        let (applies, requirement) = self.needed(id, at.1);
        let requirement = requirement.then(|| self.last_done());
        let applies = applies.then(|| self.last_done());
        let condition = self.view.program.rules.condition(id).name.clone();
        let verdict = self.view.verdict(id, at.1);
        let value = self.view.eval(expr, at);
        self.finish_node(expr, Operation::Asked { condition, asked, verdict, applies, requirement }, value, None);
    }
}
