//! Ways that a rule set has.

use serde::{Deserialize, Serialize};

use super::{Bound, Name};
use crate::core::Verdict;
use crate::number::Number;

/// What kind of way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// A branch of 若, 否则 or 按.
    Branch,
    /// A band of 分档.
    Band,
    /// A part of 累计.
    Part,
    /// 调整
    Adjustment,
    /// What 缺失 puts in the place of a missing figure.
    StandIn,
    /// 封顶 or 保底, when it cuts.
    Bound,
    /// A verdict of a 条件.
    Verdict,
    /// A 否决 that fires.
    Veto,
    /// A 限制 that applies.
    Restriction,
    /// A 降等 that applies.
    Demotion,
    /// A grade that is given.
    Grade,
}

impl WayKind {
    /// All, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Branch,
        Self::Band,
        Self::Part,
        Self::Adjustment,
        Self::StandIn,
        Self::Bound,
        Self::Verdict,
        Self::Veto,
        Self::Restriction,
        Self::Demotion,
        Self::Grade,
    ];
}

/// To what a way belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayOf {
    /// An item or figure of the rule set.
    Item(Name),
    /// 等次 as a whole.
    Grades,
    /// Nothing else: it is an item itself.
    Itself,
}

/// What a way says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayText {
    /// The text of the rule.
    Written(String),
    /// 封顶 or 保底 with what is written behind it.
    Bound {
        /// Which.
        bound: Bound,
        /// What is written.
        text: String,
    },
    /// 封顶 of a sum of marks.
    Cap(Number),
    /// A verdict.
    Verdict(Verdict),
    /// The label when no requirement is met.
    Otherwise(String),
}
