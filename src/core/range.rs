//! The range that a column declares for its values.

use super::types::Constant;
use crate::finding::Span;
use crate::number::{Date, Number};

/// What the values of a column may be; a column that declares nothing has no ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub low: Option<End>,
    /// The greatest value.
    pub high: Option<End>,
}

/// One end of a [`Range`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// A number in base units, or a date.
    pub at: Constant,
    /// Whether the end itself belongs to the range.
    pub inclusive: bool,
    /// The words, as written: 不低于 0%.
    pub span: Span,
}

impl End {
    fn value(&self) -> (Constant, bool) {
        (self.at.clone(), self.inclusive)
    }
}

impl Range {
    /// Whether something is declared.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// Whether another one has the same ends, wherever they are written.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let ends = |range: &Self| [&range.low, &range.high].map(|end| end.as_ref().map(End::value));
        ends(self) == ends(other)
    }

    /// Whether a number in base units lies in the range.
    #[must_use]
    pub fn holds_number(&self, value: &Number) -> bool {
        let ordering = |end: &End| match &end.at {
            Constant::Number(at) => Some(value.cmp(at)),
            _ => None,
        };
        self.holds(ordering)
    }

    /// Whether a date lies in the range.
    #[must_use]
    pub fn holds_date(&self, value: Date) -> bool {
        let ordering = |end: &End| match &end.at {
            Constant::Date(at) => Some(value.cmp(at)),
            _ => None,
        };
        self.holds(ordering)
    }

    fn holds(&self, ordering: impl Fn(&End) -> Option<std::cmp::Ordering>) -> bool {
        let above = self.low.as_ref().is_none_or(|end| {
            ordering(end).is_none_or(|ordering| ordering.is_gt() || end.inclusive && ordering.is_eq())
        });
        let below = self.high.as_ref().is_none_or(|end| {
            ordering(end).is_none_or(|ordering| ordering.is_lt() || end.inclusive && ordering.is_eq())
        });
        above && below
    }

    /// Whether no value lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let (Some(low), Some(high)) = (&self.low, &self.high) else { return false };
        match (&low.at, &high.at) {
            (Constant::Number(from), Constant::Number(to)) => {
                from > to || from == to && !(low.inclusive && high.inclusive)
            }
            (Constant::Date(from), Constant::Date(to)) => from > to || from == to && !(low.inclusive && high.inclusive),
            _ => false,
        }
    }
}
