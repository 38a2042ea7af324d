//! What a workbook is made of.

use super::column::{Column, Role};
use super::form::Form;
use super::part::{Filled, Part};
use super::says::Says;
use super::style::Style;
use crate::core::{Constant, Schema, TableId};
use crate::program::{Program, Readers};

/// What a workbook is made of.
pub(super) struct Template<'a> {
    pub(super) program: &'a Program,
    pub(super) readers: &'a Readers,
    pub(super) form: &'a Form<'a>,
    pub(super) filled: &'a Filled,
    pub(super) says: Says,
    pub(super) style: Style,
}

impl Template<'_> {
    /// The value of a subject that stands in a column before anybody fills it in.
    pub(super) fn known<'v>(&'v self, table: TableId, column: &Column<'_>, row: usize) -> Option<&'v Constant> {
        let own = column.own.filter(|_| table == Schema::SUBJECTS)?;
        self.filled.rows.get(row)?.get(own.0)?.as_ref()
    }

    /// Whose workbook it is, if that stands in a column.
    pub(super) fn part_of(&self, column: &Column<'_>) -> Option<&Part> {
        let is_own = |part: &&Part| column.role != Role::Parent && column.origin == (Schema::SUBJECTS, part.field);
        self.filled.part.as_ref().filter(is_own)
    }
}
