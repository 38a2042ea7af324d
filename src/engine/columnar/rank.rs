//! Ranks in groups, by exact comparison.

use std::cmp::Ordering;

use polars::prelude::{Column, DataType, Int64Chunked, PolarsResult};

use crate::lang::model::Ties;

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
    groups: &[Option<u32>],
    top: &Column,
    bottom: Option<&Column>,
    descending: bool,
    ties: Ties,
) -> PolarsResult<Option<Int64Chunked>> {
    let tops = integers(top)?;
    let bottoms = bottom.map(integers).transpose()?;
    let mut entries = Vec::new();
    for (row, (group, top)) in groups.iter().zip(&tops).enumerate() {
        let bottom = match &bottoms {
            Some(bottoms) => bottoms.get(row).copied().flatten(),
            None => Some(1),
        };
        if let (Some(group), Some(top), Some(bottom)) = (*group, *top, bottom) {
            entries.push(Entry { group, top, bottom, row });
        }
    }
    let mut fits = true;
    let mut compare = |left: &Entry, right: &Entry| {
        let products = (left.top.checked_mul(right.bottom), right.top.checked_mul(left.bottom));
        let (Some(left), Some(right)) = products else {
            fits = false;
            return Ordering::Equal;
        };
        if descending { right.cmp(&left) } else { left.cmp(&right) }
    };
    entries.sort_by(|left, right| left.group.cmp(&right.group).then_with(|| compare(left, right)));
    let mut found: Vec<Option<i64>> = vec![None; groups.len()];
    let mut place = 0_i64;
    let mut runs = 0_i64;
    let mut rest = entries.as_slice();
    let mut group = None;
    while let Some(first) = rest.first() {
        if group != Some(first.group) {
            (place, runs, group) = (0, 0, Some(first.group));
        }
        let equal = |entry: &&Entry| entry.group == first.group && compare(first, entry).is_eq();
        let length = rest.iter().take_while(equal).count().max(1);
        let (run, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let before = place;
        place = place.saturating_add(i64::try_from(length).unwrap_or(i64::MAX));
        runs = runs.saturating_add(1);
        let rank = match ties {
            Ties::Competition => before.saturating_add(1),
            Ties::Last => place,
            Ties::Dense => runs,
            Ties::Average => before.saturating_add(1).saturating_add(place),
        };
        for entry in run {
            if let Some(found) = found.get_mut(entry.row) {
                *found = Some(rank);
            }
        }
        rest = after;
    }
    Ok(fits.then(|| found.into_iter().collect()))
}

/// The values of an integer column.
pub(super) fn integers(column: &Column) -> PolarsResult<Vec<Option<i128>>> {
    let wide = column.strict_cast(&DataType::Int128)?;
    Ok(wide.as_materialized_series().i128()?.iter().collect())
}
