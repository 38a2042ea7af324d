//! What is wrong with rules or data.

use serde::{Deserialize, Serialize};

use crate::finding::{Diagnostic, Language, Place, Renderer, Severity, Sources, Words};

/// How much a finding weighs.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{FindingSeverity, Rules};
///
/// let rules = Rules::from_text(parks::RULES.replace("取值 产值", "取值 产量"))?;
/// assert!(!rules.is_sound());
/// assert!(rules.findings().iter().any(|finding| finding.severity == FindingSeverity::Error));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingSeverity {
    /// There are no results while it stands.
    Error,
    /// Worth a look.
    Warning,
}

/// Where something was found.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{Data, Error, FoundAt, Rules};
///
/// let rules = Rules::from_text(parks::RULES)?;
/// let broken = parks::PARKS.replace("800", "eight hundred");
/// let Err(Error::Findings(findings)) = Data::from_texts(&rules, [("parks.csv".into(), broken)]) else { panic!() };
/// let FoundAt::Cell { row, column, .. } = &findings[0].place else { panic!() };
/// assert_eq!((*row, column.as_deref()), (Some(2), Some("产值")));
/// # Ok::<(), heng::Error>(())
/// ```
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
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{Language, Rules};
///
/// let rules = Rules::from_text(parks::RULES.replace("取值 产值", "取值 产量"))?;
/// let finding = &rules.findings()[0];
/// assert_eq!(finding.code, "H0201");
/// assert!(finding.en.contains("产量"));
/// assert!(finding.text(Language::En).contains("rules.heng:"));
/// assert!(finding.help.as_ref().is_some_and(|(zh, _)| zh.contains("产值")));
/// # Ok::<(), heng::Error>(())
/// ```
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
        Some(Place::Source(span)) => {
            let (line, column) = sources.line_column(span.source, span.start);
            FoundAt::Rules { file: sources.source(span.source).path.clone(), line, column }
        }
        Some(Place::Cell(cell)) => {
            FoundAt::Cell { file: cell.file.clone(), row: cell.row, column: cell.column.clone() }
        }
        Some(Place::File(file)) => FoundAt::File(file.clone()),
        None => FoundAt::File(String::new()),
    }
}
