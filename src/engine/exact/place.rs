//! Where a number stands among others.

use crate::core::Ties;
use crate::invariant::fit;
use crate::number::Number;

/// Where a number stands among others, itself among them.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) below: usize,
    pub(super) upto: usize,
    pub(super) all: usize,
}

impl Place {
    pub(super) fn of(sorted: &[Number], own: &Number) -> Self {
        let below = sorted.partition_point(|number| number < own);
        Self { below, upto: sorted.partition_point(|number| number <= own), all: sorted.len() }
    }
}

/// Rank from 1: how many come before, and one; of equal ones the first, the last, or the mean of both.
pub(super) fn rank(place: Place, descending: bool, ties: Ties) -> Option<Number> {
    let Place { below, upto, all } = place;
    let (before, through) = if descending { (all - upto, all - below) } else { (below, upto) };
    let (first, last) = (fit::<i64>(before) + 1, fit(through));
    match ties {
        Ties::Competition | Ties::Dense => Some(Number::from_integer(first)),
        Ties::Last => Some(Number::from_integer(last)),
        Ties::Average => Number::from_integer(first.checked_add(last)?).checked_div(&Number::from_integer(2)),
    }
}
