//! The rows of several files put together as one table.

use polars_core::prelude::{DataType, IntoSeries, Series, StringChunked};

use super::crowded;
use super::crowded::Crowded;
use super::decimal::Decimal;
use super::findings::Findings;
use super::lines::{File, Lines};
use super::parents::{NO_ROW, Parents};
use super::rows::{self, Above, Rows};
use super::spelled::{Odd, Places, Spelled};
use super::table::{Column, Found, Typed};
use crate::cancel::looking;
use crate::column::{Integers, joined};
use crate::core::Table as Declared;
use crate::cores::on_all_cores;
use crate::invariant::{OrBroken, fit};

/// The rows of all files, one file behind the other. What does not fit beside the numbers of another file is among the
/// findings about its own.
pub(super) fn rows(
    parts: Vec<Rows>,
    names: Vec<String>,
    (declared, above): (&Declared, Option<&Above<'_>>),
    findings: &mut [Findings<'_>],
) -> Option<Rows> {
    let mut all = Vec::with_capacity(names.len());
    let mut parents: Vec<u32> = Vec::new();
    let mut whole = true;
    let mut readings = Vec::with_capacity(names.len());
    let mut before = 0_usize;
    let mut columns: Vec<Vec<Column>> = declared.fields.iter().map(|_| Vec::new()).collect();
    for (part, name) in parts.into_iter().zip(names) {
        let rows = part.lines.len();
        all.push(File { name, before, lines: part.lines });
        before = before.saturating_add(rows);
        parents.extend(part.parents.iter());
        whole &= part.whole;
        readings.extend(part.readings);
        for (column, more) in columns.iter_mut().zip(part.columns) {
            column.push(more);
        }
    }
    if before > fit::<usize>(NO_ROW) {
        findings.last_mut().into_iter().for_each(rows::report_too_many);
        return None;
    }
    let lines = Lines::Several(all);
    let columns = on_all_cores(columns, |parts| column(parts).or_broken("there is a file"));
    let mut typed = Vec::with_capacity(columns.len());
    for ((column, crowded), field) in columns.into_iter().zip(&declared.fields) {
        for row in &crowded.rows {
            let own = Crowded { rows: vec![*row], finest: crowded.finest };
            if let Some(findings) = findings.get_mut(lines.file_place(*row)) {
                let line = |row: usize| lines.get(row).or_broken("each row has its line");
                crowded::report(findings, line, field, &column, &own);
            }
        }
        typed.push(column);
    }
    let parents = Parents::of(&parents, above.map_or(0, |above| above.link.rows()));
    Some(Rows { columns: typed, parents, lines, whole, readings })
}

/// A column of several files.
fn column(parts: Vec<Column>) -> Option<(Column, Crowded)> {
    let mut crowded = Crowded::default();
    let header = parts.first()?.header.clone();
    let mut found = found(&parts);
    let sample = parts.first().map(|part| part.typed.clone())?;
    let series = |own: fn(&Typed) -> Option<Series>, dtype: &DataType, parts: Vec<Column>| {
        let pieces = parts.into_iter().filter_map(|part| own(&part.typed)).collect();
        joined(pieces, dtype).or_broken("columns of one type can be put together")
    };
    let one = "a column is of its type";
    let typed = match sample {
        Typed::Number { .. } => {
            let numbers = numbers(&parts, &mut crowded);
            if !crowded.rows.is_empty() {
                // What does not fit beside the others is told by no value.
                found = texts(&parts);
            }
            numbers
        }
        Typed::YesNo(_) => {
            let own =
                |typed: &Typed| if let Typed::YesNo(own) = typed { Some(own.clone().into_series()) } else { None };
            Typed::YesNo(series(own, &DataType::Boolean, parts).bool().or_broken(one).clone())
        }
        Typed::Text(_) => {
            let own = |typed: &Typed| if let Typed::Text(own) = typed { Some(own.clone().into_series()) } else { None };
            Typed::Text(series(own, &DataType::String, parts).str().or_broken(one).clone())
        }
        Typed::Choice(_) => {
            let own = |part: Column| if let Typed::Choice(own) = part.typed { Some(own) } else { None };
            let pieces = parts.into_iter().filter_map(own).collect();
            Typed::Choice(Integers::joined(pieces).or_broken("places can be put together"))
        }
        Typed::Date(_) => {
            let own = |typed: &Typed| if let Typed::Date(own) = typed { Some(own.clone().into_series()) } else { None };
            Typed::Date(series(own, &DataType::Int32, parts).i32().or_broken(one).clone())
        }
    };
    Some((Column { header, typed, found }, crowded))
}

/// What the cells of all parts say.
fn found(parts: &[Column]) -> Found {
    let values = |part: &Column| matches!(part.found, Found::Values(..));
    if let Some(first) = parts.first().filter(|_| parts.iter().all(values)) {
        return first.found.clone();
    }
    let spelled = |part: &Column| if let Found::Spelled(own) = &part.found { Some(own.clone()) } else { None };
    let Some(own) = parts.iter().map(spelled).collect::<Option<Vec<Spelled>>>() else {
        // Files of several forms say their cells in several ways.
        return texts(parts);
    };
    let mut all = Spelled {
        choices: own.first().map(|own| own.choices.clone()).or_broken("there is a file"),
        places: Places::Same(0),
        odd: Odd::default(),
    };
    let mut before = 0_usize;
    let mut odd = Vec::with_capacity(own.len());
    for (own, part) in own.into_iter().zip(parts) {
        all.places.append(before, own.places, part.typed.len());
        odd.push((before, own.odd));
        before = before.saturating_add(part.typed.len());
    }
    all.odd = Odd::joined(odd);
    Found::Spelled(all)
}

/// The text of each cell.
fn texts(parts: &[Column]) -> Found {
    let texts = parts.iter().flat_map(|part| (0..part.typed.len()).map(move |row| part.text(row)));
    Found::Texts(looking(texts).collect::<StringChunked>())
}

/// Numbers of one scale: the most decimals of any file.
fn numbers(parts: &[Column], crowded: &mut Crowded) -> Typed {
    let own = |part: &Column| {
        if let Typed::Number { scale, values } = &part.typed { Some((*scale, values.clone())) } else { None }
    };
    let pieces: Vec<(u32, Integers)> = parts.iter().filter_map(own).collect();
    // A file without numbers asks for no decimals.
    let places = pieces.iter().filter(|(_, values)| values.range().is_some()).map(|(scale, _)| *scale);
    let scale = places.max().unwrap_or(0);
    let mut scaled = Vec::with_capacity(pieces.len());
    let mut before = 0_usize;
    let mut finest = None;
    for ((own, values), part) in pieces.iter().zip(parts) {
        if *own == scale || values.range().is_none() {
            if *own == scale && finest.is_none() {
                let is_fine = |row: &usize| match (&part.found, values.get(*row)) {
                    (Found::Spelled(spelled), Some(_)) => u32::from(spelled.places.of(*row)) == scale,
                    (_, Some(value)) => value.checked_rem(10) != Some(0),
                    (_, None) => false,
                };
                let rows = || looking(0..values.len());
                let first = rows().find(is_fine).or_else(|| rows().find(|row| values.get(*row).is_some()));
                finest = first.map(|row| before.saturating_add(row));
            }
            scaled.push(values.clone());
        } else {
            let of_row = |(row, value): (usize, Option<i128>)| {
                let value = Decimal { value: value?, places: *own }.scaled_to(scale);
                if value.is_none() {
                    crowded.rows.push(before.saturating_add(row));
                }
                value
            };
            scaled.push(looking(values.iter().enumerate()).map(of_row).collect());
        }
        before = before.saturating_add(values.len());
    }
    crowded.finest = finest.unwrap_or(0);
    Typed::Number { scale, values: Integers::joined(scaled).or_broken("whole numbers can be put together") }
}
