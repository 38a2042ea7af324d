//! How many rows are worked out at a time.

/// How many rows are worked out at a time. It decides how long a run takes and how much memory it needs, and nothing of
/// what comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch(usize);

impl Default for Batch {
    fn default() -> Self {
        Self(16_384)
    }
}

impl Batch {
    /// So many rows, and one at least.
    #[must_use]
    pub fn of(rows: usize) -> Self {
        Self(rows.max(1))
    }

    /// So many rows of all tables that belong to the same subjects, if those are more than one.
    pub(super) fn rows(self) -> usize {
        self.0
    }

    /// So many rows of a table below: their values stay in the caches from one step to the next.
    pub(super) fn rows_below(self) -> usize {
        self.0.div_ceil(2)
    }

    /// So many subjects of a cohort: of them there are only the few columns that a figure asks for.
    pub(super) fn members(self) -> usize {
        self.0.saturating_mul(4)
    }
}
