//! Those who earned a grade, in the order in which its places are given.

use std::cmp::Reverse;

use super::Standing;
use crate::cancel::{looking, sort_by};
use crate::column::Integers;
use crate::core::{FigureId, StillTied};
use crate::invariant::{OrBroken, fit};
use crate::rules::{Quota, TieKey};

/// Those who earned a grade: the best first; of equal ones the earlier row stays the first.
pub(super) struct Candidates {
    pub(super) rows: Vec<usize>,
    /// For each of them how many stand before all who tie with it.
    before: Vec<usize>,
}

impl Candidates {
    /// Of rows in the order of the table, by 总分 and the tie-breaks; more is better.
    pub(super) fn of(standing: &Standing<'_>, quota: &Quota, rows: Vec<usize>) -> Self {
        let of_figure = |id: FigureId| match standing.exact.get(&id) {
            Some(keys) => keys,
            None => &standing.outputs.numbers.get(&id).or_broken("each mark is worked out").values,
        };
        let tie_breaks = quota.tie_break.iter().map(|key| match key {
            TieKey::Head(head) => of_figure(FigureId::Head(*head)),
            TieKey::Indicator(indicator) => of_figure(FigureId::Mark(*indicator)),
        });
        let columns: Vec<&Integers> = std::iter::once(standing.total).chain(tie_breaks).collect();
        match packed(&columns, &rows) {
            Some(keys) => Self::sorted(keys, &rows),
            None => {
                let key = |row: usize| columns.iter().map(|column| Reverse(column.get(row))).collect::<Vec<_>>();
                Self::sorted(looking(rows.iter()).map(|row| key(*row)).collect(), &rows)
            }
        }
    }

    /// By keys of which the least is the best.
    fn sorted<K: Ord>(keys: Vec<K>, rows: &[usize]) -> Self {
        let mut sorted: Vec<(K, u32)> = keys.into_iter().zip(0..).collect();
        sort_by(&mut sorted, Ord::cmp);
        let mut before: Vec<usize> = Vec::with_capacity(rows.len());
        for tied in sorted.chunk_by(|one, other| one.0 == other.0) {
            before.resize(before.len() + tied.len(), before.len());
        }
        let row = |(_, place): &(K, u32)| *rows.get(fit::<usize>(*place)).or_broken("a key is that of a row");
        Self { rows: looking(sorted.iter()).map(row).collect(), before }
    }

    /// How many keep their place when there are so many places.
    pub(super) fn kept(&self, quota: &Quota, places: usize) -> usize {
        let place = |at: Option<usize>| at.and_then(|at| self.before.get(at)).copied();
        let (Some(last), Some(next)) = (place(places.checked_sub(1)), place(Some(places))) else {
            return places.min(self.rows.len());
        };
        if last != next {
            return places;
        }
        match quota.still_tied {
            StillTied::AllOut => last,
            StillTied::AllIn => self.behind(last),
        }
    }

    /// Who ties with the one at a position: how many stand before them all, and how many before those behind them.
    pub(super) fn tied(&self, position: usize) -> Option<(usize, usize)> {
        let before = *self.before.get(position)?;
        Some((before, self.behind(before)))
    }

    fn behind(&self, before: usize) -> usize {
        self.before.partition_point(|other| *other <= before)
    }
}

/// The keys of some rows as one number each, the least the best: how far each column lies below its greatest, one beside
/// the other. Nothing where that takes more than 128 bits.
fn packed(columns: &[&Integers], rows: &[usize]) -> Option<Vec<u128>> {
    let mut keys = vec![0_u128; rows.len()];
    let mut room = u128::BITS;
    for column in columns {
        let Some((least, greatest)) = column.range() else { continue };
        let span = greatest.abs_diff(least);
        // What is not known comes last.
        let bits = u128::BITS - span.checked_add(1)?.leading_zeros();
        room = room.checked_sub(bits)?;
        for (key, row) in keys.iter_mut().zip(looking(rows.iter())) {
            let below = column.get(*row).map_or(span + 1, |own| greatest.abs_diff(own));
            *key = key.checked_shl(bits).unwrap_or(0) | below;
        }
    }
    Some(keys)
}
