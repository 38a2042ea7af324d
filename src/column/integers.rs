//! Whole numbers in a column.

use std::borrow::Cow;
use std::ops::Range;

use polars_arrow::bitmap::Bitmap;
use polars_core::prelude::{
    ChunkedArray, DataType, IdxCa, Int8Chunked, Int8Type, Int16Chunked, Int16Type, Int32Chunked, Int32Type,
    Int64Chunked, Int64Type, Int128Chunked, Int128Type, IntoColumn, IntoSeries, PlSmallStr, PolarsNumericType,
    PolarsResult, Series,
};

use super::bits;
use super::growing::cast;
use super::narrow::{narrowed, narrowest};
use super::pieces::{ends, in_piece, pieces, starts};
use crate::cancel;
use crate::invariant::{OrBroken, entry, fit};

/// Whole numbers or nothing, row by row, in the narrowest type that holds them all: most columns fit 16 or 32 bits, and
/// twice the width takes twice the memory and more than twice the time.
#[derive(Debug, Clone)]
pub struct Integers {
    values: Values,
    /// The least and the greatest. They follow from the values, but are asked for at every use of a column.
    ends: Option<(i128, i128)>,
}

#[derive(Debug, Clone)]
enum Values {
    Bits8(Int8Chunked),
    Bits16(Int16Chunked),
    Bits32(Int32Chunked),
    Bits64(Int64Chunked),
    Bits128(Int128Chunked),
}

/// Whole numbers of some rows, as they lie in memory where that is in one piece.
pub(crate) enum Slice<'c> {
    Bits8(Cow<'c, [i8]>),
    Bits16(Cow<'c, [i16]>),
    Bits32(Cow<'c, [i32]>),
    Bits64(Cow<'c, [i64]>),
    Bits128(Cow<'c, [i128]>),
}

/// Whole numbers of some rows, in a width that is reckoned in.
pub(crate) enum Widened {
    Bits32(Vec<i32>),
    Bits64(Vec<i64>),
    Bits128(Vec<i128>),
}

/// Does the same with the values of whatever width.
macro_rules! each_width {
    ($values:expr, $list:ident => $what:expr) => {
        match $values {
            Values::Bits8($list) => $what,
            Values::Bits16($list) => $what,
            Values::Bits32($list) => $what,
            Values::Bits64($list) => $what,
            Values::Bits128($list) => $what,
        }
    };
}

/// Makes values of the same width.
macro_rules! same_width {
    ($values:expr, $list:ident => $what:expr) => {
        match $values {
            Values::Bits8($list) => Values::Bits8($what),
            Values::Bits16($list) => Values::Bits16($what),
            Values::Bits32($list) => Values::Bits32($what),
            Values::Bits64($list) => Values::Bits64($what),
            Values::Bits128($list) => Values::Bits128($what),
        }
    };
}

/// Makes numbers of a width that is reckoned in.
macro_rules! widened {
    ($values:expr, $list:ident => $what:expr) => {
        match $values {
            Values::Bits8($list) => Widened::Bits32($what),
            Values::Bits16($list) => Widened::Bits32($what),
            Values::Bits32($list) => Widened::Bits32($what),
            Values::Bits64($list) => Widened::Bits64($what),
            Values::Bits128($list) => Widened::Bits128($what),
        }
    };
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
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 | DataType::Int128 => series.rechunk(),
            DataType::UInt8 | DataType::UInt16 => to(series, &DataType::Int32)?,
            DataType::UInt32 => to(series, &DataType::Int64)?,
            _ => to(series, &DataType::Int128)?,
        };
        let ends = match series.dtype() {
            DataType::Int8 => ends(series.i8()?),
            DataType::Int16 => ends(series.i16()?),
            DataType::Int32 => ends(series.i32()?),
            DataType::Int64 => ends(series.i64()?),
            _ => ends(series.i128()?),
        };
        let dtype = narrowest(ends);
        let narrow = narrowed(&series, &dtype).map_or_else(|| to(&series, &dtype), Ok)?;
        Self::known(&narrow, ends)
    }

    /// Columns put together, one below the other, each a piece.
    ///
    /// # Errors
    /// As polars has it.
    pub(crate) fn joined(pieces: Vec<Self>) -> PolarsResult<Self> {
        let ends = pieces.iter().filter_map(|piece| piece.ends);
        let ends = ends.reduce(|all, own| (all.0.min(own.0), all.1.max(own.1)));
        let dtype = narrowest(ends);
        let mut pieces = pieces.into_iter().map(|piece| piece.series().strict_cast(&dtype));
        let Some(first) = pieces.next() else {
            return Self::known(&Series::new_empty(PlSmallStr::EMPTY, &dtype), ends);
        };
        // Pieces stay where they are: together they would lie twice in memory while one is made of them.
        let mut whole = first?;
        for piece in pieces {
            cancel::look();
            whole.append_owned(piece?)?;
        }
        Self::known(&whole, ends)
    }

    /// The integers at these places, which name each of them; none at none.
    ///
    /// # Errors
    /// A place where nothing stands.
    pub(crate) fn take(&self, places: &IdxCa) -> PolarsResult<Self> {
        fn picked<T: PolarsNumericType>(values: &ChunkedArray<T>, places: &[u32]) -> Vec<T::Native> {
            let values = values.downcast_iter().next().or_broken("the column lies in one piece").values();
            places.iter().map(|place| *entry(values, fit(*place))).collect()
        }
        let mut pieces = places.downcast_iter();
        if let (Some(piece), None, false, false) = (pieces.next(), pieces.next(), self.has_nulls(), self.is_empty()) {
            // At no place 0 is written, where something stands.
            let (list, present) = (piece.values().as_slice(), piece.validity().cloned());
            let name = PlSmallStr::EMPTY;
            let values =
                same_width!(&self.values, own => ChunkedArray::from_vec_validity(name, picked(own, list), present));
            return Ok(Self { values, ends: self.ends });
        }
        Self::known(&self.series().take(places)?.rechunk(), self.ends)
    }

    /// Integers of the narrowest type between their ends.
    fn known(series: &Series, ends: Option<(i128, i128)>) -> PolarsResult<Self> {
        let values = match series.dtype() {
            DataType::Int8 => Values::Bits8(series.i8()?.clone()),
            DataType::Int16 => Values::Bits16(series.i16()?.clone()),
            DataType::Int32 => Values::Bits32(series.i32()?.clone()),
            DataType::Int64 => Values::Bits64(series.i64()?.clone()),
            _ => Values::Bits128(series.i128()?.clone()),
        };
        Ok(Self { values, ends })
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        each_width!(&self.values, values => values.len())
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The integer of a row; `None` when there is none.
    #[must_use]
    #[allow(clippy::useless_conversion, reason = "one of the widths is that of the result")]
    pub fn get(&self, row: usize) -> Option<i128> {
        each_width!(&self.values, values => values.get(row).map(Into::into))
    }

    /// Row by row.
    #[allow(clippy::useless_conversion, reason = "one of the widths is that of the result")]
    pub fn iter(&self) -> Box<dyn Iterator<Item = Option<i128>> + '_> {
        each_width!(&self.values, values => Box::new(values.iter().map(|value| value.map(Into::into))))
    }

    /// Whether some row has none.
    #[must_use]
    pub fn has_nulls(&self) -> bool {
        each_width!(&self.values, values => values.has_nulls())
    }

    /// The least and the greatest; `None` when no row has one.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        self.ends
    }

    /// The integers of some rows; what stands where there is none means nothing.
    pub(crate) fn run(&self, rows: &Range<usize>) -> Widened {
        fn run<T: PolarsNumericType, W: From<T::Native>>(values: &ChunkedArray<T>, rows: &Range<usize>) -> Vec<W> {
            let mut all = Vec::with_capacity(rows.len());
            for (piece, own) in pieces(values, rows) {
                let list = piece.values().get(own).or_broken("a piece has its rows");
                all.extend(list.iter().map(|value| W::from(*value)));
            }
            all
        }
        widened!(&self.values, values => run(values, rows))
    }

    /// The same of rows in any order.
    pub(crate) fn picked(&self, rows: &[u32]) -> Widened {
        fn picked<T: PolarsNumericType, W: From<T::Native>>(values: &ChunkedArray<T>, rows: &[u32]) -> Vec<W> {
            let lists: Vec<&[T::Native]> = values.downcast_iter().map(|piece| piece.values().as_slice()).collect();
            if let [list] = lists.as_slice() {
                return rows.iter().map(|row| W::from(*entry(list, fit(*row)))).collect();
            }
            let starts = starts(values);
            let of = |row: u32| {
                let (piece, row) = in_piece(&starts, fit(row));
                let list: &&[T::Native] = entry(&lists, piece);
                W::from(*entry(list, row))
            };
            rows.iter().map(|row| of(*row)).collect()
        }
        widened!(&self.values, values => picked(values, rows))
    }

    /// The integers of some rows; what stands where there is none means nothing.
    pub(crate) fn slice(&self, rows: &Range<usize>) -> Slice<'_> {
        fn some<'c, T: PolarsNumericType>(values: &'c ChunkedArray<T>, rows: &Range<usize>) -> Cow<'c, [T::Native]> {
            let mut lists =
                pieces(values, rows).map(|(piece, own)| piece.values().get(own).or_broken("a piece has its rows"));
            match (lists.next(), lists.next()) {
                (None, _) => Cow::Borrowed(&[]),
                (Some(only), None) => Cow::Borrowed(only),
                (Some(first), Some(second)) => {
                    let mut all = Vec::with_capacity(rows.len());
                    [first, second].into_iter().chain(lists).for_each(|list| all.extend_from_slice(list));
                    all.into()
                }
            }
        }
        match &self.values {
            Values::Bits8(values) => Slice::Bits8(some(values, rows)),
            Values::Bits16(values) => Slice::Bits16(some(values, rows)),
            Values::Bits32(values) => Slice::Bits32(some(values, rows)),
            Values::Bits64(values) => Slice::Bits64(some(values, rows)),
            Values::Bits128(values) => Slice::Bits128(some(values, rows)),
        }
    }

    /// The same integers in one piece, which takes less time to look up.
    pub(crate) fn in_one_piece(&self) -> Self {
        let values = same_width!(&self.values, values => values.rechunk().into_owned());
        Self { values, ends: self.ends }
    }

    /// Which of some rows have one; nothing when all rows do.
    pub(crate) fn presence(&self, rows: &Range<usize>) -> Option<Vec<bool>> {
        fn of<T: PolarsNumericType>(values: &ChunkedArray<T>, rows: &Range<usize>) -> Vec<bool> {
            let mut all = Vec::with_capacity(rows.len());
            for (piece, own) in pieces(values, rows) {
                match piece.validity() {
                    None => all.resize(all.len() + own.len(), true),
                    Some(bits) if all.is_empty() => all = bits::truths(bits, &own),
                    Some(bits) => all.extend(bits::truths(bits, &own)),
                }
            }
            all
        }
        self.has_nulls().then(|| each_width!(&self.values, values => of(values, rows)))
    }

    /// The same of rows in any order.
    pub(crate) fn presence_at(&self, rows: &[u32]) -> Option<Vec<bool>> {
        fn of<T: PolarsNumericType>(values: &ChunkedArray<T>, rows: &[u32]) -> Vec<bool> {
            let validities: Vec<Option<&Bitmap>> = values.downcast_iter().map(|piece| piece.validity()).collect();
            let starts = starts(values);
            let is_there = |row: u32| {
                let (piece, row) = in_piece(&starts, fit(row));
                entry(&validities, piece).is_none_or(|bits| bits.get(row) == Some(true))
            };
            rows.iter().map(|row| is_there(*row)).collect()
        }
        self.has_nulls().then(|| each_width!(&self.values, values => of(values, rows)))
    }

    /// Integers that come with a list of the rows that have one; all do where there is no list.
    pub(crate) fn of_bits8(values: Vec<i8>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int8Type>(values, present)
    }

    /// As [`Self::of_bits8`].
    pub(crate) fn of_bits16(values: Vec<i16>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int16Type>(values, present)
    }

    /// As [`Self::of_bits8`].
    pub(crate) fn of_bits32(values: Vec<i32>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int32Type>(values, present)
    }

    /// As [`Self::of_bits8`].
    pub(crate) fn of_bits64(values: Vec<i64>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int64Type>(values, present)
    }

    /// As [`Self::of_bits8`].
    pub(crate) fn of_bits128(values: Vec<i128>, present: Option<Vec<bool>>) -> Self {
        Self::of_native::<Int128Type>(values, present)
    }

    /// As [`Self::of_bits8`], with a bit for each row.
    pub(crate) fn of_bits64_in(values: Vec<i64>, present: Option<Bitmap>) -> Self {
        Self::of_native_in::<Int64Type>(values, present)
    }

    fn of_native<T: PolarsNumericType>(values: Vec<T::Native>, present: Option<Vec<bool>>) -> Self
    where
        ChunkedArray<T>: IntoSeries,
    {
        let present = present.filter(|present| present.contains(&false));
        Self::of_native_in(values, present.map(|present| present.into_iter().collect()))
    }

    fn of_native_in<T: PolarsNumericType>(values: Vec<T::Native>, present: Option<Bitmap>) -> Self
    where
        ChunkedArray<T>: IntoSeries,
    {
        let column = ChunkedArray::<T>::from_vec_validity("".into(), values, present);
        Self::of(&column.into_series()).or_broken("whole numbers are integers")
    }

    /// The column for polars.
    pub(crate) fn series(&self) -> Series {
        each_width!(&self.values, values => values.clone().into_series())
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
