//! The one layout of a rule file.
//!
//! Works on tokens, so that comments and line breaks stay; what a word is comes from the parse. A file with
//! syntax errors is not touched.

mod element;
mod line;
mod separator;
mod spacing;
mod word;

use super::parse_with_marks;
use crate::finding::SourceId;
use crate::finding::{Diagnostic, Language};

/// Formats a rule file, with the keywords of one language if one is asked for.
///
/// # Errors
///
/// The findings of the parser, when there are any.
pub fn format(text: &str, keywords: Option<Language>) -> Result<String, Vec<Diagnostic>> {
    let (_, reading, diagnostics) = parse_with_marks(SourceId::default(), text);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let elements = element::elements(text, &reading, keywords);
    let elements = separator::needed(elements);
    Ok(line::print(&line::lines(elements)))
}
