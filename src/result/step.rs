//! Steps of an explanation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cell, Clause, Missing, Operation, StepId, Value};
use crate::number::Number;

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
    /// Where choices stand above and below each other, so that they are compared, the highest is taken or the steps between
    /// them are counted: the names of their enumeration, the highest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
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
    /// The members, in the order of the subject table; of many those that decide, from the least value up.
    pub members: Vec<Member>,
    /// What all members come to, where not all are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many: Option<Many>,
}

/// What the members of a cohort come to, of whom only those are told that decide.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// // Four members are all told.
/// assert_eq!(explanation.cohorts[0].many, None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Many {
    /// How many members there are.
    pub count: usize,
    /// How many of them have a value; the others are left out.
    pub with_value: usize,
    /// The sum of the values; nothing where members are only counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Value>,
    /// The sum of the squares of the values, in base units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub squares: Option<Number>,
}

/// How many of the members of a cohort have less and more than one of them; the rest have as much.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// assert_eq!(explanation.cohorts[0].members[0].among, None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Among {
    /// So many have less.
    pub below: usize,
    /// So many have more.
    pub above: usize,
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
    /// The cells of its own row, and of few rows below it, that these come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// From how many more rows of tables below it these come.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// How it stands among all, where not all are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<Among>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
