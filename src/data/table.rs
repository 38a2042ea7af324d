//! Typed tables.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use polars_core::prelude::{BooleanChunked, Int32Chunked, StringChunked};

use super::correction::Correction;
use super::lines::Lines;
use super::origins::Origins;
use super::parents::Parents;
use super::reading::Reading;
use super::spelled::{Spelled, written, yes_or_no};
use crate::column::Integers;
use crate::core::{Choices, FieldId, Schema, TableId, key_text};
use crate::finding::Language;
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};

/// All tables of a run, indexed by [`TableId`].
#[derive(Debug, Clone, Default)]
pub struct Tables(pub Vec<Table>);

/// The rows of one table in file order.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file as named to the user; of several what the rules name them by, see [`Table::file_of`].
    pub file: String,
    /// Number of rows.
    pub rows: usize,
    /// Columns, indexed by [`FieldId`].
    pub columns: Vec<Column>,
    /// For a child table: the row of the parent table that each row belongs to.
    pub parents: Option<Parents>,
    /// Where the rows stand in the file.
    pub lines: Lines,
    /// False for a table that a 示例 does not mention: its rows are unknown, not absent.
    pub known: bool,
    /// How each of its files was read.
    pub readings: Vec<Reading>,
    /// Where the cells of columns stand that are rows of the file.
    pub origins: Option<Arc<Origins>>,
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
    /// The same where values tell most of them.
    Spelled(Spelled),
    /// The file holds values: a cell says its value, in the words of the rules. A choice is one of these.
    Values(Choices, Language),
    /// The same, and what some rows were corrected to.
    Corrected(Box<Found>, Arc<BTreeMap<usize, Correction>>),
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

    /// A table that the rules declare.
    pub(crate) fn table(&self, id: TableId) -> &Table {
        self.get(id).or_broken("each declared table is there")
    }

    /// The table of the subjects.
    pub(crate) fn subjects(&self) -> &Table {
        self.table(Schema::SUBJECTS)
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

    /// The file of a row as named to the user.
    #[must_use]
    pub fn file_of(&self, row: usize) -> &str {
        self.lines.file(row).unwrap_or(&self.file)
    }

    /// All files that the rows stand in, as named to the user.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let several = match &self.lines {
            Lines::Several(files) => files.as_slice(),
            Lines::Listed(_) | Lines::Stretched(_) | Lines::Numbered(_) => &[],
        };
        let only = several.is_empty().then_some(self.file.as_str());
        several.iter().map(|file| file.name.as_str()).chain(only)
    }
}

impl Column {
    /// What all cells say.
    pub(super) fn texts(&self) -> StringChunked {
        match (&self.found, &self.typed) {
            (Found::Texts(texts), _) | (Found::Values(..) | Found::Spelled(_), Typed::Text(texts)) => texts.clone(),
            (_, typed) => (0..typed.len()).map(|row| self.text(row)).collect(),
        }
    }

    /// What a cell says, or was corrected to; `None` when it is empty.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        self.told(&self.found, row)
    }

    /// What a cell was corrected to, if it was.
    #[must_use]
    pub fn correction(&self, row: usize) -> Option<&Correction> {
        if let Found::Corrected(_, cells) = &self.found { cells.get(&row) } else { None }
    }

    fn told<'a>(&'a self, found: &'a Found, row: usize) -> Option<Cow<'a, str>> {
        let (choices, language) = match found {
            Found::Texts(texts) => return texts.get(row).map(Cow::Borrowed),
            Found::Corrected(found, cells) => match cells.get(&row) {
                Some(correction) => {
                    return Some(correction.value.as_str().into()).filter(|text: &Cow<'_, str>| !text.is_empty());
                }
                None => return self.told(found, row),
            },
            Found::Spelled(spelled) => return self.spelled(spelled, row),
            Found::Values(choices, language) => (choices, language),
        };
        Some(match &self.typed {
            Typed::Number { scale, values } => Number::from_scaled(values.get(row)?, *scale).to_string().into(),
            Typed::YesNo(values) => language.truth(values.get(row)?).into(),
            Typed::Text(values) => values.get(row)?.into(),
            Typed::Choice(values) => choices
                .in_files()
                .get(fit::<usize>(values.get(row)?))
                .or_broken("a choice is one of its column")
                .as_str()
                .into(),
            Typed::Date(values) => Date::from_days(values.get(row)?)?.to_string().into(),
        })
    }
}

impl Column {
    /// The value of a cell in the plain way in which a file would say it; `None` without one.
    #[must_use]
    pub fn plain(&self, row: usize) -> Option<Cow<'_, str>> {
        match (&self.found, &self.typed) {
            (Found::Spelled(spelled), Typed::Number { scale, values }) => {
                Some(written(values.get(row)?, *scale, u32::from(spelled.places.of(row))).into())
            }
            (Found::Spelled(spelled), Typed::Choice(values)) => {
                Some(spelled.choices.in_files().get(fit::<usize>(values.get(row)?))?.as_str().into())
            }
            (_, Typed::Number { scale, values }) => {
                Some(Number::from_scaled(values.get(row)?, *scale).to_string().into())
            }
            (_, Typed::YesNo(values)) => Some(yes_or_no(values.get(row)?).into()),
            (_, Typed::Text(values)) => values.get(row).map(Cow::Borrowed),
            (_, Typed::Date(values)) => Some(Date::from_days(values.get(row)?)?.to_string().into()),
            (Found::Texts(_) | Found::Values(..) | Found::Corrected(..), Typed::Choice(_)) => self.text(row),
        }
    }

    fn spelled<'a>(&'a self, spelled: &'a Spelled, row: usize) -> Option<Cow<'a, str>> {
        if let Some(text) = spelled.odd.get(row) {
            return Some(text.into());
        }
        Some(match &self.typed {
            Typed::Number { scale, values } => {
                written(values.get(row)?, *scale, u32::from(spelled.places.of(row))).into()
            }
            Typed::YesNo(values) => yes_or_no(values.get(row)?).into(),
            Typed::Text(values) => values.get(row)?.into(),
            Typed::Choice(values) => spelled.choices.in_files().get(fit::<usize>(values.get(row)?))?.as_str().into(),
            Typed::Date(values) => Date::from_days(values.get(row)?)?.to_string().into(),
        })
    }
}

impl Typed {
    /// Whether a row has a value.
    #[must_use]
    pub fn is_present(&self, row: usize) -> bool {
        match self {
            Self::Number { values, .. } | Self::Choice(values) => values.get(row).is_some(),
            Self::YesNo(values) => values.get(row).is_some(),
            Self::Text(values) => values.get(row).is_some(),
            Self::Date(values) => values.get(row).is_some(),
        }
    }

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
