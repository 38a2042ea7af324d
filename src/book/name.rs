//! The name of a sheet.

/// The name of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As in the file, also with blanks at its end.
    pub name: String,
    /// Whether the program does not show the sheet.
    pub is_hidden: bool,
}
