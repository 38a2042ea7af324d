//! Cells of a parquet file that do not fit their column.

use crate::data::complaint::Fault;

/// A cell that does not fit: its row in the piece, what it says, and why (`None`: as the text is read).
#[derive(Clone)]
pub(super) struct Misfit {
    pub(super) row: usize,
    pub(super) text: String,
    pub(super) fault: Option<Fault<'static>>,
}

/// No one reads more bytes of a cell that is wrong.
const LONGEST: usize = 1 << 10;

/// So many cells are kept with what they say, the others are counted: one entry of a dictionary may be said by every row.
const MOST: usize = 100_000;

impl Misfit {
    /// Of a cell behind so many others of the same column.
    pub(super) fn new(row: usize, text: &str, fault: Option<Fault<'static>>, before: usize) -> Self {
        let most = if before < MOST { LONGEST } else { 0 };
        let text = text.get(..text.floor_char_boundary(most)).unwrap_or_default().to_owned();
        Self { row, text, fault }
    }
}
