//! Where the cells of a table stand, as some reach over several rows and columns.

use super::tokens::PART;
use crate::book::fault::Fault;
use crate::book::growing::{COLUMNS, ROWS};
use crate::book::sheet::Area;
use crate::invariant::fit;
use crate::words;

/// No page has more cells that reach over several rows, counted in each of them.
const MOST_TAKEN: usize = 1 << 26;

/// Which places are taken by cells of rows above.
#[derive(Default)]
pub(super) struct Grid {
    /// The row at hand, from 0; none before the first.
    row: Option<u32>,
    column: u32,
    /// The first row in which each column is free.
    free: Vec<u32>,
    /// How many places that were taken have been passed over.
    passed: usize,
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
    pub(super) fn next_cell(&mut self, columns: u32, rows: u32) -> Result<Area, Fault> {
        let row = self.row.unwrap_or_default();
        let taken = self.free.iter().skip(fit(self.column)).take_while(|free| **free > row).count();
        self.passed = self.passed.saturating_add(taken);
        if self.passed > MOST_TAKEN {
            let why = words!("跨行的单元格太多", "too many of its cells reach over several rows");
            return Err(Fault::TooLarge { part: PART.to_owned(), why });
        }
        let first = self.column.saturating_add(fit(taken));
        let last = first.saturating_add(columns).min(COLUMNS.saturating_add(1));
        self.column = last;
        let end = row.saturating_add(rows).min(ROWS);
        if rows > 1 {
            let width: usize = fit(last.min(COLUMNS));
            if self.free.len() < width {
                self.free.resize(width, 0);
            }
            self.free.iter_mut().take(width).skip(fit(first)).for_each(|free| *free = end);
        }
        Ok(Area { rows: row..end, columns: first..last })
    }
}
