//! What is wrong with rules or data.

use serde::{Deserialize, Serialize};

use crate::finding::{Diagnostic, Language, Place, Renderer, Severity, Sources, Words};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingSeverity {
    /// There are no results while it stands.
    Error,
    /// Worth a look.
    Warning,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FoundAt {
    /// A place in a rule file: its name, line and column, both from 1.
    Rules {
        /// The file as it was named.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A cell of a table.
    Cell {
        /// The file.
        file: String,
        /// Line of the file, from 1; none when the whole column is meant.
        row: Option<u64>,
        /// Header of its column; none when the whole row is meant.
        column: Option<String>,
    },
    /// A file as a whole.
    File(String),
}

/// Something that is wrong, in both languages, with its place and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The code, such as `H0201`; `heng error CODE` explains it.
    pub code: String,
    /// How much it weighs.
    pub severity: FindingSeverity,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
    /// Where.
    pub place: FoundAt,
    /// The way out, in Chinese and English.
    pub help: Option<(String, String)>,
    rendered: (String, String),
}

impl Finding {
    pub(super) fn of(sources: &Sources, found: &Diagnostic) -> Self {
        let rendered = |language| Renderer { language, color: false }.render(sources, found);
        let Words { zh, en } = &found.message;
        Self {
            code: found.code.name().to_owned(),
            severity: match found.severity {
                Severity::Error => FindingSeverity::Error,
                Severity::Warning => FindingSeverity::Warning,
            },
            zh: zh.clone(),
            en: en.clone(),
            place: place(sources, found),
            help: found.help.as_ref().map(|Words { zh, en }| (zh.clone(), en.clone())),
            rendered: (rendered(Language::Zh), rendered(Language::En)),
        }
    }

    pub(super) fn all(sources: &Sources, found: &[Diagnostic]) -> Vec<Self> {
        found.iter().map(|found| Self::of(sources, found)).collect()
    }

    /// The finding as the command line prints it: message, the text around its place, the way out.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.rendered.0,
            Language::En => &self.rendered.1,
        }
    }
}

fn place(sources: &Sources, found: &Diagnostic) -> FoundAt {
    match &found.place {
        Some(Place::Source(span)) => match sources.get(span.source) {
            Some(source) => {
                let (line, column) = sources.line_column(span.source, span.start);
                FoundAt::Rules { file: source.path.clone(), line, column }
            }
            None => FoundAt::File(String::new()),
        },
        Some(Place::Cell(cell)) => {
            FoundAt::Cell { file: cell.file.clone(), row: cell.row, column: cell.column.clone() }
        }
        Some(Place::File(file)) => FoundAt::File(file.clone()),
        None => FoundAt::File(String::new()),
    }
}
