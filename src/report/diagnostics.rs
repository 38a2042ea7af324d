//! Diagnostics for programs: JSON, and one line each.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::finding::{Diagnostic, Language, Place, Severity, Sources, Span};
use crate::invariant::OrBroken;

/// The findings of one or more files as one array.
#[derive(Debug, Default)]
pub struct Json(Vec<Value>);

impl Json {
    /// Adds the findings of a file, with their places.
    pub fn add(&mut self, sources: &Sources, diagnostics: &[Diagnostic], language: Language) {
        self.0.extend(diagnostics.iter().map(|diagnostic| finding(sources, diagnostic, language)));
    }

    /// The findings so far.
    pub(super) fn findings(&self) -> &[Value] {
        &self.0
    }

    /// The document.
    #[must_use]
    pub fn text(&self) -> String {
        document(&json!(self.0))
    }

    /// The document with what was proved.
    #[must_use]
    pub fn text_with_proofs(&self, proofs: &[Value]) -> String {
        document(&json!({ "findings": self.0, "proofs": proofs }))
    }
}

fn document(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).or_broken("a value of JSON can be written");
    text.push('\n');
    text
}

fn finding(sources: &Sources, diagnostic: &Diagnostic, language: Language) -> Value {
    let diagnostic = &diagnostic.clone().at_origin(sources);
    let place = match &diagnostic.place {
        Some(Place::Source(span)) => range(sources, *span),
        Some(Place::Cell(cell)) => {
            json!({ "file": cell.file, "row": cell.row, "column": cell.column, "text": cell.text })
        }
        Some(Place::File(path)) => json!({ "file": path }),
        None => Value::Null,
    };
    let mut finding = json!({
        "code": diagnostic.code.name(),
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message.in_language(language),
        "help": diagnostic.help.as_ref().map(|help| help.in_language(language)),
        "place": place,
        "example": diagnostic.example,
    });
    if let (Some(fix), Some(members)) = (&diagnostic.fix, finding.as_object_mut()) {
        let edits: Vec<Value> =
            fix.edits.iter().map(|edit| json!({ "place": range(sources, edit.span), "text": edit.text })).collect();
        members.insert("fix".to_owned(), json!({ "edits": edits }));
    }
    finding
}

/// A place in a rule file by lines and columns.
fn range(sources: &Sources, span: Span) -> Value {
    let path = sources.get(span.source).map(|source| source.path.clone());
    let (line, column) = sources.line_column(span.source, span.start);
    let (end_line, end_column) = sources.line_column(span.source, span.end);
    json!({ "file": path, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
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
                let path = sources.get(span.source).map_or("", |source| source.path.as_str());
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
        let _ = writeln!(text, "{place}{code} {message}");
    }
    text
}
