//! Columns that grow piece by piece, in order, each within one block of memory: what is put together at the end lies
//! twice in memory.

use polars::prelude::{
    BooleanChunkedBuilder, ChunkedArray, ChunkedBuilder, Column, DataType, Int32Type, Int64Type, Int128Type,
    IntoColumn, PolarsNumericType, PolarsResult, PrimitiveChunkedBuilder, UInt32Type,
};

/// A column of which some rows are there.
pub(super) enum Growing {
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
    pub(super) fn beginning(first: Column, rows: usize) -> PolarsResult<Self> {
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
    pub(super) fn append(&mut self, more: Column) -> PolarsResult<()> {
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
    pub(super) fn whole(self) -> Column {
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

fn extend<T: PolarsNumericType>(builder: &mut PrimitiveChunkedBuilder<T>, values: &ChunkedArray<T>) {
    values.iter().for_each(|value| builder.append_option(value));
}
