//! The cells of which nobody knows what they will say.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{FieldId, TableId};
use crate::proof::Domain;

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its table.
    pub table: TableId,
    /// Its column.
    pub field: FieldId,
    /// Its row.
    pub row: usize,
}

/// Open cells with what each may say. In the tables they are empty.
#[derive(Debug, Clone, Default)]
pub struct Open(BTreeMap<Cell, Domain>);

impl Open {
    /// Opens a cell, or says anew what it may say.
    pub(crate) fn put(&mut self, cell: Cell, domain: Domain) {
        self.0.insert(cell, domain);
    }

    pub(crate) fn get(&self, cell: Cell) -> Option<&Domain> {
        self.0.get(&cell)
    }

    /// The cells in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Cell, &Domain)> {
        self.0.iter()
    }

    /// Closes the cells of which nothing is asked.
    pub(crate) fn keep(&mut self, is_kept: impl Fn(&Cell) -> bool) {
        self.0.retain(|cell, _| is_kept(cell));
    }

    /// Whether no cell is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many cells are open.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Their columns.
    pub(super) fn columns(&self) -> BTreeSet<(TableId, FieldId)> {
        self.0.keys().map(|cell| (cell.table, cell.field)).collect()
    }
}
