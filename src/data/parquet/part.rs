//! What one column of one row group says.

use std::ops::Range;

use polars_core::prelude::{
    ArrowDataType, ArrowField, ChunkTake, DataType, IdxCa, PolarsResult, StringChunked, polars_bail,
};
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, FileMetadata};
use polars_parquet::read::PhysicalType;

use super::above::{self, Linked};
use super::chunk::{self, Place, Run};
use super::form::{Form, Piece, is_text, texts, trimmed};
use super::guard::guarded;
use super::misfit::Misfit;
use crate::data::aside::Aside;
use crate::data::link::ParentKeys;
use crate::host::Input;

/// A column that is read, and what for.
pub(super) struct Wanted<'f> {
    pub(super) held: &'f ArrowField,
    pub(super) position: usize,
    /// The type of its values; nothing when polars has none.
    pub(super) ty: Option<DataType>,
    /// The field that its values are of, and how they are read.
    pub(super) form: Option<(usize, Form<'f>)>,
    pub(super) is_key: bool,
    /// Whether it names rows above.
    pub(super) names_above: bool,
}

/// A file and what its rows are held against.
pub(super) struct File<'f> {
    pub(super) input: &'f dyn Input,
    pub(super) metadata: &'f FileMetadata,
    /// The keys of the rows above.
    pub(super) keys: Option<&'f ParentKeys>,
    /// Whether one column names the rows above, and not several.
    pub(super) is_named_by_one: bool,
}

/// What the rows of a column in one row group say. Rows are those of the file.
#[derive(Default)]
pub(super) struct Part {
    pub(super) pieces: Vec<Piece>,
    /// Cells that do not fit.
    pub(super) misfits: Vec<Misfit>,
    /// Keys that cannot be: empty or of a row of totals.
    pub(super) odd_keys: Vec<(usize, Option<String>)>,
    /// The rows above, where this column alone names them.
    pub(super) linked: Linked,
    /// Parts of the names of rows above, where it does not.
    pub(super) names: Option<StringChunked>,
}

impl File<'_> {
    /// The rows of each row group.
    pub(super) fn groups(&self) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for group in &self.metadata.row_groups {
            let start = groups.last().map_or(0, |last| last.end);
            groups.push(start..start.saturating_add(group.num_rows()));
        }
        groups
    }

    /// Reads a column of a row group with these rows.
    ///
    /// # Errors
    /// A column that is not what it says.
    pub(super) fn part(&self, wanted: &Wanted<'_>, group: usize, rows: Option<&Range<usize>>) -> PolarsResult<Part> {
        let rows = rows.cloned().unwrap_or_default();
        let mut part = Part::default();
        let mut start = rows.start;
        guarded(|| {
            let column = self.column(&wanted.held.name, group)?;
            let field = field_of(wanted, column);
            chunk::read(self.input, &Place { column, field: &field, rows: rows.len() }, |run| {
                self.add(run, wanted, start, &mut part)?;
                start = start.saturating_add(run.keys.as_ref().map_or(run.values.len(), IdxCa::len));
                Ok(())
            })
        })?;
        Ok(part)
    }

    /// Adds rows from `start` on.
    fn add(&self, run: &Run, wanted: &Wanted<'_>, start: usize, part: &mut Part) -> PolarsResult<()> {
        if let Some((_, form)) = wanted.form {
            let (piece, misfits) = form.read(run)?;
            let of_file = |misfit: Misfit| Misfit { row: misfit.row.saturating_add(start), ..misfit };
            part.misfits.extend(misfits.into_iter().map(of_file));
            if wanted.is_key {
                let keys = if let Piece::Text(texts) = &piece { texts.clone() } else { names(run)? };
                part.odd_keys.extend(odd(&keys, start));
            }
            part.pieces.push(piece);
        }
        if wanted.names_above && self.is_named_by_one {
            let entries = trimmed(texts(&run.values)?);
            above::link(&entries, run.keys.as_ref(), start, self.keys, &mut part.linked);
        } else if wanted.names_above {
            let more = names(run)?;
            match &mut part.names {
                Some(names) => names.append_owned(more)?,
                None => part.names = Some(more),
            }
        }
        Ok(())
    }

    fn column(&self, name: &str, group: usize) -> PolarsResult<&ColumnChunkMetadata> {
        let group = self.metadata.row_groups.get(group);
        match group.and_then(|group| group.columns_under_root_iter(name)?.next()) {
            Some(column) => Ok(column),
            None => polars_bail!(ComputeError: "a row group lacks a column"),
        }
    }
}

/// What the library is to read a column as: texts as texts, however they were held before they were written, and
/// decimals as the whole numbers that the file has for them.
fn field_of(wanted: &Wanted<'_>, column: &ColumnChunkMetadata) -> ArrowField {
    let held = wanted.held;
    let dtype = match (wanted.ty.as_ref(), column.physical_type()) {
        (Some(ty), PhysicalType::ByteArray) if is_text(ty) => ArrowDataType::Utf8View,
        (Some(DataType::Decimal(..)), PhysicalType::Int32) if !wanted.names_above => ArrowDataType::Int32,
        (Some(DataType::Decimal(..)), PhysicalType::Int64) if !wanted.names_above => ArrowDataType::Int64,
        _ => return held.clone(),
    };
    ArrowField::new(held.name.clone(), dtype, held.is_nullable)
}

/// What the rows say, as trimmed texts.
fn names(run: &Run) -> PolarsResult<StringChunked> {
    let entries = trimmed(texts(&run.values)?);
    match &run.keys {
        Some(keys) => entries.take(keys),
        None => Ok(entries),
    }
}

fn odd(keys: &StringChunked, start: usize) -> impl Iterator<Item = (usize, Option<String>)> {
    let is_odd = |(_, key): &(usize, Option<&str>)| key.is_none_or(|key| Aside::of(key).is_some());
    keys.iter().enumerate().filter(is_odd).map(move |(row, key)| (row.saturating_add(start), key.map(str::to_owned)))
}
