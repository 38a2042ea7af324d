//! Keys of rows that a reader takes for one and the same.

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::StringChunked;

use super::complaint::shortened;
use super::table::{Table, Tables, Typed};
use crate::core::{FieldId, KeyPart, Schema};
use crate::cores::in_parts;
use crate::finding::{Code, Diagnostic, Severity, Words, difference, look};
use crate::invariant::OrBroken;
use crate::words;

/// So many pairs of one column are listed.
const LISTED: usize = 20;

/// Warnings about pairs of keys that look the same and are not: they are two rows, and perhaps were meant as one.
#[must_use]
pub fn alike(schema: &Schema, tables: &Tables) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, table) in schema.tables.iter().zip(&tables.0) {
        for part in &declared.key {
            let KeyPart::Field(field) = part else { continue };
            if let Some(Typed::Text(keys)) = table.column(*field).map(|column| &column.typed) {
                in_column(keys, *field, table, &mut found);
            }
        }
    }
    found
}

fn in_column(keys: &StringChunked, field: FieldId, table: &Table, found: &mut Vec<Diagnostic>) {
    let mut groups = groups(keys);
    // A file of one kind of writing has nothing odd in it, and is read once.
    if groups.is_empty() {
        return;
    }
    for (row, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        if let Some(group) = groups.get_mut(look(key).as_ref())
            && !group.iter().any(|(_, known)| *known == key)
        {
            group.push((row, key));
        }
    }
    let mut pairs: Vec<[(usize, &str); 2]> = Vec::new();
    for group in groups.values() {
        for (place, second) in group.iter().enumerate() {
            pairs.extend(group.iter().take(place).map(|first| [*first, *second]));
        }
    }
    pairs.sort_unstable_by_key(|[first, second]| (second.0, first.0));
    let more = pairs.len().saturating_sub(LISTED);
    for [first, second] in pairs.into_iter().take(LISTED) {
        found.push(warning(table, field, first, second));
    }
    if more > 0 {
        let message = words!(
            "另有 {more} 对看起来一样的主键没有逐条列出",
            "{more} more pairs of keys that look the same are not listed"
        );
        let severity = Severity::Warning;
        found.push(Diagnostic { severity, ..Diagnostic::file(Code::H0218, table.file.clone(), message) });
    }
}

/// The looks of keys that are not written as they look, each without keys as yet.
fn groups(keys: &StringChunked) -> BTreeMap<String, Vec<(usize, &str)>> {
    let odd = in_parts(keys.len(), |rows| {
        let odd = rows.filter_map(|row| {
            let key = keys.get(row)?;
            let look = look(key);
            (look != key).then(|| look.into_owned())
        });
        odd.collect::<BTreeSet<String>>()
    });
    odd.into_iter().flatten().map(|look| (look, Vec::new())).collect()
}

fn warning(table: &Table, field: FieldId, (row, first): (usize, &str), (at, second): (usize, &str)) -> Diagnostic {
    let (shown, line) = (shortened(second), table.lines.get(row).or_broken("each row has its line"));
    let file = Some(table.file_of(row)).filter(|file| table.is_turned(row) || *file != table.file_of(at));
    let Words { zh, en } = difference(first, second);
    let message = match file {
        None => words!(
            "「{shown}」和第 {line} 行的看起来一样，却是两个主键：{zh}",
            "`{shown}` looks like the key in line {line} and is another: {en}"
        ),
        Some(file) => words!(
            "「{shown}」和 {file} 第 {line} 行的看起来一样，却是两个主键：{zh}",
            "`{shown}` looks like the key in {file}, line {line}, and is another: {en}"
        ),
    };
    let help = words!(
        "如果本来是同一个，请把其中一处改成另一处的写法（复制过去）；如果确是两个，请改得看得出来",
        "if they are meant as one, copy one over the other; if they are two, write them so that it can be seen"
    );
    let severity = Severity::Warning;
    Diagnostic { severity, ..Diagnostic::data(Code::H0218, table.place(field, at), message).help(help) }
}
