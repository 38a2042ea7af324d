//! What is missing: to whom nothing applies, why an indicator lapses, and what stands in the way of a grade.

use super::{Standing, truth};
use crate::core::{FigureId, HeadId, Schema};
use crate::engine::outputs::Outputs;
use crate::engine::reasons::missing_notes;
use crate::program::Program;
use crate::result::{Note, Obstacle, Truths};
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
                let is_said = applies.is_some_and(|applies| applies.get(row).copied().flatten() == Some(false));
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

/// Whether something of 总分 applies to each subject; `None` when it does to all.
pub(super) fn some_head_applies(program: &Program, outputs: &Outputs, subjects: usize) -> Option<Truths> {
    let heads = (0..program.rules.heads.len()).map(|head| outputs.truths.get(&FigureId::HeadApplies(HeadId(head))));
    let heads: Vec<&Truths> = heads.collect::<Option<_>>()?;
    if heads.is_empty() {
        return None;
    }
    let of_row = |row: usize| {
        let known = || heads.iter().map(|truths| truths.get(row).copied().flatten());
        let holds = known().any(|truth| truth == Some(true));
        holds.then_some(true).or_else(|| known().all(|truth| truth == Some(false)).then_some(false))
    };
    Some((0..subjects).map(of_row).collect())
}

/// The figure of which something is missing; none where other subjects stand in the way.
pub(super) fn figure_of(obstacle: Obstacle) -> Option<FigureId> {
    Some(match obstacle {
        Obstacle::Participation => FigureId::Participates,
        Obstacle::Veto { veto } => FigureId::Veto(veto),
        Obstacle::Total => FigureId::Total,
        Obstacle::Requirement { grade } => FigureId::Requirement(grade),
        Obstacle::Demotion { demotion } => FigureId::Demotion(demotion),
        Obstacle::Restriction { restriction } => FigureId::Restriction(restriction),
        Obstacle::Group { .. } | Obstacle::Places { .. } | Obstacle::Rivals { .. } => return None,
    })
}
