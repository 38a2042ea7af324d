//! Shares that still add up when they are rounded.

use std::cmp::Reverse;

use crate::number::{Number, Rounding, RoundingMode};

/// Shares rounded to some places, their sum that of the shares rounded to as many: each is rounded down, and what is left
/// goes to those that lost most.
#[must_use]
pub(super) fn shares(shares: &[Number], places: u32) -> Vec<Number> {
    let down = Rounding::new(places, RoundingMode::Floor);
    let near = Rounding::new(places, RoundingMode::HalfUp);
    let mut rounded: Vec<Number> = shares.iter().map(|share| share.round(down)).collect();
    let sum: Number = shares.iter().sum();
    let step = Number::from_scaled(1, places);
    let mut left = sum.round(near) - rounded.iter().sum::<Number>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let lost = |at: &usize| shares.get(*at).zip(rounded.get(*at)).map(|(share, rounded)| share - rounded);
    order.sort_by_key(|at| Reverse(lost(at)));
    for at in order {
        if left.is_zero() || left.is_negative() {
            break;
        }
        if let Some(share) = rounded.get_mut(at) {
            *share = &*share + &step;
            left = left - &step;
        }
    }
    rounded
}
