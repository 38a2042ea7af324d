//! What figures and items are called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A figure or an item of a rule set, by the name or code that the rules give it.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Name, Operation};
///
/// let explanation = parks::run()?.explain("P1")?;
/// let named = |step: &heng::result::Step| matches!(
///     &step.operation, Operation::Figure { figure: Name::Value { code }, .. } if code == "B1"
/// );
/// assert!(explanation.steps.iter().any(named));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Name {
    /// A 参数.
    Parameter {
        /// Its name.
        name: String,
    },
    /// A 定义.
    Definition {
        /// Its name.
        name: String,
    },
    /// 适用 of an indicator.
    Applies {
        /// Of the indicator.
        code: String,
    },
    /// 取值 of an indicator.
    Value {
        /// Of the indicator.
        code: String,
    },
    /// 取值 as the data give it, before 缺失 stands in.
    Given {
        /// Of the indicator.
        code: String,
    },
    /// The mark of an indicator before rounding.
    Score {
        /// Of the indicator.
        code: String,
    },
    /// The mark of an indicator.
    Mark {
        /// Of the indicator.
        code: String,
    },
    /// Whether a 方面 has an indicator that applies.
    HeadApplies {
        /// Of the 方面.
        code: String,
    },
    /// The weight of a part of a node.
    Weight {
        /// Of the part.
        code: String,
    },
    /// The full marks of a 方面 for the subject.
    HeadFull {
        /// Of the 方面.
        code: String,
    },
    /// The mark of a 方面.
    Head {
        /// Of the 方面.
        code: String,
    },
    /// 基础分
    Base,
    /// An entry of 加分.
    BonusEntry {
        /// Its title.
        title: String,
    },
    /// 加分
    Bonus,
    /// An entry of 扣分.
    DeductionEntry {
        /// Its title.
        title: String,
    },
    /// 扣分
    Deduction,
    /// 总分
    Total,
    /// 适用 of a 条件.
    ConditionApplies {
        /// Of the condition.
        name: String,
    },
    /// A 条件.
    Condition {
        /// Its name.
        name: String,
    },
    /// A 否决.
    Veto {
        /// Its name.
        name: String,
    },
    /// A 限制.
    Restriction {
        /// Its name.
        name: String,
    },
    /// A 降等.
    Demotion {
        /// Its name.
        name: String,
    },
    /// The requirement of a grade.
    Requirement {
        /// The grade.
        name: String,
    },
    /// 参评
    Participates,
    /// A column of 列出.
    Output {
        /// What it is called.
        title: String,
    },
}

impl Name {
    /// Marks and totals: each has a part of the explanation of its own.
    #[must_use]
    pub fn is_told_apart(&self) -> bool {
        matches!(self, Self::Mark { .. } | Self::Head { .. } | Self::HeadFull { .. } | Self::Base | Self::Total)
    }
}
