//! What is said of those who lack a total, and why an indicator lapses for lack of data.

use super::{Standing, truth};
use crate::cancel::looking;
use crate::core::{FigureId, GradeId, Schema};
use crate::engine::exact::Reason;
use crate::engine::reasons::missing_notes;
use crate::invariant::entry;
use crate::result::{Note, Obstacle, Truths};
use crate::rules::WhenMissing;

impl Standing<'_> {
    /// What keeps the grade of a further grading open.
    pub(super) fn note_open_gradings(&mut self) {
        let program = self.program;
        for (id, output) in program.rules.each_output().filter(|(_, output)| output.is_grading) {
            let figure = FigureId::Output(id);
            let Some(labels) = self.outputs.texts.get(&figure).cloned() else { continue };
            for row in looking(0..labels.len()) {
                if labels.get(row).is_some() {
                    continue;
                }
                // Nothing of its own is missing: a place is open while others may still take it.
                let value = self.evaluator.figure(figure, row);
                if value.reasons().into_iter().flatten().all(|reason| matches!(reason, Reason::Undecided(_))) {
                    self.note(row, Note::GradingOpen { grading: output.title.clone() });
                } else {
                    self.note_missing(row, figure);
                }
            }
        }
    }

    /// Says what the total lacks. Who has none may still have a grade that does not rest on it.
    pub(super) fn note_missing_totals(&mut self) {
        if self.program.figure(FigureId::Total).is_none() || !self.total.has_nulls() {
            return;
        }
        let has_grades = self.program.rules.grades.is_some();
        for row in looking(0..self.decisions.len()) {
            if self.total.get(row).is_none() && self.may_participate(row) {
                self.note_missing(row, FigureId::Total);
                if !has_grades && self.is_open(row) {
                    self.put_withheld(row, Obstacle::Total);
                }
            }
        }
    }

    /// Whether a subject lacks the total on which a grade rests.
    pub(super) fn lacks_total_for(&self, row: usize, grade: GradeId) -> bool {
        self.total.get(row).is_none() && self.on_total.contains(&grade)
    }

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
