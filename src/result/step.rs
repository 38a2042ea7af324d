//! Steps of an explanation.

use serde::{Deserialize, Serialize};

use super::{Clause, Missing, Operation, StepId, Value};

/// Something that was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How, and from what: steps that stand before this one.
    #[serde(flatten)]
    pub operation: Operation,
    /// What came out.
    pub value: Value,
    /// Why nothing came out, as far as it is not for what a step below lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Missing>,
    /// How the rule says it, where it is more than a part of what stands above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Clause>,
    /// The figures that it was worked out from, each once, in reading order; only those that decided. Absent of steps
    /// on the way between two figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Vec<StepId>>,
}

/// Subjects that are compared, and what is compared of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// The members, in the order of the subject table.
    pub members: Vec<Member>,
}

/// A member of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The key of the subject.
    pub key: String,
    /// What it has of each thing that is compared; nothing where members are only counted.
    pub values: Vec<Value>,
}
