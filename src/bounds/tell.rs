//! What was brought about, and what was not, of one subject.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{named, told};
use super::found::{CellValue, Deciding, End, PossibleGrade};
use super::search::{Filled, Search};
use crate::core::FigureId;
use crate::engine::possible::{self, Outcome, Supposing};
use crate::number::{Number, Rounding, RoundingMode};
use crate::proof::Interval;

/// Of more values than these of a cell it is not asked what is left when it says them.
const MOST_VALUES: usize = 12;

impl Search<'_> {
    /// The label of an outcome.
    pub(super) fn label(&self, outcome: Outcome, decided: &BTreeMap<usize, String>, row: usize) -> Option<String> {
        match outcome {
            Outcome::Manual => decided.get(&row).cloned(),
            outcome => outcome.label(&self.request.program.rules).map(str::to_owned),
        }
    }

    /// One end of what the total of a subject can be.
    pub(super) fn end(&self, (row, own): (usize, &[usize]), total: &Interval, places: u32, is_most: bool) -> End {
        let edge = if is_most { &total.high } else { &total.low };
        let reached =
            self.reached.get(row).and_then(|known| if is_most { known.most.as_ref() } else { known.least.as_ref() });
        // A bound that is not rounded is told on the safe side.
        let mode = if is_most { RoundingMode::Ceiling } else { RoundingMode::Floor };
        let bound = edge.as_ref().map(|edge| edge.at.round(Rounding::new(places, mode)).to_fixed(places));
        let shown = reached.map(|(total, _)| total.to_fixed(places));
        End {
            confirmed: bound.is_some() && bound == shown,
            bound,
            reached: shown,
            with: reached.map(|(_, filled)| self.with(own, filled)).unwrap_or_default(),
        }
    }

    fn with(&self, own: &[usize], filled: &Filled) -> Vec<CellValue> {
        let program = self.request.program;
        let value = |at: &usize| {
            let value = self.values.get(*at)?.get(*filled.get(*at)?)?;
            Some(CellValue {
                cell: named(program, self.request.tables, *self.cells.get(*at)?),
                value: value.text.clone(),
            })
        };
        own.iter().filter_map(value).collect()
    }

    /// The grades that are still possible, from the best down.
    pub(super) fn grades(
        &self,
        row: usize,
        own: &[usize],
        can: &BTreeSet<Outcome>,
        decided: &BTreeMap<usize, String>,
    ) -> Vec<PossibleGrade> {
        let mut told: Vec<PossibleGrade> = Vec::new();
        for outcome in can {
            let grade = self.label(*outcome, decided, row);
            if told.iter().any(|known| known.grade == grade) {
                continue;
            }
            let filled = self.reached.get(row).and_then(|known| known.grades.get(&grade));
            told.push(PossibleGrade {
                confirmed: filled.is_some(),
                with: filled.map(|filled| self.with(own, filled)).unwrap_or_default(),
                with_others: own.len() < self.cells.len(),
                grade,
            });
        }
        told
    }

    /// The open cells of a subject, the most decisive first: how much is left open when one alone is known.
    pub(super) fn deciding(
        &self,
        supposing: &Supposing<'_>,
        decided: &BTreeMap<usize, String>,
        row: usize,
        own: &[usize],
    ) -> Vec<Deciding> {
        let program = self.request.program;
        let mut found: Vec<(usize, Option<Number>, Deciding)> = Vec::new();
        for at in own {
            let (Some(cell), Some(values)) = (self.cells.get(*at), self.values.get(*at)) else { continue };
            let mut spread = Some(Number::zero());
            let mut grades = 0;
            for value in sampled(values, MOST_VALUES) {
                let mut open = supposing.open().clone();
                open.put(*cell, value.domain.clone());
                let known = supposing.with(open);
                let total = known.figure(FigureId::Total, row).numbers();
                let own_spread = width(&total);
                spread = match (spread, own_spread) {
                    (Some(most), Some(own)) => Some(most.max(own)),
                    _ => None,
                };
                let outcomes = possible::outcomes(&known, decided);
                let labels: BTreeSet<Option<String>> = outcomes
                    .get(row)
                    .map(|known| known.can.iter().map(|outcome| self.label(*outcome, decided, row)).collect())
                    .unwrap_or_default();
                grades = grades.max(labels.len());
            }
            let Some(domain) = supposing.open().get(*cell) else { continue };
            let disputed = self.request.disputed.iter().any(|disputed| disputed.cell == *cell);
            let cell = told(program, self.request.tables, (*cell, domain), disputed, self.request.language);
            let places = program.places(FigureId::Total);
            let spread_left = spread.as_ref().map(|spread| spread.to_fixed(places));
            found.push((grades, spread, Deciding { cell, spread_left, grades_left: grades }));
        }
        // Without a bound is wider than any.
        found.sort_by(|one, other| {
            let key = |own: &(usize, Option<Number>, Deciding)| (own.0, own.1.is_none(), own.1.clone());
            key(one).cmp(&key(other))
        });
        found.into_iter().map(|(_, _, told)| told).collect()
    }

    /// Whether more is open of a subject than its own cells.
    pub(super) fn others_matter(
        &self,
        supposing: &Supposing<'_>,
        decided: &BTreeMap<usize, String>,
        row: usize,
        own: &[usize],
    ) -> bool {
        let mut open = supposing.open().clone();
        for at in own {
            let value = self.values.get(*at).and_then(|values| values.first());
            if let (Some(cell), Some(value)) = (self.cells.get(*at), value) {
                open.put(*cell, value.domain.clone());
            }
        }
        let known = supposing.with(open);
        let outcomes = possible::outcomes(&known, decided);
        outcomes
            .get(row)
            .is_some_and(|known| known.can.len() > 1 || known.total.only().is_none() && !known.total.is_empty())
    }
}

/// How far apart the ends of an interval lie; nothing without both.
fn width(interval: &Interval) -> Option<Number> {
    if interval.is_empty() {
        return Some(Number::zero());
    }
    Some(&interval.high.as_ref()?.at - &interval.low.as_ref()?.at)
}

/// Some of many, the ends among them.
fn sampled<T>(all: &[T], most: usize) -> impl Iterator<Item = &T> {
    let every = all.len().div_ceil(most).max(1);
    let last = all.len().saturating_sub(1);
    all.iter().enumerate().filter(move |(at, _)| at % every == 0 || *at == last).map(|(_, own)| own)
}
