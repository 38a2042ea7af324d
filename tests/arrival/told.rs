//! What comes of a file: its rows, or why it is refused.

use std::fmt::Write as _;
use std::path::Path;

use heng::core::{FieldId, Schema, Table as Declared};
use heng::data::{Cell, Form, Reading, Table, Tables};
use heng::finding::{Diagnostic, Place};
use heng::host::Disk;
use heng::host::progress::Progress;
use heng::session;

use crate::page::Section;

const HEAD: &str = "规则集 \"到达\" 示例\n周期 2024-01-01 至 2024-12-31\n";

/// What comes of the file of a section, in a folder.
pub(crate) fn of(folder: &Path, section: &Section) -> String {
    let (file, is_folder) = section.file();
    let rules = Path::new(env!("CARGO_TARGET_TMPDIR")).join("arrival.heng");
    std::fs::write(&rules, format!("{HEAD}{}", section.rules.replace("FILE", file))).unwrap();
    let checked = session::rules(&Disk, rules.to_str().unwrap()).unwrap();
    let Some(program) = &checked.program else {
        let said = checked.diagnostics.iter().map(finding);
        return format!("the rules are wrong\n{}", said.collect::<String>());
    };
    let data = if is_folder { folder.join(file) } else { folder.to_owned() };
    let read = session::tables(&Disk, program, data.to_str().unwrap(), &Progress::new());
    match read {
        Ok(tables) => {
            let doubts = heng::survey::survey(program, &tables, None).findings;
            format!("{}{}", rows(&program.rules.schema, &tables), doubts.iter().map(finding).collect::<String>())
        }
        Err(found) => format!("refused\n{}", found.iter().map(finding).collect::<String>()),
    }
}

/// A finding on a line: its code, where it is, what it says and the way out.
fn finding(found: &Diagnostic) -> String {
    let place = match &found.place {
        Some(Place::Cell(place)) => {
            let at = place.address.clone().or(place.row.map(|row| format!("row {row}"))).unwrap_or_default();
            let column = place.column.as_ref().map(|column| format!("「{column}」")).unwrap_or_default();
            let text = place.text.as_ref().map(|text| format!("“{text}”")).unwrap_or_default();
            [place.file.clone(), at, column, text]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
        Some(Place::File(path)) => path.rsplit('/').next().unwrap_or_default().to_owned(),
        Some(Place::Source(_)) | None => String::new(),
    };
    let help = found.help.as_ref().map(|help| format!("\n    → {}", help.zh)).unwrap_or_default();
    format!("{} {place}\n    {}{help}\n", found.code, found.message.zh).replace("\r\n", "⏎").replace('\r', "⏎")
}

/// The rows of all tables.
fn rows(schema: &Schema, tables: &Tables) -> String {
    let mut text = String::new();
    for (declared, table) in schema.tables.iter().zip(&tables.0) {
        for reading in &table.readings {
            writeln!(text, "{}", said(reading, declared)).unwrap();
        }
        let names = declared.fields.iter().map(|field| field.name.clone());
        let above = table.parents.as_ref().map(|_| "属于".to_owned());
        writeln!(text, "{}", above.into_iter().chain(names).collect::<Vec<_>>().join(" | ")).unwrap();
        for row in 0..table.rows {
            let above = table.parent_of(row).map(|row| format!("第 {} 行", row + 1));
            let cells = (0..declared.fields.len()).map(|field| cell(declared, table, FieldId(field), row));
            writeln!(text, "{}", above.into_iter().chain(cells).collect::<Vec<_>>().join(" | ")).unwrap();
        }
    }
    text
}

/// How a file was read.
fn said(reading: &Reading, declared: &Declared) -> String {
    let form = match &reading.form {
        Form::Text { encoding, separator } => format!("{encoding} {separator:?}"),
        Form::Sheet { book, sheet } => format!("{book} [{sheet}]"),
        other => format!("{other:?}"),
    };
    let mut said = vec![form, format!("header in row {}", reading.header)];
    for (field, name, unit) in &reading.headings {
        let field = declared.fields.get(field.0).map_or("", |field| field.column.as_str());
        let unit = unit.as_ref().map(|unit| format!(" in {}", unit.name)).unwrap_or_default();
        said.push(format!("{field} from {name:?}{unit}"));
    }
    said.extend(reading.left_out.iter().map(|row| format!("left out row {}: {:?}", row.line, row.what)));
    if reading.hidden_rows > 0 {
        said.push(format!("{} hidden rows", reading.hidden_rows));
    }
    said.extend(reading.hidden_sheets.iter().map(|sheet| format!("hidden sheet {sheet}")));
    format!("{}: {}", reading.name, said.join("; "))
}

/// A value, and the text that it was read from where it says more.
fn cell(declared: &Declared, table: &Table, field: FieldId, row: usize) -> String {
    let value = match table.cell(field, row) {
        Cell::Missing => "（空）".to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::YesNo(yes) => if yes { "是" } else { "否" }.to_owned(),
        Cell::Text(text) => text.to_owned(),
        Cell::Choice(place) => match &declared.fields[field.0].ty {
            heng::core::Type::Choice(choices) => choices.get(place).cloned().unwrap_or_default(),
            _ => unreachable!("a choice"),
        },
        Cell::Date(date) => date.to_string(),
    };
    let value = value.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'");
    let place = table.place(field, row);
    match place.text {
        Some(text) if text != value && !is_trailing(&text, &value) => format!("{value} ← {text:?}"),
        _ => value,
    }
}

/// 1200.50 says 1200.5.
fn is_trailing(text: &str, value: &str) -> bool {
    text.contains('.') && text.trim_end_matches('0').trim_end_matches('.') == value
}
