//! Why something is missing, as results say it.

use super::exact::{Occurrence, Reason};
use crate::data::Tables;
use crate::invariant::OrBroken;
use crate::result::{Line, Missing, Note};

/// At most so many reasons are told in 说明; `explain` has them all.
const MOST_REASONS: usize = 5;

/// The first reasons why something is missing, and how many more there are.
pub fn missing_notes<'r>(tables: &Tables, reasons: impl IntoIterator<Item = &'r Reason>) -> Vec<Note> {
    let mut reasons = reasons.into_iter();
    let told = reasons.by_ref().take(MOST_REASONS).map(|reason| Note::Missing { reason: missing(tables, reason) });
    let mut notes: Vec<Note> = told.collect();
    let count = reasons.count();
    if count > 0 {
        notes.push(Note::MoreMissing { count });
    }
    notes
}

/// A reason, its row led back to the file.
#[must_use]
pub fn missing(tables: &Tables, reason: &Reason) -> Missing {
    match *reason {
        Reason::Cell { table, row, field } => {
            let place = tables.table(table).place(field, row);
            let at = Line { file: place.file, line: place.row.or_broken("a row stands on a line") };
            let column = place.column.or_broken("each field has its column");
            if tables.table(table).lacks(field, row) {
                return Missing::NoItem { table, at, item: column };
            }
            let mark = place.text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            Missing::Cell { table, at, column, mark }
        }
        Reason::NoRow { table, .. } => Missing::NoRow { table },
        Reason::UnknownTable(table) => Missing::UnknownTable { table },
        Reason::ZeroDivisor(place) => {
            Missing::ZeroDivisor { table: place.table, at: line_of(tables, place), column: column_of(tables, place) }
        }
        Reason::OutsideDomain(place) => {
            Missing::OutsideDomain { at: line_of(tables, place), column: column_of(tables, place) }
        }
        Reason::Undecided(_) => Missing::Undecided,
        Reason::NothingApplies => Missing::NothingApplies,
        Reason::DoesNotApply(indicator) => Missing::DoesNotApply { indicator },
        Reason::Uncovered(_) => Missing::Uncovered,
        Reason::Alike(_) => Missing::Alike,
        Reason::Fault(_) => Missing::Fault,
    }
}

/// File and line of the row for which something could not be worked out.
fn line_of(tables: &Tables, place: Occurrence) -> Option<Line> {
    let table = tables.table(place.table);
    let row = place.row?;
    Some(Line { file: table.file_of(row).to_owned(), line: table.lines.get(row)? })
}

/// The header of the column that something could not be worked out from.
fn column_of(tables: &Tables, place: Occurrence) -> Option<String> {
    tables.table(place.table).place(place.field?, place.row?).column
}
