//! Parquet files to columns.
//!
//! The file holds values, not texts: whole numbers, decimals and binary numbers ([`shortest`]), dates, truths and texts.
//! Each column of each row group is read by itself ([`chunk`]), by whichever core is free, so that beside the typed
//! columns little more than one such piece of the file for each core is in memory.

mod above;
mod arrow;
mod chunk;
mod days;
mod delta;
mod footer;
mod form;
pub(super) mod guard;
mod linked;
mod misfit;
mod page;
mod part;
mod schema;
mod shortest;
mod sound;
mod whole;

use std::collections::BTreeSet;
use std::fmt::Display;

use csv::StringRecord;
use polars_core::prelude::{ArrowField, DataType, PolarsResult};

use self::form::Form;
use self::guard::guarded;
use self::misfit::Misfit;
use self::part::{File, Part, Wanted};
use self::whole::Whole;
use super::aside::Aside;
use super::cell;
use super::complaint::{self, Fault};
use super::crowded;
use super::findings::Findings;
use super::header::Header;
use super::lines::Lines;
use super::link::Link;
use super::parents::Parents;
use super::rows::{Above, Rows, parent_row, report_empty};
use super::table::{Column, Typed};
use crate::cancel::looking;
use crate::core::{Field, FieldId, KeyPart, Table, Type};
use crate::cores::on_all_cores;
use crate::finding::{Code, Diagnostic, Language};
use crate::host::Input;
use crate::invariant::{OrBroken, fit};
use crate::words;

pub use guard::is_about_a_file;

/// Reads all rows of a file; `None` when there is no telling what its rows are.
pub(super) fn read(
    input: &dyn Input,
    (declared, language): (&Table, Language),
    above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> Option<Rows> {
    match rows(input, (declared, language), above, findings) {
        Ok(rows) => rows,
        Err(error) => {
            report_unreadable(&error.to_string(), findings);
            None
        }
    }
}

fn report_unreadable(why: &str, findings: &mut Findings<'_>) {
    let why = why.lines().next().unwrap_or_default();
    let (zh, en) =
        if why.is_empty() { (String::new(), String::new()) } else { (format!("：{why}"), format!(": {why}")) };
    findings.add_file(
        Code::H0508,
        words!("这不是完好的 parquet 文件{zh}", "this is not a sound parquet file{en}"),
        Some(words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole")),
    );
}

fn rows(
    input: &dyn Input,
    (declared, language): (&Table, Language),
    above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> PolarsResult<Option<Rows>> {
    let (metadata, held) = guarded(|| {
        let metadata = footer::read(input)?;
        let held = schema::columns(&metadata)?;
        Ok((metadata, held))
    })?;
    let names: Vec<&str> = held.iter().map(|held| held.name.as_str()).collect();
    let header = Header::read(&StringRecord::from(names), declared, findings);
    if header.is_foreign() {
        return Ok(None);
    }
    let held: Vec<&ArrowField> = held.iter().collect();
    let wanted = wanted(&held, declared, &header, findings);
    let read: Vec<&str> = wanted.iter().map(|wanted| wanted.held.name.as_str()).collect();
    guarded(|| sound::check(&metadata, &read, input.length()))?;
    let keys = match above.as_deref().map(|above| &above.link) {
        Some(Link::To(keys)) => Some(*keys),
        Some(Link::Loose(_)) | None => None,
    };
    let file = File { input, metadata: &metadata, keys, is_named_by_one: header.parent.len() == 1 };
    let groups = file.groups();
    let end = groups.last().map_or(0, |group| group.end);
    let tasks = wanted.iter().flat_map(|wanted| (0..groups.len()).map(move |group| (wanted, group)));
    let parts = on_all_cores(tasks.collect(), |(wanted, group)| file.part(wanted, group, groups.get(group)));
    let mut parts = parts.into_iter().collect::<PolarsResult<Vec<_>>>()?;
    // By column: the parts of its row groups.
    let mut columns: Vec<Vec<Part>> = Vec::with_capacity(wanted.len());
    for _ in &wanted {
        let later = parts.split_off(groups.len().min(parts.len()));
        columns.push(std::mem::replace(&mut parts, later));
    }
    let of_field = |id: usize| wanted.iter().position(|wanted| wanted.form.is_some_and(|(field, _)| field == id));
    let pieces = |id: usize, columns: &mut [Vec<Part>]| {
        let parts = columns.get_mut(of_field(id)?)?;
        Some(parts.iter_mut().flat_map(|part| std::mem::take(&mut part.pieces)).collect::<Vec<_>>())
    };
    let fields = declared.fields.iter().enumerate().map(|(id, field)| (field, pieces(id, &mut columns)));
    let wholes = on_all_cores(fields.collect(), |(field, pieces)| match pieces {
        Some(pieces) => Whole::of(pieces, field, language),
        None => Ok(Whole::empty(field, end)),
    });
    let wholes = wholes.into_iter().collect::<PolarsResult<Vec<_>>>()?;
    for (id, (field, whole)) in declared.fields.iter().zip(&wholes).enumerate() {
        let parts = of_field(id).and_then(|position| columns.get(position)).into_iter().flatten();
        for misfit in parts.flat_map(|part| &part.misfits).chain(&whole.misfits) {
            report_misfit(misfit, field, findings);
        }
    }
    report_keys(&wanted, &columns, declared, findings);
    let linked = linked::linked(&wanted, &header.parent, columns, &groups, keys);
    let rows_above = above.as_deref().map_or(0, |above| above.link.rows());
    let mut parents = Parents::of_runs(&linked.runs, rows_above);
    if let (Some(above), false) = (above, linked.unlinked.is_empty()) {
        let mut list: Vec<u32> = parents.iter().collect();
        for (row, key) in linked.unlinked {
            *list.get_mut(row).or_broken("a row above is looked for from each row") =
                parent_row(&key, line(row), above, findings);
        }
        parents = Parents::of(&list, rows_above);
    }
    let mut columns = Vec::with_capacity(wholes.len());
    let mut whole = declared.parent.is_none() || !header.parent.is_empty();
    for (id, (field, Whole { column, crowded, .. })) in declared.fields.iter().zip(wholes).enumerate() {
        // A column of another type has been reported, and says nothing.
        whole &= of_field(id).is_some() || header.fields.get(id).is_none_or(Option::is_none);
        crowded::report(findings, line, field, &column, &crowded);
        report_outside(&column, field, findings);
        columns.push(column);
    }
    let readings =
        vec![super::reading::of_file(findings, super::reading::Form::Parquet, (&header, 0), declared, Vec::new())];
    Ok(Some(Rows { columns, parents, lines: Lines::Numbered(end), whole, readings }))
}

/// The columns that are read. Those whose values cannot be of their fields are reported.
fn wanted<'f>(
    held: &[&'f ArrowField],
    declared: &'f Table,
    header: &Header,
    findings: &mut Findings<'_>,
) -> Vec<Wanted<'f>> {
    let types: Vec<Option<DataType>> =
        held.iter().map(|held| guarded(|| Ok(DataType::from_arrow_field(held))).ok()).collect();
    let ty = |position: usize| types.get(position).and_then(Option::as_ref);
    let mut forms: Vec<Option<(usize, Form<'f>)>> = vec![None; held.len()];
    for (id, (field, position)) in declared.fields.iter().zip(&header.fields).enumerate() {
        let Some(position) = *position else { continue };
        let form = ty(position).and_then(|ty| Form::new(field, ty));
        match (form, ty(position), held.get(position)) {
            (None, Some(ty), _) => report_type(field, ty, findings),
            (None, None, Some(held)) => report_type(field, format_args!("{:?}", held.dtype), findings),
            _ => {}
        }
        if let Some(place) = forms.get_mut(position) {
            *place = form.map(|form| (id, form));
        }
    }
    let wanted = held.iter().zip(forms).enumerate().filter_map(|(position, (held, form))| {
        let names_above = header.parent.contains(&position);
        let is_key = form.is_some_and(|(id, _)| declared.key.contains(&KeyPart::Field(FieldId(id))));
        let is_read = form.is_some() || names_above;
        is_read.then(|| Wanted { held, position, ty: ty(position).cloned(), form, is_key, names_above })
    });
    wanted.collect()
}

/// What is wrong with a cell of which too little is kept to tell.
fn usual(ty: &Type) -> Fault<'static> {
    match ty {
        Type::Number(_) | Type::Text => Fault::NotNumber,
        Type::YesNo => Fault::NotYesNo,
        Type::Choice(_) => Fault::NotChoice,
        Type::Date => Fault::NotDate,
    }
}

fn report_misfit(misfit: &Misfit, field: &Field, findings: &mut Findings<'_>) {
    let Misfit { row, text, fault } = misfit;
    let as_read = || cell::read(text, &field.ty, None).err().unwrap_or(usual(&field.ty));
    complaint::add(findings, line(*row), field, text, fault.unwrap_or_else(as_read));
}

/// Keys that cannot be: empty, or of a row of totals.
fn report_keys(wanted: &[Wanted<'_>], columns: &[Vec<Part>], declared: &Table, findings: &mut Findings<'_>) {
    let mut odd: Vec<(usize, usize, &Option<String>)> = Vec::new();
    for (wanted, parts) in wanted.iter().zip(columns) {
        let Some((id, _)) = wanted.form else { continue };
        odd.extend(parts.iter().flat_map(|part| &part.odd_keys).map(|(row, key)| (id, *row, key)));
    }
    odd.sort_by_key(|(id, row, _)| (*id, *row));
    // A row of totals is told once, at the cell that says so.
    let told: BTreeSet<usize> = odd.iter().filter(|(_, _, key)| key.is_some()).map(|(_, row, _)| *row).collect();
    for (id, row, key) in odd {
        let field = declared.fields.get(id).or_broken("a column that is read is declared");
        match key.as_deref() {
            None if told.contains(&row) => {}
            None => report_empty(&field.column, line(row), findings),
            Some(key) => {
                if let Some(aside) = Aside::of(key) {
                    aside.report(Some(&field.column), line(row), key, findings);
                }
            }
        }
    }
}

/// Rows have no lines in such a file; they are numbered from 1.
fn line(row: usize) -> u64 {
    fit::<u64>(row).saturating_add(1)
}

/// Values outside the declared range. The ends of a column tell whether there are any.
fn report_outside(column: &Column, field: &Field, findings: &mut Findings<'_>) {
    if !field.range.is_declared() {
        return;
    }
    let is_within = |value: cell::Said| cell::is_within(&value, field);
    let number = |value: i128, scale: u32| cell::Said::Number(super::decimal::Decimal { value, places: scale });
    let rows = 0..match &column.typed {
        Typed::Number { scale, values } => match values.range() {
            Some((low, high)) if is_within(number(low, *scale)) && is_within(number(high, *scale)) => 0,
            _ => values.len(),
        },
        Typed::Date(values) => values.len(),
        Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => 0,
    };
    for row in looking(rows) {
        let value = match &column.typed {
            Typed::Number { scale, values } => values.get(row).map(|value| number(value, *scale)),
            Typed::Date(values) => values.get(row).map(cell::Said::Date),
            Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => None,
        };
        if value.is_some_and(|value| !is_within(value)) {
            complaint::add(findings, line(row), field, &column.text(row).unwrap_or_default(), Fault::Outside);
        }
    }
}

fn report_type(field: &Field, held: impl Display, findings: &mut Findings<'_>) {
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
