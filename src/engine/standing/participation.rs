//! 参评: who is graded at all.

use super::{Decision, Standing};
use crate::core::FigureId;
use crate::engine::outputs::{Outputs, Truths};
use crate::program::Program;

/// Who participates: everyone unless the rules say who.
pub(super) fn of(program: &Program, outputs: &Outputs, subjects: usize) -> Truths {
    if program.rules.participation.is_none() {
        return vec![Some(true); subjects].into();
    }
    outputs.truths.get(&FigureId::Participates).cloned().unwrap_or_else(|| vec![None; subjects].into())
}

impl Standing<'_> {
    /// Whether a subject participates, or nobody knows.
    pub(super) fn may_participate(&self, row: usize) -> bool {
        self.participates.get(row).copied().flatten() != Some(false)
    }

    /// Labels those who do not participate, before vetoes and grades. One of whom nobody knows has no
    /// grade.
    pub(super) fn leave_out(&mut self) {
        let Some(participation) = &self.program.rules.participation else { return };
        let basis = participation.basis.join("、");
        for row in 0..self.decisions.len() {
            let is_open = matches!(self.decisions.get(row), Some(Decision::Open));
            match self.participates.get(row).copied().flatten() {
                Some(true) => {}
                Some(false) => {
                    self.note(row, format!("不满足参评条件（依据 {basis}）"));
                    if is_open {
                        self.set(row, Decision::Given(participation.otherwise.as_str().into()));
                    }
                }
                None if is_open => self.withhold(row, FigureId::Participates),
                None => self.note_missing(row, FigureId::Participates),
            }
        }
    }
}
