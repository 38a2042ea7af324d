//! From columns of arguments to what a script sees.

use std::sync::Arc;

use num_traits::ToPrimitive;
use polars::prelude::{BooleanChunked, Column, Int32Chunked, PolarsResult, StringChunked, UInt32Chunked};

use super::super::number::Bottom;
use super::super::operand::Operand;
use super::super::piece::Piece;
use super::super::rank::integers;
use super::super::way::Reason;
use crate::core::{Choices, Type};
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};
use crate::script;

/// How an argument is read: its columns, and what they mean.
pub(super) enum Port {
    /// Numerators, times `over`, divided by `under`, and by a column of denominators where there is one.
    Number {
        top: usize,
        bottom: Option<usize>,
        over: i128,
        under: i128,
    },
    YesNo(usize),
    Text(usize),
    Choice(usize, Choices),
    Date(usize),
}

impl Port {
    /// The port for a lowered value of a type; its columns are added to `pieces`.
    pub(super) fn of(value: &Operand, ty: &Type, pieces: &mut Vec<Piece>) -> Result<Self, Reason> {
        let mut column = |piece: &Piece| {
            pieces.push(piece.clone());
            pieces.len() - 1
        };
        Ok(match (value, ty) {
            (Operand::Number(number), _) => {
                let scale = ty.script_scale();
                let (over, under) = (scale.denom().to_i128(), scale.numer().to_i128());
                let (over, mut under) = (over.ok_or(Reason::Width)?, under.ok_or(Reason::Width)?);
                let top = column(&number.top.piece);
                let bottom = match &number.bottom {
                    Bottom::Fixed(bottom) => {
                        let bottom = bottom.to_i128().ok_or(Reason::Width)?;
                        under = under.checked_mul(bottom).ok_or(Reason::Width)?;
                        None
                    }
                    Bottom::Rows(rows) => Some(column(&rows.piece)),
                };
                Self::Number { top, bottom, over, under }
            }
            (Operand::YesNo(piece), _) => Self::YesNo(column(piece)),
            (Operand::Text(piece), _) => Self::Text(column(piece)),
            (Operand::Choice(piece), Type::Choice(choices)) => Self::Choice(column(piece), choices.clone()),
            (Operand::Date(piece), _) => Self::Date(column(piece)),
            (Operand::Choice(_), _) => return Err(Reason::Form),
        })
    }
}

/// An argument for every row.
pub(super) enum Read<'p> {
    Number { tops: Vec<Option<i128>>, bottoms: Option<Vec<Option<i128>>>, over: i128, under: i128 },
    YesNo(BooleanChunked),
    Text(StringChunked),
    Choice(UInt32Chunked, &'p Choices),
    Date(Int32Chunked),
}

impl<'p> Read<'p> {
    pub(super) fn of(port: &'p Port, columns: &[Column]) -> PolarsResult<Self> {
        let handed = |place: &usize| columns.get(*place).or_broken("each port has its columns");
        let column = |place: &usize| handed(place).as_materialized_series();
        Ok(match port {
            Port::Number { top, bottom, over, under } => Self::Number {
                tops: integers(handed(top))?,
                bottoms: match bottom {
                    Some(bottom) => Some(integers(handed(bottom))?),
                    None => None,
                },
                over: *over,
                under: *under,
            },
            Port::YesNo(place) => Self::YesNo(column(place).bool()?.clone()),
            Port::Text(place) => Self::Text(column(place).str()?.clone()),
            Port::Choice(place, choices) => Self::Choice(column(place).u32()?.clone(), choices),
            Port::Date(place) => Self::Date(column(place).i32()?.clone()),
        })
    }

    /// What tells the value of a row from others, missing ones too; `None` of a text, which is not told apart here.
    pub(super) fn key(&self, row: usize) -> Option<[Option<i128>; 2]> {
        Some(match self {
            Self::Number { tops, bottoms, .. } => [at(tops, row), bottoms.as_ref().and_then(|rows| at(rows, row))],
            Self::YesNo(truths) => [truths.get(place(truths.len(), row)).map(i128::from), None],
            Self::Choice(choices, _) => [choices.get(place(choices.len(), row)).map(i128::from), None],
            Self::Date(days) => [days.get(place(days.len(), row)).map(i128::from), None],
            Self::Text(_) => return None,
        })
    }

    /// The value of a row as a script sees it; `None` when it is missing. A value beyond 128 bits is an error.
    pub(super) fn value(&self, row: usize) -> Result<Option<script::Datum>, Reason> {
        Ok(match self {
            Self::Number { tops, bottoms, over, under } => {
                let Some(top) = at(tops, row) else { return Ok(None) };
                let bottom = match bottoms {
                    Some(bottoms) => at(bottoms, row),
                    None => Some(1),
                };
                let Some(bottom) = bottom else { return Ok(None) };
                let (top, bottom) = (top.checked_mul(*over), bottom.checked_mul(*under));
                let (top, bottom) = (top.ok_or(Reason::Width)?, bottom.ok_or(Reason::Width)?);
                Some(script::Datum::Number(Number::ratio(top, bottom).ok_or(Reason::Width)?))
            }
            Self::YesNo(truths) => truths.get(place(truths.len(), row)).map(script::Datum::YesNo),
            Self::Text(texts) => texts.get(place(texts.len(), row)).map(|text| script::Datum::Text(Arc::from(text))),
            Self::Choice(choices, names) => match choices.get(place(choices.len(), row)) {
                Some(choice) => {
                    let name = names.get(fit::<usize>(choice)).or_broken("a choice is one of its column");
                    Some(script::Datum::Text(Arc::from(name.as_str())))
                }
                None => None,
            },
            Self::Date(days) => match days.get(place(days.len(), row)) {
                Some(days) => Some(script::Datum::Date(Date::from_days(days).ok_or(Reason::Form)?)),
                None => None,
            },
        })
    }
}

/// A column of one value is that value in every row.
pub(super) fn place(length: usize, row: usize) -> usize {
    if length == 1 { 0 } else { row }
}

fn at(values: &[Option<i128>], row: usize) -> Option<i128> {
    values.get(place(values.len(), row)).copied().flatten()
}
