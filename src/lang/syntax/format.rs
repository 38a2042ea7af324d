//! Formatter.
use crate::lang::{Diagnostic, Language};
/// Formats.
/// # Errors
/// Findings.
pub fn format(text: &str, keywords: Option<Language>) -> Result<String, Vec<Diagnostic>> {
    let _ = keywords;
    let (_, reading, diagnostics) = super::parse_with_marks(crate::lang::source::SourceId::default(), text);
    let _ = (reading.laid, reading.marks);
    if diagnostics.is_empty() { Ok(text.to_owned()) } else { Err(diagnostics) }
}
