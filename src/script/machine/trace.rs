//! What is kept of the lines that were run.

use std::ops::Range;

use crate::script::Datum;

/// One line that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Line of the text, from 1.
    pub line: usize,
    /// Bytes of the statement or condition.
    pub at: Range<usize>,
    /// The line, without the spaces around it.
    pub text: String,
    /// For a line that decides: whether its condition held, its loop went on, a case of its `switch` fitted.
    pub branch: Option<bool>,
    /// Variables that are new or changed after this line. The first step of a function has its parameters.
    pub variables: Vec<(String, Datum)>,
}

/// The lines so far.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) steps: Vec<Step>,
    /// Slots that were set since the last step.
    pub(super) changed: Vec<usize>,
    /// Whether the function at hand is not to be noted.
    pub(super) muted: bool,
    pub(super) values: usize,
}

impl Trace {
    pub(super) fn changed(&mut self, slot: usize) {
        if !self.changed.contains(&slot) {
            self.changed.push(slot);
        }
    }
}
