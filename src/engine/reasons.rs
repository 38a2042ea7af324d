//! Why something is missing, as results say it.

use super::exact::{Occurrence, Reason};
use crate::data::Tables;
use crate::invariant::OrBroken;
use crate::result::{Line, Missing};

/// A reason, its row led back to the file.
#[must_use]
pub fn missing(tables: &Tables, reason: &Reason) -> Missing {
    match *reason {
        Reason::Cell { table, row, field } => {
            let place = tables.get(table).or_broken("every declared table is there").place(field, row);
            let (line, column) = place.row.zip(place.column).or_broken("a cell stands in a row and a column");
            Missing::Cell { table, at: Line { file: place.file, line }, column }
        }
        Reason::NoRow { table, .. } => Missing::NoRow { table },
        Reason::UnknownTable(table) => Missing::UnknownTable { table },
        Reason::ZeroDivisor(place) => Missing::ZeroDivisor { table: place.table, at: line_of(tables, place) },
        Reason::OutsideDomain(place) => Missing::OutsideDomain { at: line_of(tables, place) },
        Reason::Undecided(_) => Missing::Undecided,
        Reason::Uncovered(_) => Missing::Uncovered,
        Reason::Alike(_) => Missing::Alike,
        Reason::Fault(_) => Missing::Fault,
    }
}

/// File and line of the row for which something could not be worked out.
fn line_of(tables: &Tables, place: Occurrence) -> Option<Line> {
    let table = tables.get(place.table)?;
    Some(Line { file: table.file.clone(), line: table.lines.get(place.row?)? })
}
