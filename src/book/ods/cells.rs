//! The cells of one sheet, in a pass over the part that holds all.

use std::io::BufRead;

use super::cell::{Cell, times};
use crate::book::fault::Fault;
use crate::book::growing::{COLUMNS, Growing, Place, ROWS};
use crate::book::sheet::{Area, Kind, Sheet};
use crate::book::xml::{Next, Tag, Xml};
use crate::words;

/// No more cells than these come of what is said once.
const MOST_REPEATED: u64 = 1 << 23;

/// No sheet has more blanks that are said by their number.
const MOST_BLANKS: u32 = 1 << 22;

/// The depth of what is not at hand.
const NOWHERE: usize = usize::MAX;

struct Reading<'p> {
    part: &'p str,
    growing: Growing<'p>,
    /// The row at hand, from 1, and how many rows are as it is.
    row: u32,
    rows: u32,
    is_hidden: bool,
    /// The column that the next cell stands in, and the one that the next description is of.
    column: u32,
    described: u32,
    /// Cells of the row at hand.
    cells: Vec<(u32, Kind, Place)>,
    cell: Cell,
    text: String,
    repeated: u64,
    /// Blanks that were said by their number.
    blanks: u32,
}

/// Reads the sheet at a place among those of the part.
pub(super) fn read(input: impl BufRead, part: &str, place: usize) -> Result<Sheet, Fault> {
    let mut xml = Xml::new(input, part);
    let mut reading = Reading {
        part,
        growing: Growing::new(part),
        row: 0,
        rows: 1,
        is_hidden: false,
        column: 0,
        described: 0,
        cells: Vec::new(),
        cell: Cell::default(),
        text: String::new(),
        repeated: 0,
        blanks: 0,
    };
    let (mut is_book, mut tables, mut is_here) = (false, 0_usize, false);
    // Depths of the row, cell and paragraph at hand, of what is not gone into, and of rows that are folded away.
    let (mut row, mut cell, mut paragraph, mut passed, mut folded) = (NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE);
    loop {
        match xml.next()? {
            Next::Start(3, tag) => is_book = tag.name() == "office:spreadsheet",
            Next::Start(4, tag) if is_book => {
                is_here = tag.name() == "table:table" && tables == place;
                tables = tables.saturating_add(usize::from(tag.name() == "table:table"));
            }
            Next::End(3) => is_book = false,
            // What comes behind is for others to read.
            Next::End(4) if is_here => return reading.growing.finish(),
            Next::Over => return reading.growing.finish(),
            _ if !is_here => {}
            Next::Start(depth, tag) if passed == NOWHERE => match tag.name() {
                "table:table-column" => reading.describe(&tag)?,
                "table:table-row-group" if folded == NOWHERE => {
                    if tag.attribute("table:display")?.is_some_and(|value| value == "false") {
                        folded = depth;
                    }
                }
                "table:table-row" if row == NOWHERE => {
                    row = depth;
                    reading.begin_row(&tag, folded != NOWHERE)?;
                }
                "table:table-cell" | "table:covered-table-cell" if row != NOWHERE && cell == NOWHERE => {
                    cell = depth;
                    reading.cell.begin(&tag)?;
                }
                "text:p" | "text:h" if cell != NOWHERE && paragraph == NOWHERE => {
                    paragraph = depth;
                    reading.begin_paragraph();
                }
                "text:s" if paragraph != NOWHERE => reading.blanks(&tag)?,
                "text:tab" if paragraph != NOWHERE => reading.cell.shown.push('\t'),
                "text:line-break" if paragraph != NOWHERE => reading.cell.shown.push('\n'),
                "text:span" | "text:a" | "text:ruby" | "text:ruby-base" if paragraph != NOWHERE => {}
                // A table within a cell has rows that none of this one are.
                "table:table" => {
                    return Err(xml.broken(words!("的单元格里另有表格", "there is a table within a cell")));
                }
                "table:table-row-group"
                | "table:table-rows"
                | "table:table-header-rows"
                | "table:table-columns"
                | "table:table-header-columns"
                | "table:table-column-group" => {}
                _ => passed = depth,
            },
            Next::Text(_, piece) if paragraph != NOWHERE && passed == NOWHERE => reading.say(&piece),
            Next::End(depth) => {
                if depth == passed {
                    passed = NOWHERE;
                } else if depth == paragraph {
                    paragraph = NOWHERE;
                } else if depth == cell {
                    cell = NOWHERE;
                    reading.end_cell()?;
                } else if depth == row {
                    row = NOWHERE;
                    reading.end_row()?;
                } else if depth == folded {
                    folded = NOWHERE;
                }
            }
            _ => {}
        }
    }
}

impl Reading<'_> {
    /// Columns are described; they may be hidden.
    fn describe(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let (mut columns, mut is_hidden) = (1, false);
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "table:number-columns-repeated" => columns = times(&value),
                "table:visibility" => is_hidden = value != "visible",
                _ => {}
            }
        }
        let next = self.described.saturating_add(columns);
        if is_hidden {
            self.growing.hide_columns(self.described, next.saturating_sub(1));
        }
        self.described = next;
        Ok(())
    }

    fn begin_row(&mut self, tag: &Tag<'_>, is_folded: bool) -> Result<(), Fault> {
        self.row = self.row.saturating_add(self.rows);
        (self.rows, self.column, self.is_hidden) = (1, 0, is_folded);
        self.cells.clear();
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "table:number-rows-repeated" => self.rows = times(&value),
                // A row that a filter leaves out is not visible either.
                "table:visibility" => self.is_hidden |= value != "visible",
                _ => {}
            }
        }
        Ok(())
    }

    fn begin_paragraph(&mut self) {
        if self.cell.paragraphs > 0 {
            self.cell.shown.push('\n');
        }
        self.cell.paragraphs = self.cell.paragraphs.saturating_add(1);
    }

    /// Adds a text. Blanks beside one another are one, and none at the start of a line: others are said by elements.
    fn say(&mut self, piece: &str) {
        let shown = &mut self.cell.shown;
        for letter in piece.chars() {
            match letter {
                ' ' | '\t' | '\r' | '\n' if shown.is_empty() || shown.ends_with([' ', '\t', '\n']) => {}
                ' ' | '\t' | '\r' | '\n' => shown.push(' '),
                _ => shown.push(letter),
            }
        }
    }

    fn blanks(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let count = tag.attribute("text:c")?.map_or(1, |count| times(&count));
        self.blanks = self.blanks.saturating_add(count);
        if self.blanks > MOST_BLANKS {
            let why = words!("里的空格超过 {MOST_BLANKS} 个", "it has more than {MOST_BLANKS} blanks");
            return Err(Fault::TooLarge { part: self.part.to_owned(), why });
        }
        self.cell.shown.extend((0..count).map(|_| ' '));
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let column = self.column;
        self.column = column.saturating_add(self.cell.times);
        if self.cell.columns > 1 || self.cell.rows > 1 {
            let row = self.row.saturating_sub(1);
            let rows = row..row.saturating_add(self.cell.rows).min(ROWS);
            self.growing.merge(Area { rows, columns: column..column.saturating_add(self.cell.columns).min(COLUMNS) });
        }
        let Some((kind, raw)) = self.cell.end(&mut self.text) else { return Ok(()) };
        self.growing.row(self.row, self.is_hidden)?;
        let place = self.growing.put(column, kind, &self.text, raw)?;
        self.cells.push((column, kind, place));
        self.repeat(u64::from(self.cell.times).saturating_sub(1))?;
        for column in (column..self.column).skip(1) {
            self.growing.put_at(column, kind, place)?;
            self.cells.push((column, kind, place));
        }
        Ok(())
    }

    /// A row ends; those that are as it is follow.
    fn end_row(&mut self) -> Result<(), Fault> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let each = u64::try_from(self.cells.len()).unwrap_or(u64::MAX);
        self.repeat(each.saturating_mul(u64::from(self.rows).saturating_sub(1)))?;
        for row in (0..self.rows).skip(1) {
            self.growing.row(self.row.saturating_add(row), self.is_hidden)?;
            for (column, kind, place) in &self.cells {
                self.growing.put_at(*column, *kind, *place)?;
            }
        }
        Ok(())
    }

    /// So many cells come of what is said once.
    fn repeat(&mut self, cells: u64) -> Result<(), Fault> {
        self.repeated = self.repeated.saturating_add(cells);
        if self.repeated > MOST_REPEATED {
            let why = words!(
                "重复的单元格超过 {MOST_REPEATED} 个",
                "it has more than {MOST_REPEATED} cells that repeat others"
            );
            return Err(Fault::TooLarge { part: self.part.to_owned(), why });
        }
        Ok(())
    }
}
