//! Who could still come before a subject.

use std::cmp::Reverse;

use crate::cancel::{looking, sort_by};
use crate::invariant::entry;

/// So many are named; more are counted.
pub(super) const NAMED: usize = 3;

/// Subjects whose totals are not known, each with the most that its total can come to (`None`: no bound), ready to be
/// asked how many of them reach a total. A national table asks once for each of a million subjects.
pub(super) struct Ahead {
    /// From the greatest down, those without a bound first.
    mosts: Vec<Option<i128>>,
    /// The first rows of as many of them as are asked about.
    first: Vec<Vec<usize>>,
}

impl Ahead {
    pub(super) fn new(rivals: impl IntoIterator<Item = (usize, Option<i128>)>) -> Self {
        let mut rivals: Vec<(usize, Option<i128>)> = rivals.into_iter().collect();
        let key = |(row, most): &(usize, Option<i128>)| (Reverse((most.is_none(), *most)), *row);
        sort_by(&mut rivals, |one, other| key(one).cmp(&key(other)));
        let mut first: Vec<Vec<usize>> = Vec::with_capacity(rivals.len());
        for (row, _) in looking(rivals.iter()) {
            let mut named = first.last().cloned().unwrap_or_default();
            named.push(*row);
            named.sort_unstable();
            named.truncate(NAMED);
            first.push(named);
        }
        Self { mosts: rivals.into_iter().map(|(_, most)| most).collect(), first }
    }

    pub(super) fn count(&self) -> usize {
        self.mosts.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.mosts.is_empty()
    }

    /// How many may come to more than a total, and the first of them in the order of the table.
    pub(super) fn above(&self, own: i128) -> (usize, &[usize]) {
        self.those(self.mosts.partition_point(|most| most.is_none_or(|most| most > own)))
    }

    /// How many may come to a total or more, and the first of them in the order of the table.
    pub(super) fn at_least(&self, own: Option<i128>) -> (usize, &[usize]) {
        self.those(self.mosts.partition_point(|most| most.is_none_or(|most| Some(most) >= own)))
    }

    fn those(&self, count: usize) -> (usize, &[usize]) {
        (count, count.checked_sub(1).map_or(&[], |last| entry(&self.first, last).as_slice()))
    }
}
