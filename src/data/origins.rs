//! Where the cells of columns that are rows of the file stand.

use super::lines::Lines;
use crate::core::FieldId;
use crate::invariant::fit;

/// Where the cells of columns that were rows stand.
#[derive(Debug, Clone)]
pub struct Origins {
    /// The first of these columns.
    pub(super) first: usize,
    /// The rows of the file.
    pub(super) lines: Lines,
    /// The row of the file for each row of each column.
    pub(super) rows: Vec<Vec<Option<u32>>>,
}

impl Origins {
    /// The row of the file that a cell is; `None` of another column. Inner: the file has no such row.
    #[allow(clippy::option_option, reason = "outer: whether it was a row; inner: whether the file has it")]
    pub(super) fn of(&self, field: FieldId, row: usize) -> Option<Option<usize>> {
        let rows = self.rows.get(field.0.checked_sub(self.first)?)?;
        Some(rows.get(row).copied().flatten().map(fit))
    }
}
