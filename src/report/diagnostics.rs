//! Diagnostics for programs: JSON, and one line each.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{CellPlace, Diagnostic, Language, Place, Severity, Sources, Span, visible};

/// The findings of one or more files as one array.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Json(Vec<Finding>);

/// Something that was found.
#[derive(Debug, Serialize, JsonSchema)]
struct Finding {
    /// The code, such as H0401; `heng error CODE` explains it.
    code: &'static str,
    /// How serious it is.
    severity: Weight,
    /// What is wrong.
    message: String,
    /// The way out.
    help: Option<String>,
    /// Where.
    place: Option<FoundAt>,
    /// A 示例 that shows it, ready to be put into the rule file.
    example: Option<String>,
    /// The way out as edits, in the order of their places; absent where `help` names no certain one.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Edits>,
}

/// How serious a finding is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Weight {
    /// No result is given.
    Error,
    /// Worth knowing; the result stands.
    Warning,
}

/// Where something was found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum FoundAt {
    /// In a rule file.
    Text(Range),
    /// In a data file.
    Cell(FoundCell),
    /// A file as a whole.
    File {
        /// The file.
        file: String,
    },
}

/// A part of a text.
#[derive(Debug, Serialize, JsonSchema)]
struct Range {
    /// The file.
    file: String,
    /// The line in which it begins, from 1.
    line: usize,
    /// Its first character in that line, from 1.
    column: usize,
    /// The line in which it ends.
    end_line: usize,
    /// The character behind its last.
    end_column: usize,
}

/// A cell of a data file.
#[derive(Debug, Serialize, JsonSchema)]
struct FoundCell {
    /// The file as the rule set names it.
    file: String,
    /// Line of the file, from 1; null of the header or a whole column.
    row: Option<u64>,
    /// Header of its column; null of a whole row.
    column: Option<String>,
    /// The text as found.
    text: Option<String>,
    /// Its address in a sheet, such as E7.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// Edits that remove a finding.
#[derive(Debug, Serialize, JsonSchema)]
struct Edits {
    /// Each; none touches another.
    edits: Vec<Replacement>,
}

/// A part of a text and what is written instead of it.
#[derive(Debug, Serialize, JsonSchema)]
struct Replacement {
    /// What is replaced. An empty place is one between two characters.
    place: Range,
    /// The new text; empty when the place is cleared.
    text: String,
}

/// A finding as one paragraph.
pub(super) struct Line<'f> {
    pub(super) code: &'static str,
    pub(super) message: &'f str,
    pub(super) help: Option<&'f str>,
    pub(super) place: Option<String>,
}

impl Json {
    /// The findings one by one.
    pub(super) fn lines(&self, language: Language) -> Vec<Line<'_>> {
        let place = |place: &FoundAt| match place {
            FoundAt::Text(range) => format!("{}:{}", range.file, range.line),
            FoundAt::File { file } => file.clone(),
            FoundAt::Cell(cell) => {
                let row = match (&cell.address, cell.row, language) {
                    (Some(address), _, _) => format!(" {address}"),
                    (None, Some(row), Language::Zh) => format!(" 第 {row} 行"),
                    (None, Some(row), Language::En) => format!(", row {row}"),
                    (None, None, _) => String::new(),
                };
                let column = cell.column.as_ref().map(|column| format!("「{column}」")).unwrap_or_default();
                let text = cell.text.as_ref().map(|text| format!("“{text}”")).unwrap_or_default();
                format!("{}{row}{column}{text}", cell.file)
            }
        };
        let line = |found: &'_ Finding| Line {
            code: found.code,
            message: "",
            help: None,
            place: found.place.as_ref().map(place),
        };
        self.0
            .iter()
            .map(|found| Line { message: &found.message, help: found.help.as_deref(), ..line(found) })
            .collect()
    }

    /// Adds the findings of a file, with their places.
    pub fn add(&mut self, sources: &Sources, diagnostics: &[Diagnostic], language: Language) {
        self.0.extend(diagnostics.iter().map(|diagnostic| finding(sources, diagnostic, language)));
    }
}

fn finding(sources: &Sources, diagnostic: &Diagnostic, language: Language) -> Finding {
    let diagnostic = diagnostic.clone().at_origin(sources);
    Finding {
        code: diagnostic.code.name(),
        severity: match diagnostic.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        },
        message: diagnostic.message.in_language(language).to_owned(),
        help: diagnostic.help.map(|help| help.in_language(language).to_owned()),
        place: diagnostic.place.map(|place| match place {
            Place::Source(span) => FoundAt::Text(range(sources, span)),
            Place::Cell(CellPlace { file, row, column, text, address }) => {
                FoundAt::Cell(FoundCell { file, row, column, text, address })
            }
            Place::File(file) => FoundAt::File { file },
        }),
        example: diagnostic.example,
        fix: diagnostic.fix.map(|fix| Edits {
            edits: fix
                .edits
                .into_iter()
                .map(|edit| Replacement { place: range(sources, edit.span), text: edit.text })
                .collect(),
        }),
    }
}

/// A place in a rule file by lines and columns.
fn range(sources: &Sources, span: Span) -> Range {
    let source = sources.source(span.source);
    let (line, column) = sources.line_column(span.source, span.start);
    let (end_line, end_column) = sources.line_column(span.source, span.end);
    Range { file: source.path.clone(), line, column, end_line, end_column }
}

/// `file:line:column: CODE message`, one line for each finding.
#[must_use]
pub fn concise(sources: &Sources, diagnostics: &[Diagnostic], language: Language) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let diagnostic = &diagnostic.clone().at_origin(sources);
        let place = match &diagnostic.place {
            Some(Place::Source(span)) => {
                let (line, column) = sources.line_column(span.source, span.start);
                let path = &sources.source(span.source).path;
                format!("{path}:{line}:{column}: ")
            }
            Some(Place::Cell(cell)) => {
                let row = cell.row.map(|row| format!(":{row}")).unwrap_or_default();
                let column = cell.column.as_ref().map(|column| format!("[{column}]")).unwrap_or_default();
                format!("{}{row}{column}: ", cell.file)
            }
            Some(Place::File(path)) => format!("{path}: "),
            None => String::new(),
        };
        let (code, message) = (diagnostic.code, diagnostic.message.in_language(language));
        let _ = writeln!(text, "{}", visible(&format!("{place}{code} {message}")));
    }
    text
}
