//! Ranks in groups, by exact comparison.

use std::cell::Cell;
use std::cmp::Ordering;

use super::bounds::Width;
use super::kernel::Side;
use super::vector::{Values, Vector};
use crate::cancel::{look, looking, sort_by};
use crate::core::Ties;
use crate::invariant::{OrBroken, broken, fit};

/// Numbers of so many values for each row are ranked by counting how often each occurs.
const VALUES_BY_ROW: usize = 4;

/// What is ranked, and how.
#[derive(PartialEq, Eq, Hash, Clone)]
pub(super) struct Ranking<P> {
    pub(super) top: P,
    /// The denominator, where it is not the same for all.
    pub(super) bottom: Option<P>,
    pub(super) descending: bool,
    pub(super) ties: Ties,
}

impl<P> Ranking<P> {
    /// Calls `each` with what it reads of each row.
    pub(super) fn each_part<'r>(&'r self, mut each: impl FnMut(&'r P)) {
        each(&self.top);
        self.bottom.iter().for_each(each);
    }

    /// The same of other parts.
    pub(super) fn map<Q>(&self, mut part: impl FnMut(&P) -> Q) -> Ranking<Q> {
        let (top, bottom) = (part(&self.top), self.bottom.as_ref().map(part));
        Ranking { top, bottom, descending: self.descending, ties: self.ties }
    }

    /// The rank of each row in its group, from 1 (twice the rank where equal values share the mean); null without a
    /// group or a value. A row beyond the groups has none. `None` when two values cannot be compared in 128 bits,
    /// which their bounds have ruled out.
    pub(super) fn ranks<'v, 'a: 'v>(
        &self,
        groups: &[u32],
        count: usize,
        of: impl Fn(&P) -> &'v Vector<'a>,
        width: Width,
    ) -> Option<Vector<'a>> {
        let top = of(&self.top);
        let mut ranks = Ranks { groups, ties: self.ties, found: vec![0; groups.len()] };
        match (&self.bottom, top.values.kind()) {
            (Some(bottom), _) => ranks.by_quotients(top, Some(of(bottom)), self.descending)?,
            (None, super::kind::Kind::Whole(Width::Bits128)) => ranks.by_quotients(top, None, self.descending)?,
            (None, _) => ranks.by_numbers(top, count, self.descending),
        }
        let present = ranks.found.iter().map(|rank| *rank != NO_RANK).collect();
        let values = Values::narrowed(ranks.found, width);
        Some(Vector { values, present: Some(present) })
    }
}

/// Ranks that are being found.
struct Ranks<'g> {
    groups: &'g [u32],
    ties: Ties,
    /// The rank of each row.
    found: Vec<i64>,
}

/// Ranks begin at 1.
const NO_RANK: i64 = 0;

/// A value that is ranked.
struct Entry {
    group: u32,
    top: i128,
    bottom: i128,
    row: usize,
}

/// How far the places of a group are given away.
#[derive(Default)]
struct Given {
    rows: i64,
    values: i64,
}

impl Given {
    /// The rank of the next so many rows, which have equal values.
    fn next(&mut self, rows: i64, ties: Ties) -> i64 {
        let before = self.rows;
        self.rows = before.saturating_add(rows);
        self.values = self.values.saturating_add(1);
        match ties {
            Ties::Competition => before.saturating_add(1),
            Ties::Last => self.rows,
            Ties::Dense => self.values,
            Ties::Average => before.saturating_add(1).saturating_add(self.rows),
        }
    }
}

impl Ranks<'_> {
    /// Whole numbers of 64 bits, which most values are.
    fn by_numbers(&mut self, top: &Vector<'_>, count: usize, descending: bool) {
        match &top.values {
            Values::Bits32(list) => self.by_list(list, top.present.as_deref(), count, descending),
            Values::Bits64(list) => self.by_list(list, top.present.as_deref(), count, descending),
            Values::Bits128(_) | Values::Truths(_) | Values::Texts(_) => {
                broken("short numbers are ranked by themselves")
            }
        }
    }

    fn by_list<T: Copy>(&mut self, list: &[T], present: Option<&[bool]>, count: usize, descending: bool)
    where
        i64: From<T>,
    {
        let (list, present) = (Side::of(list), present.map(Side::of));
        let groups = self.groups;
        // The complement turns the order round and, unlike the negative, always fits.
        let key = |value: T| if descending { !i64::from(value) } else { value.into() };
        let ranked = |row: usize, group: u32| {
            let is_ranked = fit::<usize>(group) < count && present.is_none_or(|present| present.at(row));
            is_ranked.then(|| key(list.at(row)))
        };
        let entries =
            || looking(groups.iter()).enumerate().filter_map(|(row, group)| Some((row, *group, ranked(row, *group)?)));
        let (mut least, mut greatest, mut ranks) = (i64::MAX, i64::MIN, 0_usize);
        for (_, _, key) in entries() {
            (least, greatest, ranks) = (least.min(key), greatest.max(key), ranks + 1);
        }
        if ranks == 0 {
            return;
        }
        let span = greatest.checked_sub(least).and_then(|span| usize::try_from(span).ok()).unwrap_or(usize::MAX);
        let values = span.saturating_add(1).saturating_mul(count);
        if values <= ranks.saturating_mul(VALUES_BY_ROW) {
            self.by_counting(entries, least, span + 1, values);
            return;
        }
        let mut sorted: Vec<(u32, i64, u32)> = entries().map(|(row, group, key)| (group, key, fit(row))).collect();
        sort_by(&mut sorted, Ord::cmp);
        let is_equal = |left: &(u32, i64, u32), right: &(u32, i64, u32)| left.1 == right.1;
        self.numbered(&sorted, |entry| entry.0, is_equal, |entry| fit(entry.2));
    }

    /// Rows with their groups and keys, of which there are `span` for each group from the least on.
    fn by_counting<I: Iterator<Item = (usize, u32, i64)>>(
        &mut self,
        entries: impl Fn() -> I,
        least: i64,
        span: usize,
        values: usize,
    ) {
        let place = |group: u32, key: i64| fit::<usize>(group) * span + fit::<usize>(key - least);
        let within = "a value lies between the ends";
        let mut counts = vec![0_i64; values];
        for (_, group, key) in entries() {
            *counts.get_mut(place(group, key)).or_broken(within) += 1;
        }
        for group in counts.chunks_mut(span) {
            let mut given = Given::default();
            for count in group.iter_mut().filter(|count| **count > 0) {
                *count = given.next(*count, self.ties);
            }
        }
        for (row, group, key) in entries() {
            let rank = counts.get(place(group, key)).or_broken(within);
            *self.found.get_mut(row).or_broken("each row has its place") = *rank;
        }
    }

    /// Quotients are compared by cross-multiplication.
    fn by_quotients(&mut self, top: &Vector<'_>, bottom: Option<&Vector<'_>>, descending: bool) -> Option<()> {
        let mut entries = Vec::new();
        for (row, group) in looking(self.groups.iter().enumerate()) {
            let bottom = bottom.map_or(Some(1), |bottom| bottom.number(row));
            if *group != u32::MAX
                && let (Some(top), Some(bottom)) = (top.number(row), bottom)
            {
                entries.push(Entry { group: *group, top, bottom, row });
            }
        }
        let fits = Cell::new(true);
        let compare = |left: &Entry, right: &Entry| {
            look();
            let products = (left.top.checked_mul(right.bottom), right.top.checked_mul(left.bottom));
            let (Some(left), Some(right)) = products else {
                fits.set(false);
                return Ordering::Equal;
            };
            if descending { right.cmp(&left) } else { left.cmp(&right) }
        };
        sort_by(&mut entries, |left, right| left.group.cmp(&right.group).then_with(|| compare(left, right)));
        let is_equal = |left: &Entry, right: &Entry| compare(left, right).is_eq();
        self.numbered(&entries, |entry| entry.group, is_equal, |entry| entry.row);
        fits.get().then_some(())
    }

    /// The ranks of sorted entries.
    fn numbered<E>(
        &mut self,
        entries: &[E],
        group_of: impl Fn(&E) -> u32,
        is_equal: impl Fn(&E, &E) -> bool,
        row_of: impl Fn(&E) -> usize,
    ) {
        for group in entries.chunk_by(|left, right| group_of(left) == group_of(right)) {
            let mut given = Given::default();
            for run in group.chunk_by(&is_equal) {
                let rank = given.next(fit(run.len()), self.ties);
                for entry in run {
                    *self.found.get_mut(row_of(entry)).or_broken("each row has its place") = rank;
                }
            }
        }
    }
}
