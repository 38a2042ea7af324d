//! Words and signs.

use super::super::token::Kind;

/// A token that means something, with the token that closes it when it opens a bracket.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Piece {
    /// What it is. A newline that ends a statement is a `;`.
    pub(in crate::syntax) kind: Kind,
    /// First byte.
    pub(in crate::syntax) start: usize,
    /// One past the last byte.
    pub(in crate::syntax) end: usize,
    /// Of an opening bracket: the index of the piece that closes it, or of the first piece that is surely
    /// outside when it is never closed.
    pub(in crate::syntax) partner: usize,
}
