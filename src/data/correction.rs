//! A cell of which something else holds than its file says.

/// A correction of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What the file says.
    pub was: String,
    /// What holds; empty where the cell is to be empty.
    pub value: String,
    /// Why.
    pub reason: String,
    /// The document that says so; may be empty.
    pub document: String,
}
