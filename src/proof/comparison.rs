//! Comparisons of what two figures can come to.

use super::domain::{Domain, Truth};
use super::interval::Interval;
use crate::core::Comparison;

/// The numbers that stand in a comparison to some number of an interval.
pub(crate) fn range(comparison: Comparison, beside: &Interval) -> Interval {
    let from = |inclusive: bool| {
        let low = beside.low.as_ref();
        low.map_or_else(Interval::all, |low| Interval::at_least(low.at.clone(), inclusive && low.inclusive))
    };
    let to = |inclusive: bool| {
        let high = beside.high.as_ref();
        high.map_or_else(Interval::all, |high| Interval::at_most(high.at.clone(), inclusive && high.inclusive))
    };
    match comparison {
        Comparison::AtLeast => from(true),
        Comparison::Above => from(false),
        Comparison::AtMost => to(true),
        Comparison::Below => to(false),
        Comparison::Equal => beside.clone(),
        Comparison::Unequal => Interval::all(),
    }
}

/// Whether a comparison can hold and can fail.
pub(crate) fn outcome(comparison: Comparison, one: &Domain, two: &Domain) -> Truth {
    match (comparison, one, two) {
        (Comparison::Equal, ..) => one.equality(two),
        (Comparison::Unequal, ..) => one.equality(two).opposite(),
        (_, Domain::Number(one), Domain::Number(two)) => ordered(comparison, one, two),
        (_, Domain::Choice(one), Domain::Choice(two)) => {
            let can = |comparison: Comparison| !one.beside(comparison, two).is_empty();
            Truth { can_hold: can(comparison), can_fail: can(comparison.opposite()) }
        }
        _ => Truth::OPEN,
    }
}

/// Whether a comparison of two numbers, one of each interval, can hold and can fail.
fn ordered(comparison: Comparison, one: &Interval, two: &Interval) -> Truth {
    if one.is_empty() || two.is_empty() {
        return Truth::NEVER;
    }
    let can = |comparison: Comparison| !one.meet(&range(comparison, two)).is_empty();
    Truth { can_hold: can(comparison), can_fail: can(comparison.opposite()) }
}
