//! Whole numbers in a column.

use polars::prelude::{ChunkAgg, ChunkCast, DataType, Int64Chunked, Int128Chunked, IntoSeries, PolarsResult, Series};

/// Whole numbers or nothing, row by row, in the narrowest type that holds them all: most columns fit 64 bits, and a
/// column twice as wide takes twice the memory and the time.
#[derive(Debug, Clone)]
pub enum Integers {
    /// All fit 64 bits.
    Narrow(Int64Chunked),
    /// Some need 128 bits.
    Wide(Int128Chunked),
}

impl Integers {
    /// The integers of a series, in the narrowest type that holds them.
    ///
    /// # Errors
    /// A series that does not hold integers.
    pub fn of(series: &Series) -> PolarsResult<Self> {
        if let Ok(narrow) = series.i64() {
            return Ok(Self::Narrow(narrow.rechunk().into_owned()));
        }
        if let Ok(narrow) = series.strict_cast(&DataType::Int64)
            && series.dtype().is_integer()
        {
            return Ok(Self::Narrow(narrow.i64()?.rechunk().into_owned()));
        }
        let wide = if series.dtype().is_integer() { series.strict_cast(&DataType::Int128)? } else { series.clone() };
        Ok(Self::Wide(wide.i128()?.rechunk().into_owned()))
    }

    /// Integers in the narrowest type that holds them.
    #[must_use]
    pub fn narrowed(wide: &Int128Chunked) -> Self {
        let wide = wide.rechunk().into_owned();
        let fits = |end: Option<i128>| end.is_none_or(|end| i64::try_from(end).is_ok());
        if fits(wide.min())
            && fits(wide.max())
            && let Ok(narrow) = wide.cast(&DataType::Int64)
            && let Ok(narrow) = narrow.i64()
        {
            return Self::Narrow(narrow.clone());
        }
        Self::Wide(wide)
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Narrow(values) => values.len(),
            Self::Wide(values) => values.len(),
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
        match self {
            Self::Narrow(values) => values.get(row).map(i128::from),
            Self::Wide(values) => values.get(row),
        }
    }

    /// Row by row.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Option<i128>> + '_> {
        match self {
            Self::Narrow(values) => Box::new(values.iter().map(|value| value.map(i128::from))),
            Self::Wide(values) => Box::new(values.iter()),
        }
    }

    /// Whether some row has none.
    #[must_use]
    pub fn has_nulls(&self) -> bool {
        match self {
            Self::Narrow(values) => values.has_nulls(),
            Self::Wide(values) => values.has_nulls(),
        }
    }

    /// The least and the greatest; `None` when no row has one.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        match self {
            Self::Narrow(values) => Some((i128::from(values.min()?), i128::from(values.max()?))),
            Self::Wide(values) => Some((values.min()?, values.max()?)),
        }
    }

    /// The column for polars.
    pub fn series(&self) -> Series {
        match self {
            Self::Narrow(values) => values.clone().into_series(),
            Self::Wide(values) => values.clone().into_series(),
        }
    }
}

impl<'a> IntoIterator for &'a Integers {
    type Item = Option<i128>;
    type IntoIter = Box<dyn Iterator<Item = Option<i128>> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Option<i128>> for Integers {
    fn from_iter<I: IntoIterator<Item = Option<i128>>>(values: I) -> Self {
        Self::narrowed(&values.into_iter().collect())
    }
}

impl PartialEq for Integers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Integers {}
