//! Figures and what they rest on, in words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::Language;
use crate::result::{Cell, CohortId, StepId};

/// What several figures may rest on: under a title it is told once, and referred to elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// How a figure was worked out.
    Step(StepId),
    /// The members of a cohort.
    Cohort(CohortId),
}

/// A figure and where it comes from, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trace {
    /// What it is called, or the text of the rule.
    pub label: String,
    /// The formula with names and numbers; empty when there is nothing to work out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// The value with its unit, exact or cut with «…»; 缺失 when missing.
    pub value: String,
    /// The branch that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The input cell that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Of a member of a cohort: the cells of its row that its value comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// How the rules declare it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
    /// Its clauses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// One of many of a kind.
    #[serde(skip)]
    pub kind: TraceKind,
    /// What is told here for the first time and may be referred to.
    #[serde(skip)]
    pub tells: Vec<Shared>,
    /// What is told elsewhere.
    #[serde(skip)]
    pub refers: Option<Shared>,
    /// Whether that is further down.
    #[serde(skip)]
    pub is_below: bool,
    /// Where that is: «见上».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    /// What it was worked out from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Trace>,
}

/// Of what there may be many alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TraceKind {
    /// A figure or a cell.
    #[default]
    Figure,
    /// A row of a table, called by its file and line.
    Row,
    /// A member of a cohort, called by its key.
    Member,
    /// Rows that a condition leaves out, and what else is said beside rows.
    LeftOut,
    /// A line of a script that ran: its label is its place, its formula the line, its value what it changed.
    Line,
}

impl Trace {
    /// A cell under the header of its column.
    pub(super) fn of_cell(cell: &Cell) -> Self {
        Self { label: cell.column.clone(), value: cell.says().to_owned(), cell: Some(cell.clone()), ..Self::default() }
    }
}

/// Whether a condition of a script held.
#[must_use]
pub fn holds_word(holds: bool, language: Language) -> &'static str {
    match (holds, language) {
        (true, Language::Zh) => "成立",
        (false, Language::Zh) => "不成立",
        (true, Language::En) => "holds",
        (false, Language::En) => "does not hold",
    }
}
