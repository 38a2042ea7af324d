//! Which rows are alike in some columns.

use std::hash::{DefaultHasher, Hash, Hasher};

use polars::prelude::{
    BooleanChunked, Column, DataType, Int32Chunked, Int64Chunked, Int128Chunked, PolarsError, PolarsResult,
    StringChunked, UInt32Chunked,
};

use crate::cancel::looking;
use crate::core::ByHash;
use crate::invariant::fit;

/// For each row the first one with the same values; null where one of them is null.
pub(super) fn firsts(columns: &[&Column]) -> PolarsResult<UInt32Chunked> {
    let rows = columns.first().map_or(0, |column| column.len());
    let parts = columns.iter().map(|column| Part::of(column)).collect::<PolarsResult<Vec<_>>>()?;
    let mut known = ByHash::default();
    let first = |row: usize| {
        let mut hasher = DefaultHasher::new();
        parts.iter().try_for_each(|part| part.hash(row, &mut hasher))?;
        let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
        let same = |other: u32| parts.iter().all(|part| part.is_same(fit(other), row));
        let own = fit(row);
        Some(known.find_or_add(u32::from_le_bytes([a, b, c, d]), own, same).unwrap_or(own))
    };
    Ok(looking(0..rows).map(first).collect())
}

/// A column whose values are compared.
enum Part {
    Bits32(Int32Chunked),
    Bits64(Int64Chunked),
    Bits128(Int128Chunked),
    Places(UInt32Chunked),
    Truths(BooleanChunked),
    Texts(StringChunked),
}

impl Part {
    fn of(column: &Column) -> PolarsResult<Self> {
        // Values are asked for out of their order.
        let series = column.as_materialized_series().rechunk();
        Ok(match series.dtype() {
            DataType::Int32 => Self::Bits32(series.i32()?.clone()),
            DataType::Int64 => Self::Bits64(series.i64()?.clone()),
            DataType::Int128 => Self::Bits128(series.i128()?.clone()),
            DataType::UInt32 => Self::Places(series.u32()?.clone()),
            DataType::Boolean => Self::Truths(series.bool()?.clone()),
            DataType::String => Self::Texts(series.str()?.clone()),
            other => return Err(PolarsError::SchemaMismatch(format!("a key of {other}").into())),
        })
    }

    fn hash(&self, row: usize, hasher: &mut DefaultHasher) -> Option<()> {
        match self {
            Self::Bits32(values) => values.get(row)?.hash(hasher),
            Self::Bits64(values) => values.get(row)?.hash(hasher),
            Self::Bits128(values) => values.get(row)?.hash(hasher),
            Self::Places(values) => values.get(row)?.hash(hasher),
            Self::Truths(values) => values.get(row)?.hash(hasher),
            Self::Texts(values) => values.get(row)?.hash(hasher),
        }
        Some(())
    }

    fn is_same(&self, one: usize, other: usize) -> bool {
        match self {
            Self::Bits32(values) => values.get(one) == values.get(other),
            Self::Bits64(values) => values.get(one) == values.get(other),
            Self::Bits128(values) => values.get(one) == values.get(other),
            Self::Places(values) => values.get(one) == values.get(other),
            Self::Truths(values) => values.get(one) == values.get(other),
            Self::Texts(values) => values.get(one) == values.get(other),
        }
    }
}
