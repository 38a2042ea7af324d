//! What stands in a sorted list, and what its places weigh.

use super::id::ExprId;
use crate::invariant::fit;
use crate::number::Number;

/// A term of an [`ExprKind::Ordered`](super::ExprKind::Ordered).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// Its value.
    pub value: ExprId,
    /// Whether it counts; it always does when absent. What does not count is not asked for its value.
    pub counts: Option<ExprId>,
}

/// The weights of places in a sorted list, from the greatest.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Places {
    /// As many as terms, pure numbers.
    Written(Vec<ExprId>),
    /// All the same but for the `high` first and the `low` last ones, which weigh nothing.
    Trimmed {
        /// How many of the greatest are left out.
        high: usize,
        /// How many of the least are left out.
        low: usize,
    },
    /// The one in the middle, or both of them.
    Middle,
    /// The first.
    Greatest,
    /// The last.
    Least,
}

impl Places {
    /// The weights of `count` places that are not written as expressions; `None` when none is left.
    #[must_use]
    pub fn weights(&self, count: usize) -> Option<Vec<Number>> {
        let (high, low) = match self {
            Self::Written(_) => return None,
            Self::Trimmed { high, low } => (*high, *low),
            Self::Greatest => (0, count.saturating_sub(1)),
            Self::Least => (count.saturating_sub(1), 0),
            Self::Middle => (count.saturating_sub(1) / 2, count.saturating_sub(1) / 2),
        };
        let end = count.checked_sub(low).filter(|end| *end > high)?;
        let share = Number::one().checked_div(&Number::from_integer(fit(end - high)))?;
        let weight = |place: usize| if (high..end).contains(&place) { share.clone() } else { Number::zero() };
        Some((0..count).map(weight).collect())
    }
}
