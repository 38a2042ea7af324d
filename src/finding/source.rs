//! Source texts and places in them.

use std::fmt;

use crate::invariant::{OrBroken, fit, part_of};

/// One text that diagnostics can point into: a rule file, a script or a calendar.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user gave it.
    pub path: String,
    /// The text, decoded.
    pub text: String,
    /// Of a text that was put together from others: where its parts come from, in order.
    slices: Vec<Slice>,
}

/// A part of a text that was put together from others.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    /// First byte in the text.
    pub at: usize,
    /// How many bytes.
    pub length: usize,
    /// Where it was written.
    pub origin: Span,
}

/// Which [`Source`] of a [`Sources`] a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A half-open range of bytes in one source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The source.
    pub source: SourceId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span of `source` from `start` to `end`.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start, end }
    }

    /// Whether another span lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// Whether it is as long as a text: the place of a name in quotes, say, is longer than the name.
    #[must_use]
    pub fn is_of(self, text: &str) -> bool {
        self.end.checked_sub(self.start) == Some(text.len())
    }

    /// The smallest span that holds both. Both lie in the same source.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.source.0, self.start, self.end)
    }
}

/// A value with the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// All source texts of one run.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.add_composed(path, text, Vec::new())
    }

    /// Adds a text that was put together from others and returns its id.
    pub fn add_composed(&mut self, path: impl Into<String>, text: impl Into<String>, slices: Vec<Slice>) -> SourceId {
        let id = SourceId(fit(self.0.len()));
        self.0.push(Source { path: path.into(), text: text.into(), slices });
        id
    }

    /// The places that a span of a text that was put together comes from.
    pub fn origins(&self, span: Span) -> impl Iterator<Item = Span> {
        let slices = self.get(span.source).map(|source| source.slices.as_slice()).unwrap_or_default();
        let from = slices.partition_point(|slice| slice.at + slice.length <= span.start);
        let here = slices.iter().skip(from).take_while(move |slice| slice.at < span.end);
        here.map(|slice| self.origin(slice.origin))
    }

    /// Where a span was written: itself, or of a text that was put together the place it comes from. A span over
    /// several parts is shown by its first.
    #[must_use]
    pub fn origin(&self, span: Span) -> Span {
        let Some(source) = self.get(span.source) else { return span };
        let after = source.slices.partition_point(|slice| slice.at + slice.length <= span.start);
        let Some(slice) = source.slices.get(after).or(source.slices.last()) else { return span };
        let origin = slice.origin;
        let inside = |at: usize| {
            // A part that was written anew is shown whole.
            let as_written = origin.end - origin.start == slice.length;
            as_written.then(|| origin.start + at.saturating_sub(slice.at)).filter(|at| *at <= origin.end)
        };
        let start = inside(span.start).unwrap_or(origin.start);
        let end = inside(span.end).unwrap_or(origin.end);
        self.origin(Span { source: origin.source, start, end: end.max(start) })
    }

    /// The same texts under other paths.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Self {
        let renamed = |source: &Source| Source { path: name(&source.path), ..source.clone() };
        Self(self.0.iter().map(renamed).collect())
    }

    /// The source of an id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(fit::<usize>(id.0))
    }

    /// The source of a place in one of them.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        self.get(id).or_broken("a place is in one of the sources")
    }

    /// All of them, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The text that a span covers; empty when the span does not fit.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text.get(span.start..span.end)).unwrap_or("")
    }

    /// The line in which a span begins.
    #[must_use]
    pub fn line(&self, span: Span) -> Option<&str> {
        let text = self.get(span.source)?.text.as_str();
        let start = text.get(..span.start)?.rfind('\n').map_or(0, |before| before + 1);
        text.get(start..)?.lines().next()
    }

    /// Line and column of a byte, both from 1, the column counted in characters.
    #[must_use]
    pub fn line_column(&self, id: SourceId, byte: usize) -> (usize, usize) {
        let text = self.source(id).text.as_str();
        let before = part_of(text, ..text.floor_char_boundary(byte));
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().or_broken("a text has a last line").chars().count() + 1;
        (line, column)
    }
}
