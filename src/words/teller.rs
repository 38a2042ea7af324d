//! Tells an explanation.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::layout::Layout;
use super::traced::Shared;
use super::wording::Wording;
use crate::invariant::OrBroken;
use crate::result::{Cohort, CohortId, Explanation, Operation, Step, StepId, Taken};

/// Makes words of the steps of an explanation.
pub(super) struct Teller<'a> {
    pub(super) wording: Wording<'a>,
    pub(super) explanation: &'a Explanation,
    /// The stages of marks on their way, each with where it stands among them.
    stages: BTreeMap<StepId, (&'a [StepId], usize)>,
    /// What has been told so far under the title at hand.
    so_far: RefCell<SoFar>,
}

/// What has been told under a title.
#[derive(Default)]
struct SoFar {
    /// What others may rest on.
    told: BTreeSet<Shared>,
    /// Named figures that stand too deep where they were met, still to be told.
    below: VecDeque<StepId>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(wording: Wording<'a>, explanation: &'a Explanation) -> Self {
        let stages = explanation.all_indicators().flat_map(|indicator| {
            let stages = indicator.stages.as_slice();
            stages.iter().enumerate().map(move |(place, id)| (*id, (stages, place)))
        });
        Self { wording, explanation, stages: stages.collect(), so_far: RefCell::default() }
    }

    /// Begins with what stands under the next title. It is told whole, whatever others told before.
    pub(super) fn begin(&self) {
        *self.so_far.borrow_mut() = SoFar::default();
    }

    /// Notes that something shared is told here.
    pub(super) fn tell(&self, shared: Shared) {
        self.so_far.borrow_mut().told.insert(shared);
    }

    /// That something shared was told before; nothing when it was not.
    pub(super) fn told_above(&self, shared: Shared) -> Option<String> {
        let is_told = self.so_far.borrow().told.contains(&shared);
        is_told.then(|| Layout(self.wording.language).above(shared, None))
    }

    /// Leaves a figure to be told behind all others, and says so.
    pub(super) fn put_below(&self, id: StepId) -> String {
        self.so_far.borrow_mut().below.push_back(id);
        self.wording.say("见下", "see below").to_owned()
    }

    /// The next figure that was left and has not been told since.
    pub(super) fn next_below(&self) -> Option<StepId> {
        let mut so_far = self.so_far.borrow_mut();
        while let Some(id) = so_far.below.pop_front() {
            match self.step(id).operation {
                Operation::Figure { of, .. } if so_far.told.contains(&Shared::Step(of)) => {}
                _ => return Some(id),
            }
        }
        None
    }

    pub(super) fn step(&self, id: StepId) -> &'a Step {
        self.explanation.steps.get(id.0).or_broken("an explanation has its steps")
    }

    pub(super) fn cohort(&self, id: CohortId) -> &'a Cohort {
        self.explanation.cohorts.get(id.0).or_broken("an explanation has its cohorts")
    }

    /// How the rule says a step.
    pub(super) fn source(&self, id: StepId) -> String {
        let step = self.step(id);
        match (&step.clause, &step.operation) {
            (Some(clause), _) => self.wording.clause(clause),
            (None, Operation::Cell { name, .. }) => name.clone(),
            (None, Operation::Figure { figure, .. }) => self.wording.name(figure),
            _ => String::new(),
        }
    }

    /// The conditions of the branches that were taken, in the words of the rule.
    pub(super) fn branch(&self, mut id: StepId) -> Option<String> {
        let mut taken: Vec<String> = Vec::new();
        loop {
            id = match &self.step(id).operation {
                Operation::Choose { taken: Some(Taken { value, .. }), is_written: false, .. } => {
                    if self.says_all_equal(id) {
                        taken.push(self.wording.say("各家相等", "all are equal").to_owned());
                        break;
                    }
                    taken.extend(self.implied_branch(id, *value));
                    *value
                }
                Operation::Choose { asked, taken: Some(Taken { value, otherwise: false }), adjustment, .. } => {
                    if adjustment.is_some() {
                        taken.extend(self.adjustments_before(id));
                    }
                    let condition = asked.last().or_broken("a branch is taken by its condition");
                    taken.push(self.source(*condition));
                    *value
                }
                // A 调整 that did not fire left the mark as it was.
                Operation::Choose { taken: Some(Taken { value, .. }), adjustment: Some(_), .. } => *value,
                Operation::Choose { taken: Some(Taken { value, .. }), last, .. } => {
                    let goes_on = matches!(self.step(*value).operation, Operation::Choose { .. });
                    taken.extend(match last {
                        Some(said) => Some(self.wording.clause(said)),
                        None => (!goes_on).then(|| self.wording.say("其余", "otherwise").to_owned()),
                    });
                    *value
                }
                Operation::IfMissing { stands_in: true, .. } => {
                    taken.push(self.wording.say("缺失", "missing").to_owned());
                    break;
                }
                Operation::IfMissing { of, .. } => *of,
                Operation::Least { terms, .. } | Operation::Greatest { terms, .. } => match terms.first() {
                    Some(first) => *first,
                    None => break,
                },
                _ => break,
            };
        }
        (!taken.is_empty()).then(|| taken.join(self.wording.say("；", "; ")))
    }

    /// The branch of a choice that a clause implies, where what stands there is fixed: an end of 插值 that is flat, the
    /// mark of those who are not beyond a line.
    fn implied_branch(&self, id: StepId, value: StepId) -> Option<String> {
        let Operation::Choose { asked, taken: Some(taken), flat_ends, .. } = &self.step(id).operation else {
            return None;
        };
        let is_end = *flat_ends && (taken.otherwise || asked.len() == 1);
        let is_fixed = !flat_ends && self.step(value).operation == Operation::Constant;
        let Operation::Compare { comparison, dates, right, .. } = &self.step(*asked.last()?).operation else {
            return None;
        };
        if !is_end && !is_fixed {
            return None;
        }
        let comparison = if taken.otherwise { comparison.opposite() } else { *comparison };
        let word = self.wording.comparison(comparison, None, *dates);
        let flat = if is_end { self.wording.say("，两端 持平", ", ends flat") } else { "" };
        Some(format!("{word} {}{flat}", self.formula(*right)))
    }

    /// Whether a choice took what 相等 得 says: the least of the cohort is its greatest.
    fn says_all_equal(&self, id: StepId) -> bool {
        let Operation::Choose { asked, taken: Some(Taken { otherwise: false, .. }), .. } = &self.step(id).operation
        else {
            return false;
        };
        let Some(condition) = asked.last() else { return false };
        let of_cohort = |id: StepId| matches!(self.step(id).operation, Operation::Cohort { .. });
        match self.step(*condition).operation {
            Operation::Compare { left, right, .. } => of_cohort(left) && of_cohort(right),
            _ => false,
        }
    }

    /// The conditions of the 调整 that fired before one, in their order.
    fn adjustments_before(&self, id: StepId) -> Vec<String> {
        let Some((stages, place)) = self.stages.get(&id) else { return Vec::new() };
        let before = stages.iter().take(*place);
        before.filter_map(|stage| self.fired(*stage)).map(|condition| self.source(condition)).collect()
    }

    /// The condition of a 调整 that fired.
    pub(super) fn fired(&self, stage: StepId) -> Option<StepId> {
        match &self.step(stage).operation {
            Operation::Choose { asked, taken: Some(Taken { otherwise: false, .. }), adjustment: Some(_), .. } => {
                asked.last().copied()
            }
            _ => None,
        }
    }
}
