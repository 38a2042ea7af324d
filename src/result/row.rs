//! A row that counts.

use serde::{Deserialize, Serialize};

use super::{Line, StepId, Value};

/// A row that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
