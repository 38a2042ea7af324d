//! Which ways of a rule set its 示例 reach.
//!
//! A way is reached when an expectation of an 示例 rests on it. That a figure nobody looks at goes along some
//! branch proves nothing, so only what is expected is worked out here.

mod goals;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{ConditionId, FigureId, Schema, Verdict};
use crate::engine::exact::{Evaluator, Value, Way};
use crate::finding::{Sources, Span};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::result::{Scores, WayKind, WayOf, WayText};
use crate::rules::{Example, ExpectedOutcome};

/// A way, and whether an 示例 reaches it.
#[derive(Debug, Clone)]
pub struct CoveredWay {
    /// What kind it is.
    pub kind: WayKind,
    /// To what it belongs.
    pub of: WayOf,
    /// What it says.
    pub text: WayText,
    /// Where it is written.
    pub span: Span,
    /// Whether an 示例 reaches it.
    pub reached: bool,
    goal: Goal,
}

/// How it is told that a way was gone. A scoring method may copy an expression; its copies have one place and so are
/// one way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    /// A condition that is written here held, and the value there was taken.
    Arm {
        /// The condition.
        condition: Span,
        /// The value.
        value: Span,
    },
    /// None of the conditions held of what is written here.
    Otherwise {
        /// The whole.
        case: Span,
        /// The value.
        value: Span,
    },
    /// A value was missing, and what is written here stood in.
    StandIn(Span),
    /// The bound that is written here cut a number.
    Bound(Span),
    /// 封顶 of 加分, 扣分 or 总分 cut it.
    Cap(FigureId),
    /// A condition came to this verdict, by its place in the order of reports.
    Verdict(ConditionId, usize),
    /// A veto or restriction holds.
    Fires(FigureId),
    /// A grade or outcome was given.
    Grade(String),
}

/// All ways of a rule set, in the order of the text.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The ways.
    pub ways: Vec<CoveredWay>,
    /// What it is to go along nodes.
    gone: BTreeMap<Way, Goal>,
}

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
            let row = expectation.subject;
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

/// Where a verdict stands among those of a condition in reports.
fn place(verdict: Verdict) -> usize {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::NotApplicable => 1,
        Verdict::Open => 2,
        Verdict::NeedsReason => 3,
        Verdict::Met => 4,
    }
}

/// The verdicts that a condition can come to when nothing is missing.
fn verdicts(soft: bool, limited: bool) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Met, if soft { Verdict::NeedsReason } else { Verdict::NotMet }];
    if limited {
        verdicts.push(Verdict::NotApplicable);
    }
    verdicts
}
