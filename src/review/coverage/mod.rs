//! Which ways of a rule set its 示例 reach.
//!
//! A way is reached when an expectation of an 示例 rests on it. That a figure nobody looks at goes along some
//! branch proves nothing, so only what is expected is worked out here.

mod goals;
mod way;

use std::collections::BTreeSet;

use crate::core::{FigureId, Schema};
use crate::engine::exact::{Evaluator, Value};
use crate::finding::Sources;
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::result::{Scores, WayKind};
use crate::rules::{Example, ExpectedOutcome};
pub use way::{Coverage, CoveredWay};
use way::{Goal, place};

impl Coverage {
    /// The ways of a rule set, none of them reached.
    #[must_use]
    pub fn of(program: &Program, sources: &Sources) -> Self {
        goals::of(program, sources)
    }

    /// Notes what the expectations of an 示例 rest on. The evaluator is recording, holds what the 示例 sets and
    /// has worked out nothing yet.
    pub fn add(&mut self, program: &Program, evaluator: &Evaluator<'_>, scores: &Scores, example: &Example) {
        let mut goals: BTreeSet<Goal> = BTreeSet::new();
        for expectation in &example.expectations {
            let row = expectation.subject.0;
            match &expectation.outcome {
                ExpectedOutcome::Marks(figure, _)
                | ExpectedOutcome::Value { figure, .. }
                | ExpectedOutcome::Missing(figure)
                | ExpectedOutcome::NotApplicable(figure) => {
                    let _ = evaluator.figure(*figure, row);
                }
                ExpectedOutcome::Call { call, .. } => {
                    let _ = evaluator.eval(*call, Schema::SUBJECTS, row);
                }
                ExpectedOutcome::Verdict(id, _) => {
                    if program.rules.condition(*id).applies.is_some() {
                        let _ = evaluator.figure(FigureId::ConditionApplies(*id), row);
                    }
                    let _ = evaluator.figure(FigureId::Condition(*id), row);
                    let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(row));
                    let verdict = *verdict.or_broken("every condition has verdicts");
                    goals.insert(Goal::Verdict(*id, place(verdict)));
                }
                ExpectedOutcome::Grade(_) | ExpectedOutcome::NoGrade => {
                    let fires = deciding(program, evaluator, row);
                    // A veto does not look at the total.
                    if !fires.iter().any(|goal| matches!(goal, Goal::Fires(FigureId::Veto(_)))) {
                        let _ = evaluator.figure(FigureId::Total, row);
                    }
                    goals.extend(fires);
                    let grade = scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned);
                    goals.extend(grade.map(Goal::Grade));
                }
            }
        }
        let gone = &self.gone;
        goals.extend(evaluator.ways().iter().filter_map(|way| gone.get(way).cloned()));
        for way in &mut self.ways {
            way.reached |= goals.contains(&way.goal);
        }
    }

    /// Of a kind (of all kinds): how many are reached, and how many there are.
    #[must_use]
    pub fn count(&self, kind: Option<WayKind>) -> (usize, usize) {
        let of_kind = || self.ways.iter().filter(|way| kind.is_none_or(|kind| way.kind == kind));
        (of_kind().filter(|way| way.reached).count(), of_kind().count())
    }
}

/// The vetoes and restrictions that hold, which decide a grade besides the marks.
fn deciding(program: &Program, evaluator: &Evaluator<'_>, row: usize) -> Vec<Goal> {
    let rules = &program.rules;
    let vetoes = rules.each_veto().map(|(id, _)| FigureId::Veto(id));
    let restrictions = rules.each_restriction().map(|(id, _)| FigureId::Restriction(id));
    let demotions = rules.each_demotion().map(|(id, _)| FigureId::Demotion(id));
    let fires: Vec<Goal> = vetoes
        .chain(restrictions)
        .chain(demotions)
        .filter(|id| evaluator.figure(*id, row) == Value::YesNo(true))
        .map(Goal::Fires)
        .collect();
    if !fires.iter().any(|goal| matches!(goal, Goal::Fires(FigureId::Veto(_)))) {
        for (id, _) in rules.each_grade() {
            let _ = evaluator.figure(FigureId::Requirement(id), row);
        }
    }
    fires
}
