//! The words of the rule for something.

use serde::{Deserialize, Serialize};

use crate::core::{Statistic, Ties};

/// How the rule says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Clause {
    /// As written, on one line.
    Written(String),
    /// A figure over a cohort: a scoring method may imply one that is not written.
    Call(Box<Call>),
}

/// A figure over a cohort as a call: 平均(取值 范围 同 园区类型).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
