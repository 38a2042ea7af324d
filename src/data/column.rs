//! Values one below the other to a typed column.

use polars_core::prelude::{
    BooleanChunkedBuilder, ChunkedBuilder, Int32Type, Int128Chunked, Int128Type, IntoSeries, NewChunkedArray,
    PlSmallStr, PrimitiveChunkedBuilder, Series, StringChunkedBuilder, UInt32Type,
};

use super::cell::Said;
use super::crowded::Crowded;
use super::decimal::Decimal;
use super::table::{Column, Found, Typed};
use crate::cancel::looking;
use crate::column::Integers;
use crate::core::{Field, Type};
use crate::invariant::OrBroken;

/// A column that grows.
pub(super) struct Builder {
    header: String,
    values: Values,
    found: StringChunkedBuilder,
}

enum Values {
    /// Each with the decimals it was written with; they share a scale only once all are known.
    Number {
        values: PrimitiveChunkedBuilder<Int128Type>,
        places: Vec<u8>,
    },
    YesNo(BooleanChunkedBuilder),
    /// The texts as found are the values.
    Text,
    Choice(PrimitiveChunkedBuilder<UInt32Type>),
    Date(PrimitiveChunkedBuilder<Int32Type>),
}

impl Builder {
    pub(super) fn new(field: &Field) -> Self {
        let values = match field.ty {
            Type::Number(_) => Values::Number { values: PrimitiveChunkedBuilder::new(name(), 0), places: Vec::new() },
            Type::YesNo => Values::YesNo(BooleanChunkedBuilder::new(name(), 0)),
            Type::Text => Values::Text,
            Type::Choice(_) => Values::Choice(PrimitiveChunkedBuilder::new(name(), 0)),
            Type::Date => Values::Date(PrimitiveChunkedBuilder::new(name(), 0)),
        };
        let found = StringChunkedBuilder::new(name(), 0);
        Self { header: field.column.clone(), values, found }
    }

    /// Adds a cell: what it says, if anything that fits the column, and the text as found.
    pub(super) fn push(&mut self, value: Option<Said>, found: Option<&str>) {
        self.found.append_option(found);
        match &mut self.values {
            Values::Number { values, places } => {
                let number = match value {
                    Some(Said::Number(number)) => Some(number),
                    _ => None,
                };
                values.append_option(number.map(|number| number.value));
                places.push(number.and_then(|number| u8::try_from(number.places).ok()).unwrap_or(0));
            }
            Values::YesNo(values) => values.append_option(match value {
                Some(Said::YesNo(yes)) => Some(yes),
                _ => None,
            }),
            Values::Text => {}
            Values::Choice(values) => values.append_option(match value {
                Some(Said::Choice(choice)) => Some(choice),
                _ => None,
            }),
            Values::Date(values) => values.append_option(match value {
                Some(Said::Date(days)) => Some(days),
                _ => None,
            }),
        }
    }

    /// The column, and the numbers that do not fit with the decimals that the column needs.
    pub(super) fn finish(self) -> (Column, Crowded) {
        let found = self.found.finish();
        let mut crowded = Crowded::default();
        let typed = match self.values {
            Values::Number { values, places } => {
                let scale = places.iter().copied().max().unwrap_or(0);
                crowded.finest = places.iter().position(|own| *own == scale).unwrap_or(0);
                let values = to_scale(&values.finish(), &places, scale, &mut crowded.rows);
                Typed::Number { scale: u32::from(scale), values: integers(&values.into_series()) }
            }
            Values::YesNo(values) => Typed::YesNo(values.finish()),
            Values::Text => Typed::Text(found.clone()),
            Values::Choice(values) => Typed::Choice(integers(&values.finish().into_series())),
            Values::Date(values) => Typed::Date(values.finish()),
        };
        (Column { header: self.header, typed, found: Found::Texts(found) }, crowded)
    }
}

fn to_scale(values: &Int128Chunked, places: &[u8], scale: u8, too_large: &mut Vec<usize>) -> Int128Chunked {
    if places.iter().all(|own| *own == scale) {
        return values.clone();
    }
    let scaled = looking(values.iter().zip(places)).enumerate().map(|(row, (value, own))| {
        let number = Decimal { value: value?, places: u32::from(*own) };
        let scaled = number.scaled_to(u32::from(scale));
        if scaled.is_none() {
            too_large.push(row);
        }
        scaled
    });
    Int128Chunked::from_iter_options(name(), scaled)
}

fn integers(values: &Series) -> Integers {
    Integers::of(values).or_broken("whole numbers are integers")
}

/// Columns are told apart by their ids.
fn name() -> PlSmallStr {
    PlSmallStr::EMPTY
}
