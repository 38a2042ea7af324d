//! Cells of a parquet file that do not fit their column.

use crate::data::complaint::Fault;

/// A cell that does not fit: its row in the piece, what it says, and why (`None`: as the text is read).
#[derive(Clone)]
pub(super) struct Misfit {
    pub(super) row: usize,
    pub(super) text: String,
    pub(super) fault: Option<Fault<'static>>,
}
