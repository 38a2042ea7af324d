//! Whole numbers in a column.

use polars_core::prelude::{
    ChunkAgg, ChunkedArray, DataType, IdxCa, Int32Chunked, Int32Type, Int64Chunked, Int64Type, Int128Chunked,
    Int128Type, IntoColumn, IntoSeries, PolarsNumericType, PolarsResult, Series,
};

use super::growing::{cast, joined};
use crate::cancel;
use crate::invariant::{OrBroken, fit};

/// Whole numbers or nothing, row by row, in the narrowest type that holds them all: most columns fit 32 bits, and
/// twice the width takes twice the memory and more than twice the time.
#[derive(Debug, Clone)]
pub struct Integers {
    values: Values,
    /// The least and the greatest. They follow from the values, but are asked for at every use of a column.
    ends: Option<(i128, i128)>,
}

#[derive(Debug, Clone)]
enum Values {
    Bits32(Int32Chunked),
    Bits64(Int64Chunked),
    Bits128(Int128Chunked),
}

/// Whole numbers as they lie in memory.
pub(crate) enum Slice<'c> {
    Bits32(&'c [i32]),
    Bits64(&'c [i64]),
    Bits128(&'c [i128]),
}

impl Integers {
    /// The integers of a series, in the narrowest type that holds them.
    ///
    /// # Errors
    /// A series that does not hold integers.
    pub(crate) fn of(series: &Series) -> PolarsResult<Self> {
        let to = |series: &Series, dtype: &DataType| -> PolarsResult<Series> {
            Ok(cast(&series.clone().into_column(), dtype)?.as_materialized_series().rechunk())
        };
        let series = match series.dtype() {
            DataType::Int32 | DataType::Int64 | DataType::Int128 => series.rechunk(),
            DataType::Int8 | DataType::Int16 | DataType::UInt8 | DataType::UInt16 => to(series, &DataType::Int32)?,
            DataType::UInt32 => to(series, &DataType::Int64)?,
            _ => to(series, &DataType::Int128)?,
        };
        let ends = match series.dtype() {
            DataType::Int32 => ends(series.i32()?),
            DataType::Int64 => ends(series.i64()?),
            _ => ends(series.i128()?),
        };
        let dtype = narrowest(ends);
        Self::known(&to(&series, &dtype)?, ends)
    }

    /// Columns put together, one below the other.
    ///
    /// # Errors
    /// As polars has it.
    pub(crate) fn joined(pieces: Vec<Self>) -> PolarsResult<Self> {
        let ends = pieces.iter().filter_map(|piece| piece.ends);
        let ends = ends.reduce(|all, own| (all.0.min(own.0), all.1.max(own.1)));
        let dtype = narrowest(ends);
        let pieces = pieces.into_iter().map(|piece| piece.series()).collect();
        Self::known(&joined(pieces, &dtype)?, ends)
    }

    /// The integers at these places; none at none.
    ///
    /// # Errors
    /// A place where nothing stands.
    pub(crate) fn take(&self, places: &IdxCa) -> PolarsResult<Self> {
        Self::of(&self.series().take(places)?)
    }

    /// Integers of the narrowest type between their ends.
    fn known(series: &Series, ends: Option<(i128, i128)>) -> PolarsResult<Self> {
        let values = match series.dtype() {
            DataType::Int32 => Values::Bits32(series.i32()?.clone()),
            DataType::Int64 => Values::Bits64(series.i64()?.clone()),
            _ => Values::Bits128(series.i128()?.clone()),
        };
        Ok(Self { values, ends })
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Bits32(values) => values.len(),
            Values::Bits64(values) => values.len(),
            Values::Bits128(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The integer of a row; `None` when there is none.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<i128> {
        match &self.values {
            Values::Bits32(values) => values.get(row).map(i128::from),
            Values::Bits64(values) => values.get(row).map(i128::from),
            Values::Bits128(values) => values.get(row),
        }
    }

    /// Row by row.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Option<i128>> + '_> {
        match &self.values {
            Values::Bits32(values) => Box::new(values.iter().map(|value| value.map(i128::from))),
            Values::Bits64(values) => Box::new(values.iter().map(|value| value.map(i128::from))),
            Values::Bits128(values) => Box::new(values.iter()),
        }
    }

    /// Whether some row has none.
    #[must_use]
    pub fn has_nulls(&self) -> bool {
        match &self.values {
            Values::Bits32(values) => values.has_nulls(),
            Values::Bits64(values) => values.has_nulls(),
            Values::Bits128(values) => values.has_nulls(),
        }
    }

    /// The least and the greatest; `None` when no row has one.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        self.ends
    }

    /// The integers as they lie in memory; what stands where there is none means nothing.
    pub(crate) fn slice(&self) -> Slice<'_> {
        let whole = "the column lies in one piece";
        match &self.values {
            Values::Bits32(values) => Slice::Bits32(values.downcast_iter().next().or_broken(whole).values()),
            Values::Bits64(values) => Slice::Bits64(values.downcast_iter().next().or_broken(whole).values()),
            Values::Bits128(values) => Slice::Bits128(values.downcast_iter().next().or_broken(whole).values()),
        }
    }

    /// Which of some rows have one; nothing when all rows do.
    pub(crate) fn presence<I: Iterator<Item = usize>>(&self, rows: impl FnOnce() -> I) -> Option<Vec<bool>> {
        fn of<T: PolarsNumericType>(values: &ChunkedArray<T>, rows: impl Iterator<Item = usize>) -> Option<Vec<bool>> {
            let bits = values.downcast_iter().next()?.validity()?;
            Some(rows.map(|row| bits.get_bit(row)).collect())
        }
        if !self.has_nulls() {
            return None;
        }
        match &self.values {
            Values::Bits32(values) => of(values, rows()),
            Values::Bits64(values) => of(values, rows()),
            Values::Bits128(values) => of(values, rows()),
        }
    }

    /// Integers that come with a list of the rows that have one; all do where there is no list.
    pub(crate) fn of_bits32(values: Vec<i32>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int32Type>(values, present)
    }

    /// As [`Self::of_bits32`].
    pub(crate) fn of_bits64(values: Vec<i64>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int64Type>(values, present)
    }

    /// As [`Self::of_bits32`].
    pub(crate) fn of_bits128(values: Vec<i128>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int128Type>(values, present)
    }

    fn of_native<T: PolarsNumericType>(values: Vec<T::Native>, present: Option<Vec<bool>>) -> Self
    where
        ChunkedArray<T>: IntoSeries,
    {
        let present =
            present.filter(|present| present.iter().any(|is| !is)).map(|present| present.into_iter().collect());
        let column = ChunkedArray::<T>::from_vec_validity("".into(), values, present);
        Self::of(&column.into_series()).or_broken("whole numbers are integers")
    }

    /// The column for polars.
    pub(crate) fn series(&self) -> Series {
        match &self.values {
            Values::Bits32(values) => values.clone().into_series(),
            Values::Bits64(values) => values.clone().into_series(),
            Values::Bits128(values) => values.clone().into_series(),
        }
    }
}

fn ends<T: PolarsNumericType>(values: &ChunkedArray<T>) -> Option<(i128, i128)>
where
    ChunkedArray<T>: ChunkAgg<T::Native>,
    i128: From<T::Native>,
{
    let parts = cancel::parts(values.len(), cancel::ROWS)
        .filter_map(|part| values.slice(fit(part.start), part.len()).min_max());
    let ends = parts.map(|(least, greatest)| (i128::from(least), i128::from(greatest)));
    ends.reduce(|(low, high), (least, greatest)| (low.min(least), high.max(greatest)))
}

/// The narrowest type that holds all from one end to the other.
fn narrowest(ends: Option<(i128, i128)>) -> DataType {
    let (low, high) = ends.unwrap_or((0, 0));
    if i32::try_from(low).is_ok() && i32::try_from(high).is_ok() {
        DataType::Int32
    } else if i64::try_from(low).is_ok() && i64::try_from(high).is_ok() {
        DataType::Int64
    } else {
        DataType::Int128
    }
}

impl FromIterator<Option<i128>> for Integers {
    fn from_iter<I: IntoIterator<Item = Option<i128>>>(values: I) -> Self {
        Self::of(&values.into_iter().collect::<Int128Chunked>().into_series()).or_broken("whole numbers are integers")
    }
}

impl PartialEq for Integers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Integers {}

impl<'a> IntoIterator for &'a Integers {
    type Item = Option<i128>;
    type IntoIter = Box<dyn Iterator<Item = Option<i128>> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
