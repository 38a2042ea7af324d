//! Claims, and what came of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::trial::Trial;
use crate::core::Direction;
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::words;

/// What came of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It holds whatever the data.
    Proved,
    /// There are data for which it does not hold.
    Refuted,
    /// Neither was found.
    Unknown,
}

impl Answer {
    /// The word in lists.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Proved => words!("已证", "proved"),
            Self::Refuted => words!("反例", "refuted"),
            Self::Unknown => words!("不能断定", "cannot tell"),
        }
    }
}

/// A claim about a rule set, and what came of it.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The code of the finding that its refutation is.
    pub code: Code,
    /// What it is about: an indicator's code, a grade.
    pub subject: String,
    /// What is claimed.
    pub claim: Words,
    /// What came of it.
    pub answer: Answer,
    /// Why.
    pub why: Words,
    /// Where.
    pub span: Span,
    /// The counter-example as a 示例.
    pub example: Option<String>,
}

/// A claim that some data seem to refute.
#[derive(Debug, Clone)]
pub(super) struct Suspect {
    pub(super) statement: usize,
    pub(super) trials: Vec<Trial>,
    pub(super) broken: Broken,
}

/// How marks break a claim.
#[derive(Debug, Clone)]
pub(super) enum Broken {
    /// A mark outside 0 to the full marks.
    Outside(Number),
    /// The mark of the greater value is lower (or higher) than that of the lesser one.
    Against(Direction),
}

/// Everything that was found out about a rule set.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// Claims with what came of them.
    pub statements: Vec<Statement>,
    /// Findings.
    pub findings: Vec<Diagnostic>,
    pub(super) suspects: Vec<Suspect>,
}

impl Proofs {
    /// Adds a claim; gives its place.
    pub(super) fn state(&mut self, statement: Statement) -> usize {
        self.statements.push(statement);
        self.statements.len() - 1
    }
}
