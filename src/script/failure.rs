//! Why a call has no result.

use std::ops::Range;

/// A call that ended without a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Of which sort.
    pub kind: FailureKind,
    /// Bytes of the text where it ended; none if it did not begin.
    pub at: Option<Range<usize>>,
    /// In Chinese; what the author wrote if it was thrown.
    pub zh: String,
    /// In English; what the author wrote if it was thrown.
    pub en: String,
}

/// The sort of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// It would have used more than [`Limits`](super::Limits) allow.
    Limit,
    /// The author's own `throw "…"`.
    Thrown,
    /// Something that cannot be done with the values at hand.
    Runtime,
}
