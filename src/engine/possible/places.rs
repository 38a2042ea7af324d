//! Who stands before whom among those who may take a place.

use std::collections::BTreeMap;

use crate::invariant::{OrBroken, fit};
use crate::number::{Number, Rounding};
use crate::proof::Interval;
use crate::rules::Quota;

/// Those who may take a place of a quota, by what orders them: more is better.
pub(super) struct Rivals {
    each: BTreeMap<usize, Rival>,
    with_ties: bool,
    /// Without ties: the least that those who take part for certain have, and the most that each may have, both rising;
    /// what has no end is none of them.
    lows: Vec<Number>,
    highs: Vec<Number>,
    endless: usize,
    /// Whether of some of them something stays missing.
    pub(super) has_unknown: bool,
}

struct Rival {
    /// Whether it takes part for certain.
    is_sure: bool,
    keys: Vec<Interval>,
}

/// How many stand before a subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ahead {
    /// For certain with more.
    pub(super) must_lead: usize,
    /// Perhaps with more.
    pub(super) may_lead: usize,
    /// For certain with as much or more.
    pub(super) must_tie: usize,
    /// Perhaps with as much or more.
    pub(super) may_tie: usize,
}

impl Rivals {
    /// Of these, each with its row, whether it takes part for certain, and its keys.
    pub(super) fn of(all: Vec<(usize, bool, Vec<Interval>)>, with_ties: bool, has_unknown: bool) -> Self {
        let (mut lows, mut highs, mut endless) = (Vec::new(), Vec::new(), 0);
        for (_, is_sure, keys) in all.iter().filter(|_| !with_ties) {
            let own = keys.first();
            lows.extend(own.and_then(|own| own.low.as_ref()).filter(|_| *is_sure).map(|edge| edge.at.clone()));
            match own.and_then(|own| own.high.as_ref()) {
                Some(edge) => highs.push(edge.at.clone()),
                None => endless += 1,
            }
        }
        lows.sort();
        highs.sort();
        let each = all.into_iter().map(|(row, is_sure, keys)| (row, Rival { is_sure, keys })).collect();
        Self { each, with_ties, lows, highs, endless, has_unknown }
    }

    /// Who stands before one of them.
    pub(super) fn ahead_of(&self, row: usize) -> Ahead {
        let mut ahead = Ahead::default();
        let Some(own) = self.each.get(&row) else { return ahead };
        if !self.with_ties {
            let Some(key) = own.keys.first() else { return ahead };
            let from = |edge: &Number| self.highs.len() - self.highs.partition_point(|high| high < edge);
            let above = |edge: &Number| self.lows.len() - self.lows.partition_point(|low| low <= edge);
            let may = key.low.as_ref().map_or(self.highs.len(), |edge| from(&edge.at)) + self.endless;
            let must = key.high.as_ref().map_or(0, |edge| above(&edge.at));
            let may = may.saturating_sub(1);
            return Ahead { must_lead: must, may_lead: may, must_tie: must, may_tie: may };
        }
        for (_, other) in self.each.iter().filter(|(other, _)| **other != row) {
            let (less, equal, more) = compare_all(&other.keys, &own.keys);
            ahead.may_lead += usize::from(more);
            ahead.may_tie += usize::from(more || equal);
            ahead.must_lead += usize::from(other.is_sure && more && !equal && !less);
            ahead.must_tie += usize::from(other.is_sure && !less);
        }
        ahead
    }
}

/// Whether one can come before, beside and after another.
fn compare_all(one: &[Interval], other: &[Interval]) -> (bool, bool, bool) {
    let (mut less, mut more) = (false, false);
    for (one, other) in one.iter().zip(other) {
        let (own_less, equal, own_more) = compare(one, other);
        less |= own_less;
        more |= own_more;
        if !equal {
            return (less, false, more);
        }
    }
    // What was not looked at may tell them apart either way.
    let is_cut = one.len() != other.len();
    (less || is_cut, true, more || is_cut)
}

/// Whether a number of one interval can be less than, equal to and more than one of another.
fn compare(one: &Interval, other: &Interval) -> (bool, bool, bool) {
    let less = match (&one.low, &other.high) {
        (Some(low), Some(high)) => low.at < high.at,
        _ => true,
    };
    let more = match (&one.high, &other.low) {
        (Some(high), Some(low)) => high.at > low.at,
        _ => true,
    };
    (less, !one.meet(other).is_empty(), more)
}

/// Whole places of a quota of so many.
pub(super) fn places(quota: &Quota, participants: usize) -> usize {
    let all = Number::count(participants);
    let places = (all * &quota.share).round(Rounding::new(0, quota.rounding)).to_scaled(0);
    fit(places.or_broken("places of a quota are no more than subjects"))
}
