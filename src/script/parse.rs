//! Reads a file of functions.

use super::{Complaint, Function, Limits};

/// One parsed file of functions.
#[derive(Debug, Clone)]
pub struct Script {
    text: String,
    functions: Vec<Function>,
}

impl Script {
    /// Reads a file of functions.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str, _limits: &Limits) -> Result<Script, Vec<Complaint>> {
        Ok(Script { text: text.to_owned(), functions: Vec::new() })
    }

    /// The functions, in the order of the file.
    #[must_use]
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
