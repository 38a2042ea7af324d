//! 降等: a grade that was earned is lowered before anything else is held against it.

use super::{Standing, truth};
use crate::core::{FigureId, GradeId};
use crate::invariant::{OrBroken, entry};
use crate::result::{Note, Obstacle};

impl Standing<'_> {
    /// By how many grades a subject is lowered: at least, and at most when what is unknown turns out so.
    fn steps(&self, row: usize) -> (usize, usize) {
        let mut steps = (0_usize, 0_usize);
        for (id, demotion) in self.program.rules.each_demotion() {
            let fires = truth(self.outputs, FigureId::Demotion(id), row);
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
    /// withheld. `met`: whether it meets the requirement of this one.
    pub(super) fn reaches(&mut self, row: usize, grade: GradeId, met: Option<bool>) -> bool {
        let Some(earned) = &self.earned else { return self.meets(row, grade, met) };
        let known = *entry(earned, row);
        let first = known.unwrap_or(grade);
        let (least, most) = self.steps(row);
        // Where the lowered grade lies it is had without meeting its own requirement.
        if (known.is_none() || grade > lowered(first, most)) && !self.meets(row, grade, met) {
            return false;
        }
        let earned = self.earned.as_mut().and_then(|earned| earned.get_mut(row));
        earned.or_broken("each subject has what it earned").get_or_insert(grade);
        if grade < lowered(first, least) {
            self.note_demotion(row, first);
            return false;
        }
        if grade < lowered(first, most) {
            self.withhold_demotion(row);
            return false;
        }
        true
    }

    /// Whether a subject meets the requirement of a grade. One of which that is unknown is withheld.
    fn meets(&mut self, row: usize, grade: GradeId, met: Option<bool>) -> bool {
        if met.is_none() {
            // What the total lacks has been said.
            if self.lacks_total_for(row, grade) {
                self.put_withheld(row, Obstacle::Total);
            } else {
                self.withhold(row, Obstacle::Requirement { grade });
            }
        }
        met == Some(true)
    }

    /// Whether a withheld subject may still have a grade when what is missing is known.
    pub(super) fn may_reach(&self, row: usize, grade: GradeId) -> bool {
        let may_meet = |grade: GradeId| truth(self.outputs, FigureId::Requirement(grade), row) != Some(false);
        if self.program.rules.demotions.is_empty() {
            return may_meet(grade);
        }
        let mut better = (0..grade.0).map(GradeId);
        let Some(best) = better.clone().chain([grade]).find(|better| may_meet(*better)) else { return false };
        let (least, most) = self.steps(row);
        let is_lowered = lowered(best, least) <= grade;
        is_lowered && (may_meet(grade) || better.any(|better| may_meet(better) && lowered(better, most) >= grade))
    }

    fn note_demotion(&mut self, row: usize, grade: GradeId) {
        let program = self.program;
        for (demotion, _) in program.rules.each_demotion() {
            if truth(self.outputs, FigureId::Demotion(demotion), row) == Some(true) {
                self.note(row, Note::Demoted { grade, demotion });
            }
        }
    }

    fn withhold_demotion(&mut self, row: usize) {
        let program = self.program;
        for (demotion, _) in program.rules.each_demotion() {
            if truth(self.outputs, FigureId::Demotion(demotion), row).is_none() {
                self.withhold(row, Obstacle::Demotion { demotion });
            }
        }
    }
}

/// A grade so many steps below another.
fn lowered(grade: GradeId, steps: usize) -> GradeId {
    GradeId(grade.0.saturating_add(steps))
}
