//! Works a routine out over some rows.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::batch::Batch;
use super::bounds::Width;
use super::cells::{Cells, Rows};
use super::columns::Column;
use super::fold::Fold;
use super::kernel;
use super::kind::Kind;
use super::op::{Move, Op};
use super::order::Order;
use super::schedule::{Routine, Schedule, Task, Turn};
use super::script::rows::Caller;
use super::vector::{Values, Vector};
use crate::cancel::look;
use crate::core::{Schema, TableId};
use crate::invariant::{OrBroken, broken, fit};

/// What all workers share.
pub(super) struct Shared<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) order: &'a Order,
    pub(super) cells: &'a Cells<'a>,
    pub(super) batch: Batch,
    /// Set when the exact engine has to decide.
    pub(super) alarm: &'a AtomicBool,
}

/// One of those that work; it keeps what is of use for the next rows too.
pub(super) struct Worker<'a> {
    shared: &'a Shared<'a>,
    callers: BTreeMap<usize, Caller<'a>>,
}

/// The results of a routine, by step.
pub(super) struct Results<'a>(Vec<Option<Vector<'a>>>);

impl<'a> Results<'a> {
    pub(super) fn get(&self, step: usize) -> &Vector<'a> {
        self.0.get(step).and_then(Option::as_ref).or_broken("a step is worked out before it is read")
    }
}

/// Where the values of a routine come from.
struct Around<'w, 'a> {
    table: TableId,
    places: Range<usize>,
    /// The folds of each table below that are done, over the rows of this table from `from` on.
    folded: &'w [Vec<Vector<'a>>],
    /// The first place of the rows that were folded for.
    from: usize,
    /// The columns that earlier passes have kept.
    kept: &'w [Option<Arc<Column<'a>>>],
}

impl<'a> Worker<'a> {
    pub(super) fn new(shared: &'a Shared<'a>) -> Self {
        Self { shared, callers: BTreeMap::new() }
    }

    /// Works a pass out for some subjects and all rows below them, and hands over what it came to, by table and places. It
    /// depends on these rows, on those above them and on what earlier passes have kept, and on nothing else.
    pub(super) fn pass(
        &mut self,
        pass: usize,
        subjects: Range<usize>,
        kept: &[Option<Arc<Column<'a>>>],
        mut keep: impl FnMut(TableId, Range<usize>, &Results<'a>),
    ) {
        let (schedule, order) = (self.shared.schedule, self.shared.order);
        let pass = schedule.passes.get(pass).or_broken("the pass is scheduled");
        let mut folded: Vec<Vec<Vector<'a>>> = pass.tables.iter().map(|_| Vec::new()).collect();
        // Tables stand behind those above them, so those below a table are done before it.
        for (table, turn) in pass.tables.iter().enumerate().skip(1).rev().filter(|(_, turn)| turn.is_taken()) {
            let done = self.folded_table(TableId(table), turn, &subjects, (&folded, kept), &mut keep);
            let groups = turn.folds.iter().map(|fold| order.places(fold.at, &subjects).len());
            let done = done.into_iter().zip(groups).map(|(fold, groups)| fold.finish(groups, self.shared.alarm));
            *folded.get_mut(table).or_broken("each table has its folds") = done.collect();
        }
        let around =
            Around { table: Schema::SUBJECTS, places: subjects.clone(), folded: &folded, from: subjects.start, kept };
        let results = self.results(&pass.of_subjects().routine, &around);
        keep(Schema::SUBJECTS, subjects, &results);
    }

    fn folded_table(
        &mut self,
        table: TableId,
        turn: &'a Turn,
        subjects: &Range<usize>,
        (folded, kept): (&[Vec<Vector<'a>>], &[Option<Arc<Column<'a>>>]),
        keep: &mut impl FnMut(TableId, Range<usize>, &Results<'a>),
    ) -> Vec<Fold<'a>> {
        let order = self.shared.order;
        let places = order.places(table, subjects);
        let groups = |at: TableId| order.places(at, subjects);
        let mut folds: Vec<Fold<'a>> =
            turn.folds.iter().map(|fold| Fold::new(&fold.figure, fold.kind, groups(fold.at).len())).collect();
        let at_once = self.shared.batch.rows_below();
        // What is kept of no rows is a column too.
        let none = (places.is_empty() && !turn.kept.is_empty()).then_some(places.start);
        for from in places.clone().step_by(at_once).chain(none) {
            let piece = from..places.end.min(from + at_once);
            let around = Around { table, places: piece.clone(), folded, from: places.start, kept };
            let results = self.results(&turn.routine, &around);
            let mut above: BTreeMap<TableId, Vec<u32>> = BTreeMap::new();
            for (fold, folding) in folds.iter_mut().zip(&turn.folds) {
                let own = above.entry(folding.at).or_insert_with(|| {
                    let first: u32 = fit(groups(folding.at).start);
                    order.above(table, folding.at, &piece).into_iter().map(|place| place - first).collect()
                });
                fold.add(&folding.figure, own, |step| results.get(*step));
            }
            keep(table, piece, &results);
        }
        folds
    }

    fn results(&mut self, routine: &'a Routine, around: &Around<'_, 'a>) -> Results<'a> {
        look();
        let mut results = Results(routine.steps.iter().map(|_| None).collect());
        let mut rows: BTreeMap<TableId, Rows> = BTreeMap::new();
        for (place, step) in routine.steps.iter().enumerate() {
            let vector = match &step.task {
                Task::Op(op) => self.worked_out(op, step.kind, around, &mut rows, &results),
                Task::Kept(column) => {
                    let column = around.kept.get(*column).and_then(Option::as_ref);
                    column.or_broken("what was kept is there").part(&around.places)
                }
                Task::Above(of, column) => {
                    let column = around.kept.get(*column).and_then(Option::as_ref);
                    self.of_above(*of, column.or_broken("what was kept is there"), around)
                }
                Task::Folded(of, fold) => {
                    let folded = around.folded.get(of.0).and_then(|folds| folds.get(*fold));
                    let own = around.places.start - around.from..around.places.end - around.from;
                    part_of(folded.or_broken("a table below is folded first"), &own)
                }
            };
            if let Some(result) = results.0.get_mut(place) {
                *result = Some(vector);
            }
            for done in &step.done {
                if let Some(result) = results.0.get_mut(*done) {
                    *result = None;
                }
            }
        }
        results
    }

    /// What the rows above in a table come to, for each row below.
    fn of_above(&self, of: TableId, column: &Column<'a>, around: &Around<'_, 'a>) -> Vector<'a> {
        let above = self.shared.order.above(around.table, of, &around.places);
        let (Some(first), Some(last)) = (above.first().copied(), above.last().copied()) else {
            return column.part(&(0..0));
        };
        let own = column.part(&(fit(first)..fit::<usize>(last) + 1));
        if own.len() == 1 {
            own
        } else {
            Rows::List(above.into_iter().map(|place| place - first).collect()).taken(&own)
        }
    }

    fn worked_out(
        &mut self,
        op: &'a Op<usize>,
        kind: Kind,
        around: &Around<'_, 'a>,
        rows: &mut BTreeMap<TableId, Rows>,
        results: &Results<'a>,
    ) -> Vector<'a> {
        let of = |step: &usize| results.get(*step);
        match op {
            Op::Field(table, field) => {
                let cells = self.shared.cells;
                let rows = rows.entry(*table).or_insert_with(|| cells.rows(around.table, *table, &around.places));
                cells.vector(*table, *field, rows)
            }
            Op::Given(column) => {
                let own = rows
                    .entry(around.table)
                    .or_insert_with(|| self.shared.cells.rows(around.table, around.table, &around.places));
                own.taken(&column.0)
            }
            Op::Whole(value) => match kind {
                Kind::Whole(width) => Vector::whole(*value, width),
                Kind::Truth | Kind::Text => broken("a number is a number"),
            },
            Op::Truth(truth) => Vector::truth(*truth),
            Op::Text(text) => Vector::full(Values::Texts(vec![text])),
            Op::Null => Vector::nothing(kind),
            Op::Above(..) | Op::Below(..) | Op::Beside(_) | Op::Cohort(..) | Op::Rank(..) => {
                broken("what is asked of other rows is no step")
            }
            Op::Call(function, arguments) => {
                let place = Arc::as_ptr(&function.0).addr();
                let caller = self.callers.entry(place).or_insert_with(|| function.0.caller());
                let arguments: Vec<&Vector<'a>> = arguments.iter().map(of).collect();
                caller.call(&arguments, around.places.len())
            }
            Op::Moved(day, function) => moved(of(day), function.0.as_ref(), self.shared.alarm),
            Op::Not(truth) => kernel::not(of(truth)),
            Op::IsNull(value) => kernel::is_null(of(value)),
            Op::IsPresent(value) => kernel::is_present(of(value)),
            Op::Filled(value, default) => kernel::filled(of(value), of(default)),
            Op::Both(left, right) => kernel::both(of(left), of(right)),
            Op::Either(left, right) => kernel::either(of(left), of(right)),
            Op::Computed(computation, left, right) => kernel::computed(*computation, of(left), of(right)),
            Op::Compared(comparison, left, right) => kernel::compared(*comparison, of(left), of(right)),
            Op::Resized(value) => match kind {
                Kind::Whole(width) => kernel::resized(of(value), width),
                Kind::Truth | Kind::Text => broken("a width is that of a number"),
            },
            Op::Choice(condition, value, otherwise) => kernel::choice(of(condition), of(value), of(otherwise)),
            Op::Bands(number, bands) => match kind {
                Kind::Whole(width) => kernel::bands(of(number), bands, width),
                Kind::Truth | Kind::Text => broken("values of bands are numbers"),
            },
            Op::Case(arms, otherwise) => {
                kernel::case(arms.iter().map(|(condition, value)| (of(condition), of(value))), of(otherwise))
            }
        }
    }
}

/// Each day by a function; where it gives none, the exact engine has to report why.
fn moved<'a>(days: &Vector<'a>, function: &Move, alarm: &AtomicBool) -> Vector<'a> {
    let found: Vec<Option<i128>> = (0..days.len())
        .map(|row| {
            let day = i32::try_from(days.number(row)?).ok()?;
            let found = function(day);
            if found.is_none() {
                alarm.store(true, Ordering::Relaxed);
            }
            found.map(i128::from)
        })
        .collect();
    kernel::resized(&Vector::of_numbers(&found), Width::Bits32)
}

/// Some rows of a column.
fn part_of<'a>(column: &Vector<'a>, rows: &Range<usize>) -> Vector<'a> {
    if column.len() == 1 { column.clone() } else { column.part(rows) }
}
