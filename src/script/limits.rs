//! How much a call may use.

/// What ends a call that would not end or would take too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Steps of one call. A step is one node of the text; copies of lists and texts count by their size.
    pub operations: u64,
    /// Script functions that have called one another and not returned.
    pub depth: usize,
    /// Characters of a text.
    pub length: usize,
    /// Items of one list, fields of one record.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { operations: 1_000_000, depth: 32, length: 10_000, items: 10_000 }
    }
}
