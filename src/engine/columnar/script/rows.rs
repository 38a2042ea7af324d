//! A function called for each row of columns.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::vector::{Values, Vector};
use super::ports::Port;
use crate::cancel::looking;
use crate::invariant::OrBroken;
use crate::number::{Accuracy, Calendar, Number, Rounding, RoundingMode};
use crate::script::{Datum, Lack, Limits, Machine, Script};

/// After so many calls it is seen whether arguments come again.
const TRIAL: usize = 4_096;

/// Results that are remembered; with more, those of old are forgotten.
const MOST_KNOWN: usize = 100_000;

/// What is made of a result.
pub(super) enum Given {
    /// The number times this, rounded half up to a whole one: last decimals of the figure as shown.
    Steps(Number),
    /// Whether it holds.
    Truth,
}

/// A function, how its arguments are read, and what is made of its results.
pub(in crate::engine::columnar) struct Rows {
    pub(super) script: Script,
    pub(super) function: String,
    pub(super) accuracy: Accuracy,
    pub(super) limits: Limits,
    pub(super) calendar: Arc<Calendar>,
    pub(super) ports: Vec<Port>,
    /// The column that says which rows reach the call; without it all do.
    pub(super) reached: Option<usize>,
    pub(super) given: Given,
    /// The greatest number of steps.
    pub(super) most: i128,
    /// Set when the exact engine has to decide.
    pub(super) alarm: Arc<AtomicBool>,
}

impl Rows {
    /// What calls the function row by row and remembers its results.
    pub(in crate::engine::columnar) fn caller(&self) -> Caller<'_> {
        let machine = Machine::new(&self.script, &self.limits, &self.calendar);
        Caller { rows: self, machine, repeats: Repeats::default() }
    }
}

/// Calls a function for the rows of one worker.
pub(in crate::engine::columnar) struct Caller<'r> {
    rows: &'r Rows,
    machine: Machine,
    repeats: Repeats,
}

impl Caller<'_> {
    /// The results of so many rows: whole numbers, or truths. A missing result is null.
    pub(in crate::engine::columnar) fn call<'a>(&mut self, columns: &[&Vector<'_>], rows: usize) -> Vector<'a> {
        let found = self.results(columns, rows);
        let present = Some(found.iter().map(Option::is_some).collect());
        let values = found.into_iter().map(Option::unwrap_or_default);
        let values = match self.rows.given {
            Given::Steps(_) => Values::Bits64(values.collect()),
            Given::Truth => Values::Truths(values.map(|truth| truth != 0).collect()),
        };
        Vector { values, present }
    }

    fn results(&mut self, columns: &[&Vector<'_>], rows: usize) -> Vec<Option<i64>> {
        let reached = self.rows.reached.map(|place| *columns.get(place).or_broken("who reaches the call is a column"));
        let mut found = Vec::with_capacity(rows);
        for row in looking(0..rows) {
            if reached.is_some_and(|reached| reached.holds(row) != Some(true)) {
                found.push(None);
                continue;
            }
            let key = self.repeats.key(&self.rows.ports, columns, row);
            let known = key.as_ref().and_then(|key| self.repeats.get(key));
            let Some(outcome) = known.or_else(|| self.outcome(columns, row)) else {
                self.rows.alarm.store(true, Ordering::Relaxed);
                // Nobody reads the others; there are as many as rows.
                found.resize(rows, None);
                return found;
            };
            if let (Some(key), None) = (key, known) {
                self.repeats.put(key, outcome);
            }
            found.push(outcome);
        }
        found
    }

    /// The result for a row; `None` when the exact engine has to decide.
    #[allow(clippy::option_option, reason = "outer: worked out here; inner: not missing")]
    fn outcome(&self, columns: &[&Vector<'_>], row: usize) -> Option<Option<i64>> {
        let rows = self.rows;
        let mut arguments = Vec::with_capacity(rows.ports.len());
        for (place, port) in rows.ports.iter().enumerate() {
            let missing = || Datum::Missing([Lack::Given(place)].into());
            arguments.push(port.value(columns, row).ok()?.unwrap_or_else(missing));
        }
        match (self.machine.call(&rows.function, arguments, &rows.accuracy).ok()?, &rows.given) {
            (Datum::Missing(_), _) => Some(None),
            (Datum::Number(number), Given::Steps(factor)) => {
                let steps = (number * factor).round(Rounding::new(0, RoundingMode::HalfUp)).to_scaled(0)?;
                (steps.abs() <= rows.most).then_some(i64::try_from(steps).ok()).filter(Option::is_some)
            }
            (Datum::YesNo(truth), Given::Truth) => Some(Some(i64::from(truth))),
            _ => None,
        }
    }
}

/// Results by arguments, for as long as arguments come again.
#[derive(Default)]
struct Repeats {
    asked: usize,
    again: usize,
    off: bool,
    known: BTreeMap<Vec<[Option<i128>; 2]>, Option<i64>>,
}

impl Repeats {
    fn key(&mut self, ports: &[Port], columns: &[&Vector<'_>], row: usize) -> Option<Vec<[Option<i128>; 2]>> {
        if self.off {
            return None;
        }
        self.asked += 1;
        if self.asked == TRIAL && self.again * 8 < TRIAL {
            self.off = true;
            self.known.clear();
            return None;
        }
        let mut key = Vec::with_capacity(ports.len());
        ports.iter().try_for_each(|port| port.key(columns, row, &mut key))?;
        Some(key)
    }

    #[allow(clippy::option_option, reason = "outer: known; inner: not missing")]
    fn get(&mut self, key: &Vec<[Option<i128>; 2]>) -> Option<Option<i64>> {
        let found = self.known.get(key).copied();
        self.again += usize::from(found.is_some());
        found
    }

    fn put(&mut self, key: Vec<[Option<i128>; 2]>, outcome: Option<i64>) {
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(key, outcome);
    }
}
