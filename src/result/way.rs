//! Ways that a rule set has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bound, Name};
use crate::core::Verdict;
use crate::number::Number;

/// What kind of way it is.
///
/// ```
/// use heng::result::WayKind;
///
/// assert_eq!(serde_json::to_string(&WayKind::StandIn).ok().as_deref(), Some(r#""stand_in""#));
/// assert!(WayKind::ALL.is_sorted());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
///
/// ```
/// use heng::result::{Name, WayOf};
///
/// let of = WayOf::Item(Name::Mark { code: "A1".into() });
/// let written = serde_json::to_string(&of).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(written, r#"{"item":{"kind":"mark","code":"A1"}}"#);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
///
/// ```
/// use heng::result::{Bound, WayText};
///
/// let text = WayText::Bound { bound: Bound::Cap, text: "满分".into() };
/// let written = serde_json::to_string(&text).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(written, r#"{"bound":{"bound":"cap","text":"满分"}}"#);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
