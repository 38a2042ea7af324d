//! What kinds of small edits a rule text may have.

/// Kinds of edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// A threshold, a mark, a bound or another number.
    Number,
    /// Whether a limit itself counts: 不低于 and 高于.
    Inclusion,
    /// How is rounded, or what a part of a step counts.
    Rounding,
    /// 且 and 或, 非, 是 and 不是.
    Logic,
    /// A branch is gone: a band, a part, an adjustment, a veto.
    Branch,
}
