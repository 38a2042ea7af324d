//! Numbers of a cohort from the least up, and the rank of one among them.

use crate::cancel::sort_by;
use crate::core::Ties;
use crate::invariant::{OrBroken, fit};
use crate::number::{Number, over_common};

/// Numbers from the least up; each once where every different one counts.
pub(super) enum Sorted {
    /// Whole numbers, and how many of them make one.
    Whole(Vec<i128>, i128),
    Numbers(Vec<Number>),
}

impl Sorted {
    pub(super) fn whole(mut numbers: Vec<i128>, bottom: i128, ties: Ties) -> Self {
        sort_by(&mut numbers, Ord::cmp);
        if ties == Ties::Dense {
            numbers.dedup();
        }
        Self::Whole(numbers, bottom)
    }

    pub(super) fn numbers(mut numbers: Vec<Number>, ties: Ties) -> Self {
        match over_common(numbers.iter()) {
            None => sort_by(&mut numbers, Ord::cmp),
            Some((keys, _)) => {
                let mut keyed: Vec<(i128, Number)> = keys.into_iter().zip(numbers.drain(..)).collect();
                sort_by(&mut keyed, |one, other| one.0.cmp(&other.0));
                numbers.extend(keyed.into_iter().map(|(_, number)| number));
            }
        }
        if ties == Ties::Dense {
            numbers.dedup();
        }
        Self::Numbers(numbers)
    }

    /// Rank from 1: how many come before, and one; of equal ones the first, the last, or the mean of both.
    pub(super) fn rank(&self, own: &Number, descending: bool, ties: Ties) -> Option<Number> {
        let (below, upto, all) = match self {
            Self::Whole(numbers, bottom) => {
                let number = |top: &i128| Number::ratio(*top, *bottom).or_broken("a denominator is not 0");
                let below = numbers.partition_point(|top| number(top) < *own);
                (below, numbers.partition_point(|top| number(top) <= *own), numbers.len())
            }
            Self::Numbers(numbers) => {
                let below = numbers.partition_point(|number| number < own);
                (below, numbers.partition_point(|number| number <= own), numbers.len())
            }
        };
        let (before, through) = if descending { (all - upto, all - below) } else { (below, upto) };
        let (first, last) = (fit::<i64>(before) + 1, fit(through));
        match ties {
            Ties::Competition | Ties::Dense => Some(Number::from_integer(first)),
            Ties::Last => Some(Number::from_integer(last)),
            Ties::Average => Number::from_integer(first.checked_add(last)?).checked_div(&Number::from_integer(2)),
        }
    }
}
