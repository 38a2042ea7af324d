//! What the syntax, the core and the checked items have in common: operators and choices between a few words.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Arithmetic operators.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Operation, Operator};
///
/// let explanation = parks::run()?.explain("P1")?;
/// // 换算 100%: 满意率 ÷ 100% × 满分.
/// assert!(explanation.steps.iter().any(|step| matches!(
///     &step.operation,
///     Operation::Arithmetic { operator: Operator::Multiply, .. }
/// )));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// +
    Add,
    /// -
    Subtract,
    /// ×
    Multiply,
    /// ÷
    Divide,
}

/// Comparisons. The word that was written is kept beside.
///
/// ```
/// use heng::result::Comparison;
///
/// assert_eq!(Comparison::AtLeast.opposite(), Comparison::Below);
/// assert!(Comparison::AtMost.of(2.cmp(&3)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 不低于 不少于 不小于 达到 不早于
    AtLeast,
    /// 超过 高于 大于 多于 晚于
    Above,
    /// 不超过 不高于 不大于 不多于 不晚于
    AtMost,
    /// 低于 少于 小于 不足 不满 早于
    Below,
    /// 是 等于 为
    Equal,
    /// 不是 不等于
    Unequal,
}

impl Comparison {
    /// The comparison that holds exactly where this one does not.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::AtLeast => Self::Below,
            Self::Above => Self::AtMost,
            Self::AtMost => Self::Above,
            Self::Below => Self::AtLeast,
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
        }
    }

    /// The same comparison with its sides changed.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Above => Self::Below,
            Self::AtMost => Self::AtLeast,
            Self::Below => Self::Above,
            same @ (Self::Equal | Self::Unequal) => same,
        }
    }

    /// Whether it holds of two values that stand to each other so.
    #[must_use]
    pub fn of(self, ordering: Ordering) -> bool {
        match self {
            Self::AtLeast => ordering.is_ge(),
            Self::Above => ordering.is_gt(),
            Self::AtMost => ordering.is_le(),
            Self::Below => ordering.is_lt(),
            Self::Equal => ordering.is_eq(),
            Self::Unequal => ordering.is_ne(),
        }
    }
}

/// How equal values share ranks (the core of expressions uses it too).
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Operation, Ties};
///
/// let explanation = parks::run()?.explain("P1")?;
/// // 并列 同名次
/// assert!(explanation.steps.iter().any(|step| matches!(
///     &step.operation,
///     Operation::Rank { ties: Ties::Competition, .. }
/// )));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// 同名次: 1, 2, 2, 4
    Competition,
    /// 最低名次: 1, 3, 3, 4
    Last,
    /// 连续: 1, 2, 2, 3
    Dense,
    /// 平均: 1, 2.5, 2.5, 4
    Average,
}

/// Weights that the marks of a cohort give.
///
/// ```
/// use heng::result::DataWeights;
///
/// assert_eq!(serde_json::to_string(&DataWeights::Entropy).ok().as_deref(), Some(r#""entropy""#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DataWeights {
    /// 熵权法
    Entropy,
    /// 标准差法
    Deviation,
    /// CRITIC法
    Critic,
}

/// Which way the mark is to go as the value rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// 越高越好: the mark never falls.
    HigherIsBetter,
    /// 越低越好: the mark never rises.
    LowerIsBetter,
}

/// What happens to subjects that no tie-break tells apart at the line of a quota.
///
/// ```
/// use heng::result::StillTied;
///
/// assert_eq!(serde_json::to_string(&StillTied::AllOut).ok().as_deref(), Some(r#""all_out""#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StillTied {
    /// 全进
    AllIn,
    /// 全退
    AllOut,
}
