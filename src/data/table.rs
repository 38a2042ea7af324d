//! Typed tables.

use std::borrow::Cow;

use polars_core::prelude::{BooleanChunked, Int32Chunked, StringChunked, UInt32Chunked};

use crate::column::Integers;
use crate::core::{Choices, FieldId, TableId, key_text};
use crate::finding::{CellPlace, Language};
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};

/// All tables of a run, indexed by [`TableId`].
#[derive(Debug, Clone, Default)]
pub struct Tables(pub Vec<Table>);

/// The rows of one table in file order.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file as named to the user.
    pub file: String,
    /// Number of rows.
    pub rows: usize,
    /// Columns, indexed by [`FieldId`].
    pub columns: Vec<Column>,
    /// For a child table: the row of the parent table that each row belongs to.
    pub parents: Option<UInt32Chunked>,
    /// Where the rows stand in the file.
    pub lines: Lines,
    /// False for a table that a 示例 does not mention: its rows are unknown, not absent.
    pub known: bool,
}

/// Where the rows of a table stand in their file.
#[derive(Debug, Clone)]
pub enum Lines {
    /// The line of the text that each row starts at, from 1 (the header is line 1).
    Listed(Vec<u64>),
    /// A file without lines: rows are numbered from 1.
    Numbered(usize),
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header in the file.
    pub header: String,
    /// Typed values, null where missing.
    pub typed: Typed,
    /// The text of each cell.
    pub found: Found,
}

/// What the cells of a column say.
#[derive(Debug, Clone)]
pub enum Found {
    /// The texts of the file.
    Texts(StringChunked),
    /// The file holds values: a cell says its value, in the words of the rules. A choice is one of these.
    Values(Choices, Language),
}

/// Typed values of a column.
#[derive(Debug, Clone)]
pub enum Typed {
    /// value / 10^scale, in the unit that the field declares.
    Number {
        /// The most decimals that any cell of the column has.
        scale: u32,
        /// Scaled values.
        values: Integers,
    },
    /// 是 or 否.
    YesNo(BooleanChunked),
    /// Texts.
    Text(StringChunked),
    /// Index into the field's choices.
    Choice(Integers),
    /// Days since 1970-01-01.
    Date(Int32Chunked),
}

/// One typed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing there.
    Missing,
    /// In the unit that the field declares.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// Text.
    Text(&'a str),
    /// Index into the field's choices.
    Choice(usize),
    /// Date.
    Date(Date),
}

impl Tables {
    /// A table by id.
    #[must_use]
    pub fn get(&self, id: TableId) -> Option<&Table> {
        self.0.get(id.0)
    }
}

impl Table {
    /// A column by id.
    #[must_use]
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        self.columns.get(field.0)
    }

    /// A cell; [`Cell::Missing`] when it is empty or out of range.
    #[must_use]
    pub fn cell(&self, field: FieldId, row: usize) -> Cell<'_> {
        let column = self.column(field).or_broken("each field has its column");
        match &column.typed {
            Typed::Number { scale, values } => {
                values.get(row).map_or(Cell::Missing, |value| Cell::Number(Number::from_scaled(value, *scale)))
            }
            Typed::YesNo(values) => values.get(row).map_or(Cell::Missing, Cell::YesNo),
            Typed::Text(values) => values.get(row).map_or(Cell::Missing, Cell::Text),
            Typed::Choice(values) => values.get(row).map_or(Cell::Missing, |value| Cell::Choice(fit(value))),
            Typed::Date(values) => values.get(row).and_then(Date::from_days).map_or(Cell::Missing, Cell::Date),
        }
    }

    /// What a row is called by the columns of its key: nothing when all of them are empty.
    #[must_use]
    pub fn key_text(&self, key: &[FieldId], row: usize) -> Option<String> {
        let parts = key.iter().map(|field| self.column(*field).and_then(|column| column.text(row)));
        let parts: Vec<Option<Cow<'_, str>>> = parts.collect();
        let is_named = parts.iter().any(Option::is_some);
        is_named.then(|| key_text(&parts.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()))
    }

    /// The choices of all rows, if the column is an enumeration.
    #[must_use]
    pub fn choices(&self, field: FieldId) -> Option<impl Iterator<Item = Option<usize>> + '_> {
        match &self.column(field)?.typed {
            Typed::Choice(values) => Some(values.iter().map(|value| value.map(fit))),
            _ => None,
        }
    }

    /// What all cells of a column say.
    #[must_use]
    pub fn texts(&self, field: FieldId) -> Option<StringChunked> {
        self.column(field).map(Column::texts)
    }

    /// The row of the parent table that a row belongs to.
    #[must_use]
    pub fn parent_of(&self, row: usize) -> Option<usize> {
        self.parents.as_ref()?.get(row).map(fit)
    }

    /// The row of the parent table for each row; nothing for a table without a parent.
    pub fn parent_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.parents.iter().flat_map(UInt32Chunked::iter).flatten()
    }

    /// Where a cell stands in its file, with its text as found.
    #[must_use]
    pub fn place(&self, field: FieldId, row: usize) -> CellPlace {
        let column = self.column(field);
        CellPlace {
            file: self.file.clone(),
            row: self.lines.get(row),
            column: column.map(|column| column.header.clone()),
            text: column.and_then(|column| column.text(row)).map(Cow::into_owned),
        }
    }
}

impl Lines {
    /// The line, or number, of a row; `None` past the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u64> {
        match self {
            Self::Listed(lines) => lines.get(row).copied(),
            Self::Numbered(rows) if row < *rows => Some(fit(row.saturating_add(1))),
            Self::Numbered(_) => None,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Listed(lines) => lines.len(),
            Self::Numbered(rows) => *rows,
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Column {
    /// What all cells say.
    pub(super) fn texts(&self) -> StringChunked {
        match (&self.found, &self.typed) {
            (Found::Texts(texts), _) | (Found::Values(..), Typed::Text(texts)) => texts.clone(),
            (Found::Values(..), typed) => (0..typed.len()).map(|row| self.text(row)).collect(),
        }
    }

    /// What a cell says; `None` when it is empty.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        let (choices, language) = match &self.found {
            Found::Texts(texts) => return texts.get(row).map(Cow::Borrowed),
            Found::Values(choices, language) => (choices, language),
        };
        Some(match &self.typed {
            Typed::Number { scale, values } => Number::from_scaled(values.get(row)?, *scale).to_string().into(),
            Typed::YesNo(values) => language.truth(values.get(row)?).into(),
            Typed::Text(values) => values.get(row)?.into(),
            Typed::Choice(values) => {
                choices.get(fit::<usize>(values.get(row)?)).or_broken("a choice is one of its column").as_str().into()
            }
            Typed::Date(values) => Date::from_days(values.get(row)?)?.to_string().into(),
        })
    }
}

impl Typed {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Number { values, .. } | Self::Choice(values) => values.len(),
            Self::YesNo(values) => values.len(),
            Self::Text(values) => values.len(),
            Self::Date(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
