//! Who is scored: keys and names as found.

use crate::column::Texts;
use crate::core::{FieldId, Schema};
use crate::data::Tables;
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::result::Subjects;

/// The keys and names of the subjects as found.
#[must_use]
pub fn subjects(program: &Program, tables: &Tables) -> Subjects {
    let table = tables.subjects();
    let texts = |field: FieldId| Texts::of(table.texts(field).or_broken("each field has its column"));
    let keys = match program.rules.subject_key().as_slice() {
        [only] => texts(*only),
        several => (0..table.rows).map(|row| table.key_text(several, row)).collect(),
    };
    let title = program.rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    Subjects::new(keys, title.map(texts))
}

/// The key of a subject as found.
#[must_use]
pub fn subject_key(program: &Program, tables: &Tables, row: usize) -> String {
    let key = tables.subjects().key_text(&program.rules.subject_key(), row);
    // A 示例 need not name its subjects.
    key.unwrap_or_else(|| (row + 1).to_string())
}
