//! A row that counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Clause, Line, StepId, Value};

/// A row that counts.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::Operation;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let rows = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Rows { rows, .. } => Some(rows),
///     _ => None,
/// });
/// let rows = rows.unwrap();
/// // The third honour is 省级.
/// let lines: Vec<_> = rows.iter().map(|row| (row.at.file.as_str(), row.at.line)).collect();
/// assert_eq!(lines, [("honors.csv", 2), ("honors.csv", 3)]);
/// let first = explanation.step(rows[0].value.unwrap()).unwrap().value.as_number();
/// assert_eq!(first.map(|marks| marks.to_string()).as_deref(), Some("50"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Where it stands.
    pub at: Line,
    /// Its value; absent where rows are only counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<StepId>,
    /// Of a row that is only counted: the cells and figures that decide whether it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<StepId>,
    /// What it shares with others of which only the greatest counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Value>,
}

/// Rows that a condition leaves out.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Clause, Operation};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let left_out = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Rows { left_out, .. } => left_out.first(),
///     _ => None,
/// });
/// let left_out = left_out.unwrap();
/// assert_eq!((&left_out.condition, left_out.count), (&Clause::Written("级别 是 国家级".into()), 1));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// The first condition that does not hold of them.
    pub condition: Clause,
    /// How many they are.
    pub count: usize,
    /// Them, with the cells and figures that decide; nothing where they are only counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
}
