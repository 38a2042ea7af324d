//! What stands in a table below two rows above: one institution that two parks count as theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::key_of;
use crate::cancel::looking;
use crate::core::{FieldId, KeyPart, Schema, TableId};
use crate::data::{Tables, Typed};
use crate::finding::{Code, Diagnostic, Words};
use crate::words;

/// So many are named.
const NAMED: usize = 10;

/// What stands below more than one in so many rows above is said of all, like 主园区.
const MANY: usize = 10;

/// Tables of more rows are not looked through.
const MOST_ROWS: usize = 1_000_000;

/// Looks through a column of texts that says who a row is: one of the key, or the name. Years and the like, which stand
/// below most rows above, are none.
pub(super) fn look(schema: &Schema, tables: &Tables, (id, field): (TableId, FieldId), findings: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(table)) = (schema.table(id), tables.get(id)) else { return };
    let (Some(parent), Some(parents)) = (&declared.parent, &table.parents) else { return };
    let (Some(above), Some(of)) = (tables.get(parent.table), schema.table(parent.table)) else { return };
    let is_named_by = declared.key.contains(&KeyPart::Field(field)) || declared.title == Some(field);
    // What is the whole key stands once; a nation's rows would take more memory than scoring them.
    if !is_named_by || declared.key == [KeyPart::Field(field)] || table.rows > MOST_ROWS {
        return;
    }
    let Some(Typed::Text(texts)) = table.column(field).map(|column| &column.typed) else { return };
    let mut rows: BTreeMap<&str, BTreeMap<u32, usize>> = BTreeMap::new();
    for (row, (text, above)) in looking(texts.iter().zip(parents.iter()).enumerate()) {
        let Some(text) = text else { continue };
        if rows.entry(text).or_default().insert(above, row).is_some() {
            // It does not tell the rows below one row apart.
            return;
        }
    }
    let most = (above.rows / MANY).max(2);
    let several = rows.iter().filter(|(_, below)| (2..=most).contains(&below.len()));
    let (all, several) = (rows.len(), several.collect::<Vec<(&&str, &BTreeMap<u32, usize>)>>());
    // A key within the row above may be that of something else, such as the clause that a judgement is about.
    let least = if declared.title == Some(field) { 2 } else { MANY };
    if several.is_empty() || several.len().saturating_mul(least) > all {
        return;
    }
    let place = |(above_row, row): (&u32, &usize)| {
        let key = usize::try_from(*above_row).map(|row| key_of(of, above, row)).unwrap_or_default();
        let line = table.lines.get(*row).unwrap_or_default();
        words!("{key}（第 {line} 行）", "{key} (row {line})")
    };
    let (count, above_name, name) = (several.len(), &of.name, &declared.name);
    let told = several.iter().take(NAMED).map(|(text, below)| {
        let places: Vec<Words> = below.iter().map(place).collect();
        let zh = places.iter().map(|place| place.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = places.iter().map(|place| place.en.as_str()).collect::<Vec<_>>().join(", ");
        words!("「{text}」：{zh}", "`{text}`: {en}")
    });
    let told: Vec<Words> = told.collect();
    let zh = told.iter().map(|told| told.zh.as_str()).collect::<Vec<_>>().join("；");
    let en = told.iter().map(|told| told.en.as_str()).collect::<Vec<_>>().join("; ");
    let more = if count > NAMED { "…" } else { "" };
    let files: BTreeSet<&str> = table.files().collect();
    let file = files.first().copied().unwrap_or(&table.file).to_owned();
    let column = declared.fields.get(field.0).map_or("", |field| field.name.as_str());
    findings.push(
        Diagnostic::file(
            Code::H0518,
            file,
            words!(
                "「{name}」里有 {count} 个「{column}」在不止一家「{above_name}」下面：{zh}{more}",
                "{count} of the values of `{column}` in `{name}` stand below more than one `{above_name}`: {en}{more}"
            ),
        )
        .help(words!(
            "每一家都算上它；只属于一家的，删去另一处的行；确实都属于的，不必改",
            "each of them counts it; remove the row where it does not belong, and leave it where both are right"
        )),
    );
}
