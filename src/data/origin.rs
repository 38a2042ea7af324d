//! Where the cells of a table stand in its files.

use std::borrow::Cow;

use super::findings::turned;
use super::reading::Reading;
use super::table::Table;
use crate::book::address;
use crate::core::FieldId;
use crate::finding::CellPlace;
use crate::invariant::fit;
use crate::number::Unit;

impl Table {
    /// The address of a cell that stands in a sheet.
    fn address(&self, field: FieldId, row: usize) -> Option<String> {
        let reading = self.reading(row).filter(|reading| reading.form.is_sheet())?;
        let column = (*reading.columns.get(field.0)?)?;
        Some(address(column, fit(self.line(field, row)?)))
    }

    /// The line, or number, of the row of the file that a cell stands in.
    fn line(&self, field: FieldId, row: usize) -> Option<u64> {
        match self.origins.as_ref().and_then(|origins| Some((origins, origins.of(field, row)?))) {
            Some((origins, Some(row))) => origins.lines.get(row),
            _ => self.lines.get(row),
        }
    }

    /// Whether a column is a row of the file, and the file has no such row for this one.
    #[must_use]
    pub fn lacks(&self, field: FieldId, row: usize) -> bool {
        self.origins.as_ref().is_some_and(|origins| origins.of(field, row) == Some(None))
    }

    /// How the file of a row was read.
    fn reading(&self, row: usize) -> Option<&Reading> {
        self.readings.get(self.lines.file_place(row))
    }

    /// The unit of the bare numbers of a field in the file of a row, where it is not the declared one.
    pub(super) fn given(&self, field: FieldId, row: usize) -> Option<&Unit> {
        let reading = self.reading(row)?;
        reading.headings.iter().find(|(of, ..)| *of == field).and_then(|(_, _, unit)| unit.as_ref())
    }

    /// Whether the rows of the file of a row are its columns.
    pub(super) fn is_turned(&self, row: usize) -> bool {
        self.reading(row).is_some_and(|reading| reading.is_turned)
    }

    /// The file, the row of the file and the address of a cell of a file whose rows are its columns.
    fn turned(&self, field: FieldId, row: usize) -> Option<(String, Option<u64>, Option<String>)> {
        let reading = self.reading(row).filter(|reading| reading.is_turned)?;
        let (down, address) = turned((*reading.columns.get(field.0)?)?, self.lines.get(row)?);
        Some((reading.name.clone(), down, address))
    }

    /// Where a cell stands in its file, with its text as found.
    #[must_use]
    pub fn place(&self, field: FieldId, row: usize) -> CellPlace {
        let column = self.column(field);
        let as_it_is = || {
            let address = if self.lacks(field, row) { None } else { self.address(field, row) };
            (self.file_of(row).to_owned(), self.line(field, row), address)
        };
        let (file, down, address) = self.turned(field, row).unwrap_or_else(as_it_is);
        CellPlace {
            file,
            row: down,
            column: column.map(|column| column.header.clone()),
            text: column.and_then(|column| column.text(row)).map(Cow::into_owned),
            address,
        }
    }
}
