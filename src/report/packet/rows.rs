//! The rows of tables as they were read, whatever their order and the form of their files.

use std::borrow::Cow;

use crate::cancel::looking;
use crate::core::{FieldId, KeyPart, Schema, TableId};
use crate::cores::in_parts;
use crate::data::{Cell, Table, Tables};
use crate::packet::{Digest, InputRows};

/// A fingerprint of each table.
pub(super) fn of(schema: &Schema, tables: &Tables) -> Vec<InputRows> {
    let ids = (0..schema.tables.len()).map(TableId);
    let declared = schema.tables.iter().zip(&tables.0).zip(ids);
    declared
        .map(|((declared, table), id)| {
            let parts = in_parts(table.rows, |rows| {
                let mut text = Vec::new();
                let digest = |row: usize| {
                    text.clear();
                    row_text(schema, tables, (id, table), row, &mut text);
                    Digest::of(&text)
                };
                looking(rows).map(digest).collect::<Vec<_>>()
            });
            let mut rows: Vec<Digest> = parts.into_iter().flatten().collect();
            rows.sort_unstable();
            let all: Vec<u8> = looking(rows.iter()).flat_map(Digest::bytes).collect();
            InputRows { table: declared.name.clone(), rows: table.rows, sha256: Digest::of(&all).to_string() }
        })
        .collect()
}

/// The values of a row in its declared columns, and whose it is.
fn row_text(schema: &Schema, tables: &Tables, (id, table): (TableId, &Table), row: usize, text: &mut Vec<u8>) {
    for field in 0..table.columns.len() {
        let said: Option<Cow<'_, str>> = match table.cell(FieldId(field), row) {
            Cell::Missing => None,
            Cell::Number(number) => Some(number.to_string().into()),
            Cell::YesNo(truth) => Some(u8::from(truth).to_string().into()),
            Cell::Text(text) => Some(text.into()),
            Cell::Choice(choice) => Some(choice.to_string().into()),
            Cell::Date(date) => Some(date.to_string().into()),
        };
        part(said.as_deref(), text);
    }
    let (mut id, mut row, mut table) = (id, row, table);
    while let (Some(above), Some(parent)) = (schema.parent(id), table.parent_of(row)) {
        let (Some(declared), Some(own)) = (schema.table(above), tables.get(above)) else { return };
        for key in &declared.key {
            if let KeyPart::Field(field) = key {
                part(own.column(*field).and_then(|column| column.text(parent)).as_deref(), text);
            }
        }
        (id, row, table) = (above, parent, own);
    }
}

/// A cell, told from those beside it by its length; an empty one from one of no letters.
fn part(cell: Option<&str>, text: &mut Vec<u8>) {
    match cell {
        None => text.push(0),
        Some(cell) => {
            text.push(1);
            text.extend_from_slice(&cell.len().to_le_bytes());
            text.extend_from_slice(cell.as_bytes());
        }
    }
}
