//! Which clauses of a document the items of a rule set say they come from.

use crate::finding::{Span, Words};

/// An item that may name clauses, and those that it names.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The item as it is called: «条件 经营规模».
    pub item: Words,
    /// Whether it puts a clause into force. A 口径 or 参数 only helps a rule to.
    pub is_rule: bool,
    /// What stands behind 依据.
    pub citations: Vec<Citation>,
    /// Where the item is named.
    pub span: Span,
}

/// One clause or document behind 依据.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// As written, brackets full-width.
    pub text: String,
    /// Written in quotes: another document, not a clause of this one.
    pub is_quoted: bool,
    /// Where.
    pub span: Span,
}
