//! The cells of which one run says something else than another.

use crate::core::{FieldId, Schema, SubjectId, TableId, Type};
use crate::data::{Cell, Found, Table, Tables};
use crate::invariant::OrBroken;
use crate::number::shown_in;
use crate::program::Program;
use crate::result::change::{Said, Was};

/// The cells that were corrected or supposed in one of two runs over the same files, and say something else there than in
/// the other, in the order of their tables, columns and rows.
#[must_use]
pub fn said(program: &Program, before: &Tables, after: &Tables) -> Vec<Said> {
    let schema = &program.rules.schema;
    let mut said = Vec::new();
    for (table, (declared, (one, other))) in schema.tables.iter().zip(before.0.iter().zip(&after.0)).enumerate() {
        let table = TableId(table);
        for field in (0..declared.fields.len()).map(FieldId) {
            let mut rows = [one, other].map(|of| touched(of, field)).concat();
            rows.sort_unstable();
            rows.dedup();
            for row in rows.into_iter().filter(|row| one.cell(field, *row) != other.cell(field, *row)) {
                let correction = other.column(field).and_then(|column| column.correction(row));
                let (reason, document) = correction.map_or_else(Default::default, |correction| {
                    (correction.reason.clone(), correction.document.clone())
                });
                said.push(Said {
                    table,
                    field,
                    key: key(schema, after, table, row),
                    subject: SubjectId(subject_of(schema, after, table, row)),
                    text: Was {
                        before: text(schema, one, table, field, row),
                        after: text(schema, other, table, field, row),
                    },
                    reason,
                    document,
                });
            }
        }
    }
    said
}

/// The rows of a column that say something else than their file.
fn touched(table: &Table, field: FieldId) -> Vec<usize> {
    let mut found = table.column(field).map(|column| &column.found);
    let mut rows = Vec::new();
    while let Some(Found::Corrected(below, cells)) = found {
        rows.extend(cells.keys().copied());
        found = Some(below);
    }
    rows
}

/// What a cell says, with its unit.
pub(super) fn text(schema: &Schema, table: &Table, id: TableId, field: FieldId, row: usize) -> Option<String> {
    let ty = &schema.field(id, field)?.ty;
    match (table.cell(field, row), ty) {
        (Cell::Missing, _) => None,
        (Cell::Number(number), Type::Number(unit)) => {
            Some(shown_in(&(number * &unit.scale), &unit.name, &unit.scale, 0))
        }
        _ => table.column(field)?.plain(row).map(std::borrow::Cow::into_owned),
    }
}

/// What a row is called.
pub(super) fn key(schema: &Schema, tables: &Tables, table: TableId, row: usize) -> String {
    tables.key_of_row(schema, table, row).unwrap_or_else(|| {
        let own = tables.table(table);
        let line = own.lines.get(row).or_broken("each row has its line");
        format!("{}:{line}", own.file_of(row))
    })
}

/// The subject that a row belongs to.
pub(super) fn subject_of(schema: &Schema, tables: &Tables, table: TableId, row: usize) -> usize {
    let (mut at, mut row) = (table, row);
    while let Some(above) = schema.parent(at) {
        row = tables.table(at).parent_of(row).or_broken("each row below has one above");
        at = above;
    }
    row
}
