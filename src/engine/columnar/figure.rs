//! Figures over groups of rows.

use polars::prelude::{DataType, Expr, LiteralValue, Scalar, SortOptions, col, len, when};

use super::bounds::Width;

/// What is worked out for each group of rows of a frame.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figure {
    pub(super) over: Over,
    /// The type of a count; other figures have the type of their column.
    pub(super) width: Option<Width>,
}

/// A figure over the rows of a group, or over a column of them; nulls are left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Over {
    /// How many rows there are.
    Rows,
    /// The sum; of truths, how many hold.
    Sum(String),
    /// How many are not null.
    Present(String),
    /// Whether one holds.
    Any(String),
    Least(String),
    Greatest(String),
    /// How many different ones there are.
    Distinct(String),
    /// The sum of all but the first `low` and so many of the last that `dropped` are left out.
    Trimmed {
        column: String,
        low: i64,
        dropped: i64,
    },
}

/// A literal of just this type: a plain [`polars::prelude::lit`] takes the type of its surroundings.
pub(super) fn typed<T>(value: T) -> Expr
where
    Scalar: From<T>,
{
    Expr::Literal(LiteralValue::Scalar(Scalar::from(value)))
}

impl Figure {
    /// A figure of the type of its column.
    pub(super) fn of(over: Over) -> Self {
        Self { over, width: None }
    }

    /// The column that it reads.
    pub(super) fn column(&self) -> Option<&str> {
        match &self.over {
            Over::Rows => None,
            Over::Sum(column)
            | Over::Present(column)
            | Over::Any(column)
            | Over::Least(column)
            | Over::Greatest(column)
            | Over::Distinct(column)
            | Over::Trimmed { column, .. } => Some(column),
        }
    }

    /// For the groupings of polars.
    pub(super) fn expr(&self) -> Expr {
        let figure = match &self.over {
            Over::Rows => len(),
            Over::Sum(column) => col(column.as_str()).sum(),
            Over::Present(column) => col(column.as_str()).count(),
            Over::Any(column) => col(column.as_str()).any(true),
            Over::Least(column) => col(column.as_str()).min(),
            Over::Greatest(column) => col(column.as_str()).max(),
            Over::Distinct(column) => col(column.as_str()).drop_nulls().n_unique(),
            Over::Trimmed { column, low, dropped } => {
                let column = col(column.as_str());
                let (low, dropped) = (typed(*low), typed(*dropped));
                let count = column.clone().count().cast(DataType::Int64);
                let rest = when(count.clone().gt(dropped.clone())).then(count - dropped).otherwise(typed(0_i64));
                column.sort(SortOptions::default().with_nulls_last(true)).slice(low, rest).sum()
            }
        };
        match self.width {
            Some(width) => figure.cast(width.dtype()),
            None => figure,
        }
    }
}
