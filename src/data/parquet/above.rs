//! The rows above, by the columns that name them.

use polars_core::prelude::{IdxCa, StringChunked};

use crate::cancel::{look, looking};
use crate::data::link::ParentKeys;
use crate::data::parents::{self, NO_ROW, Run};
use crate::invariant::{entry, fit};

/// The rows above of rows one below the other.
#[derive(Default)]
pub(super) struct Linked {
    /// The rows above, run by run.
    pub(super) runs: Vec<Run>,
    /// Rows whose row above was not found, with the cells that name it.
    pub(super) unlinked: Vec<(usize, Vec<String>)>,
}

/// Adds the rows above of rows from `start` on. Each of the texts is one row's, or by `places` that of the rows that say
/// it.
pub(super) fn link(
    texts: &StringChunked,
    places: Option<&IdxCa>,
    start: usize,
    keys: Option<&ParentKeys>,
    linked: &mut Linked,
) {
    let own = own(texts, keys);
    look();
    match places {
        None => own.chunk_by(|one, other| one == other).for_each(|run| linked.add(run.first().copied(), run.len())),
        Some(places) => {
            if let Ok(places) = places.cont_slice() {
                let runs = places.chunk_by(|one, other| one == other);
                runs.for_each(|run| linked.add(run.first().map(|place| *entry(&own, fit(*place))), run.len()));
            } else {
                looking(places.iter()).for_each(|place| linked.add(place.map(|place| *entry(&own, fit(place))), 1));
            }
        }
    }
    if !own.contains(&NO_ROW) && places.is_none_or(|places| !places.has_nulls()) {
        return;
    }
    let rows = places.map_or(own.len(), IdxCa::len);
    for row in looking(0..rows) {
        let place = places.map_or(Some(row), |places| places.get(row).map(fit));
        if place.is_none_or(|place| *entry(&own, place) == NO_ROW) {
            let text = place.and_then(|place| texts.get(place)).unwrap_or_default();
            linked.unlinked.push((row.saturating_add(start), vec![text.to_owned()]));
        }
    }
}

impl Linked {
    /// Adds rows that have the same row above, or none.
    fn add(&mut self, parent: Option<u32>, rows: usize) {
        parents::add(&mut self.runs, parent.unwrap_or(NO_ROW), rows);
    }
}

fn own(texts: &StringChunked, keys: Option<&ParentKeys>) -> Vec<u32> {
    let mut last = None;
    let of = |text: Option<&str>| {
        let text = text.filter(|text| !text.is_empty())?;
        let parent = keys?.find_near(text, last);
        last = parent.or(last);
        parent
    };
    looking(texts.iter()).map(of).map(|parent| parent.unwrap_or(NO_ROW)).collect()
}
