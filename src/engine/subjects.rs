//! Who is scored: keys and names as found.

use crate::column::Texts;
use crate::core::{FieldId, Schema};
use crate::data::Tables;
use crate::finding::CellPlace;
use crate::program::Program;
use crate::result::Subjects;

/// The keys and names of the subjects as found.
#[must_use]
pub fn subjects(program: &Program, tables: &Tables) -> Subjects {
    let table = tables.get(Schema::SUBJECTS);
    let texts = |field: FieldId| table.and_then(|table| table.texts(field)).map(Texts::from);
    let keys = program.rules.subject_key().and_then(texts);
    let rows = table.map_or(0, |table| table.rows);
    let title = program.rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    Subjects::new(keys.unwrap_or_else(|| (0..rows).map(|_| None).collect()), title.and_then(texts))
}

/// The key of a subject as found.
#[must_use]
pub fn subject_key(program: &Program, tables: &Tables, row: usize) -> String {
    let place: Option<CellPlace> =
        program.rules.subject_key().and_then(|field| Some(tables.get(Schema::SUBJECTS)?.place(field, row)));
    place.and_then(|place| place.text).unwrap_or_else(|| (row + 1).to_string())
}
