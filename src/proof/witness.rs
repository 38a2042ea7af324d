//! The search for data that break a bound.

use std::cell::Cell;

use super::mark;
use super::prover::Prover;
use super::trial::Trial;
use super::variable::{Variable, point, variables};
use crate::core::{ExprId, ExprKind, IndicatorId};
use crate::number::Number;
use crate::rules::{Indicator, RuleSet};

/// So many points are looked at for one indicator, and for a whole rule set.
const MOST_POINTS: usize = 400;
const MOST_POINTS_IN_ALL: usize = 6_000;
/// So many counter-examples are handed on, for the engine to confirm one of them.
const MOST_TRIALS: usize = 3;

/// Looks for data for which marks leave their bounds.
pub(super) struct Search {
    spent: Cell<usize>,
}

impl Search {
    pub(super) fn new() -> Self {
        Self { spent: Cell::new(0) }
    }

    /// Whether no more points may be looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get() >= MOST_POINTS_IN_ALL
    }

    /// Counts a point that is looked at.
    pub(super) fn spend(&self) {
        self.spent.set(self.spent.get().saturating_add(1));
    }

    /// Data for which the mark is below 0 or above the full marks.
    pub(super) fn outside(&self, prover: &Prover<'_>, id: IndicatorId, indicator: &Indicator) -> Vec<Trial> {
        if let Some(trial) = without_data(prover, id, indicator) {
            return vec![trial];
        }
        let rules = &prover.program.rules;
        let mut parts = vec![indicator.score];
        parts.extend(gates(rules, indicator));
        let Some(variables) = variables(prover, &parts, None) else { return Vec::new() };
        if variables.iter().any(|variable| match variable.options.first() {
            Some((_, super::variable::Fact::Rows(table, _))) => !super::trial::can_be_named(rules, *table),
            _ => false,
        }) {
            return Vec::new();
        }
        let mark = |places: &[usize]| {
            self.spend();
            mark_at(prover, id, &variables, places)
        };
        let is_outside = |mark: &Number| !indicator.allows(mark, &indicator.full);
        let mut found = Vec::new();
        for places in self.points(&variables, &mark) {
            if found.len() >= MOST_TRIALS || self.is_spent() {
                break;
            }
            if mark(&places).is_some_and(|mark| is_outside(&mark)) {
                found.extend(Trial::of(rules, id, &variables, &places));
            }
        }
        found
    }

    /// Whether there are data for which a condition holds.
    pub(super) fn holds(&self, prover: &Prover<'_>, condition: ExprId) -> bool {
        let Some(variables) = variables(prover, &[condition], None) else { return false };
        let all = variables.iter().try_fold(1_usize, |all, variable| all.checked_mul(variable.options.len()));
        if all.is_none_or(|all| all > MOST_POINTS) {
            return false;
        }
        product(&variables).iter().any(|places| {
            self.spend();
            let at = prover.of(point(&prover.base, &variables, places));
            at.truth(condition, &at.base).is_certain()
        })
    }

    /// Points to look at: all, or when there are too many, those that one variable after another makes best and worst.
    fn points(&self, variables: &[Variable], mark: &dyn Fn(&[usize]) -> Option<Number>) -> Vec<Vec<usize>> {
        let all = variables.iter().try_fold(1_usize, |all, variable| all.checked_mul(variable.options.len()));
        if all.is_some_and(|all| all <= MOST_POINTS) {
            return product(variables);
        }
        let mut ends = Vec::new();
        for wants_more in [true, false] {
            let mut best = vec![0; variables.len()];
            let mut reached = mark(&best);
            for _ in 0..2 {
                for (at, variable) in variables.iter().enumerate() {
                    for option in 0..variable.options.len() {
                        if self.is_spent() {
                            return ends;
                        }
                        let mut tried = best.clone();
                        if let Some(place) = tried.get_mut(at) {
                            *place = option;
                        }
                        let found = mark(&tried);
                        let better = match (&found, &reached) {
                            (Some(_), None) => true,
                            (Some(found), Some(reached)) => {
                                if wants_more {
                                    found > reached
                                } else {
                                    found < reached
                                }
                            }
                            (None, _) => false,
                        };
                        if better {
                            (best, reached) = (tried, found);
                        }
                    }
                }
            }
            ends.push(best);
        }
        ends
    }
}

/// A subject that reports nothing, when what stands in for its mark lies out of bounds.
fn without_data(prover: &Prover<'_>, id: IndicatorId, indicator: &Indicator) -> Option<Trial> {
    let ExprKind::IfMissing { default, .. } = *prover.kind(indicator.score) else { return None };
    let stands_in = prover.interval(default, &prover.base).only().cloned()?;
    if indicator.allows(&stands_in, &indicator.full) { None } else { Trial::of(&prover.program.rules, id, &[], &[]) }
}

/// All combinations of options.
fn product(variables: &[Variable]) -> Vec<Vec<usize>> {
    let mut points: Vec<Vec<usize>> = vec![Vec::new()];
    for variable in variables {
        points = points
            .iter()
            .flat_map(|point| (0..variable.options.len()).map(|option| point.iter().copied().chain([option]).collect()))
            .collect();
    }
    points
}

/// What must hold for a subject to have a mark of an indicator at all.
pub(super) fn gates(rules: &RuleSet, indicator: &Indicator) -> impl Iterator<Item = ExprId> + use<> {
    let participation = rules.participation.as_ref().map(|participation| participation.condition);
    indicator.applies.into_iter().chain(participation)
}

/// The rounded mark at a point, if the point settles it and the indicator applies there.
fn mark_at(prover: &Prover<'_>, id: IndicatorId, variables: &[Variable], places: &[usize]) -> Option<Number> {
    let rules = &prover.program.rules;
    let indicator = rules.indicator(id);
    let at = prover.of(point(&prover.base, variables, places));
    if !gates(rules, indicator).all(|gate| at.truth(gate, &at.base).is_certain()) {
        return None;
    }
    let mark = at.interval(indicator.score, &at.base);
    mark::round(prover, id, &mark).only().cloned()
}
