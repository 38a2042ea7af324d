//! How good an outcome is, so that outcomes can be held against each other.

use crate::program::Program;
use crate::result::Decision;
use crate::rules::RuleSet;

/// What outcomes are possible: by their place from the best grade down, the outcome of those who earn no grade behind the
/// last one, other labels of a 否决 behind that; and whether there may be none at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Levels {
    given: Vec<bool>,
    none: bool,
}

impl Levels {
    /// Any outcome.
    pub(super) fn any(rules: &RuleSet) -> Self {
        Self { given: vec![true; outcomes(rules)], none: true }
    }

    /// No outcome so far.
    pub(super) fn nothing(rules: &RuleSet) -> Self {
        Self { given: vec![false; outcomes(rules)], none: false }
    }

    pub(super) fn add(&mut self, level: Option<usize>) {
        match level.and_then(|level| self.given.get_mut(level)) {
            Some(given) => *given = true,
            None => self.none = true,
        }
    }

    /// Whether an outcome that some want is among them, and whether all are of that kind.
    pub(super) fn hit(&self, wanted: Wanted) -> (bool, bool) {
        let all = self.given.iter().enumerate().filter(|(_, given)| **given);
        let (mut may, mut must) = (false, !self.none);
        for (level, _) in all {
            let is_wanted = wanted.holds(Some(level));
            may |= is_wanted;
            must &= is_wanted;
        }
        (may, may && must)
    }
}

/// A better outcome than one, or a worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Better(usize),
    Worse(usize),
}

impl Wanted {
    pub(super) fn holds(self, level: Option<usize>) -> bool {
        match (self, level) {
            (Self::Better(than), Some(level)) => level < than,
            (Self::Worse(than), Some(level)) => level > than,
            (_, None) => false,
        }
    }
}

fn outcomes(rules: &RuleSet) -> usize {
    rules.grades.as_ref().map_or(0, |grades| grades.grades.len()).saturating_add(2)
}

/// The place of a label among the outcomes.
pub(super) fn level_of_label(rules: &RuleSet, label: &str) -> usize {
    let Some(grades) = &rules.grades else { return 0 };
    let place = grades.grades.iter().position(|grade| grade.name == label);
    let last = grades.grades.len();
    place.unwrap_or(if grades.otherwise.value == label { last } else { last.saturating_add(1) })
}

/// How good a decision is; nothing of one that is open, or of who does not participate.
pub(super) fn level(program: &Program, decision: Decision, label: Option<&str>) -> Option<usize> {
    match decision {
        Decision::Graded { grade } => Some(grade.0),
        Decision::Otherwise => program.rules.grades.as_ref().map(|grades| grades.grades.len()),
        Decision::Vetoed { .. } | Decision::Manual => label.map(|label| level_of_label(&program.rules, label)),
        Decision::Open | Decision::NotParticipating | Decision::Withheld { .. } => None,
    }
}
