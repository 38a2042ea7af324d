//! Who is scored: keys and names as found.

use crate::column::Texts;
use crate::core::{FieldId, Schema};
use crate::data::Tables;
use crate::program::Program;
use crate::result::Subjects;

/// The keys and names of the subjects as found.
#[must_use]
pub fn subjects(program: &Program, tables: &Tables) -> Subjects {
    let table = tables.get(Schema::SUBJECTS);
    let texts = |field: FieldId| table.and_then(|table| table.texts(field)).map(Texts::of);
    let keys = match program.rules.subject_key().as_slice() {
        [only] => texts(*only),
        several => table.map(|table| (0..table.rows).map(|row| table.key_text(several, row)).collect()),
    };
    let rows = table.map_or(0, |table| table.rows);
    let title = program.rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    Subjects::new(keys.unwrap_or_else(|| (0..rows).map(|_| None).collect()), title.and_then(texts))
}

/// The key of a subject as found.
#[must_use]
pub fn subject_key(program: &Program, tables: &Tables, row: usize) -> String {
    let key = tables.get(Schema::SUBJECTS).and_then(|table| table.key_text(&program.rules.subject_key(), row));
    key.unwrap_or_else(|| (row + 1).to_string())
}
