//! Ranks in groups, by exact comparison.

use std::cell::Cell;
use std::cmp::Ordering;

use polars::prelude::{Column, DataType, Int64Chunked, PolarsResult, UInt32Chunked};

use crate::cancel::{look, looking, sort_by};
use crate::column::cast;
use crate::core::Ties;
use crate::invariant::{entry, fit};

/// A value that is ranked.
struct Entry {
    group: u32,
    top: i128,
    bottom: i128,
    row: usize,
}

/// The rank of each row in its group, from 1 (twice the rank where equal values share the mean); null
/// without a group or value. `None` when two values
/// cannot be compared in 128 bits, which their bounds have ruled out.
pub(super) fn ranks(
    groups: &UInt32Chunked,
    top: &Column,
    bottom: Option<&Column>,
    descending: bool,
    ties: Ties,
) -> PolarsResult<Option<Int64Chunked>> {
    match bottom {
        None if *top.dtype() != DataType::Int128 => whole(groups, top, descending, ties).map(Some),
        _ => quotients(groups, top, bottom, descending, ties),
    }
}

/// Whole numbers of 64 bits, which most values are, are sorted as they are.
fn whole(groups: &UInt32Chunked, top: &Column, descending: bool, ties: Ties) -> PolarsResult<Int64Chunked> {
    let tops = cast(top, &DataType::Int64)?;
    let tops = tops.as_materialized_series().i64()?;
    let mut entries: Vec<(u32, i64, u32)> = Vec::with_capacity(groups.len());
    for ((row, group), top) in looking((0_u32..).zip(groups.iter()).zip(tops.iter())) {
        if let (Some(group), Some(top)) = (group, top) {
            // The complement turns the order round and, unlike the negative, always fits.
            entries.push((group, if descending { !top } else { top }, row));
        }
    }
    sort_by(&mut entries, Ord::cmp);
    let row = |entry: &(u32, i64, u32)| fit(entry.2);
    let is_equal = |left: &(u32, i64, u32), right: &(u32, i64, u32)| left.1 == right.1;
    Ok(numbered(groups.len(), &entries, |entry| entry.0, is_equal, row, ties))
}

/// Quotients are compared by cross-multiplication.
fn quotients(
    groups: &UInt32Chunked,
    top: &Column,
    bottom: Option<&Column>,
    descending: bool,
    ties: Ties,
) -> PolarsResult<Option<Int64Chunked>> {
    let tops = integers(top)?;
    let bottoms = bottom.map(integers).transpose()?;
    let mut entries = Vec::new();
    for (row, (group, top)) in looking(groups.iter().zip(&tops)).enumerate() {
        let bottom = match &bottoms {
            Some(bottoms) => *entry(bottoms, row),
            None => Some(1),
        };
        if let (Some(group), Some(top), Some(bottom)) = (group, *top, bottom) {
            entries.push(Entry { group, top, bottom, row });
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
    entries.sort_by(|left, right| left.group.cmp(&right.group).then_with(|| compare(left, right)));
    let is_equal = |left: &Entry, right: &Entry| compare(left, right).is_eq();
    let found = numbered(groups.len(), &entries, |entry| entry.group, is_equal, |entry| entry.row, ties);
    Ok(fits.get().then_some(found))
}

/// The ranks of sorted entries.
fn numbered<E>(
    rows: usize,
    entries: &[E],
    group_of: impl Fn(&E) -> u32,
    is_equal: impl Fn(&E, &E) -> bool,
    row_of: impl Fn(&E) -> usize,
    ties: Ties,
) -> Int64Chunked {
    let mut found: Vec<Option<i64>> = vec![None; rows];
    let mut place = 0_i64;
    let mut runs = 0_i64;
    let mut group = None;
    let alike = |one: &E, other: &E| group_of(one) == group_of(other) && is_equal(one, other);
    for run in looking(entries.chunk_by(alike)) {
        let own = run.first().map(&group_of);
        if group != own {
            (place, runs, group) = (0, 0, own);
        }
        let before = place;
        place = place.saturating_add(fit(run.len()));
        runs = runs.saturating_add(1);
        let rank = match ties {
            Ties::Competition => before.saturating_add(1),
            Ties::Last => place,
            Ties::Dense => runs,
            Ties::Average => before.saturating_add(1).saturating_add(place),
        };
        for entry in looking(run.iter()) {
            if let Some(found) = found.get_mut(row_of(entry)) {
                *found = Some(rank);
            }
        }
    }
    found.into_iter().collect()
}

/// The values of an integer column.
pub(super) fn integers(column: &Column) -> PolarsResult<Vec<Option<i128>>> {
    let wide = cast(column, &DataType::Int128)?;
    Ok(looking(wide.as_materialized_series().i128()?.iter()).collect())
}
