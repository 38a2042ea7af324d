//! Figures over groups of rows.
//!
//! A group is the number of a row, that above or the first member, so there is a place for each group and none has to be
//! looked up: ten million institutions take a tenth of the time that grouping by value takes.

use std::num::NonZeroUsize;
use std::ops::Add;
use std::panic::resume_unwind;
use std::thread;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Int32Chunked, Int64Chunked, Int128Chunked, IntoColumn, IntoSeries,
    PolarsError, PolarsResult, Series, StringChunked, UInt32Chunked,
};

use super::bounds::Width;
use super::figure::{Figure, Over};
use super::firsts::firsts;
use crate::cancel::{here, look, looking, sort_by};
use crate::column::cast;
use crate::invariant::{OrBroken, fit};

/// Fewer rows are gone through before a second thread has begun.
const FEWEST_ROWS: usize = 100_000;

/// The rows of a frame by groups.
pub(super) struct Groups<'f> {
    frame: &'f DataFrame,
    /// The group of each row; one may have none.
    of: &'f UInt32Chunked,
    /// Which groups have rows.
    some: Vec<bool>,
}

/// The column of what becomes of the values of a column of numbers, in their type.
macro_rules! of_numbers {
    ($series:expr, $values:ident => $found:expr) => {
        match $series.dtype() {
            DataType::Int32 => {
                let $values = $series.i32()?.iter();
                Int32Chunked::from_iter($found).into_series()
            }
            DataType::Int64 => {
                let $values = $series.i64()?.iter();
                Int64Chunked::from_iter($found).into_series()
            }
            DataType::Int128 => {
                let $values = $series.i128()?.iter();
                Int128Chunked::from_iter($found).into_series()
            }
            DataType::UInt32 => {
                let $values = $series.u32()?.iter();
                UInt32Chunked::from_iter($found).into_series()
            }
            other => return Err(PolarsError::SchemaMismatch(format!("a figure over {other}").into())),
        }
    };
}

impl<'f> Groups<'f> {
    /// Of so many groups.
    pub(super) fn new(frame: &'f DataFrame, of: &'f UInt32Chunked, count: usize) -> Self {
        let mut some = vec![false; count];
        for group in looking(of.iter()).flatten() {
            *place_of(&mut some, group) = true;
        }
        Self { frame, of, some }
    }

    /// Figures for each group, null for one without rows, each worked out on whichever core is free.
    pub(super) fn figures<'n>(
        &self,
        figures: impl Iterator<Item = (&'n Figure, &'n String)>,
    ) -> PolarsResult<Vec<Column>> {
        let figures: Vec<(&Figure, &String)> = figures.collect();
        let work = |run: &[(&Figure, &String)]| -> PolarsResult<Vec<Column>> {
            let named = |(figure, name): &(&Figure, &String)| Ok(self.figure(figure)?.with_name(name.as_str().into()));
            run.iter().map(named).collect()
        };
        if self.of.len() < FEWEST_ROWS {
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

    fn figure(&self, figure: &Figure) -> PolarsResult<Column> {
        look();
        let found = match &figure.over {
            Over::Rows => self.counted(std::iter::repeat(true)),
            Over::Present(column) => self.counted(self.series(column)?.is_not_null().iter().map(|is| is == Some(true))),
            Over::Sum(column) => {
                let series = self.series(column)?;
                match series.dtype() {
                    DataType::Boolean => self.counted(series.bool()?.iter().map(|truth| truth == Some(true))),
                    _ => of_numbers!(series, values => self.sums(values)),
                }
            }
            Over::Any(column) => {
                let truths = self.series(column)?.bool()?;
                let any = self.joined(truths.iter(), |one, other| one || other).into_iter();
                BooleanChunked::from_iter(self.where_some(any.map(|any| any == Some(true)))).into_series()
            }
            Over::Least(column) => self.extreme(self.series(column)?, false)?,
            Over::Greatest(column) => self.extreme(self.series(column)?, true)?,
            Over::Distinct(column) => {
                let groups = self.of.clone().into_series().into_column();
                let alike = firsts(&[&groups, self.frame.column(column)?])?;
                let is_first =
                    |(row, first): (usize, Option<u32>)| first.is_some_and(|first| fit::<usize>(first) == row);
                self.counted(alike.iter().enumerate().map(is_first))
            }
            Over::Trimmed { column, low, dropped } => {
                let series = self.series(column)?;
                of_numbers!(series, values => self.trimmed(values, fit(*low), fit(*dropped)))
            }
        };
        let found = found.into_column();
        figure.width.map_or(Ok(found.clone()), |width| cast(&found, &Width::dtype(width)))
    }

    /// The sum over the different values of a column of the greatest value beside each.
    pub(super) fn sum_of_greatest(&self, by: &str, value: &str) -> PolarsResult<Column> {
        let groups = self.of.clone().into_series().into_column();
        let alike = firsts(&[&groups, self.frame.column(by)?])?;
        let series = self.series(value)?;
        Ok(of_numbers!(series, values => {
            let mut greatest = vec![None; alike.len()];
            for (first, value) in looking(alike.iter().zip(values)) {
                if let (Some(first), Some(value)) = (first, value) {
                    let known = place_of(&mut greatest, first);
                    *known = (*known).max(Some(value));
                }
            }
            self.sums(greatest.into_iter())
        })
        .into_column())
    }

    fn series(&self, column: &str) -> PolarsResult<&'f Series> {
        self.frame.column(column).map(Column::as_materialized_series)
    }

    /// Of how many rows of each group it holds.
    fn counted(&self, holds: impl Iterator<Item = bool>) -> Series {
        let mut counts = vec![0_i64; self.some.len()];
        for (group, holds) in looking(self.of.iter().zip(holds)) {
            if let (Some(group), true) = (group, holds) {
                *place_of(&mut counts, group) += 1;
            }
        }
        self.where_some(counts.into_iter()).collect::<Int64Chunked>().into_series()
    }

    /// The sums; their bounds have been proved to fit.
    fn sums<V: Copy + Default + Add<Output = V>>(
        &self,
        values: impl Iterator<Item = Option<V>>,
    ) -> impl Iterator<Item = Option<V>> {
        let mut sums = vec![V::default(); self.some.len()];
        for (group, value) in looking(self.of.iter().zip(values)) {
            if let (Some(group), Some(value)) = (group, value) {
                let sum = place_of(&mut sums, group);
                *sum = *sum + value;
            }
        }
        self.where_some(sums.into_iter())
    }

    /// The values of each group joined into one; nothing where there is none.
    fn joined<V: Copy>(&self, values: impl Iterator<Item = Option<V>>, join: impl Fn(V, V) -> V) -> Vec<Option<V>> {
        let mut all = vec![None; self.some.len()];
        for (group, value) in looking(self.of.iter().zip(values)) {
            if let (Some(group), Some(value)) = (group, value) {
                let known = place_of(&mut all, group);
                *known = Some(known.map_or(value, |known| join(known, value)));
            }
        }
        all
    }

    fn extreme(&self, series: &Series, greatest: bool) -> PolarsResult<Series> {
        Ok(match series.dtype() {
            DataType::Boolean => BooleanChunked::from_iter(self.end(series.bool()?.iter(), greatest)).into_series(),
            DataType::String => StringChunked::from_iter(self.end(series.str()?.iter(), greatest)).into_series(),
            _ => of_numbers!(series, values => self.end(values, greatest)),
        })
    }

    fn end<V: Copy + Ord>(&self, values: impl Iterator<Item = Option<V>>, greatest: bool) -> Vec<Option<V>> {
        self.joined(values, |one, other| if greatest { one.max(other) } else { one.min(other) })
    }

    /// The sums of all but the least `low` and so many of the greatest that `dropped` are left out.
    fn trimmed<V: Copy + Default + Ord + Add<Output = V>>(
        &self,
        values: impl Iterator<Item = Option<V>>,
        low: usize,
        dropped: usize,
    ) -> impl Iterator<Item = Option<V>> {
        let pairs = looking(self.of.iter().zip(values));
        let mut sorted: Vec<(u32, V)> = pairs.filter_map(|(group, value)| group.zip(value)).collect();
        sort_by(&mut sorted, Ord::cmp);
        let mut sums = vec![V::default(); self.some.len()];
        for members in sorted.chunk_by(|one, other| one.0 == other.0) {
            let kept = members.iter().skip(low).take(members.len().saturating_sub(dropped));
            for (group, value) in looking(kept) {
                let sum = place_of(&mut sums, *group);
                *sum = *sum + *value;
            }
        }
        self.where_some(sums.into_iter())
    }

    fn where_some<V>(&self, found: impl Iterator<Item = V>) -> impl Iterator<Item = Option<V>> {
        found.zip(&self.some).map(|(found, some)| some.then_some(found))
    }
}

fn place_of<V>(all: &mut [V], group: u32) -> &mut V {
    all.get_mut(fit::<usize>(group)).or_broken("a group is the number of a row")
}
