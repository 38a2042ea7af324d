//! Which row belongs to which.

use std::collections::BTreeMap;

use polars::prelude::{ChunkAgg as _, IntoColumn as _, UInt32Chunked};

use crate::cancel::looking;
use crate::column::taken;
use crate::core::{Schema, TableId};
use crate::data::Tables;
use crate::invariant::{OrBroken, fit};

/// The rows of ancestors.
pub(super) struct Shape {
    /// By table and ancestor: the ancestor's row for each row, and the most rows of one ancestor row.
    ups: BTreeMap<(TableId, TableId), Up>,
}

/// The way from a table up to an ancestor.
pub(super) struct Up {
    /// The row of the ancestor for each row.
    pub(super) rows: UInt32Chunked,
    /// The most rows that belong to one row of the ancestor.
    pub(super) most: usize,
}

impl Shape {
    /// `None` when the tables do not hold together, so that only the exact engine knows what to do.
    pub(super) fn of(schema: &Schema, tables: &Tables) -> Option<Self> {
        if schema.tables.len() != tables.0.len() {
            return None;
        }
        let mut ups: BTreeMap<(TableId, TableId), Up> = BTreeMap::new();
        for (index, data) in tables.0.iter().enumerate() {
            let table = TableId(index);
            let fits = u32::try_from(data.rows).is_ok_and(|rows| rows < u32::MAX)
                && data.columns.iter().all(|column| column.typed.len() == data.rows);
            if !data.known || !fits {
                return None;
            }
            let Some(parent) = schema.parent(table) else { continue };
            let (rows, above) = (data.parents.as_ref()?, tables.get(parent)?.rows);
            let is_within = rows.max().is_none_or(|row| usize::try_from(row).is_ok_and(|row| row < above));
            if rows.len() != data.rows || rows.has_nulls() || !is_within || parent >= table {
                return None;
            }
            let farther = ups.range((parent, TableId(0))..=(parent, TableId(usize::MAX)));
            let farther = farther.map(|((_, above), up)| (*above, rows_of(up, rows)));
            let farther: Vec<(TableId, UInt32Chunked)> = farther.collect();
            for (above, rows) in farther.into_iter().chain([(parent, rows.clone())]) {
                let most = most(&rows, tables.get(above)?.rows);
                ups.insert((table, above), Up { rows, most });
            }
        }
        Some(Self { ups })
    }

    pub(super) fn up(&self, table: TableId, above: TableId) -> Option<&Up> {
        self.ups.get(&(table, above))
    }
}

/// The row farther up of each row.
fn rows_of(up: &Up, rows: &UInt32Chunked) -> UInt32Chunked {
    let farther = taken(&up.rows.clone().into_column(), rows).or_broken("rows are within");
    farther.as_materialized_series().u32().or_broken("numbers of rows stay numbers of rows").clone()
}

/// The greatest number of equal entries.
fn most(rows: &UInt32Chunked, above: usize) -> usize {
    let mut counts = vec![0_usize; above];
    for row in looking(rows.iter()).flatten() {
        let count = counts.get_mut(fit::<usize>(row)).or_broken("a row above is one of its table");
        *count = count.saturating_add(1);
    }
    counts.into_iter().max().unwrap_or(0)
}
