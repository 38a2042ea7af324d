//! Pieces of a column put together.

use polars_core::prelude::{DataType, IntoSeries, PolarsResult, Series, StringChunked};

use super::form::Piece;
use super::misfit::Misfit;
use crate::cancel::looking;
use crate::column::{Integers, joined};
use crate::core::{Choices, Field, Type};
use crate::data::blank;
use crate::data::cell;
use crate::data::column::Builder;
use crate::data::crowded::Crowded;
use crate::data::decimal::Decimal;
use crate::data::table::{Column, Found, Typed};
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::number::Number;

/// A column, and what is wrong in it.
pub(super) struct Whole {
    pub(super) column: Column,
    pub(super) misfits: Vec<Misfit>,
    pub(super) crowded: Crowded,
}

impl Whole {
    /// Of all pieces of a field, in their order.
    ///
    /// # Errors
    /// Pieces that polars does not put together.
    pub(super) fn of(pieces: Vec<Piece>, field: &Field, language: Language) -> PolarsResult<Self> {
        let mut parts = Parts::default();
        for piece in pieces {
            match piece {
                Piece::Cells(texts) => parts.cells.push(texts),
                Piece::Numbers(scale, values) => parts.numbers.push((scale, values)),
                Piece::YesNo(values) => parts.series.push(values.into_series()),
                Piece::Text(texts) => parts.series.push(texts.into_series()),
                Piece::Choice(values) => parts.choices.push(values),
                Piece::Date(values) => parts.series.push(values.into_series()),
            }
        }
        let (mut crowded, mut texts) = (Crowded::default(), None);
        let typed = match &field.ty {
            _ if !parts.cells.is_empty() => return Ok(cells(&parts.cells, field)),
            Type::Number(_) => numbers(parts.numbers, &mut crowded, &mut texts)?,
            Type::YesNo => Typed::YesNo(joined(parts.series, &DataType::Boolean)?.bool()?.clone()),
            Type::Text => Typed::Text(joined(parts.series, &DataType::String)?.str()?.clone()),
            Type::Choice(_) => Typed::Choice(Integers::joined(parts.choices)?),
            Type::Date => Typed::Date(joined(parts.series, &DataType::Int32)?.i32()?.clone()),
        };
        let choices = match &field.ty {
            Type::Choice(choices) => choices.clone(),
            Type::Number(_) | Type::YesNo | Type::Text | Type::Date => Choices::from_iter([]),
        };
        let found = texts.map_or_else(|| Found::Values(choices, language), Found::Texts);
        let column = Column { header: field.column.clone(), typed, found };
        Ok(Self { column, misfits: Vec::new(), crowded })
    }

    /// A column in which nothing stands.
    pub(super) fn empty(field: &Field, rows: usize) -> Self {
        let mut builder = Builder::new(field);
        for _ in looking(0..rows) {
            builder.push(None, None);
        }
        let (column, crowded) = builder.finish();
        Self { column, misfits: Vec::new(), crowded }
    }
}

/// Pieces of one form.
#[derive(Default)]
struct Parts {
    cells: Vec<StringChunked>,
    numbers: Vec<(u32, Integers)>,
    choices: Vec<Integers>,
    series: Vec<Series>,
}

fn cells(pieces: &[StringChunked], field: &Field) -> Whole {
    let mut misfits = Vec::new();
    let mut builder = Builder::new(field);
    for (row, text) in looking(pieces.iter().flat_map(StringChunked::iter).enumerate()) {
        let text = blank::trim(text.unwrap_or_default());
        if text.is_empty() {
            builder.push(None, None);
            continue;
        }
        let value = cell::read(text, &field.ty, None).ok();
        if value.is_none() {
            let misfit = Misfit::new(row, text, None, misfits.len());
            // What is wrong is told by the finding.
            builder.push(None, Some(misfit.text.as_str()).filter(|text| !text.is_empty()));
            misfits.push(misfit);
            continue;
        }
        builder.push(value, Some(text));
    }
    let (column, crowded) = builder.finish();
    Whole { column, misfits, crowded }
}

/// Numbers of one scale: the most decimals of any piece. Where some do not fit, all are told by their texts.
fn numbers(
    pieces: Vec<(u32, Integers)>,
    crowded: &mut Crowded,
    texts: &mut Option<StringChunked>,
) -> PolarsResult<Typed> {
    let scale = pieces.iter().map(|(scale, _)| *scale).max().unwrap_or(0);
    let mut scaled = Vec::with_capacity(pieces.len());
    let mut start = 0_usize;
    for (own, values) in &pieces {
        if *own == scale {
            scaled.push(values.clone());
        } else {
            let of_row = |(row, value): (usize, Option<i128>)| {
                let number = Decimal { value: value?, places: *own };
                let value = number.scaled_to(scale);
                if value.is_none() {
                    crowded.rows.push(start.saturating_add(row));
                }
                value
            };
            scaled.push(looking(values.iter().enumerate()).map(of_row).collect());
        }
        start = start.saturating_add(values.len());
    }
    if !crowded.rows.is_empty() {
        crowded.finest = finest(&pieces, scale);
        let said = |(own, value): (u32, Option<i128>)| Some(Number::from_scaled(value?, own).to_string());
        *texts = Some(looking(rows(&pieces)).map(said).collect());
    }
    drop(pieces);
    Ok(Typed::Number { scale, values: Integers::joined(scaled)? })
}

/// The first row of which the last digit needs as many decimals as the column has.
fn finest(pieces: &[(u32, Integers)], scale: u32) -> usize {
    let is_fine = |(own, value): (u32, Option<i128>)| own == scale && value.is_some_and(|value| value % 10 != 0);
    rows(pieces).position(is_fine).or_broken("a number asks for the most decimals")
}

/// The numbers of all rows, each with its decimals.
fn rows(pieces: &[(u32, Integers)]) -> impl Iterator<Item = (u32, Option<i128>)> {
    pieces.iter().flat_map(|(own, values)| values.iter().map(move |value| (*own, value)))
}
