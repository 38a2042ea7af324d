//! The order in which the rows of the tables are gone through: those that belong to one row above stand together.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::cancel::looking;
use crate::core::{Schema, TableId};
use crate::data::{Parents, Tables};
use crate::invariant::{OrBroken, entry, fit};

/// Each row of each table has a place; the places of rows that belong together follow one another.
pub(super) struct Order {
    tables: Vec<Grouped>,
}

/// The places of one table.
#[derive(Default)]
struct Grouped {
    /// The row at each place; where it is not given, they stand as in the file.
    rows: Option<Vec<u32>>,
    /// By table above.
    ups: BTreeMap<TableId, Up>,
}

/// The way from a table up to one above it.
struct Up {
    /// For each place above the first one of its rows, and behind the last how many there are.
    starts: Arc<Vec<u32>>,
    /// The most rows that belong to one row above.
    most: usize,
}

impl Order {
    /// `None` when the tables do not hold together, so that only the exact engine knows what to do.
    pub(super) fn of(schema: &Schema, tables: &Tables) -> Option<Self> {
        if schema.tables.len() != tables.0.len() {
            return None;
        }
        let mut grouped: Vec<Grouped> = Vec::with_capacity(tables.0.len());
        for (index, data) in tables.0.iter().enumerate() {
            let fits = u32::try_from(data.rows).is_ok_and(|rows| rows < u32::MAX)
                && data.columns.iter().all(|column| column.typed.len() == data.rows);
            if !data.known || !fits {
                return None;
            }
            let Some(parent) = schema.parent(TableId(index)) else {
                grouped.push(Grouped::default());
                continue;
            };
            let (parents, above) = (data.parents.as_ref()?, tables.get(parent)?.rows);
            if parents.len() != data.rows || parent.0 >= index {
                return None;
            }
            let is_within = match parents.starts() {
                Some(starts) => starts.len() == above + 1,
                None => parents.iter().all(|row| fit::<usize>(row) < above),
            };
            if !is_within {
                return None;
            }
            grouped.push(Grouped::below(parent, parents, &grouped, above));
        }
        Some(Self { tables: grouped })
    }

    /// The most rows of a table that belong to one row of a table above it; `None` if it is not above.
    pub(super) fn most(&self, table: TableId, above: TableId) -> Option<usize> {
        Some(self.tables.get(table.0)?.ups.get(&above)?.most)
    }

    /// The places of the rows of some subjects.
    pub(super) fn places(&self, table: TableId, subjects: &Range<usize>) -> Range<usize> {
        if table == Schema::SUBJECTS {
            return subjects.clone();
        }
        let starts = &self.up(table, Schema::SUBJECTS).starts;
        fit(*entry(starts, subjects.start))..fit(*entry(starts, subjects.end))
    }

    /// The places of the rows above some places.
    pub(super) fn above(&self, table: TableId, above: TableId, places: &Range<usize>) -> Vec<u32> {
        let starts = &self.up(table, above).starts;
        let mut found = Vec::with_capacity(places.len());
        let mut at = starts.partition_point(|start| fit::<usize>(*start) <= places.start);
        while found.len() < places.len() {
            let end = places.end.min(fit(*entry(starts, at)));
            found.resize(end - places.start, fit(at - 1));
            at += 1;
        }
        found
    }

    /// The rows at some places, unless they are those of the same numbers.
    pub(super) fn rows(&self, table: TableId) -> Option<&[u32]> {
        self.table(table).rows.as_deref()
    }

    fn up(&self, table: TableId, above: TableId) -> &Up {
        self.table(table).ups.get(&above).or_broken("the table is above")
    }

    fn table(&self, table: TableId) -> &Grouped {
        self.tables.get(table.0).or_broken("each table has its order")
    }
}

impl Grouped {
    /// The order of a table below another of so many rows, by the rows above.
    fn below(parent: TableId, parents: &Parents, done: &[Self], count: usize) -> Self {
        let above = done.get(parent.0).or_broken("a table stands behind the one above it");
        let (rows, starts) = match (parents.starts(), &above.rows) {
            (Some(starts), None) => (None, Arc::clone(starts)),
            (_, order) => {
                let places: Vec<u32> = match order {
                    None => looking(parents.iter()).collect(),
                    Some(rows) => {
                        let mut place_of = vec![0_u32; count];
                        for (place, row) in (0..).zip(rows) {
                            *place_of.get_mut(fit::<usize>(*row)).or_broken("a row is one of its table") = place;
                        }
                        looking(parents.iter()).map(|row| *entry(&place_of, fit(row))).collect()
                    }
                };
                let starts = starts(&places, count);
                let rows = (!places.is_sorted()).then(|| sorted(&places, starts.clone()));
                (rows, Arc::new(starts))
            }
        };
        let farther = above.ups.iter().map(|(farther, up)| {
            // Rows of one row stand together above, and so do those below these.
            let starts = looking(up.starts.iter()).map(|place| *entry(&starts, fit(*place)));
            (*farther, Up::of(Arc::new(starts.collect())))
        });
        let mut ups: BTreeMap<TableId, Up> = farther.collect();
        ups.insert(parent, Up::of(starts));
        Self { rows, ups }
    }
}

impl Up {
    fn of(starts: Arc<Vec<u32>>) -> Self {
        let rows = starts.iter().zip(starts.iter().skip(1)).map(|(start, next)| next - start);
        let most = rows.max().map_or(0, fit);
        Self { starts, most }
    }
}

/// Where the rows of each place above begin if they stand together; at the end, how many there are.
fn starts(places: &[u32], above: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; above.saturating_add(1)];
    for place in looking(places.iter()) {
        *starts.get_mut(fit::<usize>(*place) + 1).or_broken("a row above is one of its table") += 1;
    }
    let mut sum = 0_u32;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    starts
}

/// Rows put together by the places above them, in their own order otherwise.
fn sorted(places: &[u32], mut next: Vec<u32>) -> Vec<u32> {
    let mut rows = vec![0_u32; places.len()];
    for (row, above) in looking((0..).zip(places)) {
        let next = next.get_mut(fit::<usize>(*above)).or_broken("each row above has a start");
        *rows.get_mut(fit::<usize>(*next)).or_broken("there is a place for each row") = row;
        *next += 1;
    }
    rows
}
