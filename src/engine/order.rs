//! The order of the numbers of a column as whole numbers, so that ranks and quotas compare integers
//! whether or not the numbers are rounded.

use super::outputs::NumberColumn;
use crate::cancel::{look, looking};
use crate::column::Integers;
use crate::number::{Number, Rounding, RoundingMode};

/// A map from numbers to integers, the better the greater; exact for the numbers of the column.
pub(super) struct Order {
    by: Scale,
    /// The least number is the best.
    falls: bool,
}

enum Scale {
    /// × 10^places
    Decimal(u32),
    /// The odd integers for the numbers of the column, the even ones for what lies between them.
    Places(Vec<Number>),
}

impl Order {
    /// The order of a column; `falls`: the least is the best.
    pub(super) fn of(column: &NumberColumn, falls: bool) -> Self {
        let Some(numbers) = &column.exact else { return Self { by: Scale::Decimal(column.places), falls } };
        let mut sorted: Vec<Number> = numbers.iter().flatten().cloned().collect();
        sorted.sort_by(|one, other| {
            look();
            one.cmp(other)
        });
        sorted.dedup();
        Self { by: Scale::Places(sorted), falls }
    }

    /// Of no numbers.
    pub(super) fn of_none() -> Self {
        Self { by: Scale::Decimal(0), falls: false }
    }

    /// The keys of the column's own numbers.
    pub(super) fn keys(&self, column: &NumberColumn) -> Integers {
        match (&column.exact, &self.by) {
            (Some(numbers), Scale::Places(_)) => {
                looking(numbers.iter()).map(|number| number.as_ref().and_then(|number| self.key(number))).collect()
            }
            _ if self.falls => looking(column.values.iter()).map(|value| value.map(|value| -value)).collect(),
            _ => column.values.in_one_piece(),
        }
    }

    /// The key of any number. It is at least that of a number of the column exactly when the number is at
    /// least as good as that number.
    pub(super) fn key(&self, number: &Number) -> Option<i128> {
        let key = match &self.by {
            Scale::Decimal(places) => {
                // What lies between two numbers of the column is worse than the better of them.
                let mode = if self.falls { RoundingMode::Ceiling } else { RoundingMode::Floor };
                number.round(Rounding::new(*places, mode)).to_scaled(*places)?
            }
            Scale::Places(sorted) => {
                let below = sorted.partition_point(|known| known < number);
                let is_known = sorted.get(below) == Some(number);
                i128::try_from(below).ok()?.checked_mul(2)?.checked_add(i128::from(is_known))?
            }
        };
        Some(if self.falls { -key } else { key })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Order;
    use crate::engine::outputs::NumberColumn;
    use crate::invariant::OrBroken;
    use crate::number::{Number, Rounding, RoundingMode};

    proptest! {
        /// Whichever way the numbers are better, and whether or not they are rounded.
        #[test]
        fn a_key_is_as_great_as_another_when_its_number_is_as_good(
            drawn in proptest::collection::vec(-40..40_i64, 1..12),
            asked in -400..400_i128,
            falls: bool,
            is_exact in any::<bool>(),
        ) {
            let numbers: Vec<Option<Number>> = drawn.iter().map(|own| Some(Number::from_integer(*own))).collect();
            let rounding = Rounding::new(0, RoundingMode::HalfUp);
            let column = if is_exact {
                NumberColumn::unrounded(rounding, numbers.clone())
            } else {
                NumberColumn::decimal(0, drawn.iter().map(|own| Some(i128::from(*own))).collect())
            };
            let order = Order::of(&column, falls);
            let asked = Number::ratio(asked, 10).or_broken("ten is not 0");
            for (own, key) in numbers.iter().flatten().zip(order.keys(&column).iter()) {
                let is_as_good = if falls { asked <= *own } else { asked >= *own };
                prop_assert_eq!(order.key(&asked) >= key, is_as_good);
            }
        }
    }
}
