//! How the grade follows from the entries of 等次, and the next one that can be reached.

use super::explain::Outline;
use super::view::View;
use crate::core::{FigureId, GradeId};
use crate::engine::exact::Value;
use crate::result::{
    AboveMarks, Asked, Decision, Fate, Held, NextGrade, Note, Obstacle, Operation, Passing, Placing, Ruling, StepId,
    Term,
};
use crate::rules::Grade;

impl Outline<'_> {
    /// The grades that were asked, from the best down.
    pub(super) fn ruling(&mut self) -> Option<Ruling> {
        let grades = self.program.rules.grades.as_ref()?;
        let mut asked = Vec::new();
        if !matches!(self.decision(), Decision::Manual | Decision::NotParticipating) {
            for (id, grade) in self.program.rules.each_grade() {
                let next = self.asked(id, grade);
                let fate = next.fate;
                asked.push(next);
                if matches!(fate, Fate::Given | Fate::Open | Fate::Vetoed) {
                    break;
                }
            }
        }
        Some(Ruling { basis: grades.basis.clone(), grades: asked })
    }

    fn decision(&self) -> Decision {
        *self.scores.decisions.of(self.row)
    }

    fn asked(&mut self, id: GradeId, grade: &Grade) -> Asked {
        let view = self.steps.view;
        let requirement = self.steps.figure(FigureId::Requirement(id), self.row);
        let fate = self.fate(id, truth(self.steps.value(requirement)));
        let came_so_far = matches!(fate, Fate::Given | Fate::BeyondQuota | Fate::Open);
        let quota = grade.quota.as_ref().filter(|_| came_so_far);
        let steps = self.parts_of(requirement);
        for step in &steps {
            self.steps.tell_apart(*step);
        }
        let terms = steps.into_iter().zip(view.parts(grade.requirement));
        let terms = terms.map(|(step, expr)| Term {
            step,
            holds: truth(self.steps.value(step)),
            says: view.term(expr, true, self.row),
        });
        Asked {
            grade: grade.name.clone(),
            clause: view.text(grade.span),
            requirement,
            fate,
            terms: terms.collect(),
            placing: quota.and_then(|quota| self.placing(id, grade, quota)),
        }
    }

    /// The steps of the parts of a requirement all of which it takes.
    fn parts_of(&self, requirement: StepId) -> Vec<StepId> {
        match self.steps.operation_of(requirement) {
            Operation::And { terms } => terms.iter().flat_map(|term| self.parts_of(*term)).collect(),
            _ => vec![requirement],
        }
    }

    fn fate(&self, id: GradeId, met: Option<bool>) -> Fate {
        let decision = self.decision();
        let notes = self.scores.notes.of(self.row);
        let is_refused = |note: &Note| matches!(note, Note::BeyondQuota { grade, .. } if *grade == id);
        let is_barred = |note: &Note| matches!(note, Note::Restricted { grade, .. } if *grade == id);
        let lowered = notes.iter().find_map(|note| match note {
            Note::Demoted { grade, .. } => Some(*grade),
            _ => None,
        });
        let steps = self.steps.view.lowered_by(self.row);
        let is_lowered = lowered.is_some_and(|earned| earned <= id && id.0 < earned.0.saturating_add(steps));
        match (decision, met) {
            (Decision::Graded { grade }, _) if grade == id => Fate::Given,
            _ if notes.iter().any(is_refused) => Fate::BeyondQuota,
            _ if notes.iter().any(is_barred) => Fate::Barred,
            (_, Some(true)) if is_lowered => Fate::Lowered,
            (_, None) if is_lowered => Fate::PassedOver,
            (_, Some(false)) => Fate::NotMet,
            (Decision::Vetoed { .. }, _) => Fate::Vetoed,
            _ => Fate::Open,
        }
    }

    /// The next better grade than the one of the subject, and what is in its way.
    pub(super) fn next_grade(&mut self) -> Option<NextGrade> {
        let view = self.steps.view;
        let program = self.program;
        let earned = self.earned();
        let last = program.rules.each_grade().last().map(|(id, _)| id)?;
        let mut held = Vec::new();
        let target = match self.decision() {
            Decision::Open | Decision::Manual | Decision::NotParticipating => return None,
            Decision::Vetoed { .. } => {
                held.extend(view.held(self.row, |what| matches!(what, AboveMarks::Veto { .. })));
                earned.unwrap_or(last)
            }
            Decision::Graded { grade } => GradeId(grade.0.checked_sub(1)?),
            Decision::Otherwise => last,
            Decision::Withheld { by: Obstacle::Rivals { grade } | Obstacle::Places { grade } } => {
                GradeId(grade.0.checked_sub(1)?)
            }
            Decision::Withheld { .. } => view.next_requirement(self.row)?.0,
        };
        let grade = program.rules.grade(target);
        let bars = |what: &AboveMarks| match what {
            AboveMarks::Restriction { best, .. } => {
                program.rules.each_grade().any(|(id, known)| known.name == *best && id > target)
            }
            _ => false,
        };
        held.extend(view.held(self.row, bars));
        let steps = view.lowered_by(self.row);
        let demotions = view.held(self.row, |what| matches!(what, AboveMarks::Demotion { .. }));
        let is_lowered = !demotions.is_empty() && earned.is_some_and(|earned| earned <= target);
        if is_lowered {
            held.extend(demotions);
        }
        let better = target.0.checked_sub(steps).filter(|_| is_lowered).map(GradeId);
        let unmet = if is_lowered { Vec::new() } else { view.unmet(grade.requirement, self.row) };
        let (pass, no_place) = self.refused(target, grade);
        if held.is_empty() && unmet.is_empty() && pass.is_none() && !no_place {
            return None;
        }
        let requirement = self.steps.figure(FigureId::Requirement(target), self.row);
        Some(NextGrade {
            grade: grade.name.clone(),
            requirement,
            unmet,
            held,
            earning: better.map(|better| program.rules.grade(better).name.clone()),
            pass,
            no_place,
        })
    }

    /// The best grade whose requirement is met.
    fn earned(&self) -> Option<GradeId> {
        let view = self.steps.view;
        let is_met = |id: &GradeId| truth(&view.evaluator.figure(FigureId::Requirement(*id), self.row)) == Some(true);
        self.program.rules.each_grade().map(|(id, _)| id).find(is_met)
    }

    /// Before whom the subject would have to stand in a quota that had no place for it, or that there is none to have.
    fn refused(&mut self, id: GradeId, grade: &Grade) -> (Option<Passing>, bool) {
        if self.fate(id, Some(true)) != Fate::BeyondQuota {
            return (None, false);
        }
        let placing = grade.quota.as_ref().and_then(|quota| self.placing(id, grade, quota));
        let Some(Placing { places, by_people, pass, .. }) = placing else { return (None, false) };
        (pass, places <= by_people)
    }
}

impl View<'_> {
    /// By how many grades a subject is lowered.
    fn lowered_by(&self, row: usize) -> usize {
        let fires = |id| self.evaluator.figure(FigureId::Demotion(id), row) == Value::YesNo(true);
        let demotions = self.program.rules.each_demotion().filter(|(id, _)| fires(*id));
        demotions.map(|(_, demotion)| demotion.steps).sum()
    }

    /// Of what stands above the marks of a subject, what is asked for, with what would lift it.
    fn held(&self, row: usize, is_wanted: impl Fn(&AboveMarks) -> bool) -> Vec<Held> {
        let applying = self.applying(row).into_iter().filter(|applying| is_wanted(&applying.what));
        let held = applying
            .map(|applying| Held { lift: self.lifting(self.figure(applying.figure).expr, row), what: applying.what });
        held.collect()
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::YesNo(truth) => Some(*truth),
        _ => None,
    }
}
