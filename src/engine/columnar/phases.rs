//! The two phases of a run, in turn: *map*, what needs the rows of one subject alone, and *cohort*, what needs all
//! subjects, or the rows of all of them.
//!
//! Subjects go through the map phase some at a time, each batch on whichever core is free. A batch is worked out with
//! its rows below it, which are folded as they are gone through. Of the rows of all tables only the columns stay that a
//! later step reads: of most rows below none.

use std::ops::Range;
use std::sync::Arc;

use super::columns::{Column, Part};
use super::gathering::Gathering;
use super::schedule::{Keep, Pass};
use super::worker::{Shared, Worker};
use crate::core::TableId;
use crate::cores::{cores, with_hands};
use crate::host::progress::Progress;
use crate::invariant::{OrBroken, entry};

/// The columns of the outputs.
pub(super) fn run<'a>(shared: &'a Shared<'a>, subjects: usize, progress: &Progress) -> Vec<Arc<Column<'a>>> {
    let schedule = shared.schedule;
    let mut columns: Vec<Option<Arc<Column<'a>>>> = (0..schedule.columns).map(|_| None).collect();
    let rows = (0..schedule.tables()).map(|table| shared.order.places(TableId(table), &(0..subjects)).len());
    let mut gathering = Gathering::new(shared.cells, rows.collect(), shared.batch);
    for (number, pass) in schedule.passes.iter().enumerate() {
        let batches = batches(shared, subjects, pass);
        for (column, found) in mapped(shared, number, pass, &batches, &columns, progress) {
            put(&mut columns, column, found);
        }
        for (column, found) in gathering.answers(&pass.gathers, &columns, shared.alarm) {
            put(&mut columns, column, found);
        }
        for done in &pass.done {
            if let Some(column) = columns.get_mut(*done) {
                *column = None;
            }
        }
    }
    let column = |place: &usize| columns.get(*place).cloned().flatten().or_broken("an output is kept");
    schedule.outputs.iter().map(column).collect()
}

fn put<'a>(columns: &mut [Option<Arc<Column<'a>>>], place: usize, column: Column<'a>) {
    *columns.get_mut(place).or_broken("each kept column has its place") = Some(Arc::new(column));
}

/// Subjects that are worked out together, one range after the other: so many that their rows of all tables make a
/// batch, and one at least.
fn batches(shared: &Shared<'_>, subjects: usize, pass: &Pass) -> Vec<Range<usize>> {
    let tables = pass.tables.iter().enumerate().skip(1).filter(|(_, turn)| turn.is_taken());
    let tables: Vec<TableId> = tables.map(|(table, _)| TableId(table)).collect();
    let rows = |until: usize| -> usize {
        let below = tables.iter().map(|table| shared.order.places(*table, &(0..until)).len());
        below.sum::<usize>() + until
    };
    let mut batches = Vec::new();
    let mut from = 0;
    while from < subjects {
        let most = rows(from) + shared.batch.rows();
        let (mut low, mut high) = (from + 1, subjects.min(from + shared.batch.rows()) + 1);
        // The greatest end within the limit, and one subject at least.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if rows(middle) <= most { low = middle } else { high = middle }
        }
        batches.push(from..low);
        from = low;
    }
    if batches.is_empty() {
        batches.push(0..0);
    }
    batches
}

/// What a pass keeps of all rows, by column.
fn mapped<'a>(
    shared: &'a Shared<'a>,
    number: usize,
    pass: &'a Pass,
    batches: &[Range<usize>],
    columns: &[Option<Arc<Column<'a>>>],
    progress: &Progress,
) -> Vec<(usize, Column<'a>)> {
    let keeps: Vec<&Keep> = pass.tables.iter().flat_map(|turn| &turn.kept).collect();
    // The first column of each table among all that are kept.
    let starts = pass.tables.iter().scan(0, |before, turn| {
        let start = *before;
        *before += turn.kept.len();
        Some(start)
    });
    let starts: Vec<usize> = starts.collect();
    let mut kept: Vec<Vec<Part<'a>>> = keeps.iter().map(|_| Vec::new()).collect();
    let parts = with_hands(
        stretches(batches),
        || Worker::new(shared),
        |worker, batches| {
            let mut parts: Vec<Option<Part<'a>>> = keeps.iter().map(|_| None).collect();
            for batch in batches {
                worker.pass(number, batch.clone(), columns, |table, rows, results| {
                    let turn = entry(&pass.tables, table.0);
                    let own = parts.iter_mut().skip(*entry(&starts, table.0));
                    for (part, keep) in own.zip(&turn.kept) {
                        let (result, is_nullable) = (results.get(keep.step), keep.is_nullable);
                        match part {
                            Some(part) => part.append(result, rows.clone(), is_nullable),
                            None => *part = Some(Part::of(result, rows.clone(), is_nullable)),
                        }
                    }
                });
                if number == 0 {
                    progress.advance(rows_of(shared, batch));
                }
            }
            parts
        },
    );
    for (own, part) in parts.into_iter().flat_map(|parts| parts.into_iter().enumerate()) {
        kept.get_mut(own).or_broken("each result is kept").extend(part);
    }
    keeps.iter().zip(kept).map(|(keep, parts)| (keep.column, Column::Parts(keep.kind, parts))).collect()
}

/// Batches that one core works out one after the other: so few stretches that what is kept of them need not be put
/// together, and enough that all cores have work to the end.
fn stretches(batches: &[Range<usize>]) -> Vec<&[Range<usize>]> {
    let stretches = STRETCHES.max(cores() * 2);
    batches.chunks(batches.len().div_ceil(stretches).max(1)).collect()
}

/// So many stretches at least, where there are as many batches.
const STRETCHES: usize = 16;

/// How many rows of all tables belong to some subjects.
fn rows_of(shared: &Shared<'_>, subjects: &Range<usize>) -> usize {
    let tables = (0..shared.schedule.tables()).map(TableId);
    tables.map(|table| shared.order.places(table, subjects).len()).sum()
}
