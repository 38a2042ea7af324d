//! Diagnostics as text for people: the line of the rule file, underlined, or the cell of a table.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Snippets, Snippet};

use super::visible::marked;
use crate::finding::{CellPlace, Diagnostic, Language, Place, Severity};
use crate::finding::{Sources, Span, visible, visible_lines};

/// Prints diagnostics in one language, with or without colour.
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    /// Language of messages.
    pub language: Language,
    /// Terminal colours.
    pub color: bool,
}

impl Renderer {
    /// One diagnostic as text, without a line break at its end.
    #[must_use]
    pub fn render(self, sources: &Sources, diagnostic: &Diagnostic) -> String {
        let diagnostic = &diagnostic.clone().at_origin(sources);
        let message = visible(diagnostic.message.in_language(self.language));
        let level = self.level(diagnostic.severity);
        let title = level.primary_title(message).id(diagnostic.code.name());
        let mut group = match &diagnostic.place {
            Some(Place::Source(span)) if is_printable(sources, *span) => {
                self.snippets(sources, diagnostic, *span, title)
            }
            Some(Place::Source(span)) => {
                let path = visible(&sources.source(span.source).path);
                let (line, column) = sources.line_column(span.source, span.start);
                let place = format!("{path}:{line}:{column}");
                Group::with_title(title).element(Level::NOTE.with_name(self.at_word()).message(place))
            }
            Some(Place::Cell(cell)) => Group::with_title(title)
                .element(Level::NOTE.with_name(self.at_word()).message(visible(&self.cell(cell)).into_owned())),
            Some(Place::File(path)) => Group::with_title(title)
                .element(Level::NOTE.with_name(self.at_word()).message(visible(path).into_owned())),
            None => Group::with_title(title),
        };
        if let Some(help) = &diagnostic.help {
            let help = visible_lines(help.in_language(self.language)).into_owned();
            group = group.element(Level::HELP.with_name(self.help_word()).message(help));
        }
        let snippets = if self.color { Snippets::styled() } else { Snippets::plain() };
        let mut text = snippets.render(&[group]);
        if let Some(example) = &diagnostic.example {
            text.push_str(match self.language {
                Language::Zh => "\n\n贴进规则文件可以重演：\n",
                Language::En => "\n\nput this into the rule file to see it:\n",
            });
            text.push_str(&visible_lines(example.trim_end()));
        }
        text
    }

    fn level(self, severity: Severity) -> Level<'static> {
        match (severity, self.language) {
            (Severity::Error, Language::Zh) => Level::ERROR.with_name("错误"),
            (Severity::Error, Language::En) => Level::ERROR,
            (Severity::Warning, Language::Zh) => Level::WARNING.with_name("警告"),
            (Severity::Warning, Language::En) => Level::WARNING,
        }
    }

    fn help_word(self) -> &'static str {
        match self.language {
            Language::Zh => "建议",
            Language::En => "help",
        }
    }

    fn at_word(self) -> &'static str {
        match self.language {
            Language::Zh => "位置",
            Language::En => "at",
        }
    }

    fn snippets<'s>(
        self,
        sources: &'s Sources,
        diagnostic: &'s Diagnostic,
        span: Span,
        title: annotate_snippets::Title<'s>,
    ) -> Group<'s> {
        let source = sources.source(span.source);
        let labels = diagnostic.labels.iter().map(|label| label.span).filter(|label| label.source == span.source);
        let places = labels.chain([span]).map(|place| within(&source.text, place));
        let mut snippet = Snippet::source(marked(&source.text, places)).path(visible(&source.path));
        snippet = snippet.annotation(AnnotationKind::Primary.span(within(&source.text, span)));
        for label in &diagnostic.labels {
            if label.span.source == span.source {
                let words = visible(label.words.in_language(self.language));
                let range = within(&source.text, label.span);
                snippet = snippet.annotation(AnnotationKind::Context.span(range).label(words));
            }
        }
        let mut group = Group::with_title(title).element(snippet);
        for label in diagnostic.labels.iter().filter(|label| label.span.source != span.source) {
            let source = sources.source(label.span.source);
            if is_printable(sources, label.span) {
                let words = visible(label.words.in_language(self.language));
                let there = AnnotationKind::Context.span(within(&source.text, label.span)).label(words);
                group = group.element(
                    Snippet::source(marked(&source.text, [within(&source.text, label.span)].into_iter()))
                        .path(visible(&source.path))
                        .annotation(there),
                );
            }
        }
        group
    }

    /// The place of a cell in words.
    #[must_use]
    pub fn cell(self, cell: &CellPlace) -> String {
        let mut words = cell.file.clone();
        match self.language {
            Language::Zh => {
                match (&cell.address, cell.row) {
                    (Some(address), _) => {
                        let _ = write!(words, " {address}");
                    }
                    (None, Some(row)) => {
                        let _ = write!(words, " 第 {row} 行");
                    }
                    (None, None) => {}
                }
                if let Some(column) = &cell.column {
                    let _ = write!(words, "「{}」列", clipped(column));
                }
                if let Some(text) = &cell.text {
                    let _ = write!(words, "：“{}”", clipped(text));
                }
            }
            Language::En => {
                match (&cell.address, cell.row) {
                    (Some(address), _) => {
                        let _ = write!(words, ", {address}");
                    }
                    (None, Some(row)) => {
                        let _ = write!(words, ", row {row}");
                    }
                    (None, None) => {}
                }
                if let Some(column) = &cell.column {
                    let _ = write!(words, ", column `{}`", clipped(column));
                }
                if let Some(text) = &cell.text {
                    let _ = write!(words, ": \"{}\"", clipped(text));
                }
            }
        }
        words
    }
}

/// A line that no screen can show is named by its place and not printed.
fn is_printable(sources: &Sources, span: Span) -> bool {
    const LONGEST: usize = 4096;
    let text = sources.source(span.source).text.as_str();
    let before = text.get(..span.start).map_or(0, |text| text.len() - text.rfind('\n').map_or(0, |at| at + 1));
    let after = text.get(span.start..).map_or(0, |text| text.find('\n').unwrap_or(text.len()));
    before + after <= LONGEST
}

/// Long cells are cut, so that one bad cell does not fill the screen.
fn clipped(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// A range that lies within the text on character boundaries.
fn within(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

/// All diagnostics as text, each followed by an empty line, in the order of their places.
#[must_use]
pub fn render_all(renderer: Renderer, sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(sources, diagnostic));
        text.push_str("\n\n");
    }
    text
}
