//! Columns that grow piece by piece, in order, each within one block of memory: what is put together at the end lies
//! twice in memory.

use polars_arrow::bitmap::BitmapBuilder;
use polars_core::prelude::{
    BooleanChunkedBuilder, ChunkedArray, ChunkedBuilder, Column, DataType, Int8Type, Int16Type, Int32Type, Int64Type,
    Int128Type, IntoColumn, IntoSeries, PlSmallStr, PolarsNumericType, PolarsResult, Series, UInt32Type,
};

use crate::cancel;
use crate::invariant::fit;

/// Finding a row among so many pieces takes hardly longer than in one.
const PIECES: usize = 16;

/// A column of which some rows are there.
pub(crate) enum Growing {
    Bits8(Block<Int8Type>),
    Bits16(Block<Int16Type>),
    Bits32(Block<Int32Type>),
    Bits64(Block<Int64Type>),
    Bits128(Block<Int128Type>),
    Places(Block<UInt32Type>),
    Truths(BooleanChunkedBuilder),
    /// Texts, which share their bytes, and what is whole already.
    Other(Column),
}

/// Numbers with room for all rows, and which rows have one.
pub(crate) struct Block<T: PolarsNumericType> {
    name: PlSmallStr,
    values: Vec<T::Native>,
    present: BitmapBuilder,
}

impl<T> Block<T>
where
    T: PolarsNumericType,
    ChunkedArray<T>: IntoSeries,
{
    fn new(name: PlSmallStr, rows: usize) -> Self {
        Self { name, values: Vec::with_capacity(rows), present: BitmapBuilder::with_capacity(rows) }
    }

    fn extend(&mut self, more: &ChunkedArray<T>) {
        for piece in more.downcast_iter() {
            self.values.extend_from_slice(piece.values());
            match piece.validity() {
                Some(present) => self.present.extend_from_bitmap(present),
                None => self.present.extend_constant(piece.len(), true),
            }
        }
    }

    fn whole(self) -> Column {
        ChunkedArray::<T>::from_vec_validity(self.name, self.values, self.present.into_opt_validity()).into_column()
    }
}

impl Growing {
    /// A column that begins with these rows and will have so many.
    pub(crate) fn beginning(first: Column, rows: usize) -> PolarsResult<Self> {
        let name = first.name().clone();
        if first.len() == rows {
            return Ok(Self::Other(first));
        }
        let mut growing = match first.dtype() {
            DataType::Int8 => Self::Bits8(Block::new(name, rows)),
            DataType::Int16 => Self::Bits16(Block::new(name, rows)),
            DataType::Int32 => Self::Bits32(Block::new(name, rows)),
            DataType::Int64 => Self::Bits64(Block::new(name, rows)),
            DataType::Int128 => Self::Bits128(Block::new(name, rows)),
            DataType::UInt32 => Self::Places(Block::new(name, rows)),
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
            Self::Bits8(block) => block.extend(series.i8()?),
            Self::Bits16(block) => block.extend(series.i16()?),
            Self::Bits32(block) => block.extend(series.i32()?),
            Self::Bits64(block) => block.extend(series.i64()?),
            Self::Bits128(block) => block.extend(series.i128()?),
            Self::Places(block) => block.extend(series.u32()?),
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
            Self::Bits8(block) => block.whole(),
            Self::Bits16(block) => block.whole(),
            Self::Bits32(block) => block.whole(),
            Self::Bits64(block) => block.whole(),
            Self::Bits128(block) => block.whole(),
            Self::Places(block) => block.whole(),
            Self::Truths(builder) => builder.finish().into_column(),
            // Few pieces are as good as one.
            Self::Other(column) if column.n_chunks() <= PIECES => column,
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
