//! Parquet files to columns.
//!
//! The file holds values, not texts: whole numbers, decimals and binary numbers ([`super::shortest`]), dates, truths
//! and texts. It is read by its row groups, so that only the typed columns of the whole file are ever in memory.

use std::io::Cursor;

use csv::StringRecord;
use polars::prelude::{DataFrame, DataType, ParquetReader, PlSmallStr, PolarsResult, SerReader, Series};

use super::cell;
use super::complaint::{self, Fault};
use super::findings::Findings;
use super::growing::{Growing, Misfit, texts, trimmed};
use super::guard::guarded;
use super::header::Header;
use super::rows::{Above, Rows, parent_row, report_empty, report_total, is_total};
use super::sound;
use super::table::{Column, Lines, Typed};
use crate::lang::model::{Field, FieldId, KeyPart, Table};
use crate::lang::{Code, Diagnostic};
use crate::words;

/// Reads all rows of a file; `None` when there is no telling what its rows are.
pub(super) fn read(
    bytes: &[u8],
    declared: &Table,
    above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> Option<Rows> {
    match rows(bytes, declared, above, findings) {
        Ok(rows) => rows,
        Err(error) => {
            report_unreadable(&error.to_string(), findings);
            None
        }
    }
}

fn report_unreadable(why: &str, findings: &mut Findings<'_>) {
    let why = why.lines().next().unwrap_or_default();
    let (zh, en) = if why.is_empty() { (String::new(), String::new()) } else { (format!("：{why}"), format!(": {why}")) };
    findings.add_file(
        Code::H0508,
        words!("这不是完好的 parquet 文件{zh}", "this is not a sound parquet file{en}"),
        Some(words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole")),
    );
}

fn rows(
    bytes: &[u8],
    declared: &Table,
    mut above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> PolarsResult<Option<Rows>> {
    let mut opened = ParquetReader::new(Cursor::new(bytes));
    let (metadata, held) = guarded(|| Ok((opened.get_metadata()?.clone(), opened.schema()?)))?;
    let names: Vec<&str> = held.iter_names().map(PlSmallStr::as_str).collect();
    let header = Header::read(&StringRecord::from(names.clone()), declared, findings);
    if header.is_foreign() {
        return Ok(None);
    }
    let types = |position| held.get_at_index(position).map(|(_, field)| guarded(|| Ok(DataType::from_arrow_field(field))));
    let mut growing: Vec<Option<Growing<'_>>> = Vec::new();
    for (field, position) in declared.fields.iter().zip(&header.fields) {
        let dtype = position.and_then(types).transpose()?;
        let dtype = dtype.as_ref();
        let grown = dtype.map_or(Some(Growing::new(field, &DataType::Null)), |dtype| Some(Growing::new(field, dtype)));
        let grown = grown.flatten();
        if let (None, Some(dtype)) = (&grown, dtype) {
            report_type(field, dtype, findings);
        }
        growing.push(grown);
    }
    let wanted = header.fields.iter().chain([&header.parent]).flatten();
    let mut wanted: Vec<usize> = wanted.copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let name_at = |position: &usize| names.get(*position).copied().unwrap_or_default();
    let read: Vec<&str> = wanted.iter().map(name_at).collect();
    guarded(|| sound::check(&metadata, &read))?;
    let mut parents: Vec<u32> = Vec::new();
    let mut start = 0;
    for group in &metadata.row_groups {
        let length = group.num_rows();
        let mut reader = ParquetReader::new(Cursor::new(bytes))
            .with_slice(Some((start, length)))
            .with_projection(Some(wanted.clone()))
            .set_rechunk(true);
        reader.set_metadata(metadata.clone());
        let piece = guarded(|| reader.finish())?;
        for (id, ((field, position), growing)) in
            declared.fields.iter().zip(&header.fields).zip(&mut growing).enumerate()
        {
            let Some(growing) = growing else { continue };
            let in_key = position.is_some() && declared.key.contains(&KeyPart::Field(FieldId(id)));
            let series = match position {
                Some(position) => column(&piece, name_at(position))?,
                None => Series::new_null("".into(), length),
            };
            let misfits = growing.add(&series)?;
            report(misfits, start, field, findings);
            if in_key {
                report_keys(&series, start, field, findings)?;
            }
        }
        if let (Some(above), Some(position)) = (above.as_deref_mut(), &header.parent) {
            link(&column(&piece, name_at(position))?, start, above, &mut parents, findings)?;
        }
        start = start.saturating_add(length);
    }
    let mut columns = Vec::new();
    for (field, growing) in declared.fields.iter().zip(growing) {
        let Some(growing) = growing else { continue };
        let (column, too_large) = growing.finish(field)?;
        for row in too_large {
            complaint::add(findings, line(row), field, &column.text(row).unwrap_or_default(), Fault::TooLarge);
        }
        report_outside(&column, field, findings);
        columns.push(column);
    }
    let whole = columns.len() == declared.fields.len() && (declared.parent.is_none() || header.parent.is_some());
    Ok(Some(Rows { columns, parents, lines: Lines::Numbered(start), whole }))
}

fn column(piece: &DataFrame, name: &str) -> PolarsResult<Series> {
    Ok(piece.column(name)?.as_materialized_series().clone())
}

/// Rows have no lines in such a file; they are numbered from 1.
fn line(row: usize) -> u64 {
    u64::try_from(row).unwrap_or(u64::MAX).saturating_add(1)
}

/// The rows above the rows of a piece. Rows that belong together stand together in most files.
fn link(
    piece: &Series,
    start: usize,
    above: &mut Above<'_>,
    parents: &mut Vec<u32>,
    findings: &mut Findings<'_>,
) -> PolarsResult<()> {
    let keys = trimmed(texts(piece)?);
    let mut last: Option<(&str, u32)> = None;
    parents.reserve(keys.len());
    for (row, key) in keys.iter().enumerate() {
        let key = key.unwrap_or_default();
        let known = last.filter(|(text, _)| *text == key);
        let parent = match known {
            Some((_, parent)) => parent,
            None => parent_row(key, line(start.saturating_add(row)), above, findings),
        };
        // A key that is not found is reported for each of its rows.
        last = (parent != super::keys::NO_ROW).then_some((key, parent));
        parents.push(parent);
    }
    Ok(())
}

fn report(misfits: Vec<Misfit>, start: usize, field: &Field, findings: &mut Findings<'_>) {
    for Misfit { row, text, fault } in misfits {
        let fault = fault.map_or_else(|| cell::read(&text, &field.ty).err(), Some);
        if let Some(fault) = fault {
            complaint::add(findings, line(start.saturating_add(row)), field, &text, fault);
        }
    }
}

fn report_keys(piece: &Series, start: usize, field: &Field, findings: &mut Findings<'_>) -> PolarsResult<()> {
    let keys = trimmed(texts(piece)?);
    for (row, key) in keys.iter().enumerate() {
        match key {
            None => report_empty(&field.column, line(start.saturating_add(row)), findings),
            Some(key) if is_total(key) => report_total(&field.column, line(start.saturating_add(row)), key, findings),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Values outside the declared range. The ends of a column tell whether there are any.
fn report_outside(column: &Column, field: &Field, findings: &mut Findings<'_>) {
    if !field.range.is_declared() {
        return;
    }
    let is_within = |value: cell::Value| cell::is_within(&value, field);
    let number = |value: i128, scale: u32| cell::Value::Number(super::decimal::Decimal { value, places: scale });
    let rows = 0..match &column.typed {
        Typed::Number { scale, values } => match values.range() {
            Some((low, high)) if is_within(number(low, *scale)) && is_within(number(high, *scale)) => 0,
            _ => values.len(),
        },
        Typed::Date(values) => values.len(),
        Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => 0,
    };
    for row in rows {
        let value = match &column.typed {
            Typed::Number { scale, values } => values.get(row).map(|value| number(value, *scale)),
            Typed::Date(values) => values.get(row).map(cell::Value::Date),
            Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => None,
        };
        if value.is_some_and(|value| !is_within(value)) {
            complaint::add(findings, line(row), field, &column.text(row).unwrap_or_default(), Fault::Outside);
        }
    }
}

fn report_type(field: &Field, held: &DataType, findings: &mut Findings<'_>) {
    findings.add(Code::H0503, |at| {
        let column = &field.column;
        let found = Diagnostic::data(
            Code::H0503,
            at.place(None, Some(column), None),
            words!(
                "「{column}」列在文件里是 {held} 类型，与「数据」里声明的类型不合",
                "the column `{column}` of the file holds {held}, which is not what the table declares"
            ),
        );
        found.help(words!(
            "导出时把这一列存成声明的类型，或者存成文本",
            "export the column in the type that is declared, or as text"
        ))
    });
}
