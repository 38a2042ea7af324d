//! The mark of an indicator as its value rises, piece by piece, and values for which it goes the wrong way.

use std::collections::BTreeSet;

use super::domain::Domain;
use super::inputs::Inputs;
use super::interval::{Edge, Interval};
use super::known::{Key, Known};
use super::mark;
use super::prover::Prover;
use super::slope::{Slope, Slopes};
use super::trial::Trial;
use super::variable::{Variable, numbers, point, variables};
use super::witness::{Search, gates};
use crate::core::{Direction, ExprId, ExprKind, FigureId, IndicatorId, Statistic};
use crate::number::{Number, Unit};
use crate::rules::Indicator;

/// More kinds of subjects than this are not looked at one by one.
const MOST_KINDS: usize = 16;
/// More pieces than this are not looked at.
const MOST_PIECES: usize = 200;

/// The mark of an indicator as its value rises.
pub(super) struct Course<'p, 'm> {
    pub(super) prover: &'p Prover<'m>,
    pub(super) key: Key,
    pub(super) id: IndicatorId,
    pub(super) indicator: &'m Indicator,
    pub(super) unit: &'m Unit,
}

impl Course<'_, '_> {
    /// The mark where nothing is missing.
    fn mark(&self) -> ExprId {
        let program = self.prover.program;
        let mut expr = program.inlined(self.indicator.score);
        while let ExprKind::IfMissing { value, .. } = program.arena[expr].kind {
            expr = program.inlined(value);
        }
        expr
    }

    /// Whether it is proved that the mark never falls, and that it never rises.
    pub(super) fn ways(&self) -> (bool, bool) {
        let mut ways = (true, true);
        for kind in self.kinds() {
            let of_kind = self.prover.of(kind);
            let (never_falls, never_rises) = self.ways_of(&of_kind);
            ways = (ways.0 && never_falls, ways.1 && never_rises);
        }
        ways
    }

    /// Kinds of subjects: told apart by the conditions on which the mark depends besides the value.
    fn kinds(&self) -> Vec<Known> {
        let slopes = Slopes::new(self.prover, &self.key);
        let mut kinds = vec![self.prover.base.clone()];
        for condition in self.conditions() {
            if slopes.reads(condition) {
                continue;
            }
            let of_either = |kind: &Known| {
                [true, false].into_iter().filter_map(|truth| self.prover.assume(condition, truth, kind)).collect()
            };
            let split: Vec<Known> = kinds.iter().flat_map(|kind| -> Vec<Known> { of_either(kind) }).collect();
            if split.len() > MOST_KINDS {
                break;
            }
            kinds = split;
        }
        kinds
    }

    /// The conditions of cases in the mark.
    fn conditions(&self) -> Vec<ExprId> {
        let mut found = Vec::new();
        self.each(|kind| {
            if let ExprKind::Case { arms, .. } = kind {
                found.extend(arms.iter().map(|(condition, _)| *condition));
            }
        });
        found
    }

    /// Looks at every expression of the mark, figures but the value looked through down to other marks.
    fn each(&self, mut look: impl FnMut(&ExprKind)) {
        let mut seen = BTreeSet::new();
        let mut stack = vec![self.mark()];
        while let Some(expr) = stack.pop() {
            let kind = &self.prover.program.arena[expr].kind;
            look(kind);
            if let ExprKind::Figure(id) = kind
                && self.prover.key(expr) != self.key
                && seen.insert(*id)
            {
                stack.extend(self.prover.body_from_data(*id));
            }
            stack.extend(kind.children());
        }
    }

    fn ways_of(&self, prover: &Prover<'_>) -> (bool, bool) {
        let mut ways = (true, true);
        let mut before: Option<Interval> = None;
        let Some(pieces) = self.pieces(prover) else { return (false, false) };
        for piece in pieces {
            let Some(known) = prover.base.clone().with(self.key.clone(), &Domain::Number(piece)) else { continue };
            let here = prover.of(known);
            let marks = here.interval(self.mark(), &here.base);
            if marks.is_empty() {
                continue;
            }
            let slope = Slopes::new(&here, &self.key).of(self.mark(), &here.base);
            if here.gave_up() {
                return (false, false);
            }
            ways = (
                ways.0 && matches!(slope, Slope::Up | Slope::Flat),
                ways.1 && matches!(slope, Slope::Down | Slope::Flat),
            );
            if let Some(before) = &before {
                ways = (ways.0 && is_not_above(before, &marks), ways.1 && is_not_above(&marks, before));
            }
            if ways == (false, false) {
                break;
            }
            before = Some(marks);
        }
        ways
    }

    /// The values from the least to the greatest, cut at every fixed number that they are compared with.
    fn pieces(&self, prover: &Prover<'_>) -> Option<Vec<Interval>> {
        let all = prover.interval_of(FigureId::Value(self.id), &prover.base);
        let cuts = self.cuts(prover);
        if cuts.len() > MOST_PIECES {
            return None;
        }
        let mut pieces = Vec::new();
        let mut low: Option<Edge> = None;
        for cut in cuts {
            let edge = Some(Edge { at: cut.clone(), inclusive: false });
            pieces.push(Interval { low, high: edge.clone() });
            pieces.push(Interval::point(cut));
            low = edge;
        }
        pieces.push(Interval { low, high: None });
        Some(pieces.iter().map(|piece| piece.meet(&all)).filter(|piece| !piece.is_empty()).collect())
    }

    fn cuts(&self, prover: &Prover<'_>) -> BTreeSet<Number> {
        let mut cuts = BTreeSet::new();
        self.each(|kind| {
            let ExprKind::Compare { left, right, .. } = *kind else { return };
            for (one, other) in [(left, right), (right, left)] {
                if prover.key(one) == self.key {
                    cuts.extend(prover.interval(other, &prover.base).only().cloned());
                }
            }
        });
        cuts
    }

    /// Two values of which the greater has the lower (or higher) mark, all else equal.
    pub(super) fn against(&self, direction: Direction, search: &Search) -> Vec<Trial> {
        const MOST_SURROUNDINGS: usize = 16;
        let mut parts = vec![self.indicator.score];
        parts.extend(gates(&self.prover.program.rules, self.indicator));
        let Some(variables) = variables(self.prover, &parts, Some(&self.key)) else { return Vec::new() };
        let values = self.values();
        let mut found = Vec::new();
        let all = variables.iter().try_fold(1_usize, |all, variable| all.checked_mul(variable.options.len()));
        let all = all.unwrap_or(usize::MAX);
        for number in 0..all.min(MOST_SURROUNDINGS) {
            // Spread over all combinations when there are more than are looked at.
            let number = if all > MOST_SURROUNDINGS { all / MOST_SURROUNDINGS * number } else { number };
            let places = places(&variables, number);
            let mut before: Option<(&Number, Number)> = None;
            for value in &values {
                if search.is_spent() {
                    return found;
                }
                search.spend();
                let Some(mark) = self.mark_at(&variables, &places, value) else { continue };
                if let Some((less, lesser)) = &before {
                    let broken = match direction {
                        Direction::HigherIsBetter => mark < *lesser,
                        Direction::LowerIsBetter => mark > *lesser,
                    };
                    if broken {
                        let values = [(*less).clone(), value.clone()];
                        found.extend(self.trial(&variables, &places, &values));
                        break;
                    }
                }
                before = Some((value, mark));
            }
            if found.len() >= 3 {
                break;
            }
        }
        found
    }

    fn trial(&self, variables: &[Variable], places: &[usize], values: &[Number]) -> Option<Trial> {
        Trial::with_values(&self.prover.program.rules, self.id, &self.key, (variables, places), values)
    }

    /// Values to try, from the least up.
    fn values(&self) -> Vec<Number> {
        let inputs = Inputs::of(self.prover, &[self.mark()], Some(&self.key));
        let range = self.prover.interval_of(FigureId::Value(self.id), &self.prover.base);
        let mut values = numbers(&range, self.unit, &inputs);
        let counted = self.indicator.value.is_some_and(|value| {
            let statistic = match self.prover.kind(value) {
                ExprKind::Rows { statistic, .. } => Some(statistic),
                _ => None,
            };
            matches!(statistic, Some(Statistic::Count | Statistic::CountDistinct))
        });
        if counted {
            values.retain(Number::is_integer);
        }
        values
    }

    fn mark_at(&self, variables: &[Variable], places: &[usize], value: &Number) -> Option<Number> {
        let mut known = point(&self.prover.base, variables, places);
        known.set(self.key.clone(), Domain::Number(Interval::point(value.clone())));
        let at = self.prover.of(known);
        if !gates(&self.prover.program.rules, self.indicator).all(|gate| at.truth(gate, &at.base).is_certain()) {
            return None;
        }
        let mark = at.interval(self.mark(), &at.base);
        mark::round(self.prover, self.id, &mark).only().cloned()
    }
}

/// The places of the options of variables in the combination of a number.
fn places(variables: &[Variable], mut number: usize) -> Vec<usize> {
    variables
        .iter()
        .map(|variable| {
            let options = variable.options.len().max(1);
            let place = number % options;
            number /= options;
            place
        })
        .collect()
}

/// Whether nothing of one interval lies above anything of the other.
fn is_not_above(one: &Interval, other: &Interval) -> bool {
    match (&one.high, &other.low) {
        (Some(high), Some(low)) => high.at <= low.at,
        _ => false,
    }
}
