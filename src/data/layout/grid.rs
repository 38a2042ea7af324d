//! Lines of cells, before it is known which of them are a header and which are data.

use std::borrow::Cow;

use crate::book::{Area, Epoch, Kind, Sheet};
use crate::cancel::looking;
use crate::data::records::Records;
use crate::invariant::fit;

/// A line with what stands in it.
pub(super) struct Line<'g> {
    /// The line of a text, or the number of a row, from 1.
    pub(super) number: u64,
    /// Whether the program does not show it.
    pub(super) is_hidden: bool,
    /// What is not empty, from left to right.
    pub(super) spots: Vec<Spot<'g>>,
}

/// A cell that is not empty.
#[derive(Clone, Copy)]
pub(super) struct Spot<'g> {
    /// From 0.
    pub(super) column: usize,
    pub(super) text: &'g str,
    pub(super) kind: Kind,
}

/// All lines.
pub(super) struct Grid<'g> {
    pub(super) lines: Vec<Line<'g>>,
    /// Cells that were made one.
    pub(super) merged: Cow<'g, [Area]>,
    /// Columns that the program does not show, from 0.
    pub(super) hidden_columns: &'g [u32],
    /// The day from which numbers count that are days.
    pub(super) epoch: Option<Epoch>,
}

impl<'g> Grid<'g> {
    /// Of a sheet.
    pub(super) fn of(sheet: &'g Sheet) -> Self {
        let line = |row: crate::book::Row<'g>| {
            let spots = row.cells().map(|cell| Spot { column: fit(cell.column), text: cell.text, kind: cell.kind });
            let seen = spots.filter(|spot| spot.kind != Kind::Text || !super::trim(spot.text).is_empty());
            Line { number: row.number.into(), is_hidden: row.is_hidden, spots: seen.collect() }
        };
        let lines = looking(sheet.rows()).map(line).filter(|line| !line.spots.is_empty()).collect();
        let merged = Cow::Borrowed(sheet.merged());
        Self { lines, merged, hidden_columns: sheet.hidden_columns(), epoch: sheet.epoch() }
    }

    /// Of lines of text.
    pub(super) fn of_texts(lines: &'g [(u64, Vec<String>)]) -> Self {
        let line = |(number, cells): &'g (u64, Vec<String>)| {
            let spots = cells.iter().enumerate().map(|(column, text)| Spot { column, text, kind: Kind::Text });
            let seen = spots.filter(|spot| !super::trim(spot.text).is_empty());
            Line { number: *number, is_hidden: false, spots: seen.collect() }
        };
        let lines = looking(lines.iter()).map(line).collect();
        Self { lines, merged: Cow::Borrowed(&[]), hidden_columns: &[], epoch: None }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        let last = |line: &Line<'_>| line.spots.last().map_or(0, |spot| spot.column.saturating_add(1));
        self.lines.iter().map(last).max().unwrap_or(0)
    }
}

impl<'g> Line<'g> {
    /// What stands in a column.
    pub(super) fn text(&self, column: usize) -> Option<&'g str> {
        let place = self.spots.binary_search_by_key(&column, |spot| spot.column).ok()?;
        self.spots.get(place).map(|spot| spot.text)
    }

    /// Whether another line says the same.
    pub(super) fn says(&self, other: &Line<'_>) -> bool {
        let is_same = |(own, other): (&Spot<'_>, &Spot<'_>)| {
            own.column == other.column && super::trim(own.text) == super::trim(other.text)
        };
        self.spots.len() == other.spots.len() && self.spots.iter().zip(&other.spots).all(is_same)
    }
}

/// The lines of a text, each as its cells; `None` when its quotation marks do not pair.
pub(in crate::data) fn lines_of(text: &str, delimiter: u8) -> Option<Vec<(u64, Vec<String>)>> {
    let mut records = Records::new(text, delimiter, 1, crate::data::header::MOST_COLUMNS);
    let mut lines = Vec::new();
    while let Some(line) = records.advance() {
        crate::cancel::look();
        if records.record.is_open || records.record.stray.is_some() {
            return None;
        }
        lines.push((line, records.record.cells().map(str::to_owned).collect()));
    }
    Some(lines)
}
