//! Ranks in groups, by exact comparison.

use std::cmp::Ordering;

use polars::prelude::{Column, DataType, Int64Chunked, PolarsResult};

/// A value that is ranked.
struct Entry {
    group: u32,
    top: i128,
    bottom: i128,
    row: usize,
}

/// The rank of each row in its group, from 1; null without a group or value. `None` when two values
/// cannot be compared in 128 bits, which their bounds have ruled out.
pub(super) fn ranks(
    groups: &[Option<u32>],
    top: &Column,
    bottom: Option<&Column>,
    descending: bool,
    dense: bool,
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
    let (mut place, mut rank) = (0_i64, 0_i64);
    let mut before: Option<&Entry> = None;
    for entry in &entries {
        let same_group = before.is_some_and(|before| before.group == entry.group);
        place = if same_group { place.saturating_add(1) } else { 1 };
        let tied = before.filter(|_| same_group).is_some_and(|before| compare(before, entry).is_eq());
        if !tied {
            let next = if same_group { rank.saturating_add(1) } else { 1 };
            rank = if dense { next } else { place };
        }
        if let Some(found) = found.get_mut(entry.row) {
            *found = Some(rank);
        }
        before = Some(entry);
    }
    Ok(fits.then(|| found.into_iter().collect()))
}

/// The values of an integer column.
pub(super) fn integers(column: &Column) -> PolarsResult<Vec<Option<i128>>> {
    let wide = column.strict_cast(&DataType::Int128)?;
    Ok(wide.as_materialized_series().i128()?.iter().collect())
}
