//! A column of a parquet file, read piece by piece.

use polars_core::prelude::{DataType, IntoSeries, PolarsResult, Series, StringChunked, UInt32Chunked};

use super::blank;
use super::cell::{self, Said};
use super::column::Builder;
use super::complaint::Fault;
use super::crowded::Crowded;
use super::days;
use super::decimal::Decimal;
use super::misfit::Misfit;
use super::shortest;
use super::table::{Column, Found, Typed};
use crate::cancel::looking;
use crate::column::{Integers, joined};
use crate::core::{Choices, Field, Type};
use crate::finding::Language;
use crate::invariant::fit;

/// A column that grows by pieces of the file.
pub(super) enum Growing<'f> {
    /// Texts that are read as the cells of a text file are.
    Cells(Box<Builder>, &'f Field),
    /// Pieces of whole numbers, each with its decimals.
    Numbers(Vec<(u32, Integers)>),
    YesNo(Vec<Series>),
    Text(Vec<Series>),
    Choice(Vec<Series>, &'f Type),
    Date(Vec<Series>),
}

impl<'f> Growing<'f> {
    /// For a column that the file holds in a type; `None` when values of that type cannot be of the field's.
    pub(super) fn new(field: &'f Field, held: &DataType) -> Option<Self> {
        let is_text = is_text(held);
        Some(match &field.ty {
            Type::Number(_) if held.is_integer() || held.is_float() || held.is_decimal() => Self::Numbers(Vec::new()),
            Type::YesNo if *held == DataType::Boolean => Self::YesNo(Vec::new()),
            Type::Text if is_text || held.is_integer() => Self::Text(Vec::new()),
            Type::Choice(_) if is_text => Self::Choice(Vec::new(), &field.ty),
            Type::Date if *held == DataType::Date || matches!(held, DataType::Datetime(_, None)) => {
                Self::Date(Vec::new())
            }
            // A column without a value has whatever type the writer took.
            _ if is_text || *held == DataType::Null => Self::Cells(Box::new(Builder::new(field)), field),
            _ => return None,
        })
    }

    /// Adds the next piece of the column.
    ///
    /// # Errors
    /// A refusal of polars to give the values as what they are.
    pub(super) fn add(&mut self, piece: &Series) -> PolarsResult<Vec<Misfit>> {
        match self {
            Self::Cells(builder, field) => Ok(cells(builder, field, &texts(piece)?)),
            Self::Numbers(pieces) => numbers(pieces, piece),
            Self::YesNo(pieces) => {
                pieces.push(piece.clone());
                Ok(Vec::new())
            }
            Self::Text(pieces) => {
                pieces.push(trimmed(texts(piece)?).into_series());
                Ok(Vec::new())
            }
            Self::Choice(pieces, ty) => Ok(choose(pieces, ty, &texts(piece)?)),
            Self::Date(pieces) => dates(pieces, piece),
        }
    }

    /// Whether the rows must be added in their order, by one hand.
    pub(super) fn is_in_order(&self) -> bool {
        matches!(self, Self::Cells(..))
    }

    /// Adds what was read of later rows.
    pub(super) fn append(&mut self, later: Self) {
        match (self, later) {
            (Self::Numbers(own), Self::Numbers(more)) => own.extend(more),
            (Self::YesNo(own), Self::YesNo(more))
            | (Self::Date(own), Self::Date(more))
            | (Self::Text(own), Self::Text(more))
            | (Self::Choice(own, _), Self::Choice(more, _)) => own.extend(more),
            // Such a column is read by one hand.
            _ => {}
        }
    }

    /// The whole column, and the numbers that do not fit with the decimals that the column needs.
    ///
    /// # Errors
    /// Pieces that polars does not put together.
    pub(super) fn finish(self, field: &Field, language: Language) -> PolarsResult<(Column, Crowded)> {
        let mut crowded = Crowded::default();
        let typed = match self {
            Self::Cells(builder, _) => return Ok(builder.finish()),
            Self::Numbers(pieces) => joined_numbers(pieces, &mut crowded)?,
            Self::YesNo(pieces) => Typed::YesNo(joined(pieces, &DataType::Boolean)?.bool()?.clone()),
            Self::Text(pieces) => Typed::Text(joined(pieces, &DataType::String)?.str()?.clone()),
            Self::Choice(pieces, _) => Typed::Choice(joined(pieces, &DataType::UInt32)?.u32()?.clone()),
            Self::Date(pieces) => Typed::Date(joined(pieces, &DataType::Int32)?.i32()?.clone()),
        };
        let choices = match &field.ty {
            Type::Choice(choices) => choices.clone(),
            Type::Number(_) | Type::YesNo | Type::Text | Type::Date => Choices::from_iter([]),
        };
        Ok((Column { header: field.column.clone(), typed, found: Found::Values(choices, language) }, crowded))
    }
}

fn is_text(held: &DataType) -> bool {
    matches!(held, DataType::String | DataType::Categorical(..) | DataType::Enum(..))
}

/// What cells say, as texts.
pub(super) fn texts(piece: &Series) -> PolarsResult<StringChunked> {
    Ok(piece.cast(&DataType::String)?.str()?.clone())
}

/// Texts without the blanks that people do not see; an empty text is an empty cell.
pub(super) fn trimmed(texts: StringChunked) -> StringChunked {
    let is_plain = |text: &str| !text.is_empty() && blank::trim(text).len() == text.len();
    if texts.iter().flatten().all(is_plain) {
        return texts;
    }
    texts.iter().map(|text| text.map(blank::trim).filter(|text| !text.is_empty())).collect()
}

fn cells(builder: &mut Builder, field: &Field, texts: &StringChunked) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    for (row, text) in texts.iter().enumerate() {
        let text = blank::trim(text.unwrap_or_default());
        if text.is_empty() {
            builder.push(None, None);
            continue;
        }
        let value = cell::read(text, &field.ty).ok();
        if value.is_none() {
            misfits.push(Misfit { row, text: text.to_owned(), fault: None });
        }
        builder.push(value, Some(text));
    }
    misfits
}

fn numbers(pieces: &mut Vec<(u32, Integers)>, piece: &Series) -> PolarsResult<Vec<Misfit>> {
    match piece.dtype() {
        DataType::Decimal(_, scale) => {
            let scale = fit(*scale);
            pieces.push((scale, Integers::of(&piece.to_physical_repr())?));
        }
        held if held.is_float() => {
            let column = if let Ok(column) = piece.f32() { shortest::widened(column) } else { piece.f64()?.clone() };
            let read = shortest::decimals(&column);
            let said = |row: usize| column.get(row).map(|value| value.to_string()).unwrap_or_default();
            let misfits = read.faults.into_iter();
            let misfits = misfits.map(|(row, fault)| Misfit { row, text: said(row), fault: Some(fault) }).collect();
            pieces.push((read.scale, read.values));
            return Ok(misfits);
        }
        _ => pieces.push((0, Integers::of(piece)?)),
    }
    Ok(Vec::new())
}

fn joined_numbers(pieces: Vec<(u32, Integers)>, crowded: &mut Crowded) -> PolarsResult<Typed> {
    let scale = pieces.iter().map(|(scale, _)| *scale).max().unwrap_or(0);
    if pieces.iter().all(|(own, _)| *own == scale) {
        let pieces: Vec<Series> = pieces.into_iter().map(|(_, values)| values.series()).collect();
        let widths = [DataType::Int128, DataType::Int64];
        let widest = widths.into_iter().find(|wide| pieces.iter().any(|piece| piece.dtype() == wide));
        let all = joined(pieces, &widest.unwrap_or(DataType::Int32))?;
        return Ok(Typed::Number { scale, values: Integers::of(&all)? });
    }
    let mut row = 0;
    let mut all: Vec<Option<i128>> = Vec::new();
    let mut is_finest_known = false;
    for (own, values) in pieces {
        for value in looking(values.iter()) {
            let scaled = value.and_then(|value| Decimal { value, places: own }.scaled_to(scale));
            if value.is_some() && scaled.is_none() {
                crowded.rows.push(row);
            }
            // A last digit of nothing needs no decimal.
            if own == scale && !is_finest_known && value.is_some_and(|value| value % 10 != 0) {
                (crowded.finest, is_finest_known) = (row, true);
            }
            all.push(scaled);
            row += 1;
        }
    }
    Ok(Typed::Number { scale, values: all.into_iter().collect() })
}

fn choose(pieces: &mut Vec<Series>, ty: &Type, texts: &StringChunked) -> Vec<Misfit> {
    let names = match ty {
        Type::Choice(choices) => choices,
        Type::Number(_) | Type::YesNo | Type::Text | Type::Date => &Choices::from_iter([]),
    };
    let mut misfits = Vec::new();
    let mut read = |row: usize, text: &str| -> Option<u32> {
        let text = blank::trim(text);
        if text.is_empty() {
            return None;
        }
        if let Ok(Said::Choice(choice)) = cell::read(text, ty) {
            return Some(choice);
        }
        misfits.push(Misfit { row, text: text.to_owned(), fault: Some(Fault::NotChoice) });
        None
    };
    let chosen = texts.iter().enumerate().map(|(row, text)| {
        let text = text?;
        // Nearly all cells say a name just as it is declared.
        names.place(text).and_then(|place| u32::try_from(place).ok()).or_else(|| read(row, text))
    });
    pieces.push(chosen.collect::<UInt32Chunked>().into_series());
    misfits
}

fn dates(pieces: &mut Vec<Series>, piece: &Series) -> PolarsResult<Vec<Misfit>> {
    let physical = piece.to_physical_repr().into_owned();
    if let DataType::Datetime(unit, _) = piece.dtype() {
        let (dates, misfits) = days::of_moments(physical.i64()?, *unit);
        pieces.push(dates.into_series());
        return Ok(misfits);
    }
    let misfits = days::beyond_the_calendar(physical.i32()?);
    pieces.push(physical);
    Ok(misfits)
}
