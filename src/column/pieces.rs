//! The pieces of a column of whole numbers.

use std::ops::Range;

use polars_arrow::array::PrimitiveArray;
use polars_core::prelude::{ChunkedArray, PolarsNumericType};

use super::bits;
use crate::cancel;
use crate::invariant::{OrBroken, entry};

/// The pieces that have some of the rows, each with its own.
pub(super) fn pieces<'c, T: PolarsNumericType>(
    values: &'c ChunkedArray<T>,
    rows: &Range<usize>,
) -> impl Iterator<Item = (&'c PrimitiveArray<T::Native>, Range<usize>)> {
    let (from, to) = (rows.start, rows.end);
    let mut before = 0;
    values.downcast_iter().filter_map(move |piece| {
        let start = before;
        before += piece.len();
        let own = from.max(start)..to.min(before);
        (own.start < own.end).then(|| (piece, own.start - start..own.end - start))
    })
}

/// The first row of each piece.
pub(super) fn starts<T: PolarsNumericType>(values: &ChunkedArray<T>) -> Vec<usize> {
    let lengths = values.downcast_iter().map(PrimitiveArray::len);
    let next = |before: &mut usize, length: usize| Some(std::mem::replace(before, *before + length));
    lengths.scan(0, next).collect()
}

/// The piece of a row, and which of its rows it is.
pub(super) fn in_piece(starts: &[usize], row: usize) -> (usize, usize) {
    // Of pieces without rows the last one counts, behind which the row stands.
    let piece = starts.partition_point(|start| *start <= row) - 1;
    (piece, row - entry(starts, piece))
}

/// The least and the greatest of what is there.
pub(super) fn ends<T: PolarsNumericType>(values: &ChunkedArray<T>) -> Option<(i128, i128)>
where
    T::Native: Ord,
    i128: From<T::Native>,
{
    let mut all: Option<(T::Native, T::Native)> = None;
    for piece in values.downcast_iter() {
        for rows in cancel::parts(piece.len(), cancel::ROWS) {
            let list = piece.values().get(rows.clone()).or_broken("a piece has its rows");
            let own = match piece.validity() {
                None => list.iter().copied().map(|value| (value, value)).reduce(wider),
                Some(bits) => {
                    let there = bits::truths(bits, &rows);
                    // What stands for nothing is taken for the first that is there.
                    let first = list.iter().zip(&there).find(|(_, is)| **is).map(|(value, _)| *value);
                    first.and_then(|first| {
                        let known = list.iter().zip(&there).map(|(value, is)| if *is { *value } else { first });
                        known.map(|value| (value, value)).reduce(wider)
                    })
                }
            };
            all = all.into_iter().chain(own).reduce(wider);
        }
    }
    all.map(|(least, greatest)| (least.into(), greatest.into()))
}

fn wider<T: Ord>(one: (T, T), other: (T, T)) -> (T, T) {
    (one.0.min(other.0), one.1.max(other.1))
}
