//! The order of the numbers of a column as whole numbers, so that ranks and quotas compare integers
//! whether or not the numbers are rounded.

use super::outputs::NumberColumn;
use crate::cancel::{look, looking};
use crate::column::Integers;
use crate::number::{Number, Rounding, RoundingMode};

/// An order-preserving map from numbers to integers; exact for the numbers of the column.
pub(super) enum Order {
    /// × 10^places
    Decimal(u32),
    /// The odd integers for the numbers of the column, the even ones for what lies between them.
    Places(Vec<Number>),
}

impl Order {
    /// The order of a column.
    pub(super) fn of(column: &NumberColumn) -> Self {
        let Some(numbers) = &column.exact else { return Self::Decimal(column.places) };
        let mut sorted: Vec<Number> = numbers.iter().flatten().cloned().collect();
        sorted.sort_by(|one, other| {
            look();
            one.cmp(other)
        });
        sorted.dedup();
        Self::Places(sorted)
    }

    /// The keys of the column's own numbers.
    pub(super) fn keys(&self, column: &NumberColumn) -> Integers {
        match (&column.exact, self) {
            (Some(numbers), Self::Places(_)) => {
                looking(numbers.iter()).map(|number| number.as_ref().and_then(|number| self.key(number))).collect()
            }
            _ => column.values.in_one_piece(),
        }
    }

    /// The key of any number. It is at least that of a number of the column exactly when the number is at
    /// least that number.
    pub(super) fn key(&self, number: &Number) -> Option<i128> {
        match self {
            Self::Decimal(places) => number.round(Rounding::new(*places, RoundingMode::Floor)).to_scaled(*places),
            Self::Places(sorted) => {
                let below = sorted.partition_point(|known| known < number);
                let is_known = sorted.get(below) == Some(number);
                i128::try_from(below).ok()?.checked_mul(2)?.checked_add(i128::from(is_known))
            }
        }
    }
}
