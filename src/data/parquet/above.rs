//! The rows above, by the columns that name them.

use std::ops::Range;

use polars_core::prelude::{IdxCa, StringChunked};

use super::part::{Part, Wanted};
use crate::cancel::looking;
use crate::core::key_text;
use crate::cores::on_all_cores;
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
    let rows = linked.parents.get(before..).unwrap_or_default().iter().enumerate();
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

/// All rows of a file, from its columns by row group. `naming` are the places of the columns that name rows above, in
/// the order of the key.
pub(super) fn linked(
    wanted: &[Wanted<'_>],
    naming: &[usize],
    columns: Vec<Vec<Part>>,
    groups: &[Range<usize>],
    keys: Option<&ParentKeys>,
) -> Linked {
    let mut naming_parts: Vec<Vec<Part>> = Vec::new();
    let mut columns: Vec<Option<Vec<Part>>> = columns.into_iter().map(Some).collect();
    for position in naming {
        let place = wanted.iter().position(|wanted| wanted.position == *position);
        let parts = place.and_then(|place| columns.get_mut(place)?.take());
        naming_parts.push(parts.or_broken("a column that names rows above is read"));
    }
    let parts: Vec<Linked> = match naming_parts.len() {
        0 | 1 => naming_parts.into_iter().flatten().map(|part| part.linked).collect(),
        _ => {
            let names = |group: usize| {
                naming_parts.iter().map(|parts| parts.get(group)?.names.clone()).collect::<Option<Vec<_>>>()
            };
            let groups = groups.iter().enumerate().map(|(group, rows)| (rows.start, names(group).unwrap_or_default()));
            on_all_cores(groups.collect(), |(start, names)| link_by_several(&names, start, keys))
        }
    };
    let mut all = Linked::default();
    all.parents.reserve_exact(parts.iter().map(|part| part.parents.len()).sum());
    for part in parts {
        all.parents.extend(part.parents);
        all.unlinked.extend(part.unlinked);
    }
    all
}

/// By keys of several parts.
fn link_by_several(names: &[StringChunked], start: usize, keys: Option<&ParentKeys>) -> Linked {
    let height = names.first().map_or(0, StringChunked::len);
    let key = |row: usize| {
        let cells: Option<Vec<&str>> = names.iter().map(|cells| cells.get(row)).collect();
        cells.map(|cells| key_text(&cells))
    };
    let whole: StringChunked = looking(0..height).map(key).collect();
    let mut linked = Linked::default();
    link(&whole, None, start, keys, &mut linked);
    for (row, cells) in &mut linked.unlinked {
        let row = row.saturating_sub(start);
        *cells = names.iter().map(|cells| cells.get(row).unwrap_or_default().to_owned()).collect();
    }
    linked
}
