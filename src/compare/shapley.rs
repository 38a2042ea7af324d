//! How much of a move is whose: exact Shapley values.
//!
//! The share of a group is what it adds to the others, over all orders in which they could have come: so no order decides,
//! groups that do the same have the same, and the shares add up to the move.

use crate::invariant::{OrBroken, fit};
use crate::number::Number;

/// The shares of some groups in what all of them together change. `value` gives what a set of them comes to; a set has a
/// bit for each group.
#[must_use]
pub fn shapley(groups: usize, value: &dyn Fn(usize) -> Number) -> Vec<Number> {
    let sets = 1_usize.checked_shl(fit(groups)).or_broken("there are few groups");
    let values: Vec<Number> = (0..sets).map(value).collect();
    let at = |set: usize| values.get(set).or_broken("each set has its value");
    let orders = factorial(groups);
    let mut shares = Vec::with_capacity(groups);
    for group in 0..groups {
        let bit = 1_usize.checked_shl(fit(group)).or_broken("there are few groups");
        let mut sum = Number::zero();
        for set in (0..sets).filter(|set| set & bit == 0) {
            let before: usize = fit(set.count_ones());
            let step = at(set | bit) - at(set);
            if !step.is_zero() {
                let after = groups.saturating_sub(before).saturating_sub(1);
                sum = sum + factorial(before) * factorial(after) * step;
            }
        }
        shares.push(sum.checked_div(&orders).or_broken("there is an order"));
    }
    shares
}

fn factorial(count: usize) -> Number {
    (1..=count).map(Number::count).fold(Number::one(), |product, factor| product * factor)
}
