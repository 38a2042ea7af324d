//! A call of a script, line by line.

use serde::{Deserialize, Serialize};

use super::{CohortId, Row, StepId};
use crate::number::{Date, Number};

/// How a call went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// The function.
    pub function: String,
    /// Its file.
    pub path: String,
    /// What it was handed.
    pub arguments: Vec<Argument>,
    /// The lines that ran.
    pub lines: Vec<ScriptLine>,
    /// What it gave, as the script has it; absent when it failed.
    pub result: Option<Datum>,
}

/// What is handed to a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// A value.
    Value(StepId),
    /// Rows below.
    Rows(Vec<Row>),
    /// What the members of a cohort have.
    Cohort(CohortId),
    /// The row at hand; the first line that ran says what is in it.
    Record,
}

/// A line that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptLine {
    /// Line of the file, from 1.
    pub line: u64,
    /// The line.
    pub text: String,
    /// Of a line that decides: whether its condition held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// Variables that are new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<(String, Datum)>,
}

/// A value as a script has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// A number, without a unit.
    Number(Number),
    /// 是 or 否.
    Truth(bool),
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// A list, in order.
    List(Vec<Datum>),
    /// Fields by name, in order.
    Record(Vec<(String, Datum)>),
    /// No value.
    Missing,
}
