//! The rows above all rows of a file.

use std::ops::Range;

use polars_core::prelude::StringChunked;

use super::above::{Linked, link};
use super::part::{Part, Wanted};
use crate::cancel::looking;
use crate::core::key_text;
use crate::cores::on_all_cores;
use crate::data::link::ParentKeys;
use crate::invariant::OrBroken;

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
    all.runs.reserve_exact(parts.iter().map(|part| part.runs.len()).sum());
    for part in parts {
        all.runs.extend(part.runs);
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
