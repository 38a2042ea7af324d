//! Typed tables.

use polars::prelude::{BooleanChunked, Int32Chunked, Int128Chunked, StringChunked, UInt32Chunked};

use crate::lang::CellPlace;
use crate::lang::model::{FieldId, TableId};
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
    pub parents: Option<Vec<u32>>,
    /// The line of the file that each row starts at, from 1 (the header is line 1).
    pub lines: Vec<u64>,
    /// False for a table that a 示例 does not mention: its rows are unknown, not absent.
    pub known: bool,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header in the file.
    pub header: String,
    /// Typed values, null where missing.
    pub typed: Typed,
    /// The text of each cell as found.
    pub found: StringChunked,
}

/// Typed values of a column.
#[derive(Debug, Clone)]
pub enum Typed {
    /// value / 10^scale, in the unit that the field declares.
    Number {
        /// The most decimals that any cell of the column has.
        scale: u32,
        /// Scaled values.
        values: Int128Chunked,
    },
    /// 是 or 否.
    YesNo(BooleanChunked),
    /// Texts.
    Text(StringChunked),
    /// Index into the field's choices.
    Choice(UInt32Chunked),
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
        let Some(column) = self.column(field) else { return Cell::Missing };
        match &column.typed {
            Typed::Number { scale, values } => {
                values.get(row).map_or(Cell::Missing, |value| Cell::Number(Number::from_scaled(value, *scale)))
            }
            Typed::YesNo(values) => values.get(row).map_or(Cell::Missing, Cell::YesNo),
            Typed::Text(values) => values.get(row).map_or(Cell::Missing, Cell::Text),
            Typed::Choice(values) => {
                values.get(row).and_then(|value| usize::try_from(value).ok()).map_or(Cell::Missing, Cell::Choice)
            }
            Typed::Date(values) => values.get(row).and_then(Date::from_days).map_or(Cell::Missing, Cell::Date),
        }
    }

    /// The row of the parent table that a row belongs to.
    #[must_use]
    pub fn parent_of(&self, row: usize) -> Option<usize> {
        self.parents.as_ref()?.get(row).and_then(|parent| usize::try_from(*parent).ok())
    }

    /// Where a cell stands in its file, with its text as found.
    #[must_use]
    pub fn place(&self, field: FieldId, row: usize) -> CellPlace {
        let column = self.column(field);
        CellPlace {
            file: self.file.clone(),
            row: self.lines.get(row).copied(),
            column: column.map(|column| column.header.clone()),
            text: column.and_then(|column| column.found.get(row)).map(str::to_owned),
        }
    }
}
