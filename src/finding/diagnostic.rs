//! One kind of finding for rule text, checking, data and scoring.

use crate::finding::Code;
use crate::finding::{Fix, Sources, Span, Words, are_alike, difference};
use crate::words;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the result stands.
    Warning,
    /// No result is given.
    Error,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a rule file.
    Source(Span),
    /// In a data table.
    Cell(CellPlace),
    /// A file as a whole.
    File(String),
}

/// A cell of a data file as a person would look it up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// Path of the file as the rule set names it.
    pub file: String,
    /// Line of the file from 1 (the header is line 1); `None` for the header as a whole.
    pub row: Option<u64>,
    /// Column name as in the header; `None` for the whole row.
    pub column: Option<String>,
    /// The text as found.
    pub text: Option<String>,
    /// Its address in a sheet, `E7`.
    pub address: Option<String>,
}

/// A second place that matters for a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// Why it matters.
    pub words: Words,
}

/// A finding: what, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the kind of finding; `heng error CODE` explains it.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, in the words of policy staff.
    pub message: Words,
    /// Where.
    pub place: Option<Place>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Words>,
    /// The way out as edits, where `help` names one and no other.
    pub fix: Option<Fix>,
    /// A 示例 that shows it, ready to be put into the file.
    pub example: Option<String>,
    /// Of one about a clause that stands for several items: the codes of those that it concerns.
    pub about: Vec<String>,
}

impl Diagnostic {
    /// An error at a place in a rule file.
    #[must_use]
    pub fn error(code: Code, span: Span, message: Words) -> Self {
        Self::new(code, Severity::Error, Some(Place::Source(span)), message)
    }

    /// A warning at a place in a rule file.
    #[must_use]
    pub fn warning(code: Code, span: Span, message: Words) -> Self {
        Self::new(code, Severity::Warning, Some(Place::Source(span)), message)
    }

    /// An error in a data cell, row or header.
    #[must_use]
    pub fn data(code: Code, place: CellPlace, message: Words) -> Self {
        Self::new(code, Severity::Error, Some(Place::Cell(place)), message)
    }

    /// An error about a file as a whole.
    #[must_use]
    pub fn file(code: Code, path: impl Into<String>, message: Words) -> Self {
        Self::new(code, Severity::Error, Some(Place::File(path.into())), message)
    }

    fn new(code: Code, severity: Severity, place: Option<Place>, message: Words) -> Self {
        Self {
            code,
            severity,
            message,
            place,
            labels: Vec::new(),
            help: None,
            fix: None,
            example: None,
            about: Vec::new(),
        }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, words: Words) -> Self {
        self.help = Some(words);
        self
    }

    /// Adds the way out as edits.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds the 示例 that shows it.
    #[must_use]
    pub fn example(mut self, text: String) -> Self {
        self.example = Some(text);
        self
    }

    /// Says which item it concerns, where the clause stands for several.
    #[must_use]
    pub fn about(mut self, code: &str) -> Self {
        self.about = vec![code.to_owned()];
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, words: Words) -> Self {
        self.labels.push(Label { span, words });
        self
    }

    /// Adds «是不是想写 …» when one of `known` is near `written`, and writes it there when no other is as near.
    #[must_use]
    pub fn suggest<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(near) = near(written, known) else { return self };
        let name = near.name;
        let finding = self.help(if near.is_alike {
            let Words { zh, en } = difference(name, written);
            words!("是不是想写「{name}」？看起来一样，可是{zh}", "did you mean `{name}`? It looks the same, but {en}")
        } else {
            words!("是不是想写「{name}」？", "did you mean `{name}`?")
        });
        match finding.place {
            Some(Place::Source(span)) if near.is_only && span.is_of(written) && stands_alone(name) => {
                finding.fix(Fix::replace(span, name))
            }
            _ => finding,
        }
    }

    /// The same finding, whose help ends with the line that its fix leads to.
    #[must_use]
    pub fn with_line(self, sources: &Sources) -> Self {
        let edited = self.fix.as_ref().and_then(|fix| Some((fix, fix.edits.first()?.span.source)));
        let line = edited.and_then(|(fix, source)| fix.line(source, &sources.source(source).text));
        let (Some(line), Some(Words { zh, en })) = (line, &self.help) else { return self };
        // A name is near; how a line with it goes on is plain.
        if zh.contains(&line) || zh.contains("；写作：") || zh.ends_with('？') || self.code >= Code::H0401 {
            return self;
        }
        let help = words!("{zh}；写作：{line}", "{en}; write: {line}");
        self.help(help)
    }

    /// The same finding at the places where its text was written.
    #[must_use]
    pub fn at_origin(mut self, sources: &Sources) -> Self {
        if let Some(Place::Source(span)) = &mut self.place {
            *span = sources.origin(*span);
        }
        for label in &mut self.labels {
            label.span = sources.origin(label.span);
        }
        self.fix = self.fix.and_then(|fix| fix.at_origin(sources));
        self
    }

    /// Where it stands in a text, if it does.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Some(Place::Source(span)) => Some(span),
            _ => None,
        }
    }

    /// Whether it forbids a result.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The known name nearest to a misspelt one, if one is near enough to be meant.
///
/// Chinese names are short, so one differing character in three is near; a name that contains the
/// other whole is near too (营收 for 营业收入 is not contained, but 收入 is).
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(written, known).map(|near| near.name)
}

/// A name that may be meant.
struct Near<'a> {
    name: &'a str,
    /// No other is as near.
    is_only: bool,
    /// It looks the same.
    is_alike: bool,
}

/// What is longer is no name that somebody mistyped, and nobody reads a line of help with it.
const LONGEST_NAME: usize = 200;

fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    let length = written.chars().take(LONGEST_NAME).count();
    let mut nearest: Option<((usize, bool, bool), Near<'a>)> = None;
    for name in known.into_iter().filter(|name| *name != written) {
        let own = name.chars().take(LONGEST_NAME).count();
        let longer = length.max(own);
        if longer == LONGEST_NAME {
            continue;
        }
        let is_alike = are_alike(written, name);
        let distance = if is_alike { 0 } else { strsim::damerau_levenshtein(written, name) };
        let contained = length >= 2 && (name.contains(written) || written.contains(name));
        let same_letters = length >= 2 && written.chars().all(|letter| name.contains(letter));
        if !(is_alike || distance * 2 <= longer && distance < length || contained || same_letters) {
            continue;
        }
        let rank = (distance, !same_but_for_case(written, name), !same_letters);
        match &mut nearest {
            Some((least, near)) if *least == rank => near.is_only &= near.name == name,
            Some((least, _)) if *least < rank => {}
            _ => nearest = Some((rank, Near { name, is_only: true, is_alike })),
        }
    }
    nearest.map(|(_, near)| near)
}

/// Whether a name can be written without quotes.
fn stands_alone(name: &str) -> bool {
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '（' | '）');
    name.starts_with(|first: char| !first.is_numeric()) && name.chars().all(is_of_name)
}

fn same_but_for_case(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
