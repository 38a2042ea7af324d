//! A choice: which conditions are asked, and what is taken.

use super::Steps;
use super::task::Task;
use crate::core::{Comparison, ExprId, ExprKind, Role, Statistic, Type};
use crate::engine::exact;
use crate::invariant::OrBroken;
use crate::result::{Operation, StepId, Taken};
use crate::review::view::At;

impl Steps<'_> {
    /// The names, the highest first, of the choices whose order decides what a node comes to; none of any other node.
    pub(super) fn choices_ordered(&self, expr: ExprId) -> Vec<String> {
        let view = self.view;
        let ordered = match &view.program.arena[expr].kind {
            ExprKind::Compare { comparison, left, .. } => {
                (!matches!(comparison, Comparison::Equal | Comparison::Unequal)).then_some(*left)
            }
            ExprKind::Arithmetic { left, .. } => Some(*left),
            ExprKind::Rows { statistic, value, .. } | ExprKind::Cohort { statistic, value, .. } => {
                value.filter(|_| matches!(statistic, Statistic::Min | Statistic::Max))
            }
            _ => None,
        };
        match ordered.map(|ordered| view.ty(ordered)) {
            Some(Type::Choice(choices)) => choices.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Goes on with a choice, of which these conditions were asked.
    pub(super) fn ask(&mut self, case: ExprId, at: At, asked: Vec<StepId>) {
        let ExprKind::Case { arms, otherwise } = &self.view.program.arena[case].kind else { return };
        let last = asked.last().map(|id| (asked.len() - 1, self.made(*id).value.clone()));
        match last {
            Some((last, exact::Value::YesNo(true))) => {
                let (_, value) = arms.get(last).or_broken("a condition that was asked has a value beside it");
                self.todo.push(Task::Take(case, asked, false));
                self.todo.push(Task::Visit(*value, at));
            }
            Some((_, exact::Value::YesNo(false))) | None => {
                if let Some((condition, _)) = arms.get(asked.len()) {
                    self.todo.push(Task::Ask(case, at, asked));
                    self.todo.push(Task::Visit(*condition, at));
                } else {
                    self.todo.push(Task::Take(case, asked, true));
                    self.todo.push(Task::Visit(*otherwise, at));
                }
            }
            Some(_) => self.choose(case, asked, None),
        }
    }

    pub(super) fn choose(&mut self, case: ExprId, asked: Vec<StepId>, taken: Option<Taken>) {
        let view = self.view;
        let ExprKind::Case { arms, .. } = &view.program.arena[case].kind else { return };
        let is_written = view.is_written(arms);
        if is_written {
            for (step, (condition, _)) in asked.iter().zip(arms) {
                self.say(*step, |view| view.source(*condition));
            }
        }
        let adjustment = match view.role(case) {
            Role::Adjustment(place) => Some(place),
            _ => None,
        };
        let decides = taken.map(|taken| taken.value).or_else(|| asked.last().copied());
        let value = self.made(decides.or_broken("a choice asks or takes something")).value.clone();
        let fires = adjustment.is_some() && taken.is_some_and(|taken| !taken.otherwise);
        let clause = fires.then(|| view.source(case));
        let is_last = is_written && adjustment.is_none() && taken.is_some_and(|taken| taken.otherwise);
        let last = if is_last { view.last_branch(case) } else { None };
        let flat_ends = view.role(case) == Role::FlatEnds;
        let operation = Operation::Choose { asked, taken, is_written, adjustment, last, flat_ends };
        self.finish_node(case, operation, value, clause);
    }
}
