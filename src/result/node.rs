//! How nodes of the scoring tree come from their parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepId;
use crate::number::Number;

/// How a node of the scoring tree came from its parts.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// let explanation = schools::run()?.explain("S1")?;
/// let node = explanation.heads[0].node.as_ref().unwrap();
/// assert_eq!(node.aggregate.as_deref(), Some("汇总 平均"));
/// assert!(explanation.step(node.unrounded).is_some());
/// // A plain sum.
/// assert_eq!(explanation.heads[1].node.as_ref().and_then(|node| node.aggregate.as_deref()), None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// 汇总 as written; absent of a sum.
    pub aggregate: Option<String>,
    /// 汇总 算式: what it reads is told below it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_formula: bool,
    /// 缺项 as written.
    pub gaps: Option<String>,
    /// Where its weights come from, when they come from elsewhere.
    pub weighting: Option<Weighting>,
    /// The weights as they count, in order; empty where nothing is weighed.
    pub weights: Vec<PartShare>,
    /// Of 最大 and 最小, the codes of the parts that give the mark.
    pub chosen: Vec<String>,
    /// The mark before it is rounded.
    pub unrounded: StepId,
    /// 缺项 折算 of a sum: what the parts that apply come to, as if all did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescaled: Option<Rescaled>,
}

/// 缺项 折算: the marks of the parts that apply, times the full marks over those that apply.
///
/// ```
/// use heng::result::{Rescaled, StepId};
///
/// let read = r#"{"sum":3,"applicable":4,"full":"100","factor":"1.25"}"#;
/// assert!(serde_json::from_str::<Rescaled>(read).is_ok_and(|rescaled| rescaled.sum == StepId(3)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rescaled {
    /// What the parts that apply come to.
    pub sum: StepId,
    /// Their full marks.
    pub applicable: StepId,
    /// Full marks of the whole.
    pub full: Number,
    /// The full marks of the whole over those that apply; absent where nothing applies.
    pub factor: Option<Number>,
}

/// Where weights come from.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::Weighting;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let node = explanation.total.as_ref().and_then(|total| total.node.as_ref()).unwrap();
/// let Some(Weighting::Judged { eigenvalue, ratio }) = &node.weighting else { panic!() };
/// assert_eq!((eigenvalue.to_string().as_str(), ratio.is_zero()), ("2", true));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weighting {
    /// From data, by this clause.
    Clause(String),
    /// From judgements (层次分析法).
    Judged {
        /// The greatest eigenvalue of the judgements, to four decimals.
        eigenvalue: Number,
        /// How inconsistent they are, to four decimals.
        ratio: Number,
    },
}

/// The share of a part in the weight of a node.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// let explanation = schools::run()?.explain("S1")?;
/// let weights = &explanation.heads[0].node.as_ref().unwrap().weights;
/// let share = weights[0].share.as_ref().unwrap();
/// assert_eq!((weights[0].code.as_str(), share.to_string().as_str()), ("A1", "2/3"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartShare {
    /// Code of the part.
    pub code: String,
    /// Its share; absent when it does not count.
    pub share: Option<Number>,
}

/// What the parts of a node weigh.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// let explanation = schools::run()?.explain("S1")?;
/// // Full marks of the 方面 of a plain sum.
/// let shares = explanation.heads[1].shares.as_ref().unwrap();
/// assert_eq!((shares.whole.to_string().as_str(), shares.parts.len()), ("100", 2));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shares {
    /// What 100% is: the weights of the parts that count, or the full marks of a plain sum.
    pub whole: Number,
    /// The parts.
    pub parts: Vec<Share>,
}

/// What a part of a node weighs.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// let explanation = schools::run()?.explain("S1")?;
/// let share = &explanation.heads[1].shares.as_ref().unwrap().parts[0];
/// assert_eq!(share.amount.as_ref().map(|amount| amount.to_string()).as_deref(), Some("60"));
/// assert_eq!(share.share.as_ref().map(|share| share.to_string()).as_deref(), Some("0.6"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Code of the part.
    pub code: String,
    /// Its weight; absent when it does not count.
    pub amount: Option<Number>,
    /// That over the whole.
    pub share: Option<Number>,
}
