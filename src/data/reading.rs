//! How a file was read: what it says of itself, and what was made of it.

use super::findings::Findings;
use super::header::Header;
use super::left_out::{LeftOut, Told};
use crate::core::{FieldId, Table};
use crate::invariant::fit;
use crate::number::Unit;

/// How the rows of a table were read from one file, or from one sheet of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The file, and the sheet of a workbook, as named to the user.
    pub name: String,
    /// What form the file is of.
    pub form: Form,
    /// The line, or row of the sheet, that ends the header.
    pub header: u64,
    /// Columns whose header is not the declared one: what it says, and the unit of bare numbers if it is another.
    pub headings: Vec<(FieldId, String, Option<Unit>)>,
    /// Whether rows and columns are exchanged: each row of data is a column of the file.
    pub is_turned: bool,
    /// Where each field stands, from 0; nothing where it is not in the file.
    pub columns: Vec<Option<u32>>,
    /// Rows that are no data.
    pub left_out: Vec<LeftOut>,
    /// Rows of data that the program did not show.
    pub hidden_rows: usize,
    /// Sheets that the program did not show, and that were not read.
    pub hidden_sheets: Vec<String>,
}

/// The form of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Text, in an encoding, with a sign between cells.
    Text {
        /// UTF-8, GB18030 or UTF-16.
        encoding: &'static str,
        /// What stands between cells.
        separator: char,
    },
    /// A sheet of a workbook.
    Sheet {
        /// xlsx, xls, ods or html.
        book: &'static str,
        /// Its name.
        sheet: String,
    },
    /// parquet.
    Parquet,
    /// JSON, as a list or line by line.
    Json,
    /// Arrow IPC, as a file or as a stream.
    Arrow,
    /// A table or a query of a database.
    Database,
}

impl Form {
    /// Whether a cell has an address.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        matches!(self, Self::Sheet { .. })
    }
}

/// How the rows of a file were read.
pub(super) fn of_file(
    findings: &Findings<'_>,
    form: Form,
    (header, line): (&Header, u64),
    declared: &Table,
    left_out: Vec<Told>,
) -> Reading {
    let fields = declared.fields.iter().zip(&header.fields).zip(&header.given).enumerate();
    let headings = fields.filter_map(|(id, ((field, position), given))| {
        let name = header.names.get((*position)?)?;
        (*name != field.column || given.is_some()).then(|| (FieldId(id), name.clone(), given.clone()))
    });
    Reading {
        name: findings.name().to_owned(),
        form,
        header: line,
        is_turned: false,
        headings: headings.collect(),
        columns: header.fields.iter().map(|position| position.map(fit)).collect(),
        left_out: left_out.into_iter().map(|(row, _)| row).collect(),
        hidden_rows: 0,
        hidden_sheets: Vec::new(),
    }
}
