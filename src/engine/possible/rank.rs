//! Ranks among numbers that are not all known.

use super::several::Member;
use crate::core::Ties;
use crate::invariant::{OrBroken, fit};
use crate::number::Number;
use crate::proof::{Domain, Interval};

/// What the rank of a number can be among others; `others` are without it.
pub(super) fn rank(own: &Interval, others: &[Member], descending: bool, ties: Ties) -> Interval {
    let turned = |interval: &Interval| if descending { interval.negated() } else { interval.clone() };
    let own = turned(own);
    // From the least up: who stands before another is less.
    let (mut less, mut upto, mut may_be_less, mut may_be_upto) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut points = Vec::new();
    for other in others {
        let at = turned(&other.numbers());
        if at.is_empty() {
            continue;
        }
        let can = |part: &Interval| !part.meet(&at).is_empty();
        let (below, through, above, from) = (
            can(&under(&own, false)),
            can(&under(&own, true)),
            !is_before(&at, &own, false),
            !is_before(&at, &own, true),
        );
        may_be_less += usize::from(below);
        may_be_upto += usize::from(through);
        less += usize::from(other.is_sure && !above);
        upto += usize::from(other.is_sure && !from);
        if other.is_sure {
            points.push(at);
        }
    }
    let whole = |count: usize| Number::from_integer(fit::<i64>(count));
    let one = Number::one();
    let ends = |low: usize, high: usize| Interval::between(&whole(low) + &one, &whole(high) + &one);
    match ties {
        Ties::Competition => ends(less, may_be_less),
        Ties::Last => ends(upto, may_be_upto),
        Ties::Dense => {
            let known: Option<Vec<&Number>> = points.iter().map(Interval::only).collect();
            match (known, own.only()) {
                (Some(mut known), Some(own)) if points.len() == others.len() => {
                    known.retain(|other| *other < own);
                    known.sort();
                    known.dedup();
                    ends(known.len(), known.len())
                }
                _ => ends(usize::from(less > 0), may_be_less),
            }
        }
        Ties::Average => {
            let half = |first: usize, last: usize| {
                let both = &(&whole(first) + &whole(last)) + &Number::from_integer(2);
                both.checked_div(&Number::from_integer(2)).or_broken("two is not 0")
            };
            Interval::between(half(less, upto), half(may_be_less, may_be_upto))
        }
    }
}

/// The numbers that are below one of an interval, or equal to one.
fn under(own: &Interval, equal: bool) -> Interval {
    match &own.high {
        Some(high) => Interval::at_most(high.at.clone(), equal && high.inclusive),
        None => Interval::all(),
    }
}

/// Whether each number of one interval is less than each of another, or no greater.
fn is_before(one: &Interval, other: &Interval, or_equal: bool) -> bool {
    match (&one.high, &other.low) {
        (Some(high), Some(low)) => {
            high.at < low.at || high.at == low.at && (or_equal || !(high.inclusive && low.inclusive))
        }
        _ => false,
    }
}

impl Member {
    pub(super) fn numbers(&self) -> Interval {
        match &self.domain {
            Domain::Number(numbers) => numbers.clone(),
            _ => Interval::all(),
        }
    }
}
