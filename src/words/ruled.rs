//! How a grade follows from the entries of 等次, in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::traced::Trace;
use super::unmet::UnmetTerm;

/// How the grade follows from the entries of 等次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldRuling {
    /// Clauses of 等次.
    pub basis: Vec<String>,
    /// The grades from the best down, as far as it was their turn.
    pub grades: Vec<ToldAsked>,
}

/// A grade that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldAsked {
    /// The grade.
    pub grade: String,
    /// Its entry as written.
    pub clause: String,
    /// What came of it, such as «不满足».
    pub fate: String,
    /// Whether the subject has it.
    pub is_given: bool,
    /// The parts of its requirement.
    pub terms: Vec<ToldTerm>,
    /// The places of its quota, where the subject came so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placing: Option<ToldPlacing>,
}

/// A part of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldTerm {
    /// Whether it is met; absent where nobody knows.
    pub holds: Option<bool>,
    /// «满足», «不满足» or «待定»
    pub verdict: String,
    /// «总分 80 分，要求不低于 75 分»
    pub sentence: String,
    /// What it rests on.
    pub trace: Trace,
}

/// The places of a quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldPlacing {
    /// How many places there are and why, how many compete, and by what they are put in order.
    pub sentences: Vec<String>,
    /// Those around the line, the best first.
    pub competitors: Vec<ToldCompetitor>,
}

/// Someone who earned the grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldCompetitor {
    /// The place, from 1.
    pub place: usize,
    /// Key.
    pub key: String,
    /// What the subject is called.
    pub name: Option<String>,
    /// What it has of each thing that puts them in order: «总分 98.7 分».
    pub values: Vec<String>,
    /// «进入», «未进入» or «待定»
    pub verdict: String,
    /// Whether it has a place; absent while that is open.
    pub has: Option<bool>,
    /// Whether it is the subject itself.
    pub is_own: bool,
    /// What sets it apart from the next one; absent of the last, and where that is 总分.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<String>,
}

/// What keeps a subject from a grade whatever its marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldHeld {
    /// «限制 短板 最高 合格，须先解除»
    pub what: String,
    /// What would lift it.
    pub lift: Vec<UnmetTerm>,
}
