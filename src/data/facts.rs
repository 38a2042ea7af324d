//! The facts of a 示例 to tables.

use std::borrow::Cow;

use polars::prelude::UInt32Chunked;

use super::cell::{self, Value};
use super::column::Builder;
use super::complaint::{self, shortened};
use super::decimal::Decimal;
use super::keys::{Keys, NO_ROW};
use super::table::{Column, Lines, Table, Tables};
use crate::core::{Constant, Field, FieldId, KeyPart, Schema, Table as Declared, TableId, Type};
use crate::finding::{Code, Diagnostic, Sources, Span};
use crate::invariant::{OrBroken, fit};
use crate::rules::{FactRow, FactRows};
use crate::words;

/// Tables of the rows that an example gives; a table that it does not mention is not known.
///
/// Keys may be left out here: an example of one park need not number it.
///
/// # Errors
/// Rows whose parent is not clear, values that do not fit their field, and duplicate keys.
pub fn from_facts(schema: &Schema, facts: &[FactRows]) -> Result<Tables, Vec<Diagnostic>> {
    tables(schema, facts, None)
}

/// The same of a 示例 in rules with these sources. A cell is where its row is written, under the name of its field: an
/// example reads no file.
///
/// # Errors
/// As [`from_facts`].
pub fn from_example(schema: &Schema, facts: &[FactRows], sources: &Sources) -> Result<Tables, Vec<Diagnostic>> {
    tables(schema, facts, Some(sources))
}

fn tables(schema: &Schema, facts: &[FactRows], sources: Option<&Sources>) -> Result<Tables, Vec<Diagnostic>> {
    let mut tables: Vec<Table> = Vec::with_capacity(schema.tables.len());
    let mut found: Vec<Diagnostic> = Vec::new();
    for (id, declared) in schema.tables.iter().enumerate() {
        let given: Vec<&FactRows> = facts.iter().filter(|facts| facts.table == TableId(id)).collect();
        let rows: Vec<&FactRow> = given.iter().flat_map(|facts| &facts.rows).collect();
        let mut columns = columns(declared, &rows, &mut found);
        let parents = declared.parent.as_ref().map(|(parent, _)| {
            let above = Above::of(schema, &tables, *parent);
            rows.iter().map(|row| above.row(declared, row, &mut found)).collect::<Vec<u32>>()
        });
        let spans: Vec<Span> = rows.iter().map(|row| row.span).collect();
        report_duplicates(declared, &columns, parents.as_deref().unwrap_or(&[]), &spans, &mut found);
        let (file, lines) = match sources.and_then(|sources| written(sources, &spans)) {
            Some(written) => {
                for (column, field) in columns.iter_mut().zip(&declared.fields) {
                    column.header.clone_from(&field.name);
                }
                written
            }
            None => (declared.file.clone(), Lines::Numbered(rows.len())),
        };
        tables.push(Table {
            file,
            rows: rows.len(),
            columns,
            parents: parents.map(|parents| UInt32Chunked::from_vec("".into(), parents)),
            lines,
            known: !given.is_empty(),
        });
    }
    if found.is_empty() { Ok(Tables(tables)) } else { Err(found) }
}

/// The file of the rules in which rows are written, and their lines; `None` without rows.
fn written(sources: &Sources, spans: &[Span]) -> Option<(String, Lines)> {
    let places: Vec<Span> = spans.iter().map(|span| sources.origin(*span)).collect();
    let file = sources.get(places.first()?.source)?.path.clone();
    let line = |place: &Span| fit(sources.line_column(place.source, place.start).0);
    Some((file, Lines::Listed(places.iter().map(line).collect())))
}

fn columns(declared: &Declared, rows: &[&FactRow], found: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut columns = Vec::with_capacity(declared.fields.len());
    for (id, field) in declared.fields.iter().enumerate() {
        let mut builder = Builder::new(field);
        for row in rows {
            let mut given = row.fields.iter().filter(|(given, _)| *given == FieldId(id));
            let first = given.next();
            if given.next().is_some() {
                let name = &field.name;
                found.push(Diagnostic::error(
                    Code::H0802,
                    row.span,
                    words!("同一行的「{name}」写了两次", "`{name}` is given twice in one row"),
                ));
            }
            push(first.map(|(_, constant)| constant), field, row.span, &mut builder, found);
        }
        let (column, too_large) = builder.finish();
        for row in too_large {
            let text = column.text(row).unwrap_or_default();
            let span = rows.get(row).or_broken("each cell stands in a row").span;
            let message = complaint::message(field, &text, complaint::Fault::TooLarge);
            found.push(Diagnostic::error(Code::H0802, span, message));
        }
        columns.push(column);
    }
    columns
}

fn push(constant: Option<&Constant>, field: &Field, span: Span, builder: &mut Builder, found: &mut Vec<Diagnostic>) {
    let Some(constant) = constant else {
        builder.push(None, None);
        return;
    };
    match (constant, &field.ty) {
        (Constant::Number(base), Type::Number(unit)) => {
            let number = &base.checked_div(&unit.scale).or_broken("no unit is nothing");
            let text = number.to_string();
            match Decimal::of(number) {
                Ok(decimal) => {
                    let value = Value::Number(decimal);
                    builder.push(Some(value), Some(&text));
                    report_outside(&value, &text, field, span, found);
                }
                Err(fault) => {
                    builder.push(None, Some(&text));
                    let message = complaint::message(field, &text, fault);
                    found.push(Diagnostic::error(Code::H0802, span, message));
                }
            }
        }
        (Constant::YesNo(yes), Type::YesNo) => {
            builder.push(Some(Value::YesNo(*yes)), Some(if *yes { "是" } else { "否" }));
        }
        // An empty text is an empty cell, as in a file.
        (Constant::Text(text), Type::Text) if text.is_empty() => builder.push(None, None),
        (Constant::Text(text), Type::Text) => builder.push(Some(Value::Text), Some(text)),
        (Constant::Choice(choice), Type::Choice(choices)) if *choice < choices.len() => {
            let value = Some(Value::Choice(fit(*choice)));
            builder.push(value, choices.get(*choice).map(String::as_str));
        }
        (Constant::Date(date), Type::Date) => {
            let (value, text) = (Value::Date(date.days_since_epoch()), date.to_string());
            builder.push(Some(value), Some(&text));
            report_outside(&value, &text, field, span, found);
        }
        (Constant::Number(_) | Constant::YesNo(_) | Constant::Text(_) | Constant::Choice(_) | Constant::Date(_), _) => {
            builder.push(None, None);
            let name = &field.name;
            let message = words!("「{name}」的值不合它的类型", "the value of `{name}` does not fit its type");
            found.push(Diagnostic::error(Code::H0802, span, message));
        }
    }
}

/// A fact that no file could hold says nothing about the rules.
fn report_outside(value: &Value, text: &str, field: &Field, span: Span, found: &mut Vec<Diagnostic>) {
    if !cell::is_within(value, field) {
        let message = complaint::message(field, text, complaint::Fault::Outside);
        found.push(Diagnostic::error(Code::H0802, span, message));
    }
}

/// The table above.
struct Above<'a> {
    name: &'a str,
    table: Option<&'a Table>,
    key: Option<&'a Column>,
}

impl<'a> Above<'a> {
    fn of(schema: &'a Schema, tables: &'a [Table], parent: TableId) -> Self {
        let table = tables.get(parent.0);
        let declared = schema.table(parent);
        let key = match declared.map(|declared| declared.key.as_slice()) {
            Some([KeyPart::Field(field)]) => table.and_then(|table| table.column(*field)),
            _ => None,
        };
        Self { name: declared.map_or("", |declared| &declared.name), table, key }
    }

    /// The row above a row.
    fn row(&self, declared: &Declared, row: &FactRow, found: &mut Vec<Diagnostic>) -> u32 {
        match self.find(declared, row) {
            Ok(parent) => parent,
            Err(diagnostic) => {
                found.push(*diagnostic);
                NO_ROW
            }
        }
    }

    fn find(&self, declared: &Declared, row: &FactRow) -> Result<u32, Box<Diagnostic>> {
        let (child, parent) = (&declared.name, self.name);
        let error = |message| Box::new(Diagnostic::error(Code::H0802, row.span, message));
        let Some(table) = self.table.filter(|table| table.known) else {
            let message = words!(
                "给出了「{child}」的行，却没有给出它上级「{parent}」的行",
                "rows of `{child}` are given without rows of `{parent}` above it"
            );
            let help =
                words!("请在这个示例中也写出「{parent}」的行", "give the rows of `{parent}` in this example too");
            return Err(Box::new(Diagnostic::error(Code::H0802, row.span, message).help(help)));
        };
        if let Some(written) = &row.parent {
            let rows = || (0..table.rows).map(|row| self.key.and_then(|key| key.text(row)));
            let keys: Vec<Option<String>> = rows().map(|key| key.map(Cow::into_owned)).collect();
            let wanted = super::blank::trim(written);
            let position = keys.iter().position(|key| key.as_deref() == Some(wanted));
            return position.map(fit).ok_or_else(|| {
                let shown = shortened(wanted);
                let message =
                    words!("示例中没有「{parent}」的行「{shown}」", "the example has no row `{shown}` of `{parent}`");
                Box::new(
                    Diagnostic::error(Code::H0802, row.span, message)
                        .suggest(wanted, keys.iter().flatten().map(String::as_str)),
                )
            });
        }
        match table.rows {
            1 => Ok(0),
            0 => Err(error(words!(
                "「{parent}」一行也没有，「{child}」的这一行没有上级",
                "`{parent}` has no rows, so that this row of `{child}` belongs to none"
            ))),
            rows => Err(error(words!(
                "「{parent}」有 {rows} 行，请写明这一行「{child}」属于哪一行",
                "`{parent}` has {rows} rows; say which of them this row of `{child}` belongs to"
            ))),
        }
    }
}

fn report_duplicates(
    declared: &Declared,
    columns: &[Column],
    parents: &[u32],
    spans: &[Span],
    found: &mut Vec<Diagnostic>,
) {
    let keys = Keys::new(columns, &declared.key, parents);
    for (first, second) in keys.duplicates(spans.len()) {
        let at = |row: usize| spans.get(row).copied().or_broken("each row has its place");
        let table = &declared.name;
        let message = words!("两行「{table}」的主键相同", "two rows of `{table}` have the same key");
        let earlier = words!("前一行在这里", "the earlier row");
        found.push(Diagnostic::error(Code::H0802, at(second), message).label(at(first), earlier));
    }
}
