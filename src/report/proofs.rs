//! What was proved of a rule set: aligned lines, and JSON.

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::finding::{Language, Sources};
use crate::proof::{Answer, Statement};

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

/// A claim about a rule set, and what came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Proof {
    /// The code of the finding that its refutation is.
    code: &'static str,
    /// What it is about: the code of an indicator, a grade.
    subject: String,
    /// What is claimed.
    claim: String,
    /// What came of it.
    answer: Answer,
    /// Why.
    why: String,
    /// The counter-example as a 示例.
    example: Option<String>,
    /// Where.
    place: ClaimedAt,
}

/// Where a claim is made.
#[derive(Debug, Serialize, JsonSchema)]
struct ClaimedAt {
    /// The rule file.
    file: String,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
}

/// The claims for programs.
#[must_use]
pub fn json(sources: &Sources, statements: &[Statement], language: Language) -> Vec<Proof> {
    let one = |statement: &Statement| {
        let span = sources.origin(statement.span);
        let source = sources.source(span.source);
        let (line, column) = sources.line_column(span.source, span.start);
        Proof {
            code: statement.code.name(),
            subject: statement.subject.clone(),
            claim: statement.claim.in_language(language).to_owned(),
            answer: statement.answer,
            why: statement.why.in_language(language).to_owned(),
            example: statement.example.clone(),
            place: ClaimedAt { file: source.path.clone(), line, column },
        }
    };
    statements.iter().map(one).collect()
}
