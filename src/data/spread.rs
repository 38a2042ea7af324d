//! A long table to a wide one: rows that are columns by declaration (展开).
//!
//! The file is read as it is, with two columns of text for what a row is called and its value. Then the rows of one key
//! become one row, and each value is read as its own column declares. Where a cell stood in the file stays known.

use std::collections::BTreeMap;

use polars_core::prelude::{BooleanChunked, Int32Chunked, StringChunked};

use super::column::Builder;
use super::crowded;
use super::findings::Findings;
use super::keys::Keys;
use super::lines::{File, Lines};
use super::origins::Origins;
use super::parents::{NO_ROW, Parents};
use super::reading::Reading;
use super::rows::{Reads, Rows};
use super::table::{Column, Found, Typed};
use crate::cancel::looking;
use crate::core::{Field, FieldId, KeyPart, Spread, Table as Declared, Type};
use crate::finding::{Code, Diagnostic, Words};
use crate::invariant::{OrBroken, entry, fit};
use crate::words;

/// The table as its file has it. In `typed` files a column of numbers holds numbers and no text.
pub(super) fn long(declared: &Declared, spread: &Spread, typed: bool) -> Declared {
    let are_numbers = declared.fields.iter().skip(spread.from).all(|field| matches!(field.ty, Type::Number(_)));
    let value = if typed && are_numbers { Type::pure() } else { Type::Text };
    let column = |name: &str, ty| Field::of_file(name, name, ty, declared.span);
    let mut fields: Vec<Field> = declared.fields.iter().take(spread.from).cloned().collect();
    fields.extend([column(&spread.name, Type::Text), column(&spread.value, value)]);
    let mut key = declared.key.clone();
    key.push(KeyPart::Field(FieldId(spread.from)));
    Declared { fields, key, spread: None, ..declared.clone() }
}

/// The rows of one key as one row each.
pub(super) fn wide(declared: &Declared, spread: &Spread, long: Rows, above: usize) -> (Rows, Origins, Vec<Diagnostic>) {
    let groups = Groups::of(declared, &long);
    let names: Vec<String> = if long.readings.is_empty() {
        vec![declared.file.clone()]
    } else {
        long.readings.iter().map(|reading| reading.name.clone()).collect()
    };
    let mut findings: Vec<Findings<'_>> = names.iter().map(|name| addressed(name, declared, spread, &long)).collect();
    let items = declared.fields.iter().skip(spread.from);
    let places: BTreeMap<&str, usize> = items.clone().map(|field| field.column.as_str()).zip(0..).collect();
    let mut rows: Vec<Vec<Option<u32>>> = vec![vec![None; groups.first.len()]; places.len()];
    let name = long.columns.get(spread.from).or_broken("the long table has its two columns");
    for (row, group) in looking(groups.of.iter().enumerate()) {
        // An empty one has been reported.
        let Some(said) = name.text(row) else { continue };
        match places.get(said.trim()) {
            Some(place) => {
                let cell = rows.get_mut(*place).and_then(|rows| rows.get_mut(*group));
                // Of two the first one stays; that there are two has been reported.
                cell.or_broken("each column has each row").get_or_insert(fit(row));
            }
            None if declared.ignore_other_columns => {}
            None => {
                let own = findings.get_mut(long.lines.file_place(row)).or_broken("each file has its findings");
                let known: Vec<&str> = places.keys().copied().collect();
                unknown(own, line(&long, row), &spread.name, &said, &known);
            }
        }
    }
    let mut columns: Vec<Column> =
        long.columns.iter().take(spread.from).map(|column| picked(column, &groups.first)).collect();
    for (id, (field, column)) in declared.fields.iter().zip(&long.columns).take(spread.from).enumerate() {
        if !declared.key.contains(&KeyPart::Field(FieldId(id))) {
            groups.differing(&long, field, column, &mut findings);
        }
    }
    let value = long.columns.get(spread.from + 1).or_broken("the long table has its two columns");
    for (field, own) in items.zip(&rows) {
        columns.push(spread_out(field, own, value, (declared, &long), &mut findings));
    }
    let parents: Vec<u32> = groups.first.iter().map(|row| long.parents.get(*row).unwrap_or(NO_ROW)).collect();
    let parents = if declared.parent.is_some() { Parents::of(&parents, above) } else { Parents::default() };
    let lines = lines_of(&long.lines, &groups.first);
    let found = findings.into_iter().flat_map(Findings::into_list).collect();
    let readings = long.readings.iter().map(|reading| read(reading, spread, places.len())).collect();
    let origins = Origins { first: spread.from, lines: long.lines, rows };
    (Rows { columns, parents, lines, whole: long.whole, readings }, origins, found)
}

fn line(long: &Rows, row: usize) -> u64 {
    long.lines.get(row).or_broken("each row has its line")
}

/// The findings of a file, which call a cell by the column that it is and know where that stands.
fn addressed<'f>(name: &'f str, declared: &Declared, spread: &Spread, long: &Rows) -> Findings<'f> {
    let mut findings = Findings::new(name, name);
    let reading = long.readings.iter().find(|reading| reading.name == name && reading.form.is_sheet());
    let position = reading.and_then(|reading| reading.columns.get(spread.from + 1).copied().flatten());
    if let Some(position) = position {
        let items = declared.fields.iter().skip(spread.from).map(|field| (field.column.clone(), position));
        findings.address(items.collect(), false);
    }
    findings
}

/// The rows that have one key.
struct Groups {
    /// The group of each row of the file.
    of: Vec<usize>,
    /// The first row of each group.
    first: Vec<usize>,
}

impl Groups {
    fn of(declared: &Declared, long: &Rows) -> Self {
        let keys = Keys::new(&long.columns, &declared.key, &long.parents);
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups = Self { of: Vec::with_capacity(long.lines.len()), first: Vec::new() };
        for row in looking(0..long.lines.len()) {
            let key = keys.text(row, |parent| parent.to_string());
            let group = *known.entry(key).or_insert(groups.first.len());
            if group == groups.first.len() {
                groups.first.push(row);
            }
            groups.of.push(group);
        }
        groups
    }

    /// Reports rows of one key that differ in what is said once.
    fn differing(&self, long: &Rows, field: &Field, column: &Column, findings: &mut [Findings<'_>]) {
        for (row, group) in looking(self.of.iter().enumerate()) {
            let first = *entry(&self.first, *group);
            let (was, is) = (column.text(first), column.text(row));
            if was == is {
                continue;
            }
            let own = findings.get_mut(long.lines.file_place(row)).or_broken("each file has its findings");
            let before = line(long, first);
            own.add(Code::H0504, |at| {
                let name = &field.column;
                let (was, is) = (was.unwrap_or_default(), is.clone().unwrap_or_default());
                Diagnostic::data(
                    Code::H0504,
                    at.place(Some(line(long, row)), Some(name), Some(&is)),
                    words!(
                        "同一主键的几行里「{name}」不一样：第 {before} 行是「{was}」",
                        "rows of one key differ in `{name}`: row {before} says `{was}`"
                    ),
                )
                .help(words!("改成一样；各行不同的，写进主键", "make them the same; what differs belongs to the key"))
            });
        }
    }
}

fn unknown(findings: &mut Findings<'_>, line: u64, column: &str, said: &str, known: &[&str]) {
    findings.add(Code::H0502, |at| {
        let finding = Diagnostic::data(
            Code::H0502,
            at.place(Some(line), Some(column), Some(said)),
            words!("没有声明「{said}」：它不在展开的各项里", "`{said}` is none of the rows that are spread"),
        );
        let finding = finding.suggest(said, known.iter().copied());
        if finding.help.is_some() {
            return finding;
        }
        let Words { zh, en } = Words::first_of(known, 20);
        finding.help(words!(
            "展开的有：{zh}；不用的项，写 其余列 忽略",
            "those are: {en}; where others are of no use, write other_columns ignored"
        ))
    });
}

/// The rows of a column that are called as it is, read as it declares.
fn spread_out(
    field: &Field,
    rows: &[Option<u32>],
    value: &Column,
    (declared, long): (&Declared, &Rows),
    findings: &mut [Findings<'_>],
) -> Column {
    let mut builder = Builder::new(field);
    for row in looking(rows.iter()) {
        let Some(row) = row.map(fit::<usize>) else {
            builder.push(None, None);
            continue;
        };
        let text = value.text(row).unwrap_or_default();
        let reads = Reads { field, given: None, layout: &declared.layout, epoch: None, in_key: false };
        let own = findings.get_mut(long.lines.file_place(row)).or_broken("each file has its findings");
        reads.cell(&text, line(long, row), &mut builder, own);
    }
    let (column, crowded) = builder.finish();
    if let Some(own) = findings.first_mut() {
        let at = |row: usize| entry(rows, row).map_or(0, |row| line(long, fit(row)));
        crowded::report(own, at, field, &column, &crowded);
    }
    column
}

/// Some rows of a column.
fn picked(column: &Column, rows: &[usize]) -> Column {
    let found: StringChunked = rows.iter().map(|row| column.text(*row)).collect();
    let typed = match &column.typed {
        Typed::Number { scale, values } => {
            Typed::Number { scale: *scale, values: rows.iter().map(|row| values.get(*row)).collect() }
        }
        Typed::YesNo(values) => Typed::YesNo(rows.iter().map(|row| values.get(*row)).collect::<BooleanChunked>()),
        Typed::Text(values) => Typed::Text(rows.iter().map(|row| values.get(*row)).collect::<StringChunked>()),
        Typed::Choice(values) => Typed::Choice(rows.iter().map(|row| values.get(*row)).collect()),
        Typed::Date(values) => Typed::Date(rows.iter().map(|row| values.get(*row)).collect::<Int32Chunked>()),
    };
    Column { header: column.header.clone(), typed, found: Found::Texts(found) }
}

/// Where some rows stand, which come file by file.
fn lines_of(lines: &Lines, rows: &[usize]) -> Lines {
    let Lines::Several(files) = lines else {
        return Lines::Listed(rows.iter().filter_map(|row| lines.get(*row)).collect());
    };
    let mut found = Vec::with_capacity(files.len());
    let mut before = 0_usize;
    for (place, file) in files.iter().enumerate() {
        let own = rows.iter().filter(|row| lines.file_place(**row) == place);
        let own: Vec<u64> = own.filter_map(|row| lines.get(*row)).collect();
        let more = own.len();
        found.push(File { name: file.name.clone(), before, lines: Lines::Listed(own) });
        before = before.saturating_add(more);
    }
    Lines::Several(found)
}

/// How a file was read, as the wide table has it: each column that was a row stands where the values stand.
fn read(reading: &Reading, spread: &Spread, items: usize) -> Reading {
    let mut reading = reading.clone();
    let value = reading.columns.get(spread.from + 1).copied().flatten();
    reading.columns.truncate(spread.from);
    reading.columns.extend(std::iter::repeat_n(value, items));
    reading.headings.retain(|(field, ..)| field.0 < spread.from);
    reading
}
