//! A workbook: the names of its sheets at once, the cells of each when asked for.

use super::fault::Fault;
use super::form::Form;
use super::sheet::Sheet;
use crate::host::Input;

/// The name of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As in the file, also with blanks at its end.
    pub name: String,
    /// Whether the program does not show the sheet.
    pub is_hidden: bool,
}

/// A workbook.
#[derive(Debug)]
pub struct Book {
    form: Form,
    sheets: Vec<Name>,
}

impl Book {
    /// Reads what sheets there are.
    ///
    /// # Errors
    /// [`Fault`]
    pub fn open(input: &dyn Input) -> Result<Self, Fault> {
        let _ = input;
        Ok(Self { form: Form::Xlsx, sheets: Vec::new() })
    }

    /// What form the file is of.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// The sheets, in the order in which they are shown.
    #[must_use]
    pub fn sheets(&self) -> &[Name] {
        &self.sheets
    }

    /// Reads the cells of the sheet at a place among [`Self::sheets`].
    ///
    /// # Errors
    /// [`Fault`]
    pub fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        self.sheets.get(place).ok_or(Fault::Absent)?;
        Ok(Sheet::default())
    }
}
