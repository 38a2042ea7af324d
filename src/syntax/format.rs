//! The one layout of a rule file.
//!
//! Works on tokens, so that comments and line breaks stay; what a word is comes from the parse. A file with
//! syntax errors is not touched.

mod element;
mod line;
mod rows;
mod separator;
mod spacing;
mod word;

use super::mark::Role;
use super::{ast, keyword, parse_with_marks};
use crate::finding::SourceId;
use crate::finding::{Diagnostic, Language};

/// Whether 得分 or 得分率 may be a column, a definition or a parameter; of a file that inherits another that is not known.
fn names_own_figures(file: &ast::File) -> bool {
    let is_own = |name: &ast::Name| keyword::is_own_figure(&name.value);
    file.is_amendment()
        || file.items.iter().any(|item| match item {
            ast::Item::Table(table) => table.fields.iter().any(|field| is_own(&field.name)),
            ast::Item::Definition(definition) => is_own(&definition.name),
            ast::Item::Parameter(parameter) => is_own(&parameter.name),
            _ => false,
        })
}

/// Formats a rule file, with the keywords of one language if one is asked for.
///
/// # Errors
///
/// The findings of the parser, when there are any.
pub fn format(text: &str, keywords: Option<Language>) -> Result<String, Vec<Diagnostic>> {
    let (file, mut reading, diagnostics) = parse_with_marks(SourceId::default(), text);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    if names_own_figures(&file) {
        reading.marks.retain(|mark| !matches!(mark.role, Role::Own));
    }
    let elements = element::elements(text, &reading, keywords);
    let elements = separator::needed(elements);
    let mut lines = line::lines(elements);
    rows::align(&mut lines);
    Ok(line::print(&lines))
}
