//! 降等: a grade that was earned is lowered before anything else is held against it.

use super::{Standing, truth};
use crate::core::{DemotionId, FigureId, GradeId};
use crate::result::{Note, Obstacle};

impl Standing<'_> {
    /// By how many grades a subject is lowered: at least, and at most when what is unknown turns out so.
    fn steps(&self, row: usize) -> (usize, usize) {
        let mut steps = (0_usize, 0_usize);
        for (index, demotion) in self.program.rules.demotions.iter().enumerate() {
            let fires = truth(self.outputs, FigureId::Demotion(DemotionId(index)), row);
            if fires == Some(true) {
                steps.0 = steps.0.saturating_add(demotion.steps);
            }
            if fires != Some(false) {
                steps.1 = steps.1.saturating_add(demotion.steps);
            }
        }
        steps
    }

    /// Whether a subject without a grade so far may have this one: the best that it earned, lowered; or,
    /// when that was refused, a lower one whose requirement it meets. One of which that is unknown is
    /// withheld.
    pub(super) fn reaches(&mut self, row: usize, index: usize) -> bool {
        let known = self.earned.get(row).copied().flatten();
        let first = known.unwrap_or(index);
        let (least, most) =
            if known.is_some() || !self.program.rules.demotions.is_empty() { self.steps(row) } else { (0, 0) };
        // Where the lowered grade lies it is had without meeting its own requirement.
        if known.is_none() || index > first.saturating_add(most) {
            match truth(self.outputs, FigureId::Requirement(GradeId(index)), row) {
                Some(true) => {}
                Some(false) => return false,
                None => {
                    self.withhold(row, Obstacle::Requirement { grade: index });
                    return false;
                }
            }
        }
        if let Some(earned) = self.earned.get_mut(row) {
            earned.get_or_insert(index);
        }
        if index < first.saturating_add(least) {
            self.note_demotion(row, first);
            return false;
        }
        if index < first.saturating_add(most) {
            self.withhold_demotion(row);
            return false;
        }
        true
    }

    /// Whether a withheld subject may still have a grade when what is missing is known.
    pub(super) fn may_reach(&self, row: usize, index: usize) -> bool {
        let may_meet = |grade: usize| truth(self.outputs, FigureId::Requirement(GradeId(grade)), row) != Some(false);
        if self.program.rules.demotions.is_empty() {
            return may_meet(index);
        }
        let Some(best) = (0..=index).find(|grade| may_meet(*grade)) else { return false };
        let (least, most) = self.steps(row);
        let lowered = best.saturating_add(least) <= index;
        lowered && (may_meet(index) || (0..index).any(|grade| may_meet(grade) && grade.saturating_add(most) >= index))
    }

    fn note_demotion(&mut self, row: usize, grade: usize) {
        for demotion in 0..self.program.rules.demotions.len() {
            if truth(self.outputs, FigureId::Demotion(DemotionId(demotion)), row) == Some(true) {
                self.note(row, Note::Demoted { grade, demotion });
            }
        }
    }

    fn withhold_demotion(&mut self, row: usize) {
        for demotion in 0..self.program.rules.demotions.len() {
            if truth(self.outputs, FigureId::Demotion(DemotionId(demotion)), row).is_none() {
                self.withhold(row, Obstacle::Demotion { demotion });
            }
        }
    }
}
