//! Tells an explanation.

use std::collections::BTreeMap;

use super::wording::Wording;
use crate::invariant::OrBroken;
use crate::result::{Cohort, CohortId, Explanation, Operation, Step, StepId, Taken};

/// Makes words of the steps of an explanation.
pub(super) struct Teller<'a> {
    pub(super) wording: Wording<'a>,
    pub(super) explanation: &'a Explanation,
    /// The stages of marks on their way, each with where it stands among them.
    stages: BTreeMap<StepId, (&'a [StepId], usize)>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(wording: Wording<'a>, explanation: &'a Explanation) -> Self {
        let indicators = explanation.heads.iter().flat_map(|head| &head.indicators);
        let stages = indicators.flat_map(|indicator| {
            let stages = indicator.stages.as_slice();
            stages.iter().enumerate().map(move |(place, id)| (*id, (stages, place)))
        });
        Self { wording, explanation, stages: stages.collect() }
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
                Operation::Choose { asked, taken: Some(Taken { value, otherwise: false }), is_written, adjustment } => {
                    if adjustment.is_some() {
                        taken.extend(self.adjustments_before(id));
                    }
                    let condition = asked.last().or_broken("a branch is taken by its condition");
                    taken.extend(is_written.then(|| self.source(*condition)));
                    *value
                }
                Operation::Choose { taken: Some(Taken { value, .. }), is_written, .. } => {
                    if !matches!(self.step(*value).operation, Operation::Choose { .. }) {
                        taken.extend(is_written.then(|| self.wording.say("其余", "otherwise").to_owned()));
                        break;
                    }
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

    /// The conditions of the 调整 that fired before one, in their order.
    fn adjustments_before(&self, id: StepId) -> Vec<String> {
        let Some((stages, place)) = self.stages.get(&id) else { return Vec::new() };
        let before = stages.iter().take(*place);
        let fired = before.filter_map(|stage| match &self.step(*stage).operation {
            Operation::Choose { asked, taken: Some(Taken { otherwise: false, .. }), adjustment: Some(_), .. } => {
                asked.last().map(|condition| self.source(*condition))
            }
            _ => None,
        });
        fired.collect()
    }
}
