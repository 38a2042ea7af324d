//! The facts of a 示例 to tables.

use super::cell::{self, Said};
use super::column::Builder;
use super::complaint::{self, shortened};
use super::crowded;
use super::decimal::Decimal;
use super::keys::Keys;
use super::lines::Lines;
use super::parents::{NO_ROW, Parents};
use super::table::{Column, Table, Tables};
use crate::core::{Constant, Field, FieldId, KeyPart, Parent, Schema, Table as Declared, TableId, Type, key_text};
use crate::finding::{Code, Diagnostic, Language, Sources, Span};
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
        let mut columns = columns((declared, schema.language), &rows, &mut found);
        let parents = declared.parent.as_ref().map(|parent| {
            let above = Above::of(schema, &tables, parent.table);
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
            parents: parents.map(Parents::from_iter),
            lines,
            known: !given.is_empty(),
            readings: Vec::new(),
            origins: None,
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

fn columns((declared, language): (&Declared, Language), rows: &[&FactRow], found: &mut Vec<Diagnostic>) -> Vec<Column> {
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
            push(first.map(|(_, constant)| constant), (field, language), row.span, &mut builder, found);
        }
        let (column, crowded) = builder.finish();
        for row in crowded.rows {
            let finest = column.text(crowded.finest).or_broken(crowded::IS_THERE);
            let text = column.text(row).or_broken(crowded::IS_THERE);
            let span = rows.get(row).or_broken("each cell stands in a row").span;
            let message = complaint::message(field, &text, complaint::Fault::BesideFiner(&finest));
            found.push(Diagnostic::error(Code::H0802, span, message));
        }
        columns.push(column);
    }
    columns
}

fn push(
    constant: Option<&Constant>,
    (field, language): (&Field, Language),
    span: Span,
    builder: &mut Builder,
    found: &mut Vec<Diagnostic>,
) {
    let Some(constant) = constant else {
        builder.push(None, None);
        return;
    };
    match (constant, &field.ty) {
        (Constant::Number(base), Type::Number(unit)) => {
            let number = &base.checked_div(&unit.scale).or_broken("no unit is nothing");
            let text = constant.as_cell(&field.ty);
            match Decimal::of(number) {
                Ok(decimal) => {
                    let value = Said::Number(decimal);
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
            builder.push(Some(Said::YesNo(*yes)), Some(language.truth(*yes)));
        }
        // An empty text is an empty cell, as in a file.
        (Constant::Text(text), Type::Text) if text.is_empty() => builder.push(None, None),
        (Constant::Text(text), Type::Text) => builder.push(Some(Said::Text), Some(text)),
        (Constant::Choice(choice), Type::Choice(choices)) if *choice < choices.len() => {
            let value = Some(Said::Choice(fit(*choice)));
            builder.push(value, choices.get(*choice).map(String::as_str));
        }
        (Constant::Date(date), Type::Date) => {
            let (value, text) = (Said::Date(date.days_since_epoch()), date.to_string());
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
fn report_outside(value: &Said, text: &str, field: &Field, span: Span, found: &mut Vec<Diagnostic>) {
    if !cell::is_within(value, field) {
        let message = complaint::message(field, text, complaint::Fault::Outside);
        found.push(Diagnostic::error(Code::H0802, span, message));
    }
}

/// The table above.
struct Above<'a> {
    name: &'a str,
    table: Option<&'a Table>,
    /// The key of each row; nothing where a part of it was left out.
    keys: Vec<Option<String>>,
}

impl<'a> Above<'a> {
    fn of(schema: &'a Schema, tables: &'a [Table], parent: TableId) -> Self {
        let table = tables.get(parent.0);
        let declared = schema.table(parent);
        let rows = 0..table.map_or(0, |table| table.rows);
        let keys = rows.map(|row| parts(schema, tables, parent, row).map(|parts| key_text(&parts))).collect();
        Self { name: &declared.or_broken("a table above is declared").name, table, keys }
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
        // A column of the key may also be declared as one of the row's own.
        let own = || declared.parent.as_ref().filter(|_| table.rows > 1).and_then(|parent| own(parent, declared, row));
        if let Some(written) = row.parent.clone().or_else(own) {
            let keys = &self.keys;
            let wanted = key_text(&written.iter().map(|part| super::blank::trim(part)).collect::<Vec<_>>());
            let wanted = wanted.as_str();
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

/// The parts of the key of a row: nothing where one was left out.
fn parts(schema: &Schema, tables: &[Table], id: TableId, row: usize) -> Option<Vec<String>> {
    let (declared, table) = (schema.table(id)?, tables.get(id.0)?);
    // The row above was not found.
    if row >= table.rows {
        return None;
    }
    let mut whole = Vec::new();
    for part in &declared.key {
        match part {
            KeyPart::Field(field) => whole.push(table.column(*field)?.text(row)?.into_owned()),
            KeyPart::Parent => whole.extend(parts(schema, tables, schema.parent(id)?, table.parent_of(row)?)?),
        }
    }
    (!whole.is_empty()).then_some(whole)
}

/// The key of the row above as the columns of a row say it.
fn own(parent: &Parent, declared: &Declared, row: &FactRow) -> Option<Vec<String>> {
    let cell = |column: &String| {
        let place = declared.fields.iter().position(|field| field.column == *column)?;
        let (_, value) = row.fields.iter().find(|(field, _)| field.0 == place)?;
        Some(value.as_cell(&declared.fields.get(place)?.ty))
    };
    parent.columns.iter().map(cell).collect()
}

fn report_duplicates(
    declared: &Declared,
    columns: &[Column],
    parents: &[u32],
    spans: &[Span],
    found: &mut Vec<Diagnostic>,
) {
    let parents = parents.iter().copied().collect();
    let keys = Keys::new(columns, &declared.key, &parents);
    for (first, second) in keys.duplicates(spans.len()) {
        let at = |row: usize| spans.get(row).copied().or_broken("each row has its place");
        let table = &declared.name;
        let message = words!("两行「{table}」的主键相同", "two rows of `{table}` have the same key");
        let earlier = words!("前一行在这里", "the earlier row");
        found.push(Diagnostic::error(Code::H0802, at(second), message).label(at(first), earlier));
    }
}
