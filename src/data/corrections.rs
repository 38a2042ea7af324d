//! 更正.csv: cells of which something else holds than their files say. The files stay as they came in.
//!
//! Each correction names what the file says. Where that is another by now, someone has changed the file, and nobody knows
//! whether the correction still holds: it is refused.

pub(super) mod column;

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{self, Said};
use super::complaint::{self, Fault, shortened};
use super::correction::Correction;
use super::findings::Findings;
use super::parents::NO_ROW;
use super::rows::Rows;
use super::several::{CORRECTIONS, Named, joined};
use super::table::Tables;
use crate::cancel::looking;
use crate::core::{Field, FieldId, KeyPart, Layout, Schema, Table as Declared, TableId, Type, key_parts, key_text};
use crate::finding::{CellPlace, Code, Diagnostic, Language, Place, Span};
use crate::host::{Host, Kind};
use crate::invariant::OrBroken;
use crate::number::Unit;
use crate::words;

/// The headers, in Chinese and English.
const COLUMNS: [(&str, &str); 7] = [
    ("表", "table"),
    ("键", "key"),
    ("字段", "field"),
    ("原值", "old"),
    ("新值", "new"),
    ("理由", "reason"),
    ("文号", "document"),
];

/// A row of a file of corrections.
pub(super) struct Entry {
    file: String,
    line: u64,
    language: Language,
    cells: [String; 7],
}

impl Entry {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// A finding at one of its cells.
    fn refused(&self, code: Code, column: usize, message: crate::finding::Words) -> Diagnostic {
        let header = COLUMNS.get(column).map(|(zh, en)| self.language.either(zh, en).to_owned());
        let text = Some(self.cell(column).to_owned());
        Diagnostic::data(
            code,
            CellPlace { file: self.file.clone(), row: Some(self.line), column: header, text, address: None },
            message,
        )
    }
}

const TABLE: usize = 0;
const KEY: usize = 1;
const FIELD: usize = 2;
const OLD: usize = 3;
const NEW: usize = 4;
const REASON: usize = 5;
const DOCUMENT: usize = 6;

/// How a file is read as a table.
pub(super) type Read<'r> = &'r dyn Fn(&Declared, &Named, &mut Findings<'_>) -> Option<Rows>;

/// The corrections of a folder and of a file of their own, and what is wrong with these files.
pub(super) fn read(
    (schema, folder, own): (&Schema, &str, Option<&str>),
    host: &dyn Host,
    read: Read<'_>,
) -> (Vec<Entry>, Vec<Diagnostic>) {
    let is_table = |name: &str| schema.tables.iter().any(|table| table.file == name);
    let beside =
        CORRECTIONS.into_iter().filter(|name| !is_table(name)).map(|name| (name.to_owned(), joined(folder, name)));
    let beside = beside.filter(|(_, path)| matches!(host.kind(path), Kind::File));
    let beside = beside.filter(|(_, path)| own.is_none_or(|own| !host.is_same(own, path)));
    let (mut entries, mut found) = (Vec::new(), Vec::new());
    for (name, path) in beside.chain(own.map(|path| (path.to_owned(), path.to_owned()))) {
        let named = Named { name, path };
        let chinese = match rows(&named, Language::Zh, read) {
            Ok(own) => {
                entries.extend(own);
                continue;
            }
            Err(refused) => refused,
        };
        // A header in English is none in Chinese.
        match rows(&named, Language::En, read) {
            Ok(own) => entries.extend(own),
            Err(english) if schema.language == Language::En && is_of_header(&chinese) => found.extend(english),
            Err(_) => found.extend(chinese),
        }
    }
    (entries, found)
}

/// Whether the header is what is wrong.
fn is_of_header(found: &[Diagnostic]) -> bool {
    found.iter().any(|finding| finding.code == Code::H0502)
}

/// The corrections of a file whose header is in a language.
fn rows(named: &Named, language: Language, read: Read<'_>) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let field = |(zh, en): (&'static str, &'static str)| {
        Field::of_file(zh, language.either(zh, en), Type::Text, Span::default())
    };
    let declared = Declared {
        name: language.either("更正", "corrections").to_owned(),
        file: named.name.clone(),
        parent: None,
        fields: COLUMNS.into_iter().map(field).collect(),
        spread: None,
        key: Vec::new(),
        title: None,
        ignore_other_columns: false,
        in_database: None,
        layout: Layout::default(),
        span: Span::default(),
    };
    let mut findings = Findings::new(&named.name, &named.path);
    let read = read(&declared, named, &mut findings);
    let (Some(read), true) = (read, findings.is_empty()) else { return Err(findings.into_list()) };
    let cell = |row: usize, column: usize| {
        read.columns.get(column).and_then(|column| column.text(row)).unwrap_or_default().into_owned()
    };
    let entries = looking(0..read.lines.len()).map(|row| Entry {
        file: named.name.clone(),
        line: read.lines.get(row).or_broken("each row has its line"),
        language,
        cells: std::array::from_fn(|column| cell(row, column)),
    });
    Ok(entries.collect())
}

/// Where a correction belongs, and what it says.
struct Placed<'e> {
    entry: &'e Entry,
    said: Option<Said>,
    correction: Correction,
}

/// Carries corrections out on tables that were read. What was found about cells that are corrected is found no more; what
/// is wrong with a correction is.
pub(super) fn carry_out(
    entries: &[Entry],
    schema: &Schema,
    tables: &mut Tables,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut refused = Vec::new();
    let mut rows: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let mut placed: BTreeMap<(usize, usize), BTreeMap<usize, Placed<'_>>> = BTreeMap::new();
    for entry in entries {
        match place(entry, schema, tables, &mut rows, &found) {
            Ok(Some((table, field, row, own))) => {
                let of_column = placed.entry((table, field)).or_default();
                match of_column.get(&row) {
                    Some(first) => refused.push(twice(entry, first.entry)),
                    None => {
                        of_column.insert(row, own);
                    }
                }
            }
            // What is wrong with the table is said already.
            Ok(None) => {}
            Err(finding) => refused.push(*finding),
        }
    }
    let mut corrected: BTreeSet<(String, Option<u64>, Option<String>)> = BTreeSet::new();
    for ((table, field), cells) in placed {
        let declared = schema.field(TableId(table), FieldId(field)).or_broken("a correction is of a declared column");
        let own = tables.0.get_mut(table).or_broken("each declared table is there");
        for row in cells.keys() {
            // Findings speak of columns as they are declared.
            let CellPlace { file, row, .. } = own.place(FieldId(field), *row);
            corrected.insert((file, row, Some(declared.column.clone())));
        }
        let column = own.columns.get_mut(field).or_broken("a correction is of a column that was read");
        let changes = cells.iter().map(|(row, placed)| (*row, (placed.said, placed.correction.clone()))).collect();
        match column::corrected(column, changes) {
            Ok(whole) => *column = whole,
            Err(row) => {
                let entry = cells.get(&row).or_broken("a correction that does not fit is one of them").entry;
                refused.push(unfit(entry, declared, Fault::TooLarge));
            }
        }
    }
    // They speak of what the cell says in the file.
    found.retain(|finding| match &finding.place {
        Some(Place::Cell(CellPlace { file, row, column, .. })) if is_of_a_value(finding.code) => {
            !corrected.contains(&(file.clone(), *row, column.clone()))
        }
        _ => true,
    });
    found.extend(refused);
    found
}

fn is_of_a_value(code: Code) -> bool {
    matches!(code, Code::H0503 | Code::H0507 | Code::H0509)
}

type Found<'e> = Option<(usize, usize, usize, Placed<'e>)>;

/// The table, the column and the row of a correction, and what it says; nothing of a table that could not be read.
fn place<'e>(
    entry: &'e Entry,
    schema: &Schema,
    tables: &Tables,
    rows: &mut BTreeMap<usize, BTreeMap<String, usize>>,
    found: &[Diagnostic],
) -> Result<Found<'e>, Box<Diagnostic>> {
    let names = || schema.tables.iter().map(|table| table.name.as_str());
    let Some(id) = names().position(|name| name == entry.cell(TABLE)) else {
        let name = shortened(entry.cell(TABLE));
        let unknown = entry.refused(Code::H0517, TABLE, words!("没有数据「{name}」", "there is no table `{name}`"));
        return Err(Box::new(unknown.suggest(entry.cell(TABLE), names())));
    };
    let declared = schema.table(TableId(id)).or_broken("a table is declared");
    let (field, column) = column_of(entry, declared)?;
    if entry.cell(REASON).is_empty() {
        let message = words!("更正没有写理由", "a correction gives no reason");
        let help = words!("在「理由」列写明为什么更正", "say why in the column `reason`");
        return Err(Box::new(entry.refused(Code::H0517, REASON, message).help(help)));
    }
    let Some(table) = tables.get(TableId(id)).filter(|table| table.column(field).is_some()) else { return Ok(None) };
    let keys = rows.entry(id).or_insert_with(|| {
        let keys = looking(0..table.rows).map(|row| Some((key_text(&row_key(schema, tables, TableId(id), row)?), row)));
        keys.flatten().collect()
    });
    // What a reader writes may have other blanks, and quotation marks where none are needed.
    let written = entry.cell(KEY);
    let row = keys.get(written).or_else(|| keys.get(&key_text(&key_parts(written))));
    let Some(row) = row.copied() else {
        let (key, name) = (shortened(written), &declared.name);
        let message = words!("数据「{name}」里没有键为「{key}」的行", "`{name}` has no row with the key `{key}`");
        let unknown = entry.refused(Code::H0517, KEY, message);
        return Err(Box::new(unknown.suggest(written, keys.keys().map(String::as_str))));
    };
    let at = table.place(field, row);
    let is_there = |finding: &&Diagnostic| match &finding.place {
        Some(Place::Cell(place)) => {
            is_of_a_value(finding.code)
                && (&place.file, place.row, place.column.as_ref()) == (&at.file, at.row, Some(&column.column))
        }
        _ => false,
    };
    // A cell that could not be read may have no text in its column.
    let unread = || match found.iter().find(is_there)?.place.clone() {
        Some(Place::Cell(place)) => place.text,
        _ => None,
    };
    let was = at.text.clone().or_else(unread).unwrap_or_default();
    if was != entry.cell(OLD) {
        return Err(Box::new(changed(entry, &at, &was)));
    }
    let said = value(entry, column, table.given(field, row))?;
    let [value, reason, document] = [NEW, REASON, DOCUMENT].map(|cell| entry.cell(cell).to_owned());
    let correction = Correction { was, value, reason, document };
    Ok(Some((id, field.0, row, Placed { entry, said, correction })))
}

/// The column of a correction, which is no part of a key.
fn column_of<'d>(entry: &Entry, declared: &'d Declared) -> Result<(FieldId, &'d Field), Box<Diagnostic>> {
    let (written, name) = (entry.cell(FIELD), &declared.name);
    let fields = || declared.fields.iter();
    let place = fields().position(|field| field.name == written);
    let place = place.or_else(|| fields().position(|field| field.column == written));
    let is_above = declared.parent.as_ref().is_some_and(|parent| parent.columns.iter().any(|column| column == written));
    let is_key = place.is_some_and(|place| declared.key.contains(&KeyPart::Field(FieldId(place))));
    if is_above || is_key {
        let message =
            words!("「{written}」是主键或上级的键，不能更正", "`{written}` is part of a key and is not corrected");
        let help = words!("一行属于谁，请改数据文件", "whose row it is must be changed in the file of the data");
        return Err(Box::new(entry.refused(Code::H0517, FIELD, message).help(help)));
    }
    if declared.key.is_empty() {
        let message = words!("数据「{name}」没有主键，找不到要更正的行", "`{name}` has no key by which a row is found");
        let help = words!("在 数据 中写明主键，如 主键 甲, 乙", "declare the key of the table");
        return Err(Box::new(entry.refused(Code::H0517, KEY, message).help(help)));
    }
    let column = place.and_then(|place| Some((FieldId(place), declared.fields.get(place)?)));
    column.ok_or_else(|| {
        let shown = shortened(written);
        let message = words!("数据「{name}」没有「{shown}」这一列", "`{name}` has no column `{shown}`");
        let unknown = entry.refused(Code::H0517, FIELD, message);
        Box::new(unknown.suggest(written, fields().map(|field| field.name.as_str())))
    })
}

/// What a correction says, if anything.
fn value(entry: &Entry, field: &Field, given: Option<&Unit>) -> Result<Option<Said>, Box<Diagnostic>> {
    let text = entry.cell(NEW);
    if text.is_empty() {
        return Ok(None);
    }
    let said = cell::read(text, &field.ty, given).map_err(|fault| Box::new(unfit(entry, field, fault)))?;
    if cell::is_within(&said, field) { Ok(Some(said)) } else { Err(Box::new(unfit(entry, field, Fault::Outside))) }
}

fn unfit(entry: &Entry, field: &Field, fault: Fault<'_>) -> Diagnostic {
    let text = entry.cell(NEW);
    entry.refused(fault.code(), NEW, complaint::message(field, text, fault)).help(complaint::help(field, text, fault))
}

fn changed(entry: &Entry, at: &CellPlace, was: &str) -> Diagnostic {
    let (file, line) = (&at.file, at.row.unwrap_or_default());
    let (said, old) = (shortened(was), shortened(entry.cell(OLD)));
    let message = if was.is_empty() {
        words!(
            "原值写的是「{old}」，{file} 第 {line} 行这一格是空的",
            "the old value is `{old}`, and the cell in {file}, row {line}, is empty"
        )
    } else {
        words!(
            "原值写的是「{old}」，{file} 第 {line} 行这一格现在是「{said}」",
            "the old value is `{old}`, and the cell in {file}, row {line}, says `{said}`"
        )
    };
    entry.refused(Code::H0517, OLD, message).help(words!(
        "数据文件改过了，或者原值抄错了：核对以后改这一条的原值，不再需要的删去这一条",
        "the file was changed, or the old value was copied wrong: check, then change the old value or remove the correction"
    ))
}

fn twice(entry: &Entry, first: &Entry) -> Diagnostic {
    let (file, line) = (&first.file, first.line);
    let message =
        words!("同一格更正了两次，前一次在 {file} 第 {line} 行", "the same cell is corrected in {file}, row {line}");
    entry.refused(Code::H0517, KEY, message).help(words!("只留一条", "keep one of them"))
}

/// The key of a row with those of the rows above that are part of it.
pub(super) fn row_key(schema: &Schema, tables: &Tables, id: TableId, row: usize) -> Option<Vec<String>> {
    let (declared, table) = (schema.table(id)?, tables.get(id)?);
    let mut parts = Vec::new();
    for part in &declared.key {
        match part {
            KeyPart::Field(field) => parts.push(table.column(*field)?.text(row)?.into_owned()),
            KeyPart::Parent => {
                let above = table.parents.as_ref()?.get(row).filter(|above| *above != NO_ROW)?;
                parts.extend(row_key(schema, tables, declared.parent.as_ref()?.table, usize::try_from(above).ok()?)?);
            }
        }
    }
    Some(parts)
}
