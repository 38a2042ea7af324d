//! Those who earned a grade, in the order in which its places are given.

use std::cmp::Reverse;

use super::Standing;
use crate::cancel::{looking, sort_by};
use crate::column::Integers;
use crate::core::{FigureId, StillTied};
use crate::invariant::{OrBroken, entry, fit};
use crate::rules::{Quota, TieKey};

/// Those who earned a grade: the best first; of equal ones the earlier row stays the first.
pub(super) struct Candidates {
    pub(super) rows: Vec<usize>,
    /// For each of them how many stand before all who tie with it.
    before: Vec<usize>,
}

impl Standing<'_> {
    /// What candidates are ordered by, 总分 and the tie-breaks; more is better.
    pub(super) fn columns(&self, quota: &Quota) -> Vec<Integers> {
        let of_figure = |id: FigureId| match self.exact.get(&id) {
            Some(keys) => keys,
            None => &self.outputs.numbers.get(&id).or_broken("each mark is worked out").values,
        };
        let tie_breaks = quota.tie_break.iter().map(|key| match key {
            TieKey::Head(head) => of_figure(FigureId::Head(*head)),
            TieKey::Indicator(indicator) => of_figure(FigureId::Mark(*indicator)),
        });
        std::iter::once(self.total).chain(tie_breaks).map(Integers::in_one_piece).collect()
    }
}

impl Candidates {
    /// Of rows in the order of the table, by these columns.
    pub(super) fn of(columns: &[Integers], rows: &[usize]) -> Self {
        if let Some((mut keys, bits)) = packed(columns, rows) {
            sort_by(&mut keys, Ord::cmp);
            let tied = keys.chunk_by(|one, other| one >> bits == other >> bits).map(<[u128]>::len);
            let place = |key: &u128| fit::<usize>(key & ((1 << bits) - 1));
            return Self::sorted(tied, looking(keys.iter()).map(place), rows);
        }
        let key = |row: usize| columns.iter().map(|column| Reverse(column.get(row))).collect::<Vec<_>>();
        let mut keys: Vec<_> = looking(rows.iter().enumerate()).map(|(place, row)| (key(*row), place)).collect();
        sort_by(&mut keys, Ord::cmp);
        let tied = keys.chunk_by(|one, other| one.0 == other.0).map(<[_]>::len);
        Self::sorted(tied, keys.iter().map(|(_, place)| *place), rows)
    }

    /// Of how many tie with one another, one such number behind the other, and of the places of all in `rows`.
    fn sorted(tied: impl Iterator<Item = usize>, places: impl Iterator<Item = usize>, rows: &[usize]) -> Self {
        let mut before: Vec<usize> = Vec::with_capacity(rows.len());
        for tied in tied {
            before.resize(before.len() + tied, before.len());
        }
        Self { rows: places.map(|place| *entry(rows, place)).collect(), before }
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
/// the other, and in so many bits at the end the place of the row. Nothing where that takes more than 128 bits.
fn packed(columns: &[Integers], rows: &[usize]) -> Option<(Vec<u128>, u32)> {
    let mut keys = vec![0_u128; rows.len()];
    let of_places = usize::BITS - rows.len().leading_zeros();
    let mut room = u128::BITS - of_places;
    for column in columns {
        let Some((least, greatest)) = column.range() else { continue };
        // What is not known comes last.
        let span = greatest.abs_diff(least).checked_add(1)?;
        let bits = u128::BITS - span.leading_zeros();
        room = room.checked_sub(bits)?;
        for (key, row) in keys.iter_mut().zip(looking(rows.iter())) {
            let below = column.get(*row).map_or(span, |own| greatest.abs_diff(own));
            *key = *key << bits | below;
        }
    }
    for (key, place) in keys.iter_mut().zip(0_u128..) {
        *key = *key << of_places | place;
    }
    Some((keys, of_places))
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::option;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Candidates;
    use crate::column::Integers;

    proptest! {
        /// Wide numbers do not fit one key, and are compared column by column.
        #[test]
        fn the_best_stand_first_however_wide_their_keys_are(
            drawn in proptest::collection::vec((option::of(-3..4_i64), option::of(-2..3_i64), any::<bool>()), 1..40),
            is_wide: bool,
        ) {
            let by = if is_wide { i128::from(i64::MAX).pow(2) / 8 } else { 1 };
            let total: Integers = drawn.iter().map(|row| row.0.map(|own| i128::from(own) * by)).collect();
            let tie_break: Integers = drawn.iter().map(|row| row.1.map(|own| i128::from(own) * by)).collect();
            let rows: Vec<usize> = (0..).zip(&drawn).filter(|(_, row)| row.2).map(|(row, _)| row).collect();
            let key = |row: usize| Reverse((total.get(row), tie_break.get(row)));
            let mut wanted = rows.clone();
            wanted.sort_by_key(|row| key(*row));
            let columns = [total.clone(), tie_break.clone()];
            let found = Candidates::of(&columns, &rows);
            let before: Vec<usize> =
                wanted.iter().map(|row| wanted.iter().filter(|other| key(**other) < key(*row)).count()).collect();
            prop_assert_eq!(found.before, before);
            prop_assert_eq!(found.rows, wanted);
        }
    }
}
