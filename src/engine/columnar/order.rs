//! The order in which the rows of the tables are gone through: those that belong to one row above stand together.

use std::collections::BTreeMap;
use std::ops::Range;

use polars_core::prelude::{ChunkAgg as _, UInt32Chunked};

use crate::cancel::looking;
use crate::core::{Schema, TableId};
use crate::data::Tables;
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
    /// By table above: the place of the row above each place.
    ups: BTreeMap<TableId, Up>,
    /// For each subject the first place of its rows, and behind the last subject the number of rows.
    starts: Vec<u32>,
}

/// The way from a table up to one above it.
struct Up {
    /// The place of the row above, by place; they ascend. It is the column of the table itself where that is in order.
    places: UInt32Chunked,
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
            let (rows, above) = (data.parents.as_ref()?, tables.get(parent)?.rows);
            if rows.len() != data.rows || parent.0 >= index {
                return None;
            }
            let rows = rows.rechunk().into_owned();
            let is_within = rows.max().is_none_or(|row| usize::try_from(row).is_ok_and(|row| row < above));
            if rows.has_nulls() || !is_within {
                return None;
            }
            grouped.push(Grouped::below(parent, rows, &grouped, tables));
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
        let starts = &self.table(table).starts;
        fit(*entry(starts, subjects.start))..fit(*entry(starts, subjects.end))
    }

    /// The places of the rows above some places.
    pub(super) fn above(&self, table: TableId, above: TableId, places: &Range<usize>) -> &[u32] {
        let up = self.table(table).ups.get(&above).or_broken("the table is above");
        listed(&up.places).get(places.clone()).or_broken("each place has one above")
    }

    /// The rows at some places, unless they are those of the same numbers.
    pub(super) fn rows(&self, table: TableId) -> Option<&[u32]> {
        self.table(table).rows.as_deref()
    }

    fn table(&self, table: TableId) -> &Grouped {
        self.tables.get(table.0).or_broken("each table has its order")
    }
}

impl Grouped {
    /// The order of a table below another, by the rows above.
    fn below(parent: TableId, parents: UInt32Chunked, done: &[Self], tables: &Tables) -> Self {
        let above = done.get(parent.0).or_broken("a table stands behind the one above it");
        let count = tables.get(parent).or_broken("each table has its rows").rows;
        let places = match &above.rows {
            None => parents,
            Some(rows) => {
                let mut place_of = vec![0_u32; count];
                for (place, row) in (0..).zip(rows) {
                    *place_of.get_mut(fit::<usize>(*row)).or_broken("a row is one of its table") = place;
                }
                column(looking(listed(&parents).iter()).map(|row| *entry(&place_of, fit(*row))).collect())
            }
        };
        let starts = starts(listed(&places), count);
        let (rows, places) = if listed(&places).is_sorted() {
            (None, places)
        } else {
            let (rows, places) = sorted(listed(&places), starts.clone());
            (Some(rows), column(places))
        };
        let mut ups: BTreeMap<TableId, Up> = BTreeMap::new();
        for (farther, up) in &above.ups {
            let above = listed(&up.places);
            let far: Vec<u32> = looking(listed(&places).iter()).map(|place| *entry(above, fit(*place))).collect();
            ups.insert(*farther, Up { most: most(&far), places: column(far) });
        }
        let of_subject = match above.starts.as_slice() {
            [] => starts,
            // Rows of one subject stand together above, and so do those below these.
            above => above.iter().map(|place| *entry(&starts, fit(*place))).collect(),
        };
        ups.insert(parent, Up { most: most(listed(&places)), places });
        Self { rows, ups, starts: of_subject }
    }
}

/// A column of places.
fn column(places: Vec<u32>) -> UInt32Chunked {
    UInt32Chunked::from_vec("".into(), places)
}

/// The places of a column, which lies in one piece and has one for each row.
fn listed(places: &UInt32Chunked) -> &[u32] {
    places.cont_slice().ok().or_broken("there is a place above each")
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

/// Rows put together by the places above them, in their own order otherwise, and these places.
fn sorted(places: &[u32], mut next: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
    let (mut rows, mut ascending) = (vec![0_u32; places.len()], vec![0_u32; places.len()]);
    for (row, above) in looking((0..).zip(places)) {
        let next = next.get_mut(fit::<usize>(*above)).or_broken("each row above has a start");
        let place = fit::<usize>(*next);
        *next += 1;
        *rows.get_mut(place).or_broken("there is a place for each row") = row;
        *ascending.get_mut(place).or_broken("there is a place for each row") = *above;
    }
    (rows, ascending)
}

/// The greatest number of equal entries, which stand together.
fn most(places: &[u32]) -> usize {
    places.chunk_by(|left, right| left == right).map(<[u32]>::len).max().unwrap_or(0)
}
