//! What 示例 notice of rule sets in which one thing is changed.

use crate::core::EditKind;
use crate::finding::Span;

/// What came of the mutants of a rule set.
#[derive(Debug, Default)]
pub struct Mutants {
    /// How many rule sets differ in one thing.
    pub all: usize,
    /// How many of these the check refuses.
    pub refused: usize,
    /// How many a 示例 notices.
    pub noticed: usize,
    /// The others.
    pub unnoticed: Vec<Unnoticed>,
    /// How often a rule set was asked for figures of facts.
    pub steps: usize,
}

/// A change that no 示例 notices.
#[derive(Debug)]
pub struct Unnoticed {
    /// What kind of change it is.
    pub kind: EditKind,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub written: String,
    /// What would stand there; empty where it is gone.
    pub changed: String,
    /// What would notice it.
    pub remedy: Remedy,
}

/// What would notice a change.
#[derive(Debug)]
pub enum Remedy {
    /// This 示例: it holds, and does not once the change is made.
    Example(String),
    /// Nothing: no data make a difference.
    Equivalent,
    /// None was found.
    NotFound,
}
