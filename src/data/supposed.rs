//! Tables in which some cells say something else than their files do: what would be, if.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{self, Said};
use super::complaint::{self, Fault};
use super::correction::Correction;
use super::corrections::{column, row_key};
use super::table::{Column, Found, Tables};
use crate::core::{Constant, Field, FieldId, KeyPart, Schema, TableId, Type, key_parts, key_text};
use crate::finding::Diagnostic;
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};

/// A cell, and what it is supposed to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supposed {
    /// The table of the cell.
    pub table: TableId,
    /// Its column.
    pub field: FieldId,
    /// Its row.
    pub row: usize,
    /// What it is to say, as a file would: a number may have its unit. Empty: nothing.
    pub text: String,
    /// Why; may be empty.
    pub reason: String,
}

impl Tables {
    /// These tables with some cells saying something else. Of a cell that is named twice the last counts. All other cells
    /// are shared.
    ///
    /// # Errors
    /// Each text that its column cannot hold, at the place of the cell; a cell of a key or of a row above.
    pub fn supposing(&self, schema: &Schema, cells: &[Supposed]) -> Result<Self, Vec<Diagnostic>> {
        let (mut found, mut said) = (Vec::new(), BTreeMap::<(usize, usize), column::Changes>::new());
        for supposed in cells {
            let Supposed { table, field, row, text, reason } = supposed;
            let declared = schema.field(*table, *field).or_broken("a cell is of a declared column");
            match read(self, supposed, declared) {
                Ok(value) => {
                    let own = self.table(*table).column(*field).or_broken("each field has its column");
                    let was = own.text(*row).unwrap_or_default().into_owned();
                    let correction =
                        Correction { was, value: text.clone(), reason: reason.clone(), document: String::new() };
                    said.entry((table.0, field.0)).or_default().insert(*row, (value, correction));
                }
                Err(fault) => found.push(refused(self, supposed, declared, fault)),
            }
        }
        let mut tables = self.clone();
        for ((table, field), changes) in said {
            let declared = schema.field(TableId(table), FieldId(field)).or_broken("a cell is of a declared column");
            let own = tables.0.get_mut(table).or_broken("each declared table is there");
            let own = own.columns.get_mut(field).or_broken("each field has its column");
            match column::corrected(own, changes) {
                Ok(whole) => *own = whole,
                Err(row) => {
                    let is_it = |cell: &&Supposed| (cell.table.0, cell.field.0, cell.row) == (table, field, row);
                    let cell = cells.iter().rfind(is_it).or_broken("what does not fit is one of them");
                    found.push(refused(self, cell, declared, Fault::TooLarge));
                }
            }
        }
        if found.is_empty() { Ok(tables) } else { Err(found) }
    }

    /// The rows of a table whose key is `written`: with the keys of the rows above that are part of it, separated by commas,
    /// in quotation marks what has a comma of its own. Where a table has no key, no row has one.
    #[must_use]
    pub fn row_of_key(&self, schema: &Schema, table: TableId, written: &str) -> Option<usize> {
        let parts = key_text(&key_parts(written));
        let rows = self.get(table)?.rows;
        (0..rows).find(|row| {
            let key = row_key(schema, self, table, *row).map(|own| key_text(&own));
            key.is_some_and(|key| key == written || key == parts)
        })
    }

    /// The key of a row as a reader writes it; `None` where the table has none.
    #[must_use]
    pub fn key_of_row(&self, schema: &Schema, table: TableId, row: usize) -> Option<String> {
        let declared = schema.table(table)?;
        if declared.key.is_empty() {
            return None;
        }
        row_key(schema, self, table, row).map(|parts| key_text(&parts))
    }
}

impl Column {
    /// Whether some cell says something else than its file.
    #[must_use]
    pub fn has_corrections(&self) -> bool {
        matches!(self.found, Found::Corrected(..))
    }
}

/// The columns of a table that tell whose a row is, which nothing else may be supposed of.
#[must_use]
pub fn fixed(schema: &Schema, table: TableId) -> BTreeSet<FieldId> {
    let Some(declared) = schema.table(table) else { return BTreeSet::new() };
    let key = declared.key.iter().filter_map(|part| match part {
        KeyPart::Field(field) => Some(*field),
        KeyPart::Parent => None,
    });
    let above = declared.parent.iter().flat_map(|parent| &parent.columns);
    let above =
        above.filter_map(|column| declared.fields.iter().position(|field| field.column == *column).map(FieldId));
    key.chain(above).collect()
}

/// What a text says as a cell of a column of this type, in base units; a number may have its unit. Nothing of one that it
/// cannot hold, and of texts.
#[must_use]
pub fn written(text: &str, ty: &Type) -> Option<Constant> {
    Some(match (cell::read(text, ty, None).ok()?, ty) {
        (Said::Number(decimal), Type::Number(unit)) => {
            Constant::Number(Number::from_scaled(decimal.value, decimal.places) * &unit.scale)
        }
        (Said::YesNo(truth), _) => Constant::YesNo(truth),
        (Said::Choice(choice), _) => Constant::Choice(fit(choice)),
        (Said::Date(days), _) => Constant::Date(Date::from_days(days)?),
        _ => return None,
    })
}

fn read<'a>(tables: &Tables, supposed: &'a Supposed, declared: &Field) -> Result<Option<Said>, Fault<'a>> {
    let Supposed { table, field, row, text, .. } = supposed;
    if text.is_empty() {
        return Ok(None);
    }
    let said = cell::read(text, &declared.ty, tables.table(*table).given(*field, *row))?;
    if cell::is_within(&said, declared) { Ok(Some(said)) } else { Err(Fault::Outside) }
}

fn refused(tables: &Tables, supposed: &Supposed, declared: &Field, fault: Fault<'_>) -> Diagnostic {
    let Supposed { table, field, row, text, .. } = supposed;
    let place = tables.table(*table).place(*field, *row);
    let place = crate::finding::CellPlace { text: Some(text.clone()), ..place };
    Diagnostic::data(fault.code(), place, complaint::message(declared, text, fault))
        .help(complaint::help(declared, text, fault))
}
