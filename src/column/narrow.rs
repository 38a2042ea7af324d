//! The narrowest type for whole numbers.

use polars_core::prelude::{
    ChunkedArray, DataType, Int8Type, Int16Type, Int32Type, Int64Type, IntoSeries, PlSmallStr, PolarsNumericType,
    Series,
};

use crate::cancel;
use crate::invariant::OrBroken;

/// The narrowest type that holds all from one end to the other.
pub(super) fn narrowest(ends: Option<(i128, i128)>) -> DataType {
    let (low, high) = ends.unwrap_or((0, 0));
    if both::<i8>(low, high) {
        DataType::Int8
    } else if both::<i16>(low, high) {
        DataType::Int16
    } else if both::<i32>(low, high) {
        DataType::Int32
    } else if both::<i64>(low, high) {
        DataType::Int64
    } else {
        DataType::Int128
    }
}

/// The numbers of a column of one piece in a narrower type that holds them all: their low bytes.
pub(super) fn narrowed(series: &Series, dtype: &DataType) -> Option<Series> {
    fn low<T: PolarsNumericType, U: PolarsNumericType>(
        column: &ChunkedArray<T>,
        low: impl Fn(T::Native) -> U::Native,
    ) -> Option<Series>
    where
        ChunkedArray<U>: IntoSeries,
    {
        let mut all = Vec::with_capacity(column.len());
        let mut pieces = column.downcast_iter();
        let (Some(piece), None) = (pieces.next(), pieces.next()) else { return None };
        for rows in cancel::parts(piece.len(), cancel::ROWS) {
            let list = piece.values().get(rows).or_broken("a piece has its rows");
            all.extend(list.iter().map(|value| low(*value)));
        }
        Some(ChunkedArray::<U>::from_vec_validity(PlSmallStr::EMPTY, all, piece.validity().cloned()).into_series())
    }
    /// A type from its low bytes.
    macro_rules! low_bytes {
        ($column:expr, $wide:ty, $narrow:ty, $bytes:pat => $low:expr) => {
            low::<$wide, $narrow>($column, |value| {
                let $bytes = value.to_le_bytes();
                $low
            })
        };
    }
    match (series.dtype(), dtype) {
        (DataType::Int64, DataType::Int32) => {
            low_bytes!(series.i64().ok()?, Int64Type, Int32Type, [a, b, c, d, ..] => i32::from_le_bytes([a, b, c, d]))
        }
        (DataType::Int64, DataType::Int16) => {
            low_bytes!(series.i64().ok()?, Int64Type, Int16Type, [a, b, ..] => i16::from_le_bytes([a, b]))
        }
        (DataType::Int64, DataType::Int8) => {
            low_bytes!(series.i64().ok()?, Int64Type, Int8Type, [a, ..] => i8::from_le_bytes([a]))
        }
        (DataType::Int32, DataType::Int16) => {
            low_bytes!(series.i32().ok()?, Int32Type, Int16Type, [a, b, ..] => i16::from_le_bytes([a, b]))
        }
        (DataType::Int32, DataType::Int8) => {
            low_bytes!(series.i32().ok()?, Int32Type, Int8Type, [a, ..] => i8::from_le_bytes([a]))
        }
        (DataType::Int16, DataType::Int8) => {
            low_bytes!(series.i16().ok()?, Int16Type, Int8Type, [a, ..] => i8::from_le_bytes([a]))
        }
        _ => None,
    }
}

/// Whether both ends are of a type.
fn both<T: TryFrom<i128>>(low: i128, high: i128) -> bool {
    T::try_from(low).is_ok() && T::try_from(high).is_ok()
}
