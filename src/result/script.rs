//! A call of a script, line by line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CohortId, Row, StepId};
use crate::number::{Date, Number};

/// How a call went.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Datum, Operation};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let script = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Script(script) => Some(script),
///     _ => None,
/// });
/// let script = script.unwrap();
/// assert_eq!((script.function.as_str(), script.path.as_str()), ("等级分", "level.rhai"));
/// assert!(matches!(&script.result, Some(Datum::Number(marks)) if marks.to_string() == "20"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Argument, Operation};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let argument = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Script(script) => script.arguments.first(),
///     _ => None,
/// });
/// let Some(Argument::Value(step)) = argument else { panic!() };
/// let handed = explanation.step(*step).unwrap().value.as_number();
/// assert_eq!(handed.map(|number| number.to_string()).as_deref(), Some("80"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// A value.
    Value(StepId),
    /// Rows below.
    Rows(Vec<Row>),
    /// What the members of a cohort have.
    Cohort(CohortId),
    /// What the parts of a node have, those that count.
    Parts(Vec<StepId>),
    /// The row at hand; the first line that ran says what is in it.
    Record,
}

/// A line that ran.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::Operation;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let lines = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Script(script) => Some(&script.lines),
///     _ => None,
/// });
/// let decides = lines.unwrap().iter().find(|line| line.holds.is_some()).unwrap();
/// assert_eq!((decides.line, decides.holds), (2, Some(false)));
/// assert!(decides.text.starts_with("if 分数 >= 85"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
///
/// ```
/// use heng::result::Datum;
///
/// let list = Datum::List(vec![Datum::Truth(true), Datum::Missing]);
/// assert_eq!(serde_json::to_string(&list).ok().as_deref(), Some(r#"{"list":[{"truth":true},"missing"]}"#));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
