//! Rows of text to cells.

use std::borrow::Cow;

use super::blank::trim;
use super::complaint::Fault;
use super::quotes::line_ends;
use crate::book::Epoch;
use crate::invariant::part_of;

/// Rows one by one, each as its cells.
pub(super) trait Source<'t> {
    /// Goes on to the next row that is not blank, and returns the line that it stands on.
    fn advance(&mut self) -> Option<u64>;

    /// The row at hand.
    fn record(&self) -> &Record<'t>;

    /// The line behind the last row that was read.
    fn line(&self) -> u64;

    /// The day from which numbers count that are days; nothing where numbers are none.
    fn epoch(&self) -> Option<Epoch> {
        None
    }
}

impl<'t> Source<'t> for Records<'t> {
    fn advance(&mut self) -> Option<u64> {
        self.advance()
    }

    fn record(&self) -> &Record<'t> {
        &self.record
    }

    fn line(&self) -> u64 {
        self.line
    }
}

/// Reads the records of a text one by one.
pub(super) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    /// The line that the next record starts on.
    line: u64,
    /// So many cells of a record are kept.
    most: usize,
    /// The record at hand.
    pub(super) record: Record<'t>,
}

/// The cells of a row.
#[derive(Default)]
pub(super) struct Record<'t> {
    cells: Vec<Cow<'t, str>>,
    /// How many cells the row has, of which those beyond the most are not kept.
    pub(super) width: usize,
    /// Whether nothing is to be seen in any cell.
    is_blank: bool,
    /// The first cell that goes on behind its closing mark.
    pub(super) stray: Option<Stray<'t>>,
    /// Whether the row, the last of the text, ends inside marks: then it has swallowed all lines after an opening mark.
    pub(super) is_open: bool,
    /// Cells that hold no value that could be read, and why.
    pub(super) broken: Vec<(usize, Fault<'static>)>,
}

/// What stands behind the closing mark of a cell, where only blanks may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stray<'t> {
    /// Which cell of the record, from 0.
    pub(super) cell: usize,
    /// The cell as it is written.
    pub(super) written: &'t str,
    /// What of it stands behind the mark.
    pub(super) behind: &'t str,
}

impl<'t> Records<'t> {
    /// Of a text that begins with a row, on a line.
    pub(super) fn new(text: &'t str, delimiter: u8, line: u64, most: usize) -> Self {
        Self { text, delimiter, at: 0, line, most, record: Record::default() }
    }

    /// Where the records that were not read begin.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The line that the next record starts on; at the end, that of the text behind.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next record that is not blank and returns the line it starts on.
    pub(super) fn advance(&mut self) -> Option<u64> {
        loop {
            self.skip_line_ends();
            if self.at >= self.text.len() {
                return None;
            }
            let line = self.line;
            self.read();
            if !self.record.is_blank {
                return Some(line);
            }
        }
    }

    fn skip_line_ends(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest {
            [b'\n', next, ..] if !matches!(next, b'\n' | b'\r') => {
                self.at = self.at.saturating_add(1);
                self.line = self.line.saturating_add(1);
            }
            [b'\n' | b'\r', ..] => {
                let skipped = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
                let end = self.at.saturating_add(skipped);
                self.line = self.line.saturating_add(line_ends(part_of(self.text, self.at..end)));
                self.at = end;
            }
            _ => {}
        }
    }

    /// Reads one record, up to the end of its line.
    fn read(&mut self) {
        let bytes = self.text.as_bytes();
        self.record.clear();
        let delimiter = self.delimiter;
        let mut start = self.at;
        loop {
            let end = if bytes.get(start) == Some(&b'"') {
                self.quoted(start)
            } else {
                let end = self.end_of_cell(start);
                self.record.add(Cow::Borrowed(part_of(self.text, start..end)), self.most);
                end
            };
            if bytes.get(end) != Some(&delimiter) {
                self.at = end;
                return;
            }
            start = end.saturating_add(1);
        }
    }

    /// Where a separator or the end of the row comes next.
    fn end_of_cell(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let delimiter = self.delimiter;
        let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
        from.saturating_add(rest.iter().position(ends).unwrap_or(rest.len()))
    }

    /// Reads a cell that begins with a mark, and returns where it ends.
    fn quoted(&mut self, start: usize) -> usize {
        let inner = start.saturating_add(1);
        let mut at = inner;
        let mut is_doubled = false;
        let (close, end) = loop {
            let rest = part_of(self.text, at..);
            let Some(mark) = rest.find('"').map(|mark| at.saturating_add(mark)) else {
                self.record.is_open = true;
                break (self.text.len(), self.text.len());
            };
            let next = mark.saturating_add(1);
            if self.text.as_bytes().get(next) == Some(&b'"') {
                is_doubled = true;
                at = next.saturating_add(1);
                continue;
            }
            break (mark, self.end_of_cell(next));
        };
        let content = part_of(self.text, inner..close);
        // What is behind the last cell of a text that is not closed is nothing.
        let behind = self.text.get(close.saturating_add(1)..end).unwrap_or_default();
        let is_stray = !trim(behind).is_empty();
        if is_stray && self.record.stray.is_none() {
            let written = part_of(self.text, start..end);
            self.record.stray = Some(Stray { cell: self.record.width, written, behind });
        }
        self.line = self.line.saturating_add(line_ends(content));
        let mut content = if is_doubled { content.replace("\"\"", "\"").into() } else { Cow::Borrowed(content) };
        if is_stray {
            content.to_mut().push_str(behind);
        }
        self.record.add(content, self.most);
        end
    }
}

impl<'t> Record<'t> {
    /// Replaces the cells by those of a row of a sheet.
    pub(super) fn fill(&mut self, cells: impl Iterator<Item = (&'t str, Option<Fault<'static>>)>) {
        self.clear();
        for (place, (text, fault)) in cells.enumerate() {
            self.add(Cow::Borrowed(text), usize::MAX);
            self.broken.extend(fault.map(|fault| (place, fault)));
        }
        self.is_blank &= self.broken.is_empty();
    }

    /// Why a cell holds no value.
    pub(super) fn fault(&self, position: usize) -> Option<Fault<'static>> {
        self.broken.iter().find(|(place, _)| *place == position).map(|(_, fault)| *fault)
    }

    /// A cell, without the blanks around it; nothing in a cell that is not there.
    pub(super) fn cell(&self, position: usize) -> &str {
        trim(self.cells.get(position).map_or("", |cell| cell))
    }

    /// All cells that are kept, with the blanks around them.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(AsRef::as_ref)
    }

    /// Whether the row runs over several lines.
    pub(super) fn is_broken(&self) -> bool {
        self.cells.iter().any(|cell| cell.contains(['\n', '\r']))
    }

    fn add(&mut self, cell: Cow<'t, str>, most: usize) {
        self.is_blank = self.is_blank && trim(&cell).is_empty();
        if self.cells.len() < most {
            self.cells.push(cell);
        }
        self.width = self.width.saturating_add(1);
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.broken.clear();
        (self.width, self.is_blank, self.stray, self.is_open) = (0, true, None, false);
    }
}
