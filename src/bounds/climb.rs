//! The cells of a subject are moved one by one towards what is wanted.

use super::search::{Filled, Search};
use super::values::{declared, lines, number, rounded, step};
use crate::engine::possible::{Cell, Supposing};
use crate::number::Number;
use crate::proof::Domain;

/// So often the way between two fillings is halved.
const MOST_HALVES: usize = 12;

impl Search<'_> {
    /// Numbers of the rules at which a cell is cut.
    pub(super) fn lines(&self, supposing: &Supposing<'_>, cell: Cell) -> Vec<Number> {
        match supposing.open().get(cell) {
            Some(Domain::Number(numbers)) => {
                lines(self.request.program, &declared(self.request.program, cell), numbers)
            }
            _ => Vec::new(),
        }
    }

    fn last(&self, at: usize) -> usize {
        self.values.get(at).map_or(0, |values| values.len().saturating_sub(1))
    }

    /// All cells of a subject at one end, and those of others at the other.
    pub(super) fn try_ends(&mut self, own: &[usize]) {
        for is_high in [false, true] {
            let end = |at: usize| {
                let high = if own.contains(&at) { is_high } else { !is_high };
                if high { self.last(at) } else { 0 }
            };
            let filled: Filled = (0..self.cells.len()).map(end).collect();
            self.score(&filled);
        }
    }

    /// Moves the cells of a subject, one after the other, towards the greatest total or the least.
    pub(super) fn climb(&mut self, row: usize, own: &[usize], bound: Option<&Number>, is_most: bool) {
        /// More cells than these are not moved one by one.
        const MOST: usize = 24;
        let best = |search: &Self| {
            let reached = search.reached.get(row)?;
            if is_most { reached.most.clone() } else { reached.least.clone() }
        };
        for _ in 0..2 {
            let before = best(self).map(|(total, _)| total);
            for at in own.iter().take(MOST) {
                for value in 0..=self.last(*at) {
                    let Some((total, mut filled)) = best(self) else { return };
                    if Some(&total) == bound {
                        return;
                    }
                    if let Some(own) = filled.get_mut(*at) {
                        *own = value;
                    }
                    self.score(&filled);
                }
            }
            if best(self).map(|(total, _)| total) == before {
                return;
            }
        }
    }

    /// Looks for a filling that gives a subject a grade, between two that give others.
    pub(super) fn reach(&mut self, row: usize, own: &[usize], label: Option<&String>) {
        let is_reached =
            |search: &Self| search.reached.get(row).is_some_and(|known| known.grades.contains_key(&label.cloned()));
        if is_reached(self) {
            return;
        }
        let ends = |search: &Self| {
            let known = search.reached.get(row)?;
            Some((known.least.clone()?.1, known.most.clone()?.1))
        };
        let Some((low, high)) = ends(self) else { return };
        // Each cell at each of its values, the others as at either end.
        for from in [&low, &high] {
            for at in own {
                for value in 0..=self.last(*at) {
                    let mut filled = from.clone();
                    if let Some(own) = filled.get_mut(*at) {
                        *own = value;
                    }
                    self.score(&filled);
                    if is_reached(self) {
                        return;
                    }
                }
            }
        }
        self.halve(row, &low, &high, label, MOST_HALVES);
    }

    /// Halves the way between two fillings until what lies between them shows.
    fn halve(&mut self, row: usize, low: &Filled, high: &Filled, label: Option<&String>, left: usize) {
        let grade = |search: &Self, filled: &Filled| {
            let known = search.reached.get(row)?;
            known.grades.iter().find(|(_, at)| *at == filled).map(|(label, _)| label.clone())
        };
        let is_reached =
            |search: &Self| search.reached.get(row).is_some_and(|known| known.grades.contains_key(&label.cloned()));
        let mut open = vec![(low.clone(), high.clone(), left)];
        let mut scored = 0;
        while let Some((low, high, left)) = open.pop() {
            if left == 0 || scored > 40 || is_reached(self) {
                return;
            }
            let Some(middle) = self.between(&low, &high) else { continue };
            self.score(&middle);
            scored += 1;
            if grade(self, &low).is_none() || grade(self, &low) != grade(self, &middle) {
                open.push((low, middle.clone(), left - 1));
            }
            if grade(self, &high).is_none() || grade(self, &high) != grade(self, &middle) {
                open.push((middle, high, left - 1));
            }
        }
    }

    /// The filling in the middle of two: numbers half way, in whole steps of their columns.
    fn between(&mut self, low: &Filled, high: &Filled) -> Option<Filled> {
        let mut middle = Filled::with_capacity(low.len());
        let mut differs = false;
        for (at, (from, to)) in low.iter().zip(high).enumerate() {
            let cell = *self.cells.get(at)?;
            let number_of = |place: usize| match self.values.get(at).and_then(|values| values.get(place)) {
                Some(value) => match &value.domain {
                    Domain::Number(numbers) => numbers.only().cloned(),
                    _ => None,
                },
                None => None,
            };
            let place = match (number_of(*from), number_of(*to)) {
                (Some(one), Some(other)) if one != other => {
                    let ty = declared(self.request.program, cell);
                    let step = step(self.emptied, cell, &ty);
                    let half = (&one + &other).checked_div(&Number::from_integer(2))?;
                    let value = number(&rounded(&half, &step), &ty)?;
                    let values = self.values.get_mut(at)?;
                    if let Some(place) = values.iter().position(|known| *known == value) {
                        place
                    } else {
                        values.push(value);
                        values.len() - 1
                    }
                }
                _ => *from,
            };
            differs |= place != *from && place != *to;
            middle.push(place);
        }
        differs.then_some(middle)
    }
}
