//! Who is compared with whom.

use super::id::ExprId;
use super::schema::{FieldId, Schema, TableId};

/// Rows that are compared with one another: those of a table that share some fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Peers {
    /// The table of the rows: that of the row at hand.
    pub table: TableId,
    /// What they share, of their own fields and of those of the rows above them; empty for all rows.
    pub same: Vec<(TableId, FieldId)>,
}

/// Where rows are looked up that are not below the row at hand but beside it: those below the same row of a table above
/// both, which say the same as the row at hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Beside {
    /// The nearest table above both.
    pub above: TableId,
    /// What a row asked for says, and what the row at hand says; these are equal. None: all rows below the same row.
    pub keys: Vec<(ExprId, ExprId)>,
}

impl Peers {
    /// Subjects that share these fields; empty for all.
    #[must_use]
    pub fn of_subjects(same: &[FieldId]) -> Self {
        let same = same.iter().map(|field| (Schema::SUBJECTS, *field)).collect();
        Self { table: Schema::SUBJECTS, same }
    }

    /// Whether they are subjects.
    #[must_use]
    pub fn are_subjects(&self) -> bool {
        self.table == Schema::SUBJECTS
    }

    /// The same rows by the same fields, each once and in an order of its own.
    #[must_use]
    pub fn in_order(&self) -> Self {
        let mut same = self.same.clone();
        same.sort_unstable();
        same.dedup();
        Self { table: self.table, same }
    }
}
