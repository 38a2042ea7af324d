//! What rows are called, and whose they are.

use crate::core::{FieldId, KeyPart, Schema, TableId};
use crate::data::Tables;

/// What a row is called by its own key.
pub(super) fn key_of(declared: &crate::core::Table, table: &crate::data::Table, row: usize) -> String {
    let own = declared.key.iter().filter_map(|part| match part {
        KeyPart::Field(field) => Some(*field),
        KeyPart::Parent => None,
    });
    table.key_text(&own.collect::<Vec<FieldId>>(), row).unwrap_or_default()
}

/// The subject that a row belongs to.
pub(super) fn subject_of(schema: &Schema, tables: &Tables, table: TableId, row: usize) -> Option<usize> {
    let (mut at, mut row) = (table, row);
    while at != Schema::SUBJECTS {
        row = tables.get(at)?.parent_of(row)?;
        at = schema.parent(at)?;
    }
    Some(row)
}
