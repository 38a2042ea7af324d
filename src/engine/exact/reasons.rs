//! Why values are missing.

use std::collections::BTreeSet;
use std::slice::Iter;
use std::sync::Arc;

use crate::core::{FieldId, IndicatorId, TableId};
use crate::finding::Span;
use crate::invariant::OrBroken;

/// Why a value is missing: in order, each once, never empty. Copies share them, as what is missing makes all missing
/// that is worked out from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reasons(Arc<[Reason]>);

impl Reasons {
    /// The reasons in order.
    pub fn iter(&self) -> Iter<'_, Reason> {
        self.0.iter()
    }

    /// These and others.
    #[must_use]
    pub(super) fn and(self, others: Self) -> Self {
        Gathered(vec![self, others]).all().or_broken("reasons are never none")
    }
}

impl From<Reason> for Reasons {
    fn from(reason: Reason) -> Self {
        Self(Arc::from([reason]))
    }
}

impl<'r> IntoIterator for &'r Reasons {
    type Item = &'r Reason;
    type IntoIter = Iter<'r, Reason>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The reasons of all values that are missing among some.
#[derive(Default)]
pub(super) struct Gathered(Vec<Reasons>);

impl Gathered {
    pub(super) fn add(&mut self, reasons: Reasons) {
        self.0.push(reasons);
    }

    /// All of them; none if no value was missing.
    pub(super) fn all(mut self) -> Option<Reasons> {
        if self.0.len() > 1 {
            let all: BTreeSet<&Reason> = self.0.iter().flatten().collect();
            return Some(Reasons(all.into_iter().cloned().collect()));
        }
        self.0.pop()
    }
}

/// What could not be worked out, and for which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Table.
    pub table: TableId,
    /// Row; none for a figure over many rows.
    pub row: Option<usize>,
    /// The one field of the row that it comes from, if there is one.
    pub field: Option<FieldId>,
    /// Text of the rule.
    pub span: Span,
}

/// One reason for a missing value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nothing of a 方面 or 总分 applies.
    NothingApplies,
    /// An indicator does not apply to the subject: its 适用 does not hold.
    DoesNotApply(IndicatorId),
    /// An empty cell.
    Cell {
        /// Table.
        table: TableId,
        /// Row.
        row: usize,
        /// Field.
        field: FieldId,
    },
    /// No row of a table fits.
    NoRow {
        /// Table.
        table: TableId,
        /// The figure that wanted one.
        span: Span,
    },
    /// A 示例 says nothing about the table.
    UnknownTable(TableId),
    /// A division by zero.
    ZeroDivisor(Occurrence),
    /// A number outside the domain of a function (the root of a negative), or a result too large.
    OutsideDomain(Occurrence),
    /// A recorded verdict is still 待定.
    Undecided(Span),
    /// Too little of a 方面 or 总分 applies (覆盖).
    Uncovered(Span),
    /// The members of a cohort do not tell apart the items that they are to weigh.
    Alike(Span),
    /// A fault that was reported apart (a date outside the calendar, more rows than one).
    Fault(Span),
}
