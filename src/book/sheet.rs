//! A sheet of cells as a file holds it: texts beside one another in one text, and where each cell's begins.

use std::ops::Range;

use super::dates::Epoch;
use crate::invariant::{OrBroken, fit, part_of};

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number, as a decimal.
    Number,
    /// A number that is shown as a percentage: `70%`.
    Percent,
    /// A number that is shown as a date, or a date: `2023-12-31`, `2023-12-31 08:30:00`, or a time alone, `08:30:00`.
    Date,
    /// `TRUE` or `FALSE`.
    Truth,
    /// An error such as `#REF!`, or what is no value at all.
    Error,
    /// A formula whose value the file does not have; its text is the formula.
    Unvalued,
    /// A whole number of more than 15 digits that was held as a float: its last digits are lost.
    Lost,
}

/// Cells that are one, from 0, the ends not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its rows.
    pub rows: Range<u32>,
    /// Its columns.
    pub columns: Range<u32>,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    pub(super) text: String,
    pub(super) cells: Vec<Held>,
    pub(super) rows: Vec<Line>,
    pub(super) merged: Vec<Area>,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) epoch: Option<Epoch>,
}

/// A cell as it is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// Where its text begins and how long it is. What the file says stands behind, where it differs.
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) column: u16,
    pub(super) raw: u8,
    pub(super) kind: Kind,
}

/// A row as it is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) is_hidden: bool,
    /// Where its cells end; they begin where those of the row before end.
    pub(super) end: u32,
}

/// A row with at least one cell.
#[derive(Debug, Clone, Copy)]
pub struct Row<'s> {
    /// Its number as the program shows it, from 1.
    pub number: u32,
    /// Whether it is hidden or filtered out.
    pub is_hidden: bool,
    text: &'s str,
    cells: &'s [Held],
}

/// A cell that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'s> {
    /// Its column, from 0.
    pub column: u32,
    /// What a person takes it for.
    pub text: &'s str,
    /// What it holds.
    pub kind: Kind,
    /// What the file says, where the text differs.
    pub raw: Option<&'s str>,
}

impl Sheet {
    /// The rows that have a cell, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0_usize;
        self.rows.iter().map(move |line| {
            let end = fit(line.end);
            let cells = self.cells.get(start..end).or_broken("the cells of a row are cells");
            start = end;
            Row { number: line.number, is_hidden: line.is_hidden, text: &self.text, cells }
        })
    }

    /// How many cells there are.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Cells that were made one, in the order of the file.
    #[must_use]
    pub fn merged(&self) -> &[Area] {
        &self.merged
    }

    /// The day from which numbers count that are days and are not shown as such; `None` where the form has days of its own.
    #[must_use]
    pub fn epoch(&self) -> Option<Epoch> {
        self.epoch
    }

    /// The columns that are hidden, in order, from 0.
    #[must_use]
    pub fn hidden_columns(&self) -> &[u32] {
        &self.hidden_columns
    }
}

impl<'s> Row<'s> {
    /// The cells that are not empty, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'s>> + use<'s> {
        let text = self.text;
        self.cells.iter().map(move |held| {
            let start: usize = fit(held.start);
            let end = start.saturating_add(fit(held.length));
            let behind = end.saturating_add(usize::from(held.raw));
            Cell {
                column: held.column.into(),
                text: part_of(text, start..end),
                kind: held.kind,
                raw: (held.raw > 0).then(|| part_of(text, end..behind)),
            }
        })
    }
}

/// How a program names a cell: `AB12`. The column counts from 0, the row from 1.
#[must_use]
pub fn address(column: u32, row: u32) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut letters = Vec::new();
    let mut rest = u64::from(column).saturating_add(1);
    while let Some(before) = rest.checked_sub(1) {
        let letter = LETTERS.get(fit::<usize>(before % 26)).or_broken("a remainder is below its divisor");
        letters.push(char::from(*letter));
        rest = before / 26;
    }
    let name: String = letters.into_iter().rev().collect();
    format!("{name}{row}")
}
