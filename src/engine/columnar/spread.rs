//! Figures over groups, given back to the rows of the groups.

use polars::prelude::{Column, DataFrame, IdxCa, PolarsResult};

use crate::invariant::{OrBroken, fit};

/// The columns of a grouping for rows with these keys, null for a row whose key has no group. Keys
/// are row numbers below `keys_below`.
pub(super) fn spread(
    groups: &DataFrame,
    key: &str,
    keys: &[Option<u32>],
    keys_below: usize,
) -> PolarsResult<Vec<Column>> {
    let mut place: Vec<Option<u32>> = vec![None; keys_below];
    for (at, key) in (0_u32..).zip(groups.column(key)?.as_materialized_series().u32()?.iter()) {
        if let Some(key) = key {
            *place.get_mut(fit::<usize>(key)).or_broken("a key is the number of a row") = Some(at);
        }
    }
    let places: IdxCa = keys
        .iter()
        .map(|key| key.and_then(|key| *place.get(fit::<usize>(key)).or_broken("a key is the number of a row")))
        .collect();
    let figures = groups.columns().iter().filter(|column| column.name().as_str() != key);
    figures.map(|column| column.take(&places)).collect()
}
