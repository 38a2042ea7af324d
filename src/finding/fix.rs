//! The way out of a finding as edits of the text.

use std::ops::Range;

use super::{SourceId, Sources, Span};

/// Edits that remove a finding, in the order of their places; none touches another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is written instead.
    pub edits: Vec<Edit>,
}

/// A part of a text and what is written instead of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced. An empty place is one between two characters.
    pub span: Span,
    /// The new text; empty when the place is cleared.
    pub text: String,
}

impl Fix {
    /// One place written in another way.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }] }
    }

    /// Something more in front of a place.
    #[must_use]
    pub fn before(span: Span, text: impl Into<String>) -> Self {
        Self::replace(Span { end: span.start, ..span }, text)
    }

    /// Something more behind a place.
    #[must_use]
    pub fn behind(span: Span, text: impl Into<String>) -> Self {
        Self::replace(Span { start: span.end, ..span }, text)
    }

    /// A text with the edits of its source carried out; `None` when a place does not fit it.
    #[must_use]
    pub fn applied(&self, source: SourceId, text: &str) -> Option<String> {
        let mut whole = String::with_capacity(text.len());
        let mut at = 0;
        for edit in self.edits.iter().filter(|edit| edit.span.source == source) {
            whole.push_str(text.get(at..edit.span.start)?);
            whole.push_str(&edit.text);
            text.get(edit.span.start..edit.span.end)?;
            at = edit.span.end;
        }
        whole.push_str(text.get(at..)?);
        Some(whole)
    }

    /// The same edits by their places in a part of the text; `None` when one lies outside.
    #[must_use]
    pub fn within(&self, part: &Range<usize>) -> Option<Self> {
        let edits = self.edits.iter().map(|edit| {
            let Edit { span, text } = edit.clone();
            let (start, end) = (span.start.checked_sub(part.start)?, span.end.checked_sub(part.start)?);
            (span.end <= part.end).then_some(Edit { span: Span { start, end, ..span }, text })
        });
        Some(Self { edits: edits.collect::<Option<_>>()? })
    }

    /// The lines of a text that the edits change, as they are then, in one.
    #[must_use]
    pub fn line(&self, source: SourceId, text: &str) -> Option<String> {
        let (first, last) = (self.edits.first()?.span.start, self.edits.last()?.span.end);
        let start = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(last..)?.find('\n').map_or(text.len(), |length| last + length);
        let old = text.get(start..end)?;
        let new = self.within(&(start..end))?.applied(source, old)?;
        let is_changed = |line: &&str| !old.lines().any(|other| other.trim() == *line);
        let lines: Vec<&str> = new.lines().map(str::trim).filter(|line| !line.is_empty()).filter(is_changed).collect();
        (!lines.is_empty()).then(|| lines.join(" "))
    }

    /// The same edits where the text was written; `None` when a place of them was written in another way.
    pub(super) fn at_origin(self, sources: &Sources) -> Option<Self> {
        let edits = self.edits.into_iter().map(|edit| Some(Edit { span: origin(sources, edit.span)?, ..edit }));
        Some(Self { edits: edits.collect::<Option<_>>()? })
    }
}

/// Where the very bytes of a place were written.
fn origin(sources: &Sources, span: Span) -> Option<Span> {
    if span.start < span.end {
        let origin = sources.origin(span);
        return (sources.text(origin) == sources.text(span)).then_some(origin);
    }
    // Between two characters: behind the one before.
    let start = span.start.checked_sub(1)?;
    let before = sources.origin(Span { start, ..span });
    (before.end.checked_sub(before.start)? == 1).then_some(Span { start: before.end, ..before })
}
