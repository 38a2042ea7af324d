//! What was proved of a rule set: aligned lines, and JSON.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::finding::{Language, Sources};
use crate::proof::Statement;

/// One line for each claim: code, what it is about, the claim, what came of it, why.
#[must_use]
pub fn text(statements: &[Statement], language: Language) -> String {
    let rows: Vec<[String; 5]> = statements
        .iter()
        .map(|statement| {
            [
                statement.code.name().to_owned(),
                statement.subject.clone(),
                statement.claim.in_language(language).to_owned(),
                statement.answer.words().in_language(language).to_owned(),
                statement.why.in_language(language).to_owned(),
            ]
        })
        .collect();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..4).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths.iter().copied().chain([0])) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The claims as JSON values.
#[must_use]
pub fn json(sources: &Sources, statements: &[Statement], language: Language) -> Vec<Value> {
    let one = |statement: &Statement| {
        let span = sources.origin(statement.span);
        let path = sources.get(span.source).map(|source| source.path.clone());
        let (line, column) = sources.line_column(span.source, span.start);
        json!({
            "code": statement.code.name(),
            "subject": statement.subject,
            "claim": statement.claim.in_language(language),
            "answer": statement.answer.name(),
            "why": statement.why.in_language(language),
            "example": statement.example,
            "place": { "file": path, "line": line, "column": column },
        })
    };
    statements.iter().map(one).collect()
}
