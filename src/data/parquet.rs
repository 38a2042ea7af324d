//! Parquet files to columns.
//!
//! The file holds values, not texts: whole numbers, decimals and binary numbers ([`super::shortest`]), dates, truths
//! and texts. It is read by pieces of its row groups, so that beside the bytes of the file and the typed columns only
//! one piece for each core is in memory.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use csv::StringRecord;
use polars_core::prelude::{DataFrame, DataType, PlSmallStr, PolarsResult, Series, StringChunked};
use polars_io::parquet::metadata::FileMetadataRef;
use polars_io::prelude::{ParquetReader, SerReader};

use super::aside::Aside;
use super::cell;
use super::column::Builder;
use super::complaint::{self, Fault};
use super::crowded;
use super::findings::Findings;
use super::growing::{Growing, texts, trimmed};
use super::guard::guarded;
use super::header::Header;
use super::link::{Link, ParentKeys};
use super::misfit::Misfit;
use super::rows::{Above, Rows, parent_row, report_empty};
use super::sound;
use super::table::{Column, Lines, Typed};
use crate::cancel::{here, look, looking};
use crate::core::{Field, FieldId, KeyPart, Table, key_text};
use crate::finding::{Code, Diagnostic, Language};
use crate::invariant::{OrBroken, fit};
use crate::words;

/// So many rows are decoded at a time: what most writers make a row group of, or less.
const ROWS: usize = 1 << 18;

/// So many cells are decoded before it is looked again whether the run is to go on.
const CELLS: usize = 1 << 20;

/// Reads all rows of a file; `None` when there is no telling what its rows are.
pub(super) fn read(
    bytes: &[u8],
    (declared, language): (&Table, Language),
    above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> Option<Rows> {
    match rows(bytes, (declared, language), above, findings) {
        Ok(rows) => rows,
        Err(error) => {
            report_unreadable(&error.to_string(), findings);
            None
        }
    }
}

fn report_unreadable(why: &str, findings: &mut Findings<'_>) {
    let why = why.lines().next().unwrap_or_default();
    let (zh, en) =
        if why.is_empty() { (String::new(), String::new()) } else { (format!("：{why}"), format!(": {why}")) };
    findings.add_file(
        Code::H0508,
        words!("这不是完好的 parquet 文件{zh}", "this is not a sound parquet file{en}"),
        Some(words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole")),
    );
}

fn rows(
    bytes: &[u8],
    (declared, language): (&Table, Language),
    mut above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
) -> PolarsResult<Option<Rows>> {
    let mut opened = ParquetReader::new(Cursor::new(bytes));
    let (metadata, held) = guarded(|| Ok((opened.get_metadata()?.clone(), opened.schema()?)))?;
    let names: Vec<&str> = held.iter_names().map(PlSmallStr::as_str).collect();
    let header = Header::read(&StringRecord::from(names.clone()), declared, findings);
    if header.is_foreign() {
        return Ok(None);
    }
    let types = held.iter_values().map(|field| guarded(|| Ok(DataType::from_arrow_field(field))));
    let types: Vec<DataType> = types.collect::<PolarsResult<_>>()?;
    for (field, position) in declared.fields.iter().zip(&header.fields) {
        let dtype = position.and_then(|position| types.get(position));
        if let Some(dtype) = dtype.filter(|dtype| Growing::new(field, dtype).is_none()) {
            report_type(field, dtype, findings);
        }
    }
    let file = File { bytes, metadata: &metadata, names: &names, types: &types, declared, header: &header };
    let keys = match above.as_deref().map(|above| &above.link) {
        Some(Link::To(keys)) => Some(*keys),
        Some(Link::Loose(_)) | None => None,
    };
    let read: Vec<&str> = file.wanted().into_iter().filter_map(|position| names.get(position).copied()).collect();
    guarded(|| sound::check(&metadata, &read))?;
    let parts = file.parts(keys)?;
    let mut parents: Vec<u32> = Vec::new();
    let mut growing: Vec<Option<Growing<'_>>> = Vec::new();
    let mut start = 0;
    for part in parts {
        part.report(declared, findings);
        parents.extend(part.parents);
        for (row, key) in part.unlinked {
            let Some(above) = above.as_deref_mut() else { continue };
            let parent = parent_row(&key, line(row), above, findings);
            if let Some(place) = parents.get_mut(row) {
                *place = parent;
            }
        }
        if growing.is_empty() {
            growing = part.growing;
        } else {
            for (whole, more) in growing.iter_mut().zip(part.growing) {
                whole.iter_mut().zip(more).for_each(|(whole, more)| whole.append(more));
            }
        }
        start = start.max(part.end);
    }
    let mut columns = Vec::new();
    let mut whole = declared.parent.is_none() || !header.parent.is_empty();
    for (field, growing) in declared.fields.iter().zip(growing) {
        look();
        let Some(growing) = growing else {
            // Columns stand at the places of their fields.
            columns.push(empty(field, start));
            whole = false;
            continue;
        };
        let (column, crowded) = growing.finish(field, language)?;
        crowded::report(findings, line, field, &column, &crowded);
        report_outside(&column, field, findings);
        columns.push(column);
    }
    Ok(Some(Rows { columns, parents, lines: Lines::Numbered(start), whole }))
}

/// A column that could not be read, which has been reported.
fn empty(field: &Field, rows: usize) -> Column {
    let mut builder = Builder::new(field);
    for _ in 0..rows {
        builder.push(None, None);
    }
    builder.finish().0
}

/// A file and what is wanted of it.
struct File<'f> {
    bytes: &'f [u8],
    metadata: &'f FileMetadataRef,
    names: &'f [&'f str],
    types: &'f [DataType],
    declared: &'f Table,
    header: &'f Header,
}

/// What some row groups of a file hold.
struct Part<'f> {
    /// One for each field; `None` of a column whose type does not fit.
    growing: Vec<Option<Growing<'f>>>,
    /// Cells that do not fit, by field.
    misfits: Vec<(usize, Misfit)>,
    /// Keys that cannot be: by field and row, empty or of a row of totals.
    keys: Vec<(usize, usize, Option<String>)>,
    /// The row above each row.
    parents: Vec<u32>,
    /// Rows whose row above was not found, with the cells that name it.
    unlinked: Vec<(usize, Vec<String>)>,
    /// One past the last row.
    end: usize,
}

impl<'f> File<'f> {
    /// Reads the row groups, some on each core. The parts are in the order of the file, however many there are.
    fn parts(&self, keys: Option<&ParentKeys>) -> PolarsResult<Vec<Part<'f>>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        let mut start: usize = 0;
        for group in &self.metadata.row_groups {
            let end = start.saturating_add(group.num_rows());
            let starts = (start..end).step_by(ROWS);
            groups.extend(starts.map(|from| from..end.min(from.saturating_add(ROWS))));
            start = end;
        }
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        // Cells that are read as text go into one column from the first row to the last.
        let alone = self.growing().iter().flatten().any(Growing::is_in_order);
        let runs = if alone { 1 } else { cores.min(groups.len()).max(1) };
        let mut runs = groups.chunks(groups.len().div_ceil(runs).max(1));
        let first = runs.next().unwrap_or(&[]);
        let cancel = &here();
        thread::scope(|scope| {
            let others: Vec<_> = runs.map(|run| scope.spawn(|| cancel.over(|| self.part(run, keys)))).collect();
            let mut parts = vec![self.part(first, keys)?];
            for other in others {
                match other.join() {
                    Ok(part) => parts.push(part?),
                    Err(fault) => resume_unwind(fault),
                }
            }
            Ok(parts)
        })
    }

    fn growing(&self) -> Vec<Option<Growing<'f>>> {
        let fields = self.declared.fields.iter().zip(&self.header.fields);
        let held = |position: &Option<usize>| position.and_then(|position| self.types.get(position));
        fields.map(|(field, position)| Growing::new(field, held(position).unwrap_or(&DataType::Null))).collect()
    }

    /// The places of the columns that are read, in the order of the file.
    fn wanted(&self) -> Vec<usize> {
        let mut wanted: Vec<usize> = self.header.fields.iter().flatten().chain(&self.header.parent).copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    fn part(&self, groups: &[Range<usize>], keys: Option<&ParentKeys>) -> PolarsResult<Part<'f>> {
        let end = groups.last().map_or(0, |group| group.end);
        let mut part = Part {
            growing: self.growing(),
            misfits: Vec::new(),
            keys: Vec::new(),
            parents: Vec::new(),
            unlinked: Vec::new(),
            end,
        };
        let wanted = self.wanted();
        for group in groups {
            let mut columns = Vec::with_capacity(wanted.len());
            for some in wanted.chunks((CELLS / group.len().max(1)).max(1)) {
                look();
                let mut reader = ParquetReader::new(Cursor::new(self.bytes))
                    .with_slice(Some((group.start, group.len())))
                    .with_projection(Some(some.to_vec()))
                    .set_rechunk(true);
                reader.set_metadata(self.metadata.clone());
                columns.extend(guarded(|| reader.finish())?.columns().iter().cloned());
            }
            self.add(&DataFrame::new(group.len(), columns)?, group.start, keys, &mut part)?;
        }
        Ok(part)
    }

    /// Adds the rows of one piece.
    fn add(&self, piece: &DataFrame, start: usize, keys: Option<&ParentKeys>, part: &mut Part<'f>) -> PolarsResult<()> {
        let column = |position: usize| -> PolarsResult<Series> {
            let name = self.names.get(position).copied().or_broken("each column has its name");
            Ok(piece.column(name)?.as_materialized_series().clone())
        };
        for (id, (position, growing)) in self.header.fields.iter().zip(&mut part.growing).enumerate() {
            look();
            let Some(growing) = growing else { continue };
            let series = match position {
                Some(position) => column(*position)?,
                None => Series::new_null("".into(), piece.height()),
            };
            let misfits = growing.add(&series)?.into_iter();
            part.misfits.extend(misfits.map(|misfit| (id, Misfit { row: misfit.row.saturating_add(start), ..misfit })));
            if position.is_some() && self.declared.key.contains(&KeyPart::Field(FieldId(id))) {
                for (row, key) in trimmed(texts(&series)?).iter().enumerate() {
                    if key.is_none_or(|key| Aside::of(key).is_some()) {
                        part.keys.push((id, row.saturating_add(start), key.map(str::to_owned)));
                    }
                }
            }
        }
        let cells = |position: &usize| Ok(trimmed(texts(&column(*position)?)?));
        let parents: Vec<StringChunked> = self.header.parent.iter().map(cells).collect::<PolarsResult<_>>()?;
        match parents.as_slice() {
            [] => {}
            [only] => link(only, &parents, start, keys, part),
            several => {
                let key = |row: usize| {
                    let cells: Option<Vec<&str>> = several.iter().map(|cells| cells.get(row)).collect();
                    cells.map(|cells| key_text(&cells))
                };
                let whole: StringChunked = (0..piece.height()).map(key).collect();
                link(&whole, several, start, keys, part);
            }
        }
        Ok(())
    }
}

impl Part<'_> {
    fn report(&self, declared: &Table, findings: &mut Findings<'_>) {
        for (id, Misfit { row, text, fault }) in &self.misfits {
            let field = declared.fields.get(*id).or_broken("a column that is read is declared");
            let fault = fault.map_or_else(|| cell::read(text, &field.ty).err(), Some);
            if let Some(fault) = fault {
                complaint::add(findings, line(*row), field, text, fault);
            }
        }
        let of_row = |(_, row, key): &(usize, usize, Option<String>)| {
            key.as_deref().is_some_and(|key| Aside::of(key).is_some()).then_some(*row)
        };
        // A row of totals is told once, at the cell that says so.
        let told: BTreeSet<usize> = self.keys.iter().filter_map(of_row).collect();
        for (id, row, key) in &self.keys {
            if key.is_none() && told.contains(row) {
                continue;
            }
            let field = declared.fields.get(*id).or_broken("a column that is read is declared");
            match key {
                None => report_empty(&field.column, line(*row), findings),
                Some(key) => {
                    if let Some(aside) = Aside::of(key) {
                        aside.report(Some(&field.column), line(*row), key, findings);
                    }
                }
            }
        }
    }
}

/// Rows have no lines in such a file; they are numbered from 1.
fn line(row: usize) -> u64 {
    fit::<u64>(row).saturating_add(1)
}

/// The rows above the rows of a piece, by their keys, which stand in `cells` part by part. Rows that belong together
/// stand together in most files.
fn link(texts: &StringChunked, cells: &[StringChunked], start: usize, keys: Option<&ParentKeys>, part: &mut Part<'_>) {
    let mut last: Option<(&str, u32)> = None;
    part.parents.reserve(texts.len());
    for (row, text) in looking(texts.iter().enumerate()) {
        let text = text.unwrap_or_default();
        let known = last.filter(|(known, _)| *known == text).map(|(_, parent)| parent);
        let parent = known.or_else(|| keys.filter(|_| !text.is_empty()).and_then(|keys| keys.find(text)));
        if parent.is_none() {
            let cells = cells.iter().map(|cells| cells.get(row).unwrap_or_default().to_owned());
            part.unlinked.push((row.saturating_add(start), cells.collect()));
        }
        last = parent.map(|parent| (text, parent));
        part.parents.push(parent.unwrap_or(super::keys::NO_ROW));
    }
}

/// Values outside the declared range. The ends of a column tell whether there are any.
fn report_outside(column: &Column, field: &Field, findings: &mut Findings<'_>) {
    if !field.range.is_declared() {
        return;
    }
    let is_within = |value: cell::Said| cell::is_within(&value, field);
    let number = |value: i128, scale: u32| cell::Said::Number(super::decimal::Decimal { value, places: scale });
    let rows = 0..match &column.typed {
        Typed::Number { scale, values } => match values.range() {
            Some((low, high)) if is_within(number(low, *scale)) && is_within(number(high, *scale)) => 0,
            _ => values.len(),
        },
        Typed::Date(values) => values.len(),
        Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => 0,
    };
    for row in looking(rows) {
        let value = match &column.typed {
            Typed::Number { scale, values } => values.get(row).map(|value| number(value, *scale)),
            Typed::Date(values) => values.get(row).map(cell::Said::Date),
            Typed::YesNo(_) | Typed::Text(_) | Typed::Choice(_) => None,
        };
        if value.is_some_and(|value| !is_within(value)) {
            complaint::add(findings, line(row), field, &column.text(row).unwrap_or_default(), Fault::Outside);
        }
    }
}

fn report_type(field: &Field, held: &DataType, findings: &mut Findings<'_>) {
    findings.add(Code::H0503, |at| {
        let column = &field.column;
        let found = Diagnostic::data(
            Code::H0503,
            at.place(None, Some(column), None),
            words!(
                "「{column}」列在文件里是 {held} 类型，与「数据」里声明的类型不合",
                "the column `{column}` of the file holds {held}, which is not what the table declares"
            ),
        );
        found.help(words!(
            "导出时把这一列存成声明的类型，或者存成文本",
            "export the column in the type that is declared, or as text"
        ))
    });
}
