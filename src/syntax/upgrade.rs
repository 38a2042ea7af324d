//! An older file in the newest edition of the language.

use super::grammar::Rule;
use super::mark::Role;
use super::{EDITION, parse_with_marks};
use crate::finding::{Diagnostic, SourceId};
use crate::invariant::part_of;
use crate::words;

/// Rewrites a rule file into the newest edition: forms that it no longer has are written as it has them, and the edition
/// is stated. A file that is of it already stays as it is. The layout is for [`super::format`].
///
/// # Errors
///
/// The findings of the parser, when there are any.
pub fn upgrade(text: &str) -> Result<String, Vec<Diagnostic>> {
    let (file, reading, diagnostics) = parse_with_marks(SourceId::default(), text);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let stated = file.items.iter().find_map(|item| match item {
        super::ast::Item::Edition(edition) => Some(edition),
        _ => None,
    });
    if stated.is_some_and(|stated| stated.value >= EDITION) {
        return Ok(text.to_owned());
    }
    // What stands in the place of each stretch of the text.
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for mark in &reading.marks {
        let Role::Keyword(word) = mark.role else { continue };
        // Edition 2: 名额 参评园区的 30% is 名额 30%.
        if word.rule == Rule::kw_of_participants {
            let blanks = part_of(text, mark.end..text.len()).chars().take_while(|c| *c == ' ').count();
            edits.push((mark.start, mark.end + blanks, String::new()));
        }
    }
    let says = words!("版次 {EDITION}", "edition {EDITION}");
    let says = says.in_language(file.language);
    if let Some(stated) = stated {
        edits.push((stated.span.start, stated.span.end, EDITION.to_string()));
    } else if let Some(title) = file.items.iter().find_map(|item| match item {
        super::ast::Item::RuleSet(title) => Some(title.span),
        _ => None,
    }) {
        edits.push((title.end, title.end, format!("\n{says}")));
    }
    edits.sort_by_key(|(start, ..)| *start);
    let mut upgraded = String::new();
    let mut at = 0;
    for (start, end, instead) in edits {
        upgraded.push_str(part_of(text, at..start));
        upgraded.push_str(&instead);
        at = end;
    }
    upgraded.push_str(part_of(text, at..text.len()));
    Ok(upgraded)
}
