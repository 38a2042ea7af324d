//! The rows above, by the columns that name them.

use polars_core::prelude::{IdxCa, StringChunked};

use crate::cancel::looking;
use crate::data::keys::NO_ROW;
use crate::data::link::ParentKeys;
use crate::invariant::{OrBroken, entry, fit};

/// The rows above of rows one below the other.
#[derive(Default)]
pub(super) struct Linked {
    /// The row above each row.
    pub(super) parents: Vec<u32>,
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
    let own = parents(texts, keys);
    let before = linked.parents.len();
    match places {
        None => linked.parents.extend(&own),
        Some(places) => {
            if let Ok(places) = places.cont_slice() {
                linked.parents.extend(looking(places.iter()).map(|place| *entry(&own, fit(*place))));
            } else {
                let of = |place: Option<u32>| place.map_or(NO_ROW, |place| *entry(&own, fit(place)));
                linked.parents.extend(looking(places.iter()).map(of));
            }
        }
    }
    let rows = linked.parents.get(before..).or_broken("rows are added behind others").iter().enumerate();
    for (row, _) in rows.filter(|(_, parent)| **parent == NO_ROW) {
        let place = places.map_or(Some(row), |places| places.get(row).map(fit));
        let text = place.and_then(|place| texts.get(place)).unwrap_or_default();
        linked.unlinked.push((row.saturating_add(start), vec![text.to_owned()]));
    }
}

fn parents(texts: &StringChunked, keys: Option<&ParentKeys>) -> Vec<u32> {
    let mut last = None;
    let of = |text: Option<&str>| {
        let text = text.filter(|text| !text.is_empty())?;
        let parent = keys?.find_near(text, last);
        last = parent.or(last);
        parent
    };
    looking(texts.iter()).map(of).map(|parent| parent.unwrap_or(NO_ROW)).collect()
}
