//! Why an indicator lapses for lack of data.

use super::{Standing, truth};
use crate::core::{FigureId, Schema};
use crate::engine::reasons::missing_notes;
use crate::invariant::entry;
use crate::result::{Note, Truths};
use crate::rules::WhenMissing;

impl Standing<'_> {
    /// Why an indicator does not apply for lack of data, where something else does: else the total says it.
    pub(super) fn note_lapses(&mut self, applies: Option<&Truths>) {
        let program = self.program;
        for (id, indicator) in program.rules.each_indicator() {
            if indicator.when_missing != WhenMissing::NotApplicable {
                continue;
            }
            for row in 0..self.decisions.len() {
                let lapses = truth(self.outputs, FigureId::Applies(id), row) == Some(false);
                let is_said = applies.is_some_and(|applies| *entry(applies, row) == Some(false));
                if !lapses || is_said || !self.may_participate(row) {
                    continue;
                }
                let is_meant = |written| self.evaluator.eval(written, Schema::SUBJECTS, row).as_yes_no() == Some(true);
                if indicator.applies.is_none_or(is_meant) {
                    let score = self.evaluator.figure(FigureId::Score(id), row);
                    let reasons = missing_notes(self.tables, score.reasons().into_iter().flatten());
                    self.note(row, Note::Lapsed { indicator: id, reasons });
                }
            }
        }
    }
}
