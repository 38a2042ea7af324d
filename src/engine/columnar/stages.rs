//! The stages of one frame, one after the other.
//!
//! What one row tells is worked out some thousand rows at a time, each on whichever core is free: their columns stay
//! in the caches from one stage to the next, and those that no later stage needs are gone before the next rows come.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use polars::prelude::{Column, DataFrame, IntoColumn, PolarsError, PolarsResult, UInt32Chunked};

use super::bounds::Bounds;
use super::figure::Figure;
use super::groups::Groups;
use super::lower::Lowerer;
use super::rank::ranks;
use super::scope::{ROW, Rank, Scope, Stage, cohort_name};
use crate::cancel::{here, look};
use crate::column::{Growing, cast, taken};
use crate::core::Ties;
use crate::invariant::{OrBroken, fit};

/// So many rows are worked out at a time.
const ROWS_AT_ONCE: usize = 4_096;

/// The columns of a frame that are wanted, after all stages.
pub(super) fn staged(
    lowerer: &Lowerer<'_>,
    scope: &Scope,
    frame: DataFrame,
    wanted: &BTreeSet<String>,
) -> PolarsResult<DataFrame> {
    let rows = frame.height();
    let mut columns = frame.into_columns();
    for run in scope.stages.chunk_by(|before, _| !before.is_gathering()) {
        columns = worked_out(run, columns, rows)?;
        if let Some(last) = run.last().filter(|stage| stage.is_gathering()) {
            let frame = DataFrame::new(rows, columns)?;
            let more = gathered(lowerer, last, &frame)?;
            let done: BTreeSet<&str> = last.done.iter().map(String::as_str).collect();
            columns = frame.into_columns();
            columns.retain(|column| !done.contains(column.name().as_str()));
            columns.extend(more);
        }
    }
    columns.retain(|column| wanted.contains(column.name().as_str()) || column.name() == ROW);
    match columns.iter().find(|column| column.dtype().is_float()) {
        Some(column) => Err(PolarsError::SchemaMismatch(format!("float column {}", column.name()).into())),
        None => DataFrame::new(rows, columns),
    }
}

/// The columns that are needed after a run of stages of which no other than the last gathers anything.
fn worked_out(run: &[Stage], columns: Vec<Column>, rows: usize) -> PolarsResult<Vec<Column>> {
    let passed: BTreeSet<&str> = run.iter().flat_map(done_within).collect();
    let made = run.iter().flat_map(|stage| &stage.columns).map(|(name, _)| name.as_str());
    let made: Vec<&str> = made.filter(|name| !passed.contains(name)).collect();
    let pieces = rows.div_ceil(ROWS_AT_ONCE).max(1);
    let next = AtomicUsize::new(0);
    let together = Mutex::new(Together::default());
    let work = || -> PolarsResult<()> {
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return Ok(());
            }
            look();
            let from = piece * ROWS_AT_ONCE;
            let some = ROWS_AT_ONCE.min(rows.saturating_sub(from));
            let at = fit(from);
            let slices: Vec<Column> = columns.iter().map(|column| column.slice(at, some)).collect();
            let done = some_rows(run, &slices, some, &made)?;
            together.lock().unwrap_or_else(PoisonError::into_inner).put(piece, done, rows)?;
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(pieces);
    if cores == 1 {
        work()?;
    } else {
        let (work, cancel) = (&work, &here());
        thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(move || cancel.over(work))).collect();
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|fault| resume_unwind(fault)))
        })?;
    }
    let together = together.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut all: Vec<Column> = columns.into_iter().filter(|column| !passed.contains(column.name().as_str())).collect();
    all.extend(together.columns.into_iter().map(Growing::whole));
    Ok(all)
}

/// Pieces put together in their order.
#[derive(Default)]
struct Together {
    columns: Vec<Growing>,
    /// How many pieces are in the columns.
    count: usize,
    /// Pieces before which others are still being worked out.
    waiting: BTreeMap<usize, Vec<Column>>,
}

impl Together {
    fn put(&mut self, piece: usize, columns: Vec<Column>, rows: usize) -> PolarsResult<()> {
        self.waiting.insert(piece, columns);
        while let Some(columns) = self.waiting.remove(&self.count) {
            if self.count == 0 {
                let begun = columns.into_iter().map(|column| Growing::beginning(column, rows));
                self.columns = begun.collect::<PolarsResult<_>>()?;
            } else {
                self.columns.iter_mut().zip(columns).try_for_each(|(column, more)| column.append(more))?;
            }
            self.count += 1;
        }
        Ok(())
    }
}

/// The columns that stages make of some rows.
fn some_rows<'s>(run: &'s [Stage], columns: &'s [Column], rows: usize, made: &[&'s str]) -> PolarsResult<Vec<Column>> {
    let mut known: BTreeMap<&str, Column> =
        columns.iter().map(|column| (column.name().as_str(), column.clone())).collect();
    for stage in run {
        let mut new = Vec::with_capacity(stage.columns.len());
        for (name, form) in &stage.columns {
            let value = form.value(&known)?;
            let value = if value.len() == rows { value } else { value.new_from_index(0, rows) };
            new.push((name.as_str(), value));
        }
        for name in done_within(stage) {
            known.remove(name);
        }
        known.extend(new);
    }
    let column = |name: &&'s str| {
        let column = known.remove(name).or_broken("what a stage makes and is kept is there");
        column.with_name((*name).into())
    };
    Ok(made.iter().map(column).collect())
}

/// What is not needed once the columns of a stage are there; what it gathers from may read the others.
fn done_within(stage: &Stage) -> impl Iterator<Item = &str> {
    let done = if stage.is_gathering() { [].as_slice() } else { stage.done.as_slice() };
    done.iter().map(String::as_str)
}

/// What a stage asks of more than one row.
fn gathered(lowerer: &Lowerer<'_>, stage: &Stage, frame: &DataFrame) -> PolarsResult<Vec<Column>> {
    let mut columns = Vec::new();
    for call in &stage.calls {
        let arguments: Vec<Column> =
            call.arguments.iter().map(|name| frame.column(name).cloned()).collect::<PolarsResult<_>>()?;
        columns.push(call.function.column(&arguments)?.with_name(call.name.as_str().into()));
    }
    for cohort in stage.cohorts() {
        look();
        let key = cohort_name(cohort);
        let groups = frame.column(&key)?.as_materialized_series().u32()?;
        for rank in stage.ranks.iter().filter(|rank| rank.cohort == cohort) {
            let Some(ranks) = ranked(rank, groups, frame)? else {
                lowerer.alarm.store(true, Ordering::Relaxed);
                return Ok(Vec::new());
            };
            columns.push(ranks);
        }
        let asked = stage.figures.iter().filter(|((of, _), _)| *of == cohort);
        let asked: Vec<(&Figure, &String)> = asked.map(|((_, figure), name)| (figure, name)).collect();
        if !asked.is_empty() {
            let figures = Groups::new(frame, groups, groups.len()).figures(asked.into_iter())?;
            for figure in figures {
                columns.push(taken(&figure, groups)?);
            }
        }
    }
    Ok(columns)
}

/// The ranks of all rows; `None` when the exact engine has to tell them.
fn ranked(rank: &Rank, groups: &UInt32Chunked, frame: &DataFrame) -> PolarsResult<Option<Column>> {
    let (top, bottom) = &rank.value;
    let bottom = bottom.as_ref().map(|bottom| frame.column(bottom)).transpose()?;
    let Some(ranks) = ranks(groups, frame.column(top)?, bottom, rank.descending, rank.ties)? else { return Ok(None) };
    let most = groups.len().saturating_mul(if rank.ties == Ties::Average { 2 } else { 1 });
    let width = Bounds::new(0, most).width().or_broken("a count of rows fits a column");
    let ranks = ranks.with_name(rank.name.as_str().into()).into_column();
    Ok(Some(cast(&ranks, &width.dtype())?))
}
