//! What is asked of several rows.

use super::operand::Operand;
use super::piece::Piece;
use crate::core::{Schema, TableId};

/// Whose rows a figure is over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    /// The rows of `of` below each row of `at`.
    Below { at: TableId, of: TableId },
    /// The subjects of each group of a grouping.
    Cohort(usize),
}

/// Rows, and what is asked of them.
pub(super) struct Asked {
    pub(super) extent: Extent,
    /// The most rows of one group.
    pub(super) most: usize,
    /// A column that says which rows count.
    pub(super) filter: Option<Piece>,
    pub(super) value: Option<Operand>,
}

impl Extent {
    /// The table of the rows.
    pub(super) fn rows(self) -> TableId {
        match self {
            Self::Below { of, .. } => of,
            Self::Cohort(_) => Schema::SUBJECTS,
        }
    }
}
