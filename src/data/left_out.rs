//! Rows of a file that are no data and are left out: totals, notes, headers said again, rows of a form that nobody filled in.

use super::aside::Aside;
use super::header::{self, Header};
use super::records::Record;
use crate::core::{FieldId, KeyPart, Table};

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its line, or the number of the row in its sheet.
    pub line: u64,
    /// What it is.
    pub what: What,
}

/// A row that was left out, with what the fields of a total say.
pub(super) type Told = (LeftOut, Vec<String>);

impl LeftOut {
    /// The same where so many lines stand before.
    pub(super) fn behind(self, lines: u64) -> Self {
        Self { line: self.line.saturating_add(lines), ..self }
    }
}

/// What a row is that is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// 合计: held against the rows.
    Total,
    /// 注：…
    Note,
    /// 其中：…: the row above has it in it.
    Part,
    /// The header once more.
    Header,
    /// Nothing but 0 and dashes.
    Blank,
}

/// What stands in the cells of a row that nobody filled in.
const UNFILLED: &[&str] = &["", "0", "0.0", "0.00", "0%", "0.00%", "-", "--", "—", "——", "－", "/", "／"];

/// What stands in a key that nobody filled in.
const DASHES: &[&str] = &["-", "--", "—", "——", "－", "/", "／"];

/// Whether a key says that there is none, where the rest of its row says no more.
pub(super) fn is_dash(key: &str) -> bool {
    DASHES.contains(&key)
}

/// What tells rows of data from others.
pub(super) struct Sieve<'h> {
    header: &'h Header,
    /// Where the key stands: of the table, or else of the row above.
    keys: Vec<usize>,
}

impl<'h> Sieve<'h> {
    pub(super) fn new(header: &'h Header, declared: &Table) -> Self {
        let own = declared.key.iter().filter_map(|part| match part {
            KeyPart::Field(FieldId(field)) => header.fields.get(*field).copied().flatten(),
            KeyPart::Parent => None,
        });
        Self { header, keys: own.chain(header.parent.iter().copied()).collect() }
    }

    /// What a row is; `None` of a row of data, and of one of which that cannot be told.
    pub(super) fn what(&self, record: &Record<'_>) -> Option<What> {
        let mut keys = self.keys.iter().map(|key| record.cell(*key));
        let first = keys.next()?;
        if first.is_empty() || keys.any(str::is_empty) {
            return self.of_keyless(record);
        }
        if is_dash(first) && self.is_unfilled(record) {
            return Some(What::Blank);
        }
        if self.is_header(record, first) {
            return Some(What::Header);
        }
        self.keys.iter().find_map(|key| of(record.cell(*key)))
    }

    /// What a row is that lacks a part of its key.
    fn of_keyless(&self, record: &Record<'_>) -> Option<What> {
        let said = || record.cells().map(super::blank::trim).filter(|cell| !cell.is_empty());
        if let Some(what) = said().next().and_then(of) {
            return Some(what);
        }
        if let Some(what) = self.keys.iter().find_map(|key| of(record.cell(*key))) {
            return Some(what);
        }
        let has_no_key = self.keys.iter().all(|key| record.cell(*key).is_empty());
        (has_no_key && self.is_unfilled(record)).then_some(What::Blank)
    }

    /// Whether nothing stands in a row but what a form has there, and its number.
    fn is_unfilled(&self, record: &Record<'_>) -> bool {
        let is_numbering = |at: usize| self.header.names.get(at).is_some_and(|name| header::is_number(name));
        let mut cells = record.cells().map(super::blank::trim).enumerate();
        record.broken.is_empty() && cells.all(|(at, cell)| UNFILLED.contains(&cell) || is_numbering(at))
    }

    fn is_header(&self, record: &Record<'_>, key: &str) -> bool {
        let name = |position: usize| self.header.names.get(position).map(String::as_str);
        let is_first = self.keys.first().is_some_and(|first| name(*first) == Some(key));
        is_first && self.header.names.iter().enumerate().all(|(position, name)| record.cell(position) == name)
    }
}

/// What a row is whose first words are these.
fn of(text: &str) -> Option<What> {
    match Aside::of(text)? {
        Aside::Total => Some(What::Total),
        Aside::Note => Some(What::Note),
        Aside::Part => Some(What::Part),
        // A mean or an extreme is not held against the rows; its row is refused.
        Aside::Statistic => None,
    }
}
