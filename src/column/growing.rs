//! Columns that grow piece by piece, in order, each within one block of memory: what is put together at the end lies
//! twice in memory.

use polars_core::prelude::{
    BooleanChunkedBuilder, ChunkedArray, ChunkedBuilder, Column, DataType, Int32Type, Int64Type, Int128Type,
    IntoColumn, PolarsNumericType, PolarsResult, PrimitiveChunkedBuilder, Series, UInt32Type,
};

use crate::cancel;
use crate::invariant::fit;

/// A column of which some rows are there.
pub(crate) enum Growing {
    Bits32(PrimitiveChunkedBuilder<Int32Type>),
    Bits64(PrimitiveChunkedBuilder<Int64Type>),
    Bits128(PrimitiveChunkedBuilder<Int128Type>),
    Places(PrimitiveChunkedBuilder<UInt32Type>),
    Truths(BooleanChunkedBuilder),
    /// Texts, which share their bytes, and what is whole already.
    Other(Column),
}

impl Growing {
    /// A column that begins with these rows and will have so many.
    pub(crate) fn beginning(first: Column, rows: usize) -> PolarsResult<Self> {
        let name = first.name().clone();
        if first.len() == rows {
            return Ok(Self::Other(first));
        }
        let mut growing = match first.dtype() {
            DataType::Int32 => Self::Bits32(PrimitiveChunkedBuilder::new(name, rows)),
            DataType::Int64 => Self::Bits64(PrimitiveChunkedBuilder::new(name, rows)),
            DataType::Int128 => Self::Bits128(PrimitiveChunkedBuilder::new(name, rows)),
            DataType::UInt32 => Self::Places(PrimitiveChunkedBuilder::new(name, rows)),
            DataType::Boolean => Self::Truths(BooleanChunkedBuilder::new(name, rows)),
            _ => return Ok(Self::Other(first)),
        };
        growing.append(first)?;
        Ok(growing)
    }

    /// The rows that come next.
    pub(crate) fn append(&mut self, more: Column) -> PolarsResult<()> {
        let series = more.as_materialized_series();
        match self {
            Self::Bits32(builder) => extend(builder, series.i32()?),
            Self::Bits64(builder) => extend(builder, series.i64()?),
            Self::Bits128(builder) => extend(builder, series.i128()?),
            Self::Places(builder) => extend(builder, series.u32()?),
            Self::Truths(builder) => series.bool()?.iter().for_each(|truth| builder.append_option(truth)),
            Self::Other(column) => {
                column.append_owned(more)?;
            }
        }
        Ok(())
    }

    /// All rows.
    pub(crate) fn whole(self) -> Column {
        match self {
            Self::Bits32(builder) => builder.finish().into_column(),
            Self::Bits64(builder) => builder.finish().into_column(),
            Self::Bits128(builder) => builder.finish().into_column(),
            Self::Places(builder) => builder.finish().into_column(),
            Self::Truths(builder) => builder.finish().into_column(),
            Self::Other(column) => column.rechunk(),
        }
    }
}

/// The same values in a type that holds them all.
pub(crate) fn cast(column: &Column, dtype: &DataType) -> PolarsResult<Column> {
    if column.dtype() == dtype {
        return Ok(column.clone());
    }
    in_parts(column.len(), |start, rows| column.slice(start, rows).strict_cast(dtype))
}

/// Pieces of one type put together; they are gone piece by piece.
pub(crate) fn joined(mut pieces: Vec<Series>, dtype: &DataType) -> PolarsResult<Series> {
    if pieces.len() == 1
        && let Some(only) = pieces.pop()
    {
        return Ok(cast(&only.into_column(), dtype)?.as_materialized_series().rechunk());
    }
    let rows = pieces.iter().map(|piece| piece.len()).sum();
    let mut all = Growing::beginning(Column::new_empty("".into(), dtype), rows)?;
    for piece in pieces {
        cancel::look();
        all.append(piece.strict_cast(dtype)?.into_column())?;
    }
    Ok(all.whole().as_materialized_series().clone())
}

/// A column made some rows at a time.
fn in_parts(rows: usize, part: impl Fn(i64, usize) -> PolarsResult<Column>) -> PolarsResult<Column> {
    let mut all: Option<Growing> = None;
    for range in cancel::parts(rows, cancel::ROWS) {
        let more = part(fit(range.start), range.len())?;
        match &mut all {
            Some(all) => all.append(more)?,
            None => all = Some(Growing::beginning(more, rows)?),
        }
    }
    all.map_or_else(|| part(0, 0), |all| Ok(all.whole()))
}

fn extend<T: PolarsNumericType>(builder: &mut PrimitiveChunkedBuilder<T>, values: &ChunkedArray<T>) {
    values.iter().for_each(|value| builder.append_option(value));
}
