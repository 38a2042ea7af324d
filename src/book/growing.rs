//! A sheet while it is read: within bounds, whatever the file says.

use std::collections::BTreeSet;

use super::fault::Fault;
use super::sheet::{Area, Held, Kind, Line, Sheet, address};
use crate::cancel::look;
use crate::invariant::{OrBroken, fit};
use crate::words;

/// No more columns than these has a sheet.
pub(super) const COLUMNS: u32 = 16_384;

/// No more rows than these has a sheet.
pub(super) const ROWS: u32 = 1_048_576;

/// No more cells than these are kept of one sheet.
const CELLS: usize = 1 << 25;

/// No more bytes of texts than these are kept of one sheet.
const TEXT: usize = 1 << 30;

/// A place of a text that is already kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: u32,
    length: u32,
    raw: u8,
}

/// A sheet while it is read.
pub(super) struct Growing<'p> {
    /// The part of the file that it is read from.
    part: &'p str,
    sheet: Sheet,
    /// The row at hand.
    number: u32,
    is_hidden: bool,
    /// Rows that are said to be hidden before or after their cells are read.
    hidden_rows: BTreeSet<u32>,
    /// Stretches of columns that are said to be hidden, from one to another.
    hidden_columns: Vec<(u32, u32)>,
    /// Whether some cell came before one that it stands behind.
    is_mixed: bool,
}

impl<'p> Growing<'p> {
    pub(super) fn new(part: &'p str) -> Self {
        Self {
            part,
            sheet: Sheet::default(),
            number: 0,
            is_hidden: false,
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
            is_mixed: false,
        }
    }

    /// Begins a row; `number` counts from 1.
    pub(super) fn row(&mut self, number: u32, is_hidden: bool) -> Result<(), Fault> {
        if number == 0 || number > ROWS {
            let why = words!("有第 {number} 行，工作表没有这一行", "there is a row {number}, which no sheet has");
            return Err(self.broken(why));
        }
        (self.number, self.is_hidden) = (number, is_hidden);
        Ok(())
    }

    /// Whether there is room for a column.
    pub(super) fn column(&self, column: u32) -> Result<(), Fault> {
        if column < COLUMNS {
            return Ok(());
        }
        let (row, column) = (self.number, column.saturating_add(1));
        let why = words!(
            "第 {row} 行有第 {column} 列，工作表没有这一列",
            "row {row} has a column {column}, which no sheet has"
        );
        Err(self.broken(why))
    }

    /// Adds a cell with its text, and what the file says where that differs.
    pub(super) fn put(&mut self, column: u32, kind: Kind, text: &str, raw: Option<&str>) -> Result<Place, Fault> {
        let raw = raw.filter(|raw| *raw != text).unwrap_or_default();
        let raw = raw.get(..raw.floor_char_boundary(u8::MAX.into())).unwrap_or_default();
        let start = self.sheet.text.len();
        let more = text.len().saturating_add(raw.len());
        if start.saturating_add(more) > TEXT {
            let why = words!("文字超过 1 GiB", "it has more than 1 GiB of text");
            return Err(self.too_large(why));
        }
        self.sheet.text.push_str(text);
        self.sheet.text.push_str(raw);
        let place = Place { start: fit(start), length: fit(text.len()), raw: fit(raw.len()) };
        self.put_at(column, kind, place)?;
        Ok(place)
    }

    /// Adds a cell whose text is kept already.
    pub(super) fn put_at(&mut self, column: u32, kind: Kind, place: Place) -> Result<(), Fault> {
        self.column(column)?;
        if self.sheet.cells.len() >= CELLS {
            let why = words!("单元格超过 {CELLS} 个", "it has more than {CELLS} cells");
            return Err(self.too_large(why));
        }
        let (start, length, raw) = (place.start, place.length, place.raw);
        let column = fit(column);
        let cells = &mut self.sheet.cells;
        match self.sheet.rows.last_mut() {
            Some(line) if line.number == self.number => {
                self.is_mixed |= cells.last().is_some_and(|last| last.column >= column);
                line.is_hidden |= self.is_hidden;
                line.end = line.end.saturating_add(1);
            }
            last => {
                look();
                self.is_mixed |= last.is_some_and(|line| line.number > self.number);
                let end = fit(cells.len().saturating_add(1));
                self.sheet.rows.push(Line { number: self.number, is_hidden: self.is_hidden, end });
            }
        }
        cells.push(Held { start, length, column, raw, kind });
        Ok(())
    }

    /// Adds cells that are one.
    pub(super) fn merge(&mut self, area: Area) {
        let is_one = area.rows.len() <= 1 && area.columns.len() <= 1;
        if !is_one && area.rows.end <= ROWS && area.columns.end <= COLUMNS {
            self.sheet.merged.push(area);
        }
    }

    /// A row, from 1, is hidden.
    pub(super) fn hide_row(&mut self, number: u32) {
        self.hidden_rows.insert(number);
    }

    /// Columns from one to another, from 0, are hidden.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        if self.hidden_columns.last() != Some(&(first, last)) {
            self.hidden_columns.push((first, last));
        }
    }

    /// The sheet, its cells in order.
    pub(super) fn finish(mut self) -> Result<Sheet, Fault> {
        for line in &mut self.sheet.rows {
            line.is_hidden |= self.hidden_rows.contains(&line.number);
        }
        if self.is_mixed {
            self.sort()?;
        }
        let Self { mut sheet, mut hidden_columns, .. } = self;
        hidden_columns.sort_unstable();
        for (first, last) in hidden_columns {
            // No column is told twice, and none that no sheet has.
            let next = sheet.hidden_columns.last().map_or(0, |last| last.saturating_add(1));
            sheet.hidden_columns.extend(first.max(next)..=last.min(COLUMNS.saturating_sub(1)));
        }
        sheet.text.shrink_to_fit();
        sheet.cells.shrink_to_fit();
        Ok(sheet)
    }

    /// Puts rows and cells in order; no cell stands twice.
    fn sort(&mut self) -> Result<(), Fault> {
        let mut all = Vec::with_capacity(self.sheet.cells.len());
        let mut start = 0_usize;
        for line in &self.sheet.rows {
            look();
            let end = fit(line.end);
            let cells = self.sheet.cells.get(start..end).or_broken("the cells of a row are cells");
            all.extend(cells.iter().map(|cell| (line.number, line.is_hidden, *cell)));
            start = end;
        }
        crate::cancel::sort_by(&mut all, |one, other| (one.0, one.2.column).cmp(&(other.0, other.2.column)));
        self.sheet.cells.clear();
        self.sheet.rows.clear();
        for (number, is_hidden, held) in all {
            let cells = &mut self.sheet.cells;
            match self.sheet.rows.last_mut() {
                Some(line) if line.number == number => {
                    if cells.last().is_some_and(|last| last.column == held.column) {
                        let cell = address(held.column.into(), number);
                        return Err(
                            self.broken(words!("里单元格 {cell} 出现两次", "the cell {cell} stands there twice"))
                        );
                    }
                    line.is_hidden |= is_hidden;
                    line.end = line.end.saturating_add(1);
                }
                _ => self.sheet.rows.push(Line { number, is_hidden, end: fit(cells.len().saturating_add(1)) }),
            }
            cells.push(held);
        }
        Ok(())
    }

    fn broken(&self, why: crate::finding::Words) -> Fault {
        Fault::Broken { part: self.part.to_owned(), why }
    }

    fn too_large(&self, why: crate::finding::Words) -> Fault {
        Fault::TooLarge { part: self.part.to_owned(), why }
    }
}
