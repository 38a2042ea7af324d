//! Verdicts on conditions.

use serde::{Deserialize, Serialize};

/// The verdict on a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 符合
    Met,
    /// 不符合
    NotMet,
    /// 待说明: a condition that holds 原则上 is not met.
    NeedsReason,
    /// 待定: something that it needs is missing or not yet judged.
    Open,
    /// 不适用
    NotApplicable,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 5] = [Self::Met, Self::NotMet, Self::NeedsReason, Self::Open, Self::NotApplicable];

    /// The verdict of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "符合",
            Self::NotMet => "不符合",
            Self::NeedsReason => "待说明",
            Self::Open => "待定",
            Self::NotApplicable => "不适用",
        }
    }
}
