//! Who is scored: keys and names as found.

use crate::column::Texts;
use crate::core::{FieldId, KeyPart, Schema, TableId};
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

/// A row of any table as a reader finds it: a subject by its key, a row below by its table, the key of its subject and
/// what tells it from others of that.
#[must_use]
pub fn row_key(program: &Program, tables: &Tables, (table, row): (TableId, usize)) -> String {
    if table == Schema::SUBJECTS {
        return subject_key(program, tables, row);
    }
    let schema = &program.rules.schema;
    let declared = schema.table(table).or_broken("a table that is read is declared");
    let (mut at, mut above) = (table, Some(row));
    while let (Some(parent), Some(row)) = (schema.parent(at), above) {
        above = tables.table(at).parent_of(row);
        at = parent;
    }
    let mut parts = vec![declared.name.clone()];
    parts.extend(above.map(|subject| subject_key(program, tables, subject)));
    let data = tables.table(table);
    let own = declared.key.iter().filter_map(|part| match part {
        KeyPart::Parent => None,
        KeyPart::Field(field) => {
            let text = data.column(*field)?.text(row)?;
            Some(format!("{} {text}", declared.fields.get(field.0)?.name))
        }
    });
    let own: Vec<String> = own.collect();
    if own.is_empty() {
        parts.extend(data.lines.get(row).map(|line| format!("#{line}")));
    }
    parts.extend(own);
    parts.join(" ")
}

/// The key of a subject as found.
#[must_use]
pub fn subject_key(program: &Program, tables: &Tables, row: usize) -> String {
    let key = tables.subjects().key_text(&program.rules.subject_key(), row);
    // A 示例 need not name its subjects.
    key.unwrap_or_else(|| (row + 1).to_string())
}
