//! Steps of an explanation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Clause, Missing, Operation, StepId, Value};

/// Something that was worked out.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Operation, Value};
///
/// let explanation = parks::run()?.explain("P1")?;
/// let cell = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Cell { cell: Some(cell), .. } if cell.column == "产值" => Some((step, cell)),
///     _ => None,
/// });
/// let (step, cell) = cell.unwrap();
/// assert_eq!((cell.text.as_str(), cell.row), ("800", 2));
/// // In base units: 元.
/// assert!(matches!(&step.value, Value::Number { exact, .. } if exact.to_string() == "8000000"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// // The rank of B1 is taken among all.
/// assert_eq!(explanation.cohorts[0].members.len(), 4);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cohort {
    /// The members, in the order of the subject table.
    pub members: Vec<Member>,
}

/// A member of a cohort.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// let member = &explanation.cohorts[0].members[1];
/// assert_eq!((member.key.as_str(), member.values.len()), ("P2", 1));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The key of the subject.
    pub key: String,
    /// What it has of each thing that is compared; nothing where members are only counted.
    pub values: Vec<Value>,
}
