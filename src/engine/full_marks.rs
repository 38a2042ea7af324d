//! Full marks of a subject, which may differ by its kind.

use super::exact::Evaluator;
use crate::core::{ChildId, Schema};
use crate::number::Number;
use crate::program::Program;

/// The full marks of a 方面 or 指标 for the subject in `row`; nothing where its kind is missing or is given none.
#[must_use]
pub fn full_marks(program: &Program, evaluator: &Evaluator<'_>, id: ChildId, row: usize) -> Option<Number> {
    match program.rules.by_kind(id) {
        None => Some(program.rules.full_of(id).clone()),
        Some(by_kind) => evaluator.eval(by_kind.expr, Schema::SUBJECTS, row).as_number().cloned(),
    }
}
