//! Parse results with their places in the file.

use pest::iterators::{Pair, Pairs};

use super::super::grammar::Rule;
use super::super::keyword;
use crate::finding::{Code, Diagnostic};
use crate::finding::{SourceId, Span};
use crate::words;

/// A value, or the finding that forbids it.
pub(super) type Built<T> = Result<T, Box<Diagnostic>>;

/// Where a parsed text begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// Its file.
    pub(super) source: SourceId,
    /// First byte.
    pub(super) base: usize,
}

impl Anchor {
    /// The span of a range of the parsed text.
    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.base + start, self.base + end)
    }

    /// The span of the first character of the parsed text.
    pub(super) fn first_character(self, text: &str) -> Span {
        self.span(0, text.chars().next().map_or(0, char::len_utf8))
    }
}

/// A part of a statement.
#[derive(Debug, Clone)]
pub(super) struct Node<'i> {
    pair: Pair<'i, Rule>,
    anchor: Anchor,
}

impl<'i> Node<'i> {
    /// What it is.
    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Its text.
    pub(super) fn text(&self) -> &'i str {
        self.pair.as_str()
    }

    /// Its place. White space that the grammar took along at the end is left out: it knows no other than spaces.
    pub(super) fn span(&self) -> Span {
        let span = self.pair.as_span();
        let spaces = span.as_str().bytes().rev().take_while(|byte| *byte == b' ').count();
        self.anchor.span(span.start(), span.end() - spaces)
    }

    /// Its parts.
    pub(super) fn children(self) -> Children<'i> {
        let span = self.span();
        Children::new(self.pair.into_inner(), self.anchor, span)
    }

    /// Its first part.
    pub(super) fn only(self) -> Built<Node<'i>> {
        self.children().next()
    }
}

/// The parts of a node in order, without brackets and separators.
pub(super) struct Children<'i> {
    pairs: Pairs<'i, Rule>,
    anchor: Anchor,
    /// The whole.
    pub(super) span: Span,
}

impl<'i> Children<'i> {
    /// The parts of a statement or node that covers `span`.
    pub(super) fn new(pairs: Pairs<'i, Rule>, anchor: Anchor, span: Span) -> Self {
        Self { pairs, anchor, span }
    }

    /// What the next part is.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        loop {
            let rule = self.pairs.peek()?.as_rule();
            if !is_punctuation(rule) {
                return Some(rule);
            }
            self.pairs.next();
        }
    }

    /// The next part, if there is one.
    pub(super) fn step(&mut self) -> Option<Node<'i>> {
        let anchor = self.anchor;
        self.pairs.find(|pair| !is_punctuation(pair.as_rule())).map(|pair| Node { pair, anchor })
    }

    /// The next part.
    pub(super) fn next(&mut self) -> Built<Node<'i>> {
        self.step().ok_or_else(|| misplaced(self.span))
    }

    /// The next part if it is of this rule.
    pub(super) fn take_if(&mut self, rule: Rule) -> Option<Node<'i>> {
        if self.peek() == Some(rule) { self.step() } else { None }
    }

    /// The next part of this rule; keywords before it are passed over.
    pub(super) fn take(&mut self, rule: Rule) -> Built<Node<'i>> {
        while let Some(next) = self.peek() {
            if next == rule {
                break;
            }
            if keyword::of_rule(next).is_none() {
                return Err(misplaced(self.span));
            }
            self.step();
        }
        self.next()
    }

    /// The parts that are left.
    pub(super) fn rest(&mut self) -> Vec<Node<'i>> {
        let mut nodes = Vec::new();
        while let Some(node) = self.step() {
            nodes.push(node);
        }
        nodes
    }
}

/// The finding for text that the grammar let through and the tree has no place for.
pub(super) fn misplaced(span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::H0105, span, words!("这里的写法不对", "this is not written right")))
}

fn is_punctuation(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::lbrace
            | Rule::rbrace
            | Rule::lparen
            | Rule::rparen
            | Rule::group_open
            | Rule::group_close
            | Rule::colon
            | Rule::semi
            | Rule::comma
            | Rule::assign
            | Rule::dot
            | Rule::arrow
            | Rule::EOI
    )
}
