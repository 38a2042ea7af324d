//! The nearest value of one cell with which a subject has another outcome.
//!
//! Values are looked at by stretches, the nearest first. A stretch in which no value can have the outcome is left out at
//! once, one in which each has it ends the search at its nearer end, any other is cut in two. So what is found is the
//! nearest, whichever way the outcome goes with the value; and what is found is applied and scored with everyone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::grid::Grid;
use super::lens::{At, Ground, Lens};
use super::level::{Levels, Wanted, level};
use super::may::May;
use super::reach::Reach;
use super::standing::Standing;
use crate::data::Supposed;
use crate::engine::{EngineKind, score};
use crate::host::progress::UNSEEN;
use crate::result::Scores;

/// So many stretches are looked at for one cell.
const MOST_STRETCHES: usize = 4_000;

/// So many values are scored for one cell.
const MOST_SCORED: usize = 120;

/// The same where scoring takes long, as there are more subjects than the exact engine scores.
const MOST_SCORED_OF_MANY: usize = 8;

/// The exact engine scores so many subjects; the columnar one, which gives the same, more.
const MOST_EXACTLY: usize = 500;

/// What the search for a value came to.
pub(super) enum Nearest {
    /// So many steps from what the cell says.
    At(i128),
    /// No value has the outcome.
    Nowhere,
    /// It was given up; nothing nearer than so many steps has the outcome.
    Unknown(i128),
}

/// Searches for one subject.
pub(super) struct Search<'g> {
    pub(super) ground: &'g Ground<'g>,
    pub(super) scores: &'g Scores,
    pub(super) row: usize,
    pub(super) wanted: Wanted,
}

impl Search<'_> {
    /// The nearest value of a cell that is not nearer than so many steps. Some values need everyone scored to be told; what
    /// is found otherwise is for the asker to confirm.
    pub(super) fn nearest(&self, grid: &Grid, reach: &Reach<'_>, (least, is_less): (i128, bool)) -> Nearest {
        // By distance, the greater value before the lesser one of the same distance.
        let mut open = BinaryHeap::new();
        let push = |open: &mut BinaryHeap<_>, from: i128, to: i128, is_less: bool| {
            if from > to {
            } else if grid.is_ordered() {
                open.push(Reverse((from, is_less, to)));
            } else {
                (from..=to).for_each(|step| open.push(Reverse((step, is_less, step))));
            }
        };
        // Behind the greater value of a distance stands the lesser one of the same.
        push(&mut open, grid.low.max(least.saturating_add(i128::from(is_less))).max(1), grid.high, false);
        push(&mut open, (-grid.high).max(least).max(1), -grid.low, true);
        let is_long = self.scores.subjects.len() > MOST_EXACTLY;
        let most_scored = if is_long { MOST_SCORED_OF_MANY } else { MOST_SCORED };
        let (mut looked, mut scored) = (0_usize, 0_usize);
        while let Some(Reverse((from, is_less, to))) = open.pop() {
            looked = looked.saturating_add(1);
            if looked > MOST_STRETCHES || scored > most_scored {
                return Nearest::Unknown(from);
            }
            let signed = |step: i128| if is_less { -step } else { step };
            let (low, high) = (signed(from).min(signed(to)), signed(from).max(signed(to)));
            let (may, must) = self.levels(reach, BTreeMap::from([(grid.at, grid.may(low, high))])).hit(self.wanted);
            if !may {
                continue;
            }
            if must {
                return Nearest::At(signed(from));
            }
            if from == to {
                scored = scored.saturating_add(1);
                if self.confirmed(&[(grid, signed(from))]).is_some() {
                    return Nearest::At(signed(from));
                }
                continue;
            }
            let middle = from.saturating_add(to.saturating_sub(from) / 2);
            open.push(Reverse((from, is_less, middle)));
            open.push(Reverse((middle.saturating_add(1), is_less, to)));
        }
        Nearest::Nowhere
    }

    /// The places of those of some cells that may have the outcome by themselves. Cells that do not have it when all of them
    /// are open are left out together.
    pub(super) fn that_may(&self, grids: &[Grid], reach: &Reach<'_>) -> Vec<usize> {
        let (mut may, mut open) = (Vec::new(), Vec::new());
        open.push(0..grids.len());
        while let Some(places) = open.pop() {
            let part = grids.get(places.clone()).unwrap_or_default();
            let cells = part.iter().map(|grid| (grid.at, grid.may(grid.low.min(0), grid.high.max(0))));
            if part.is_empty() || !self.levels(reach, cells.collect()).hit(self.wanted).0 {
                continue;
            }
            if part.len() == 1 {
                may.push(places.start);
                continue;
            }
            let middle = places.start.saturating_add(part.len() / 2);
            open.push(middle..places.end);
            open.push(places.start..middle);
        }
        may
    }

    /// The outcomes that the subject may have while some cells are open.
    pub(super) fn levels(&self, reach: &Reach<'_>, open: BTreeMap<At, May>) -> Levels {
        let lens = Lens::new(self.ground, reach, open);
        Standing::new(&lens, self.scores).levels(self.row, &[self.wanted])
    }

    /// What everyone has when some cells say what they do at some steps, if the subject then has the outcome.
    pub(super) fn confirmed(&self, steps: &[(&Grid, i128)]) -> Option<Scores> {
        let scores = self.scored(steps)?;
        let label = scores.grade.of(self.row).as_deref();
        let level = level(self.ground.program, *scores.decisions.of(self.row), label);
        self.wanted.holds(level).then_some(scores)
    }

    /// What everyone has then; nothing where the rules refuse such data.
    fn scored(&self, steps: &[(&Grid, i128)]) -> Option<Scores> {
        let cells: Vec<Supposed> = steps
            .iter()
            .map(|(grid, step)| {
                let (table, field, row) = grid.at;
                Supposed { table, field, row, text: grid.text(*step), reason: String::new() }
            })
            .collect();
        let Ground { program, tables, calendar, .. } = self.ground;
        let tables = tables.supposing(&program.rules.schema, &cells).ok()?;
        let engine = if self.scores.subjects.len() <= MOST_EXACTLY { EngineKind::Exact } else { EngineKind::Columnar };
        score(program, &tables, calendar, engine, &UNSEEN).ok()
    }
}
