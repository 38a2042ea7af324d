//! What is shown of a result.

use super::column::Column;
use crate::invariant::entry;
use crate::result::Scores;
use crate::rules::RuleSet;

/// Columns and rows of a result in the order in which they are shown.
#[derive(Debug, Clone)]
pub struct Shown {
    columns: Vec<Column>,
    /// Whether columns were asked for by name.
    is_chosen: bool,
    /// All rows in the order of their table where this is not given.
    rows: Option<Vec<usize>>,
}

impl Shown {
    /// All of it.
    #[must_use]
    pub fn all(model: &RuleSet) -> Self {
        Self { columns: Column::all(model), is_chosen: false, rows: None }
    }

    /// These columns; the key stands before them if it is not among them, as a row without it is nobody's.
    #[must_use]
    pub fn with_columns(self, model: &RuleSet, columns: &[Column]) -> Self {
        let keys = (0..model.subject_key().len()).map(Column::Key).filter(|key| !columns.contains(key));
        Self { columns: keys.chain(columns.iter().copied()).collect(), is_chosen: true, ..self }
    }

    /// These rows in this order.
    #[must_use]
    pub fn with_rows(self, rows: Vec<usize>) -> Self {
        Self { rows: Some(rows), ..self }
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether a column is shown.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// Whether columns were asked for by name.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.is_chosen
    }

    /// The rows that are shown, where these are not all in the order of their table.
    #[must_use]
    pub fn rows(&self) -> Option<&[usize]> {
        self.rows.as_deref()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self, scores: &Scores) -> usize {
        self.rows.as_ref().map_or(scores.subjects.len(), Vec::len)
    }

    /// The row that is shown at a place.
    #[must_use]
    pub fn row(&self, place: usize) -> usize {
        self.rows.as_ref().map_or(place, |rows| *entry(rows, place))
    }
}
