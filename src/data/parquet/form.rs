//! What the values of a column are read as.

use polars_core::prelude::{
    BooleanChunked, ChunkTake, DataType, IdxCa, Int32Chunked, PolarsResult, Series, StringChunked,
};

use super::chunk::Run;
use super::days;
use super::misfit::Misfit;
use super::shortest;
use crate::column::Integers;
use crate::core::{Choices, Field, Type};
use crate::data::blank;
use crate::data::cell::{self, Said};
use crate::data::complaint::Fault;
use crate::invariant::{OrBroken, fit};

/// So many digits any number of 128 bits has.
const MOST_DIGITS: usize = 38;

/// What the values of a column are read as.
#[derive(Clone, Copy)]
pub(super) enum Form<'f> {
    /// Texts that are read as the cells of a text file are.
    Cells,
    /// Whole numbers with so many decimals.
    Whole(u32),
    /// Binary numbers.
    Floats,
    YesNo,
    Text,
    Choice(&'f Type, &'f Choices),
    Date,
}

/// Values of some rows, one below the other.
pub(super) enum Piece {
    /// Texts as found.
    Cells(StringChunked),
    /// Numbers with their decimals.
    Numbers(u32, Integers),
    YesNo(BooleanChunked),
    Text(StringChunked),
    Choice(Integers),
    Date(Int32Chunked),
}

impl<'f> Form<'f> {
    /// Of a column that the file holds in a type; `None` when values of that type cannot be of the field's.
    pub(super) fn new(field: &'f Field, held: &DataType) -> Option<Self> {
        let is_text = is_text(held);
        Some(match (&field.ty, held) {
            // Beyond 128 bits.
            (_, DataType::Decimal(digits, _)) if *digits > MOST_DIGITS => return None,
            (Type::Number(_), DataType::Decimal(_, scale)) => Self::Whole(fit(*scale)),
            (Type::Number(_), _) if held.is_integer() => Self::Whole(0),
            (Type::Number(_), _) if held.is_float() => Self::Floats,
            (Type::YesNo, DataType::Boolean) => Self::YesNo,
            (Type::Text, _) if is_text || held.is_integer() => Self::Text,
            // What says a name in one of several ways is kept as it says it.
            (Type::Choice(choices), _) if is_text && !choices.is_respelled() => Self::Choice(&field.ty, choices),
            (Type::Date, DataType::Date | DataType::Datetime(_, None)) => Self::Date,
            // A column without a value has whatever type the writer took.
            _ if is_text || *held == DataType::Null => Self::Cells,
            _ => return None,
        })
    }

    /// Reads rows, each entry of a dictionary once.
    ///
    /// # Errors
    /// A refusal of polars to give the values as what they are.
    pub(super) fn read(self, run: &Run) -> PolarsResult<(Piece, Vec<Misfit>)> {
        let (piece, misfits) = self.values(&run.values)?;
        Ok(match &run.keys {
            None => (piece, misfits),
            Some(keys) => (piece.take(keys)?, of_rows(&misfits, keys)),
        })
    }

    fn values(self, values: &Series) -> PolarsResult<(Piece, Vec<Misfit>)> {
        Ok(match self {
            Self::Cells => (Piece::Cells(texts(values)?), Vec::new()),
            Self::Whole(scale) => (Piece::Numbers(scale, Integers::of(&values.to_physical_repr())?), Vec::new()),
            Self::Floats => floats(values)?,
            Self::YesNo => (Piece::YesNo(values.strict_cast(&DataType::Boolean)?.bool()?.clone()), Vec::new()),
            Self::Text => (Piece::Text(trimmed(texts(values)?)), Vec::new()),
            Self::Choice(ty, choices) => choose(ty, choices, &texts(values)?),
            Self::Date => dates(values)?,
        })
    }
}

impl Piece {
    /// The values that stand at these places; none at none.
    fn take(&self, places: &IdxCa) -> PolarsResult<Self> {
        Ok(match self {
            Self::Cells(texts) => Self::Cells(texts.take(places)?),
            Self::Numbers(scale, values) => Self::Numbers(*scale, values.take(places)?),
            Self::YesNo(values) => Self::YesNo(values.take(places)?),
            Self::Text(texts) => Self::Text(texts.take(places)?),
            Self::Choice(values) => Self::Choice(values.take(places)?),
            Self::Date(values) => Self::Date(values.take(places)?),
        })
    }
}

/// The rows of entries that do not fit.
fn of_rows(entries: &[Misfit], keys: &IdxCa) -> Vec<Misfit> {
    if entries.is_empty() {
        return Vec::new();
    }
    let of = |key: u32| entries.binary_search_by_key(&fit::<usize>(key), |entry| entry.row).ok();
    let rows = keys.iter().enumerate();
    let misfits = rows.filter_map(|(row, key)| Some((row, entries.get(of(key?)?)?)));
    let of_row = |(before, (row, entry)): (usize, (usize, &Misfit))| Misfit::new(row, &entry.text, entry.fault, before);
    misfits.enumerate().map(of_row).collect()
}

pub(super) fn is_text(held: &DataType) -> bool {
    matches!(held, DataType::String | DataType::Categorical(..) | DataType::Enum(..))
}

/// What cells say, as texts.
pub(super) fn texts(values: &Series) -> PolarsResult<StringChunked> {
    Ok(values.cast(&DataType::String)?.str()?.clone())
}

/// Texts without the blanks that people do not see; an empty text is an empty cell.
pub(super) fn trimmed(texts: StringChunked) -> StringChunked {
    let is_plain = |text: &str| !text.is_empty() && blank::trim(text).len() == text.len();
    if texts.iter().flatten().all(is_plain) {
        return texts;
    }
    texts.iter().map(|text| text.map(blank::trim).filter(|text| !text.is_empty())).collect()
}

fn floats(values: &Series) -> PolarsResult<(Piece, Vec<Misfit>)> {
    let column = if let Ok(column) = values.f32() { shortest::widened(column) } else { values.f64()?.clone() };
    let read = shortest::decimals(&column);
    let said = |row: usize| column.get(row).or_broken("what is wrong with a number is there").to_string();
    let misfits = read.faults.into_iter();
    let misfits = misfits.map(|(row, fault)| Misfit { row, text: said(row), fault: Some(fault) }).collect();
    Ok((Piece::Numbers(read.scale, read.values), misfits))
}

fn choose(ty: &Type, choices: &Choices, texts: &StringChunked) -> (Piece, Vec<Misfit>) {
    let mut misfits = Vec::new();
    let mut read = |row: usize, text: &str| -> Option<u32> {
        let text = blank::trim(text);
        if text.is_empty() {
            return None;
        }
        if let Ok(Said::Choice(choice)) = cell::read(text, ty, None) {
            return Some(choice);
        }
        misfits.push(Misfit::new(row, text, Some(Fault::NotChoice), misfits.len()));
        None
    };
    let chosen = texts.iter().enumerate().map(|(row, text)| {
        let text = text?;
        // Nearly all cells say a name just as it is declared.
        choices.place(text).and_then(|place| u32::try_from(place).ok()).or_else(|| read(row, text))
    });
    (Piece::Choice(chosen.map(|place| place.map(i128::from)).collect()), misfits)
}

fn dates(values: &Series) -> PolarsResult<(Piece, Vec<Misfit>)> {
    let physical = values.to_physical_repr();
    if let DataType::Datetime(unit, _) = values.dtype() {
        let (dates, misfits) = days::of_moments(physical.i64()?, *unit);
        return Ok((Piece::Date(dates), misfits));
    }
    let days = physical.i32()?.clone();
    let misfits = days::beyond_the_calendar(&days);
    Ok((Piece::Date(days), misfits))
}
