//! The cheapest change of several cells: of the fewest cells, and of these the one whose parts are least as shares of what
//! each of the cells may be.
//!
//! Boxes of values are looked at, the one first whose nearest corner costs least. A box in which no values can have the
//! outcome is left out, one in which all have it ends the search at its nearest corner, any other is cut in two where it
//! is widest. What is found costs least, as every box that is left costs as much or more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::grid::Grid;
use super::reach::Reach;
use super::search::Search;
use crate::number::Number;
use crate::result::Scores;

/// So many boxes are looked at for a set of cells.
const MOST_BOXES: usize = 2_000;

/// So many boxes are looked at for a subject.
const MOST_BOXES_IN_ALL: usize = 6_000;

/// So many cells are changed together.
const MOST_CELLS: usize = 5;

/// A change of several cells.
pub(super) struct Together {
    /// The places of the cells among those that may be changed, and by how many steps.
    pub(super) steps: Vec<(usize, i128)>,
    pub(super) scores: Box<Scores>,
}

/// Values of several cells: from and to which step each.
type Stretches = Vec<(i128, i128)>;

/// What is found, and whether more might be cheaper that was not looked at.
pub(super) fn cheapest(search: &Search<'_>, grids: &[Grid], reach: &Reach<'_>) -> (Option<Together>, bool) {
    let (mut looked, mut unfinished) = (0_usize, false);
    let whole = |set: &[usize]| -> BTreeMap<_, _> {
        set.iter()
            .filter_map(|place| grids.get(*place))
            .map(|grid| (grid.at, grid.may(grid.low.min(0), grid.high.max(0))))
            .collect()
    };
    let all: Vec<usize> = (0..grids.len()).collect();
    if !search.levels(reach, whole(&all)).hit(search.wanted).0 {
        return (None, false);
    }
    for count in 2..=MOST_CELLS.min(grids.len()) {
        let mut best: Option<(Number, Together)> = None;
        for set in sets(grids.len(), count) {
            looked = looked.saturating_add(1);
            if looked > MOST_BOXES_IN_ALL {
                return (best.map(|(_, found)| found), true);
            }
            if !search.levels(reach, whole(&set)).hit(search.wanted).0 {
                continue;
            }
            let of_set: Vec<&Grid> = set.iter().filter_map(|place| grids.get(*place)).collect();
            let most = best.as_ref().map(|(cost, _)| cost.clone());
            let found = among(search, &of_set, reach, most.as_ref(), &mut looked);
            unfinished |= found.is_none();
            if let Some(Some((cost, steps, scores))) = found {
                let steps = set.iter().copied().zip(steps).filter(|(_, step)| *step != 0).collect();
                best = Some((cost, Together { steps, scores }));
            }
        }
        if let Some((_, found)) = best {
            return (Some(found), unfinished);
        }
    }
    (None, unfinished || grids.len() > MOST_CELLS)
}

/// The cheapest values of a set of cells that cost less than what is known; nothing when it was given up.
#[allow(clippy::type_complexity, reason = "told once")]
fn among(
    search: &Search<'_>,
    grids: &[&Grid],
    reach: &Reach<'_>,
    dearest: Option<&Number>,
    looked: &mut usize,
) -> Option<Option<(Number, Vec<i128>, Box<Scores>)>> {
    let mut open: BinaryHeap<Reverse<(Number, Stretches)>> = BinaryHeap::new();
    for stretches in quarters(grids) {
        open.push(Reverse((cost(grids, &stretches), stretches)));
    }
    let mut here = 0_usize;
    while let Some(Reverse((least, stretches))) = open.pop() {
        if dearest.is_some_and(|dearest| least >= *dearest) {
            return Some(None);
        }
        here = here.saturating_add(1);
        *looked = looked.saturating_add(1);
        if here > MOST_BOXES || *looked > MOST_BOXES_IN_ALL {
            return None;
        }
        let cells = grids.iter().zip(&stretches).map(|(grid, (from, to))| (grid.at, grid.may(*from, *to)));
        let (may, must) = search.levels(reach, cells.collect()).hit(search.wanted);
        if !may {
            continue;
        }
        let is_one = stretches.iter().all(|(from, to)| from == to);
        if must || is_one {
            let steps: Vec<i128> = stretches.iter().map(|(from, to)| nearest(*from, *to)).collect();
            let at: Vec<(&Grid, i128)> =
                grids.iter().copied().zip(steps.iter().copied()).filter(|(_, step)| *step != 0).collect();
            if let Some(scores) = search.confirmed(&at) {
                return Some(Some((least, steps, Box::new(scores))));
            }
            if is_one {
                continue;
            }
        }
        let share = |place: usize| {
            let (from, to) = stretches.get(place).copied().unwrap_or_default();
            let width = grids.get(place).map_or(1, |grid| grid.width());
            Number::ratio(to.saturating_sub(from), width).unwrap_or_else(Number::zero)
        };
        let Some(widest) = (0..grids.len()).max_by_key(|place| share(*place)) else { continue };
        let (from, to) = stretches.get(widest).copied().unwrap_or_default();
        let middle = from.saturating_add(to.saturating_sub(from).div_euclid(2));
        for half in [(from, middle), (middle.saturating_add(1), to)].into_iter().filter(|(from, to)| from <= to) {
            let mut part = stretches.clone();
            if let Some(of) = part.get_mut(widest) {
                *of = half;
            }
            open.push(Reverse((cost(grids, &part), part)));
        }
    }
    Some(None)
}

/// All values, cut where the cells say what they do.
fn quarters(grids: &[&Grid]) -> Vec<Stretches> {
    let mut all: Vec<Stretches> = vec![Vec::new()];
    for grid in grids {
        let halves: Vec<(i128, i128)> = if grid.is_ordered() {
            let halves = [(grid.low.max(0), grid.high), (grid.low, grid.high.min(-1))];
            halves.into_iter().filter(|(from, to)| from <= to).collect()
        } else {
            (grid.low..=grid.high).map(|step| (step, step)).collect()
        };
        all = all
            .into_iter()
            .flat_map(|part| halves.iter().map(move |half| [part.as_slice(), &[*half]].concat()))
            .collect();
    }
    all
}

/// What the nearest values of a box cost.
fn cost(grids: &[&Grid], stretches: &Stretches) -> Number {
    grids.iter().zip(stretches).map(|(grid, (from, to))| grid.share(nearest(*from, *to))).sum()
}

/// The step nearest to none.
fn nearest(from: i128, to: i128) -> i128 {
    if from > 0 {
        from
    } else if to < 0 {
        to
    } else {
        0
    }
}

/// The sets of so many places, in order.
fn sets(all: usize, count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let first = |first: usize| {
        let rest = sets(all.saturating_sub(first).saturating_sub(1), count.saturating_sub(1));
        rest.into_iter().map(move |rest| {
            let behind = rest.into_iter().map(|place| place.saturating_add(first).saturating_add(1));
            std::iter::once(first).chain(behind).collect()
        })
    };
    (0..all).flat_map(first).collect()
}
