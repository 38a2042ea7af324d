//! The words of the rule for something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{Statistic, Ties};

/// How the rule says something.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::Clause;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let said = explanation.steps.iter().filter_map(|step| step.clause.as_ref());
/// let written: Vec<_> = said.filter_map(|clause| match clause {
///     Clause::Written(text) => Some(text.as_str()),
///     Clause::Call(_) => None,
/// }).collect();
/// assert!(written.contains(&"求和(荣誉.分值 其中 级别 是 国家级)"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Clause {
    /// As written, on one line.
    Written(String),
    /// A figure over a cohort: a scoring method may imply one that is not written.
    Call(Box<Call>),
}

/// A figure over a cohort as a call: 平均(取值 范围 同 园区类型).
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{CallFunction, Called, Clause, Statistic};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let call = explanation.steps.iter().find_map(|step| match &step.clause {
///     Some(Clause::Call(call)) => Some(call),
///     _ => None,
/// });
/// // 平均(取值 范围 同 学段)
/// let call = call.unwrap();
/// assert_eq!((&call.function, &call.of), (&CallFunction::Statistic(Statistic::Mean), &Called::Value));
/// assert_eq!(call.same, ["学段"]);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// What is worked out.
    pub function: CallFunction,
    /// Of what.
    pub of: Called,
    /// Only who participates.
    pub participating: bool,
    /// The fields that members share.
    pub same: Vec<String>,
    /// Which of them: all of these hold.
    pub filter: Vec<Clause>,
}

/// What a call works out.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{CallFunction, Clause, Ties};
///
/// let explanation = parks::run()?.explain("P1")?;
/// let rank = explanation.steps.iter().any(|step| matches!(
///     &step.clause,
///     Some(Clause::Call(call)) if call.function == CallFunction::Rank { descending: true, ties: Ties::Competition }
/// ));
/// assert!(rank);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallFunction {
    /// A figure over the members.
    Statistic(Statistic),
    /// 名次
    Rank {
        /// The greatest is first.
        descending: bool,
        /// Which rank equal values share.
        ties: Ties,
    },
}

/// What a call is of.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Called, Clause};
///
/// let explanation = parks::run()?.explain("P1")?;
/// let of_value = explanation.steps.iter().any(|step| matches!(
///     &step.clause,
///     Some(Clause::Call(call)) if call.of == Called::Value
/// ));
/// assert!(of_value);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Called {
    /// 取值
    Value,
    /// The mark that the whole 计分 gives.
    Score,
    /// The subjects, which have this name.
    Subjects(String),
    /// What the rule says.
    Clause(Clause),
}
