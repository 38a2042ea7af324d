//! Verdicts on conditions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Language;

/// The verdict on a condition.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Verdict;
///
/// let verdicts = &parks::run()?.score()?.conditions[0];
/// assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Met));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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

    /// The verdict that rules of either language write so.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let is_written = |verdict: &Self| [Language::Zh, Language::En].map(|of| verdict.written(of)).contains(&word);
        Self::ALL.into_iter().find(is_written)
    }

    /// The word in rules of a language.
    #[must_use]
    pub fn written(self, language: Language) -> &'static str {
        let en = match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::NeedsReason => "needs_reason",
            Self::Open => "open",
            Self::NotApplicable => "not_applicable",
        };
        language.either(self.word(), en)
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
