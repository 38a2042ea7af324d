//! A function called for each row of columns.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use polars::prelude::{BooleanChunked, Column, Int64Chunked, IntoColumn, PolarsResult};

use super::ports::{Port, Read, place};
use crate::cancel::{here, looking};
use crate::number::{Accuracy, Calendar, Number, Rounding, RoundingMode};
use crate::script::{Datum, Lack, Limits, Machine, Script};

/// Fewer rows are worked out before a second thread has begun.
const FEWEST_ROWS: usize = 1_000;

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
    /// The column of the rows that reach the call; without it all do.
    pub(super) reached: Option<usize>,
    pub(super) given: Given,
    /// The greatest number of steps.
    pub(super) most: i128,
    /// Set when the exact engine has to decide.
    pub(super) alarm: Arc<AtomicBool>,
}

impl Rows {
    /// The results of all rows: whole numbers, or truths. A missing result is null.
    pub(in crate::engine::columnar) fn column(&self, columns: &[Column]) -> PolarsResult<Column> {
        let rows = columns.iter().map(Column::len).max().unwrap_or(0);
        let name = columns.first().map(|column| column.name().clone()).unwrap_or_default();
        let read = self.ports.iter().map(|port| Read::of(port, columns)).collect::<PolarsResult<Vec<_>>>()?;
        let reached = match self.reached.and_then(|place| columns.get(place)) {
            Some(reached) => Some(reached.as_materialized_series().bool()?.clone()),
            None => None,
        };
        let done = on_all_cores(rows, |run| self.run(&read, reached.as_ref(), run)).into_iter().flatten();
        Ok(match self.given {
            Given::Steps(_) => done.collect::<Int64Chunked>().with_name(name).into_column(),
            Given::Truth => done
                .map(|truth| truth.map(|truth| truth != 0))
                .collect::<BooleanChunked>()
                .with_name(name)
                .into_column(),
        })
    }

    fn run(&self, read: &[Read<'_>], reached: Option<&BooleanChunked>, run: Range<usize>) -> Vec<Option<i64>> {
        let machine = Machine::new(&self.script, &self.limits, &self.calendar);
        let mut repeats = Repeats::default();
        let length = run.len();
        let mut found = Vec::with_capacity(length);
        for row in looking(run) {
            if reached.is_some_and(|reached| reached.get(place(reached.len(), row)) != Some(true)) {
                found.push(None);
                continue;
            }
            let key = repeats.key(read, row);
            let known = key.as_ref().and_then(|key| repeats.get(key));
            let outcome = match known {
                Some(outcome) => Some(outcome),
                None => self.call(&machine, read, row),
            };
            let Some(outcome) = outcome else {
                self.alarm.store(true, Ordering::Relaxed);
                // Nobody reads the others; there are as many as rows.
                found.resize(length, None);
                return found;
            };
            if let (Some(key), None) = (key, known) {
                repeats.put(key, outcome);
            }
            found.push(outcome);
        }
        found
    }

    /// The result for a row; `None` when the exact engine has to decide.
    #[allow(clippy::option_option, reason = "outer: worked out here; inner: not missing")]
    fn call(&self, machine: &Machine, read: &[Read<'_>], row: usize) -> Option<Option<i64>> {
        let mut arguments = Vec::with_capacity(read.len());
        for (place, read) in read.iter().enumerate() {
            let missing = || Datum::Missing([Lack::Given(place)].into());
            arguments.push(read.value(row).ok()?.unwrap_or_else(missing));
        }
        match (machine.call(&self.function, arguments, &self.accuracy).ok()?, &self.given) {
            (Datum::Missing(_), _) => Some(None),
            (Datum::Number(number), Given::Steps(factor)) => {
                let steps = (number * factor).round(Rounding::new(0, RoundingMode::HalfUp)).to_scaled(0)?;
                (steps.abs() <= self.most).then_some(i64::try_from(steps).ok()).filter(Option::is_some)
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
    fn key(&mut self, read: &[Read<'_>], row: usize) -> Option<Vec<[Option<i128>; 2]>> {
        if self.off {
            return None;
        }
        self.asked += 1;
        if self.asked == TRIAL && self.again * 8 < TRIAL {
            self.off = true;
            self.known.clear();
            return None;
        }
        read.iter().map(|read| read.key(row)).collect()
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

/// Runs of rows, each on a core, in their order.
pub(super) fn on_all_cores<T: Send>(rows: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let run = if rows < FEWEST_ROWS { rows } else { rows.div_ceil(cores) }.max(1);
    let (work, cancel) = (&work, &here());
    thread::scope(|scope| {
        let work = move |from: usize| cancel.over(|| work(from..(from + run).min(rows)));
        let runs: Vec<_> = (0..rows).step_by(run).map(|from| scope.spawn(move || work(from))).collect();
        runs.into_iter().map(|run| run.join().unwrap_or_else(|fault| resume_unwind(fault))).collect()
    })
}
