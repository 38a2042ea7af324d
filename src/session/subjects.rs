//! The list of the subjects alone, as far as it is known before a cycle is reported.

use std::collections::BTreeSet;

use crate::core::{Constant, Field, FieldId, KeyPart, Schema, Table as Declared, TableId, Type};
use crate::data::{self, Cell, Tables};
use crate::finding::{Bounded, Code, Diagnostic, Place, Words, nearest};
use crate::host::Host;
use crate::host::progress::Progress;
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::words;

/// Reads the table of the subjects and no other. A column that the file does not have is empty, unless it names the
/// subjects or is the one `by` which they are to be told apart. A row has a value for each declared field.
///
/// # Errors
/// All findings about the file; H0911 for each subject that has nothing in the column `by`.
pub fn subjects(
    host: &dyn Host,
    program: &Program,
    folder: &str,
    by: Option<FieldId>,
    progress: &Progress,
) -> Result<Vec<Vec<Option<Constant>>>, Vec<Diagnostic>> {
    let schema = &program.rules.schema;
    let Some(declared) = schema.table(Schema::SUBJECTS) else { return Ok(Vec::new()) };
    let load = |fields: &[FieldId]| data::load(&alone(schema, declared, fields), host, folder, progress);
    let all: Vec<FieldId> = (0..declared.fields.len()).map(FieldId).collect();
    let (fields, tables) = match load(&all) {
        Ok(tables) => (all, tables),
        Err(found) => {
            let lacking = lacking(declared, by, &found).unwrap_or_default();
            let known: Vec<FieldId> = all.into_iter().filter(|field| !lacking.contains(field)).collect();
            // What is said of the whole list says more: a column may be there under another name.
            let tables = if lacking.is_empty() { None } else { load(&known).ok() };
            (known, tables.ok_or_else(|| super::typed(found, schema.language))?)
        }
    };
    let found = without_part(declared, by, &fields, &tables);
    if found.is_empty() { Ok(rows(declared, &fields, &tables)) } else { Err(super::typed(found, schema.language)) }
}

/// The field of the subjects by which workbooks are to be told apart, as named in the rules or in the header of the file.
///
/// # Errors
/// H0913 where there is no such field, where it tells no groups, or where nobody knows its values: a text without rows
/// `is_listed`.
pub fn split(program: &Program, path: &str, name: &str, is_listed: bool) -> Result<FieldId, Box<Diagnostic>> {
    let schema = &program.rules.schema;
    let refuse = |words: Words| Diagnostic::file(Code::H0913, path, words);
    let subjects = schema.table(Schema::SUBJECTS);
    let fields = subjects.map(|table| table.fields.as_slice()).unwrap_or_default();
    let table = subjects.map_or("", |table| table.name.as_str());
    let tells = |field: &&Field| matches!(field.ty, Type::Text | Type::Choice(_) | Type::YesNo);
    let Some(at) = fields.iter().position(|field| field.name == name || field.column == name) else {
        let elsewhere = schema.tables.iter().skip(1).find(|table| table.fields.iter().any(|field| field.name == name));
        let known = || fields.iter().filter(tells).map(|field| field.name.as_str());
        let unknown = refuse(words!("「{table}」没有名为「{name}」的列", "`{table}` has no column `{name}`"));
        return Err(Box::new(match elsewhere.map(|table| table.name.as_str()) {
            Some(other) => {
                let Words { zh, en } = Words::listed(&known().collect::<Vec<_>>());
                unknown.help(words!(
                    "它在「{other}」里；只能按「{table}」的列分：{zh}",
                    "`{other}` has it; workbooks are told apart by a column of `{table}`: {en}"
                ))
            }
            None if nearest(name, known()).is_some() => unknown.suggest(name, known()),
            None => {
                let Words { zh, en } = Words::listed(&known().collect::<Vec<_>>());
                unknown.help(words!("可以按这些列分：{zh}", "it can be one of: {en}"))
            }
        }));
    };
    let field = fields.get(at).or_broken("the field was found");
    if !tells(&field) {
        let Words { zh, en } = Words::listed(&fields.iter().filter(tells).map(|field| &field.name).collect::<Vec<_>>());
        return Err(Box::new(
            refuse(words!(
                "「{name}」是数或日期，不能用来分工作簿",
                "`{name}` is a number or a date, which tells no groups"
            ))
            .help(words!("按文字、枚举或是否的列分：{zh}", "take a text, a choice or a yes/no column: {en}")),
        ));
    }
    if field.ty == Type::Text && !is_listed {
        return Err(Box::new(
            refuse(words!(
                "「{name}」是文字，不看数据不知道有哪些",
                "`{name}` is text: without data nobody knows what values there are"
            ))
            .help(words!("加上 --data 和被评对象所在的数据文件夹", "give the folder with the subjects behind --data")),
        ));
    }
    Ok(FieldId(at))
}

/// The schema of some columns of the subjects.
fn alone(schema: &Schema, declared: &Declared, fields: &[FieldId]) -> Schema {
    let place = |field: FieldId| fields.iter().position(|known| *known == field).map(FieldId);
    let key = declared.key.iter().filter_map(|part| match part {
        KeyPart::Field(field) => place(*field).map(KeyPart::Field),
        KeyPart::Parent => None,
    });
    let table = Declared {
        fields: fields.iter().filter_map(|field| declared.fields.get(field.0).cloned()).collect(),
        key: key.collect(),
        title: declared.title.and_then(place),
        ..declared.clone()
    };
    Schema { tables: vec![table], language: schema.language }
}

/// The columns that a list need not have, if nothing else is wrong with it.
fn lacking(declared: &Declared, by: Option<FieldId>, found: &[Diagnostic]) -> Option<BTreeSet<FieldId>> {
    let field = |finding: &Diagnostic| {
        let Some(Place::Cell(place)) = finding.place.as_ref().filter(|_| finding.code == Code::H0502) else {
            return None;
        };
        let column = place.column.as_ref()?;
        let field = FieldId(declared.fields.iter().position(|field| field.column == *column)?);
        (!declared.key.contains(&KeyPart::Field(field)) && by != Some(field)).then_some(field)
    };
    found.iter().map(field).collect()
}

/// Subjects of which nobody can tell whose they are.
fn without_part(declared: &Declared, by: Option<FieldId>, fields: &[FieldId], tables: &Tables) -> Vec<Diagnostic> {
    let Some(by) = by else { return Vec::new() };
    let Some(at) = fields.iter().position(|field| *field == by).map(FieldId) else { return Vec::new() };
    let Some(table) = tables.get(TableId(0)) else { return Vec::new() };
    let name = declared.fields.get(by.0).map_or("", |field| field.name.as_str());
    let empty = (0..table.rows).filter(|row| matches!(table.cell(at, *row), Cell::Missing));
    let finding = |row| {
        let place = table.place(at, row);
        Diagnostic::data(
            Code::H0911,
            place,
            words!(
                "「{name}」空着，不知道这一家分给哪个工作簿",
                "`{name}` is empty: no telling which workbook it belongs to"
            ),
        )
        .help(words!("补填这一格", "fill the cell in"))
    };
    let mut found = Bounded::default();
    empty.for_each(|row| found.add(|| finding(row)));
    found.into_list()
}

/// Values in base units, as rules have them.
fn rows(declared: &Declared, fields: &[FieldId], tables: &Tables) -> Vec<Vec<Option<Constant>>> {
    let Some(table) = tables.get(TableId(0)) else { return Vec::new() };
    let value = |field: usize, row: usize| {
        let at = fields.iter().position(|known| known.0 == field).map(FieldId)?;
        let ty = &declared.fields.get(field).or_broken("a field of the table is declared").ty;
        Some(match (table.cell(at, row), ty) {
            (Cell::Number(number), Type::Number(unit)) => Constant::Number(number * &unit.scale),
            (Cell::Number(number), _) => Constant::Number(number),
            (Cell::YesNo(yes), _) => Constant::YesNo(yes),
            (Cell::Text(text), _) => Constant::Text(text.to_owned()),
            (Cell::Choice(choice), _) => Constant::Choice(choice),
            (Cell::Date(date), _) => Constant::Date(date),
            (Cell::Missing, _) => return None,
        })
    };
    (0..table.rows).map(|row| (0..declared.fields.len()).map(|field| value(field, row)).collect()).collect()
}
