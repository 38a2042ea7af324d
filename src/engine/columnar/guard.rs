//! Which rows reach a branch: a script is called for these only, as it may be slow or fail for others.

use super::piece::Piece;
use crate::core::{ExprId, TableId};
use crate::engine::exact::{Evaluator, Value};

/// A condition on the way to a branch, and what it is for the rows that reach it.
pub(super) struct Guard {
    pub(super) condition: ExprId,
    pub(super) truth: Piece,
    pub(super) holds: bool,
}

impl Guard {
    /// Whether a row passes, by the exact engine.
    pub(super) fn lets(&self, evaluator: &Evaluator<'_>, table: TableId, row: usize) -> bool {
        evaluator.eval(self.condition, table, row) == Value::YesNo(self.holds)
    }
}
