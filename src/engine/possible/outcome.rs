//! What a subject can have for a grade.

use crate::core::{GradeId, VetoId};
use crate::rules::RuleSet;

/// One thing that a subject can have for a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// What people decided (人工定等).
    Manual,
    /// A grade.
    Graded(GradeId),
    /// 其余
    Otherwise,
    /// The outcome of a 否决.
    Vetoed(VetoId),
    /// It does not participate.
    NotParticipating,
    /// None: something is missing that no cell is open for.
    Withheld,
}

impl Outcome {
    /// The label of an outcome; none of what people decided, and of no grade.
    #[must_use]
    pub fn label(self, rules: &RuleSet) -> Option<&str> {
        match self {
            Self::Graded(grade) => Some(&rules.grade(grade).name),
            Self::Otherwise => rules.grades.as_ref().map(|grades| grades.otherwise.value.as_str()),
            Self::Vetoed(veto) => Some(&rules.veto(veto).outcome),
            Self::NotParticipating => rules.participation.as_ref().map(|known| known.otherwise.as_str()),
            Self::Manual | Self::Withheld => None,
        }
    }
}
