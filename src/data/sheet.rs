//! The rows of what is no text file, written as one, so that their cells are read as those of any other.
//!
//! A line of the text says nothing to whoever sent the rows: each row has a number of its own, which findings and
//! origins name instead.

use std::io;

use super::blank::trim;
use super::findings::Findings;
use super::lines::Lines;
use super::reading::Form;
use super::rows::{Above, Rows};
use super::stretches::Stretches;
use super::text::{self, Text};
use crate::cancel::{BYTES, look, looking};
use crate::core::Table;
use crate::finding::{Code, Diagnostic};
use crate::host::Input;
use crate::host::progress::Progress;
use crate::invariant::fit;
use crate::words;

/// A table of more bytes than these is not held in memory.
const MOST: u64 = 2 << 30;

/// What stands in a cell of a column that nobody reads: that there is something.
const SOMETHING: &str = "1";

/// Rows of text cells.
pub(super) struct Sheet {
    /// Pieces of the text: all but the last are full.
    pieces: Vec<Vec<u8>>,
    length: u64,
    /// The line that each row begins on.
    lines: Stretches,
    /// The number of each row.
    numbers: Stretches,
    /// The line that is written.
    line: u64,
    /// The line on which the row at hand begins.
    begins: u64,
    is_first_cell: bool,
    /// Whether nothing is to be seen in the row so far.
    is_blank: bool,
    /// The rows in which nothing is to be seen.
    blank: Vec<u64>,
}

/// There are more rows than can be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

impl Sheet {
    /// With the names of its columns.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut sheet = Self {
            pieces: vec![Vec::new()],
            length: 0,
            lines: Stretches::default(),
            numbers: Stretches::default(),
            line: 1,
            begins: 1,
            is_first_cell: true,
            is_blank: true,
            blank: Vec::new(),
        };
        for name in names {
            sheet.cell(Some(name));
        }
        sheet.line_end();
        sheet
    }

    /// What [`Input`] gives of another one: the same rows, numbered from 1.
    pub(super) fn of_text(text: &[u8]) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        let mut rows = reader.records();
        let mut sheet = Self::new(rows.next()?.ok()?.iter());
        for (number, row) in looking(rows.enumerate()) {
            row.ok()?.iter().for_each(|cell| sheet.cell(Some(cell)));
            sheet.end(fit(number.saturating_add(1))).ok()?;
        }
        Some(sheet)
    }

    /// Adds the next cell of a row; `None` is an empty one.
    pub(super) fn cell(&mut self, text: Option<&str>) {
        if !std::mem::take(&mut self.is_first_cell) {
            self.write(b",");
        }
        let text = text.unwrap_or_default();
        self.is_blank = self.is_blank && trim(text).is_empty();
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            self.write(text.as_bytes());
            return;
        }
        self.line = self.line.saturating_add(super::quotes::line_ends(text));
        self.write(b"\"");
        for (place, part) in text.split('"').enumerate() {
            if place > 0 {
                self.write(b"\"\"");
            }
            self.write(part.as_bytes());
        }
        self.write(b"\"");
    }

    /// Adds the next cell of a row, of a column that nobody reads.
    pub(super) fn unread(&mut self, is_there: bool) {
        self.cell(is_there.then_some(SOMETHING));
    }

    /// Ends a row that has a number; numbers rise.
    pub(super) fn end(&mut self, number: u64) -> Result<(), TooMuch> {
        if self.is_blank {
            self.blank.push(number);
        }
        self.lines.push(self.begins);
        self.numbers.push(number);
        self.line_end();
        if self.length > MOST { Err(TooMuch) } else { Ok(()) }
    }

    fn line_end(&mut self) {
        self.write(b"\n");
        self.line = self.line.saturating_add(1);
        self.begins = self.line;
        (self.is_first_cell, self.is_blank) = (true, true);
    }

    fn write(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(fit(bytes.len()));
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.pieces.last().is_none_or(|last| last.len() >= BYTES) {
                look();
                self.pieces.push(Vec::with_capacity(BYTES));
            }
            let Some(last) = self.pieces.last_mut() else { return };
            let (now, later) = rest.split_at(rest.len().min(BYTES.saturating_sub(last.len())));
            last.extend_from_slice(now);
            rest = later;
        }
    }

    /// The rows as typed columns; `None` when there is no telling what they are.
    pub(super) fn read(
        &self,
        form: &Form,
        declared: &Table,
        above: Option<&Above<'_>>,
        findings: &mut Findings<'_>,
        progress: &Progress,
    ) -> Option<Rows> {
        let mut own = findings.part();
        let read = text::read(Text::new(self, b','), declared, above, &mut own, progress);
        let number = |line: u64| self.numbers.get(self.lines.row_on(line)?);
        own.renumber(number);
        findings.append(own, 0);
        for row in &self.blank {
            report_blank(*row, findings);
        }
        read.map(|mut rows| {
            rows.whole &= self.blank.is_empty();
            for reading in &mut rows.readings {
                reading.form = form.clone();
                reading.left_out.iter_mut().for_each(|row| row.line = number(row.line).unwrap_or_default());
            }
            if rows.lines.len() == self.numbers.len() {
                rows.lines = Lines::Stretched(self.numbers.clone());
            } else {
                let own = std::mem::replace(&mut rows.lines, Lines::Numbered(0));
                let numbers = (0..own.len()).map(|row| own.get(row).and_then(number).unwrap_or_default());
                rows.lines = Lines::Listed(numbers.collect());
            }
            rows
        })
    }
}

impl Input for Sheet {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        let Ok(at) = usize::try_from(at) else { return Ok(0) };
        let Some((piece, within)) = at.checked_div(BYTES).zip(at.checked_rem(BYTES)) else { return Ok(0) };
        let rest = self.pieces.get(piece).and_then(|piece| piece.get(within..)).unwrap_or_default();
        let some = rest.get(..out.len()).unwrap_or(rest);
        if let Some(out) = out.get_mut(..some.len()) {
            out.copy_from_slice(some);
        }
        Ok(some.len())
    }
}

fn report_blank(row: u64, findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let message = words!("这一行没有一格有内容", "this row has no cell with content");
        let help = words!("删去这一行，或填写", "remove the row or fill it in");
        Diagnostic::data(Code::H0508, at.place(Some(row), None, None), message).help(help)
    });
}

pub(super) fn report_too_much(findings: &mut Findings<'_>) {
    findings.add_file(
        Code::H0508,
        words!("数据太多，放不进内存", "there are more data than can be held in memory"),
        Some(words!("请分成几个文件，或存成 parquet", "split them into several files, or save them as parquet")),
    );
}
