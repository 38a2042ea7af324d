//! Groups of subjects that share some fields.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::kernel::Side;
use super::vector::{Values, Vector};
use crate::cancel::looking;
use crate::core::ByHash;
use crate::invariant::{OrBroken, entry, fit};

/// The group of a subject that lacks one of the fields.
pub(super) const NONE: u32 = u32::MAX;

/// Which subject is of which group.
pub(super) struct Groups {
    pub(super) of: Vec<u32>,
    pub(super) count: usize,
}

impl Groups {
    /// The groups of some subjects.
    pub(super) fn some(&self, rows: &Range<usize>) -> &[u32] {
        self.of.get(rows.clone()).or_broken("each subject has its group")
    }

    /// Each group divided by the values of a column.
    pub(super) fn divided(&self, column: &Vector<'_>) -> Self {
        match &column.values {
            Values::Texts(_) => self.divided_by(|row| column.text(row)),
            Values::Truths(_) => self.divided_by(|row| column.holds(row)),
            Values::Bits32(list) => {
                self.divided_by_few(list, column).unwrap_or_else(|| self.divided_by(|row| column.number(row)))
            }
            Values::Bits64(_) | Values::Bits128(_) => self.divided_by(|row| column.number(row)),
        }
    }

    /// By numbers that lie near one another, as choices do: each pair of a group and a number has its place in a list.
    fn divided_by_few(&self, list: &[i32], column: &Vector<'_>) -> Option<Self> {
        let (least, greatest) = (*list.iter().min()?, *list.iter().max()?);
        let span = fit::<usize>(greatest.abs_diff(least)) + 1;
        let places = span.checked_mul(self.count).filter(|places| *places <= self.of.len())?;
        let (list, present) = (Side::of(list), column.present.as_deref().map(Side::of));
        let mut known = vec![NONE; places];
        let mut count = 0;
        let of = looking(self.of.iter().enumerate()).map(|(row, group)| {
            if *group == NONE || present.is_some_and(|present| !present.at(row)) {
                return NONE;
            }
            let place = fit::<usize>(*group) * span + fit::<usize>(list.at(row).abs_diff(least));
            let known = known.get_mut(place).or_broken("a number lies between the ends");
            if *known == NONE {
                *known = count;
                count += 1;
            }
            *known
        });
        let of = of.collect();
        Some(Self { of, count: fit(count) })
    }

    fn divided_by<K: Hash + Eq>(&self, key: impl Fn(usize) -> Option<K>) -> Self {
        let mut known = ByHash::default();
        // The first row of each group.
        let mut first: Vec<usize> = Vec::new();
        let of = looking(self.of.iter().enumerate()).map(|(row, group)| match key(row) {
            Some(own) if *group != NONE => {
                let mut hasher = DefaultHasher::new();
                (*group, &own).hash(&mut hasher);
                let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
                let same = |other: u32| {
                    let row = *entry(&first, fit(other));
                    entry(&self.of, row) == group && key(row).as_ref() == Some(&own)
                };
                let next = fit(first.len());
                known.find_or_add(u32::from_le_bytes([a, b, c, d]), next, same).unwrap_or_else(|| {
                    first.push(row);
                    next
                })
            }
            _ => NONE,
        });
        let of = of.collect();
        Self { of, count: first.len() }
    }
}
