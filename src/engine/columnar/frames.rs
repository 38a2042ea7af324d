//! Does the work of the scopes: one frame for each table, from the farthest tables up.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use polars::prelude::{
    ChunkFull as _, Column, DataFrame, Int32Chunked, IntoColumn, IntoSeries, PolarsResult, UInt32Chunked,
};

use super::firsts::firsts;
use super::groups::Groups;
use super::lower::Lowerer;
use super::prune::prune;
use super::scope::{Below, Greatest, ROW, Scope, cohort_name, field_name, up_name};
use super::stages::staged;
use crate::cancel::{look, looking};
use crate::column::taken;
use crate::core::{FieldId, Schema, TableId};
use crate::data::{Tables, Typed};
use crate::invariant::{OrBroken, fit};
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
    let numbers = UInt32Chunked::from_vec(ROW.into(), looking(0..fit(rows)).collect());
    let mut columns = vec![numbers.into_column()];
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
    let groupings = groupings(scope, &columns, rows)?;
    columns.extend(groupings);
    staged(lowerer, scope, DataFrame::new(rows, columns)?, wanted).map(Some)
}

/// A field of the table or of an ancestor, for each row of the table.
fn field_column(lowerer: &Lowerer<'_>, table: TableId, of: TableId, field: FieldId) -> PolarsResult<Option<Column>> {
    let Some(column) = typed_column(lowerer.tables, of, field) else { return Ok(None) };
    let column = column.with_name(field_name(of, field).as_str().into());
    if of == table {
        return Ok(Some(column));
    }
    let Some(up) = lowerer.shape.up(table, of) else { return Ok(None) };
    Ok(Some(taken(&column, &up.rows)?))
}

fn typed_column(tables: &Tables, of: TableId, field: FieldId) -> Option<Column> {
    let column = tables.get(of).and_then(|data| data.column(field))?;
    Some(match &column.typed {
        Typed::Number { values, .. } => values.series().into_column(),
        Typed::YesNo(values) => values.clone().into_series().into_column(),
        Typed::Text(values) => values.clone().into_series().into_column(),
        Typed::Choice(values) => values.clone().into_series().into_column(),
        Typed::Date(values) => {
            let days = looking(values.iter()).map(|days| days.filter(|days| Date::from_days(*days).is_some()));
            days.collect::<Int32Chunked>().into_column()
        }
    })
}

/// The figures over a finished frame of a table below, for each row of the table.
fn figures_below(frame: &DataFrame, table: TableId, below: &Below, rows: usize) -> PolarsResult<Option<Vec<Column>>> {
    let above = frame.column(&up_name(table))?.as_materialized_series().u32()?;
    let groups = Groups::new(frame, above, rows);
    let mut columns = groups.figures(below.figures.iter())?;
    if raised(below, &columns)? {
        return Ok(None);
    }
    for (Greatest { by, value }, name) in &below.greatest {
        columns.push(groups.sum_of_greatest(by, value)?.with_name(name.as_str().into()));
    }
    Ok(Some(columns))
}

/// Whether the exact engine would report more than one row.
fn raised(below: &Below, figures: &[Column]) -> PolarsResult<bool> {
    let named = |name: &str| figures.iter().find(|column| column.name() == name).or_broken("alarms ask for figures");
    for alarm in &below.alarms {
        let counts = named(&alarm.count).as_materialized_series().i64()?;
        let more = |count: Option<i64>| count.is_some_and(|count| count > 1);
        let raised = match &alarm.unknown {
            Some(unknown) => {
                let unknown = named(unknown).as_materialized_series().bool()?;
                looking(counts.iter().zip(unknown.iter())).any(|(count, unknown)| more(count) && unknown != Some(true))
            }
            None => looking(counts.iter()).any(more),
        };
        if raised {
            return Ok(true);
        }
    }
    Ok(false)
}

/// For each grouping of the subjects the column with the least row of each group.
fn groupings(scope: &Scope, columns: &[Column], rows: usize) -> PolarsResult<Vec<Column>> {
    let there = |fields: &[FieldId]| fields.iter().all(|field| scope.fields.contains(&(Schema::SUBJECTS, *field)));
    (0..)
        .zip(&scope.cohorts)
        .filter(|(_, fields)| there(fields))
        .map(|(cohort, fields)| {
            let shared: Vec<&Column> = fields
                .iter()
                .filter_map(|field| {
                    let name = field_name(Schema::SUBJECTS, *field);
                    columns.iter().find(|column| column.name() == name.as_str())
                })
                .collect();
            let group = match shared.as_slice() {
                [] => UInt32Chunked::full("".into(), 0, rows),
                shared => firsts(shared)?,
            };
            Ok(group.with_name(cohort_name(cohort).as_str().into()).into_column())
        })
        .collect()
}
