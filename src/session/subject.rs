//! One subject by its key.

use crate::core::{Schema, key_parts, key_text};
use crate::data::Tables;
use crate::finding::{Code, Diagnostic, Words};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::words;

/// The row of a subject by its key.
///
/// # Errors
/// H0902 with the nearest key.
pub fn subject(program: &Program, tables: &Tables, key: &str) -> Result<usize, Diagnostic> {
    const SHOWN: usize = 5;
    let columns = program.rules.subject_key();
    let table = tables.subjects();
    let key_of = |row| table.key_text(&columns, row).or_broken("each subject of a file has its key");
    let keys = || (0..table.rows).map(key_of);
    // What a reader writes may have other commas and blanks, and quotation marks where none are needed.
    let parts = key_parts(key);
    let written = Some(key_text(&parts)).filter(|_| parts.len() == columns.len());
    if let Some(row) = keys().position(|known| known == key || Some(&known) == written.as_ref()) {
        return Ok(row);
    }
    let keys: Vec<String> = keys().collect();
    let unknown = Diagnostic::file(
        Code::H0902,
        table.file.clone(),
        words!("没有编号为「{key}」的被评对象", "there is no subject `{key}`"),
    );
    let found = keys_of_title(program, tables, &keys, key);
    if found.is_empty() {
        return Err(unknown.suggest(key, keys.iter().map(String::as_str)));
    }
    let Words { zh, en } = Words::first_of(&found, SHOWN);
    Err(unknown.help(words!("「{key}」是名称，这里写编号：{zh}", "`{key}` is a name; write its key here: {en}")))
}

/// The keys of the subjects that have a name.
fn keys_of_title<'k>(program: &Program, tables: &Tables, keys: &'k [String], name: &str) -> Vec<&'k str> {
    let title = program.rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let (Some(title), table) = (title, tables.subjects()) else { return Vec::new() };
    let named = keys.iter().enumerate().filter(|(row, _)| table.place(title, *row).text.as_deref() == Some(name));
    named.map(|(_, key)| key.as_str()).collect()
}
