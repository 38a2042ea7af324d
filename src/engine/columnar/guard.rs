//! Which rows reach a place: a script is called for these only, as it may be slow or fail for others.

use std::sync::Arc;

use super::form::Form;
use crate::core::{ExprId, TableId};
use crate::engine::exact::{Evaluator, Value};

/// What the rows that reach a place have in common: as a column, and for the exact engine.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) passes: Form,
    ways: Ways,
}

#[derive(Clone)]
enum Ways {
    /// A condition, and what it is for them.
    Branch { condition: ExprId, holds: bool },
    /// A row reaches a figure by one of its readers, where all of these let it.
    Any(Arc<[Vec<Guard>]>),
}

impl Guard {
    /// Of the branch where a condition holds, or does not.
    pub(super) fn branch(condition: ExprId, truth: &Form, holds: bool) -> Self {
        let passes = if holds { truth.clone() } else { truth.not() };
        Self { passes, ways: Ways::Branch { condition, holds } }
    }

    /// Of what is reached in one of several ways.
    pub(super) fn any(passes: Form, ways: Vec<Vec<Self>>) -> Self {
        Self { passes, ways: Ways::Any(ways.into()) }
    }

    /// Whether a row passes, by the exact engine.
    pub(super) fn lets(&self, evaluator: &Evaluator<'_>, table: TableId, row: usize) -> bool {
        match &self.ways {
            Ways::Branch { condition, holds } => evaluator.eval(*condition, table, row) == Value::YesNo(*holds),
            Ways::Any(ways) => ways.iter().any(|all| all.iter().all(|guard| guard.lets(evaluator, table, row))),
        }
    }
}

/// Whether a row passes all of some guards, as a column; `None` without any.
pub(super) fn all(guards: &[Guard]) -> Option<Form> {
    guards.iter().map(|guard| guard.passes.clone()).reduce(|all, next| all.and(&next))
}
