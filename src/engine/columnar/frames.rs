//! Does the work of the scopes: one frame for each table, from the farthest tables up.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::Ordering;
use std::thread;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Expr, Int32Chunked, IntoColumn, IntoLazy, IntoSeries, PolarsResult,
    Scalar, UInt32Chunked, col, when,
};

use super::figure::{Figure, typed};
use super::lower::Lowerer;
use super::prune::prune;
use super::scope::{Below, Greatest, ROW, Scope, cohort_name, field_name, up_name};
use super::spread::spread;
use super::stages::staged;
use super::tally::{has_some, tally};
use crate::cancel::{here, look};
use crate::core::{FieldId, Schema, TableId};
use crate::data::{Tables, Typed};
use crate::invariant::fit;
use crate::number::Date;

/// The frame of the subjects with the named columns, in the order of the subjects; `None` when the
/// exact engine would report a fault.
pub(super) fn collect(lowerer: &mut Lowerer<'_>, outputs: BTreeSet<String>) -> PolarsResult<Option<DataFrame>> {
    let wanted = prune(&mut lowerer.scopes, outputs);
    let lowerer = &*lowerer;
    // Children follow their parents, so from the last table on each frame finds those below it done.
    let mut done: Vec<Option<DataFrame>> = wanted.iter().map(|_| None).collect();
    for (table, wanted) in wanted.iter().enumerate().rev() {
        lowerer.evaluator.progress().advance(lowerer.tables.0.get(table + 1).map_or(0, |above| above.rows));
        if table != Schema::SUBJECTS.0 && wanted.is_empty() {
            continue;
        }
        let Some(frame) = frame(lowerer, TableId(table), wanted, &done)? else { return Ok(None) };
        if let Some(place) = done.get_mut(table) {
            *place = Some(frame);
        }
    }
    if lowerer.alarm.load(Ordering::Relaxed) {
        return Ok(None);
    }
    Ok(done.into_iter().next().flatten())
}

fn frame(
    lowerer: &Lowerer<'_>,
    table: TableId,
    wanted: &BTreeSet<String>,
    done: &[Option<DataFrame>],
) -> PolarsResult<Option<DataFrame>> {
    let (Some(scope), Some(data)) = (lowerer.scopes.get(table.0), lowerer.tables.get(table)) else {
        return Ok(None);
    };
    let rows = data.rows;
    let numbers: UInt32Chunked = (0..fit(rows)).map(Some).collect();
    let mut columns = vec![numbers.with_name(ROW.into()).into_column()];
    for above in (0..table.0).map(TableId) {
        if let Some(up) = lowerer.shape.up(table, above) {
            columns.push(up.rows.clone().with_name(up_name(above).as_str().into()).into_column());
        }
    }
    for (of, field) in &scope.fields {
        look();
        let Some(column) = field_column(lowerer, table, *of, *field)? else { return Ok(None) };
        columns.push(column);
    }
    columns.extend(scope.given.iter().cloned().map(IntoColumn::into_column));
    for (of, below) in &scope.below {
        // Of a table of which nothing is wanted there is no frame.
        let Some(Some(frame)) = done.get(of.0) else { continue };
        let Some(figures) = figures_below(frame, table, below, rows)? else { return Ok(None) };
        columns.extend(figures);
    }
    let mut frame = DataFrame::new(rows, columns)?;
    let groupings = groupings(scope)?;
    if !groupings.is_empty() {
        frame = frame.lazy().with_columns(groupings).collect()?;
    }
    staged(lowerer, scope, frame, wanted).map(Some)
}

/// A field of the table or of an ancestor, for each row of the table.
fn field_column(lowerer: &Lowerer<'_>, table: TableId, of: TableId, field: FieldId) -> PolarsResult<Option<Column>> {
    let Some(column) = typed_column(lowerer.tables, of, field) else { return Ok(None) };
    let column = column.with_name(field_name(of, field).as_str().into());
    if of == table {
        return Ok(Some(column));
    }
    let Some(up) = lowerer.shape.up(table, of) else { return Ok(None) };
    Ok(Some(column.take(&up.rows)?))
}

fn typed_column(tables: &Tables, of: TableId, field: FieldId) -> Option<Column> {
    let column = tables.get(of).and_then(|data| data.column(field))?;
    Some(match &column.typed {
        Typed::Number { values, .. } => values.series().into_column(),
        Typed::YesNo(values) => values.clone().into_series().into_column(),
        Typed::Text(values) => values.clone().into_series().into_column(),
        Typed::Choice(values) => values.clone().into_series().into_column(),
        Typed::Date(values) => {
            let days: Int32Chunked =
                values.iter().map(|days| days.filter(|days| Date::from_days(*days).is_some())).collect();
            days.into_column()
        }
    })
}

/// The figures over a finished frame of a table below, for each row of the table.
fn figures_below(frame: &DataFrame, table: TableId, below: &Below, rows: usize) -> PolarsResult<Option<Vec<Column>>> {
    let up = up_name(table);
    let mut columns = Vec::new();
    let above = frame.column(&up).and_then(|above| above.as_materialized_series().u32());
    let mut figures: Vec<Expr> = Vec::new();
    // Whether there are alarms is asked of the groups.
    let tallied = match above {
        Ok(above) if below.alarms.is_empty() => tallied(frame, above, below, rows)?,
        _ => below.figures.iter().map(|_| None).collect(),
    };
    for ((figure, name), tallied) in below.figures.iter().zip(tallied) {
        match tallied {
            Some(column) => columns.push(column.with_name(name.as_str().into())),
            None => figures.push(figure.expr().alias(name.as_str())),
        }
    }
    if !figures.is_empty() {
        let groups = frame.clone().lazy().group_by([col(up.as_str())]).agg(figures).collect()?;
        if raised(below, &groups)? {
            return Ok(None);
        }
        columns.extend(spread(&groups, &up, &own_rows(rows), rows)?);
    }
    for (Greatest { by, value }, name) in &below.greatest {
        look();
        let groups = frame
            .clone()
            .lazy()
            .filter(col(value.as_str()).is_not_null())
            .group_by([col(up.as_str()), col(by.as_str())])
            .agg([col(value.as_str()).max().alias("greatest")])
            .group_by([col(up.as_str())])
            .agg([col("greatest").sum().alias(name.as_str())])
            .collect()?;
        columns.extend(spread(&groups, &up, &own_rows(rows), rows)?);
    }
    Ok(Some(columns))
}

/// Fewer rows are added up before a second thread has begun.
const FEWEST_ROWS: usize = 100_000;

/// The figures that are sums and counts, each on whichever core is free.
fn tallied(frame: &DataFrame, up: &UInt32Chunked, below: &Below, rows: usize) -> PolarsResult<Vec<Option<Column>>> {
    let some = has_some(up, rows);
    let figures: Vec<&Figure> = below.figures.keys().collect();
    let work = |run: &[&Figure]| -> PolarsResult<Vec<Option<Column>>> {
        run.iter().inspect(|_| look()).map(|figure| tally(frame, up, &some, figure)).collect()
    };
    if up.len() < FEWEST_ROWS {
        return work(&figures);
    }
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (work, cancel) = (&work, &here());
    thread::scope(|scope| {
        let runs = figures.chunks(figures.len().div_ceil(cores).max(1));
        let runs: Vec<_> = runs.map(|run| scope.spawn(move || cancel.over(|| work(run)))).collect();
        let mut done = Vec::new();
        for run in runs {
            done.extend(run.join().unwrap_or_else(|fault| resume_unwind(fault))?);
        }
        Ok(done)
    })
}

fn own_rows(rows: usize) -> Vec<Option<u32>> {
    (0..rows).map(|row| Some(fit(row))).collect()
}

/// Whether the exact engine would report more than one row.
fn raised(below: &Below, groups: &DataFrame) -> PolarsResult<bool> {
    for alarm in &below.alarms {
        let count = groups.column(&alarm.count)?.as_materialized_series().i64()?.clone();
        let unknown: BooleanChunked = match &alarm.unknown {
            Some(unknown) => groups.column(unknown)?.as_materialized_series().bool()?.clone(),
            None => count.iter().map(|_| Some(false)).collect(),
        };
        let more = |(count, unknown): (Option<i64>, Option<bool>)| {
            count.is_some_and(|count| count > 1) && unknown != Some(true)
        };
        if count.iter().zip(unknown.iter()).any(more) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// For each grouping of the subjects the column with the least row of each group.
fn groupings(scope: &Scope) -> PolarsResult<Vec<Expr>> {
    let name = |field: &FieldId| col(field_name(Schema::SUBJECTS, *field).as_str());
    let there = |fields: &[FieldId]| fields.iter().all(|field| scope.fields.contains(&(Schema::SUBJECTS, *field)));
    (0..)
        .zip(&scope.cohorts)
        .filter(|(_, fields)| there(fields))
        .map(|(cohort, fields)| {
            let fields: Vec<Expr> = fields.iter().map(name).collect();
            let known = fields.iter().cloned().map(Expr::is_not_null).reduce(Expr::and);
            let group = match known {
                Some(known) => {
                    let least = col(ROW).min().over(fields)?;
                    when(known).then(least).otherwise(typed(Scalar::null(DataType::UInt32)))
                }
                None => typed(0_u32),
            };
            Ok(group.alias(cohort_name(cohort)))
        })
        .collect()
}
