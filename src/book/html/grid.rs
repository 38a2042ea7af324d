//! Where the cells of a table stand, as some reach over several rows and columns.

use crate::book::growing::{COLUMNS, ROWS};
use crate::book::sheet::Area;

/// Which places are taken by cells of rows above.
#[derive(Default)]
pub(super) struct Grid {
    /// The row at hand, from 0; none before the first.
    row: Option<u32>,
    column: u32,
    /// The first row in which each column is free.
    free: Vec<u32>,
}

impl Grid {
    /// Goes on to the next row and gives its number, from 1.
    pub(super) fn next_row(&mut self) -> u32 {
        let row = self.row.map_or(0, |row| row.saturating_add(1));
        (self.row, self.column) = (Some(row), 0);
        row.saturating_add(1)
    }

    /// Whether there is a row at hand.
    pub(super) fn has_row(&self) -> bool {
        self.row.is_some()
    }

    /// The place of the next cell, which reaches over so many columns and rows.
    pub(super) fn next_cell(&mut self, columns: u32, rows: u32) -> Area {
        let row = self.row.unwrap_or_default();
        let taken = self.free.iter().skip(self.column.try_into().unwrap_or(usize::MAX));
        let over = taken.take_while(|free| **free > row).count();
        let first = self.column.saturating_add(over.try_into().unwrap_or(u32::MAX));
        let last = first.saturating_add(columns).min(COLUMNS.saturating_add(1));
        self.column = last;
        let end = row.saturating_add(rows).min(ROWS);
        if rows > 1 {
            let width: usize = last.min(COLUMNS).try_into().unwrap_or(usize::MAX);
            if self.free.len() < width {
                self.free.resize(width, 0);
            }
            let first = usize::try_from(first).unwrap_or(usize::MAX);
            self.free.iter_mut().take(width).skip(first).for_each(|free| *free = end);
        }
        Area { rows: row..end, columns: first..last }
    }
}
