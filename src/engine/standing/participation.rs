//! 参评: who is graded at all.

use super::Standing;
use crate::cancel::looking;
use crate::core::FigureId;
use crate::invariant::entry;
use crate::result::{Decision, Note, Obstacle};

impl Standing<'_> {
    /// Whether a subject participates: everyone does unless the rules say who.
    pub(super) fn participates(&self, row: usize) -> Option<bool> {
        self.participates.as_ref().map_or(Some(true), |known| *entry(known, row))
    }

    /// Whether a subject participates, or nobody knows.
    pub(super) fn may_participate(&self, row: usize) -> bool {
        self.participates(row) != Some(false)
    }

    /// Labels those who do not participate, before vetoes and grades. One of whom nobody knows has no
    /// grade.
    pub(super) fn leave_out(&mut self) {
        let Some(participation) = &self.program.rules.participation else { return };
        for row in looking(0..self.decisions.len()) {
            let is_open = self.is_open(row);
            match self.participates(row) {
                Some(true) => {}
                Some(false) => {
                    self.note(row, Note::NotParticipating);
                    if is_open {
                        self.set(row, Decision::NotParticipating, &participation.otherwise);
                    }
                }
                None if is_open => self.withhold(row, Obstacle::Participation),
                None => self.note_missing(row, FigureId::Participates),
            }
        }
    }
}
