//! Figures over groups of rows.

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
}
