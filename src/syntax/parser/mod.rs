//! The second pass: each statement is read by the grammar on its own, so that one mistake hides no other.

mod basics;
mod call;
mod certain;
mod change;
mod comparison;
mod condition;
mod example;
mod expected;
mod expression;
mod failure;
mod grade;
mod habits;
mod indicator;
mod item;
mod literal;
mod method;
mod node;
mod outline;
mod precedence;
mod runs;
mod scoring;
mod script;
mod skeleton;
mod table;
mod template;
mod tree;
mod unread;
mod usage;

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Once;

use pest::Parser as _;

use super::ast;
use super::grammar::{Grammar, Rule};
use super::layout::Layout;
use super::mark::Mark;
use crate::finding::{Code, Diagnostic};
use crate::finding::{SourceId, Span};
use crate::words;
use node::{Built, Children, Place};

/// Findings of one file beyond this number help no one.
const MAX_DIAGNOSTICS: usize = 100;

/// The longest single statement, in bytes; it bounds the time that one statement can take.
const MAX_STATEMENT_BYTES: usize = 1024 * 1024;

/// Steps of the grammar for one statement. A byte of a legal statement takes a few dozen.
const MAX_STEPS: usize = 200_000_000;

static STEP_LIMIT: Once = Once::new();

/// Reads the statements of a laid-out text.
pub(super) struct Parser<'l> {
    source: SourceId,
    layout: &'l Layout,
    diagnostics: Vec<Diagnostic>,
    marks: Marks,
    /// How the item at hand is written: by itself, or as a change.
    writing: change::Writing,
}

/// What the formatter has to know about words and signs; kept only for it.
#[derive(Default)]
struct Marks {
    wanted: bool,
    found: Vec<Mark>,
}

/// What the second pass finds.
pub(super) struct Parsed {
    /// The tree.
    pub(super) file: ast::File,
    /// Findings of this pass.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the formatter has to know about words and signs.
    pub(super) marks: Vec<Mark>,
}

pub(super) use skeleton::skeleton;

/// Parses a laid-out text.
pub(super) fn parse(source: SourceId, layout: &Layout, marked: bool) -> Parsed {
    STEP_LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(MAX_STEPS)));
    let parser = Parser::new(source, layout, marked);
    let mut parsed = runs::read(&parser, &parser.statements(0..layout.pieces.len()));
    let whole = Span::new(source, 0, layout.text.len());
    let blocks: Vec<Span> = parsed.file.items.iter().filter_map(ast::Item::block).collect();
    parsed.file.items.extend(parser.damaged(whole, &blocks).map(ast::Item::Unread));
    parsed
}

/// A finding further down in a 参数 also shows which one it is.
fn in_statement(rule: Rule, finding: Diagnostic, text: &str, place: Place) -> Diagnostic {
    let first_line = text.find(['\n', '{']).unwrap_or(text.len());
    let head = text.get(..first_line).map_or(0, |line| line.trim_end().len());
    let is_below =
        matches!(&finding.place, Some(crate::finding::Place::Source(span)) if span.start > place.base + first_line);
    if rule != Rule::s_parameter || !is_below {
        return finding;
    }
    finding.label(place.span(0, head), words!("在这一条里", "in this statement"))
}

impl<'l> Parser<'l> {
    fn new(source: SourceId, layout: &'l Layout, marked: bool) -> Self {
        let marks = Marks { wanted: marked, found: Vec::new() };
        Self { source, layout, diagnostics: Vec::new(), marks, writing: change::Writing::Plain }
    }

    fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_DIAGNOSTICS
    }

    /// Reads a range of pieces by one rule of the grammar.
    fn leaf<T>(
        &mut self,
        rule: Rule,
        pieces: &Range<usize>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<T> {
        let bytes = self.bytes(pieces)?;
        let (is_damaged, is_fatal) = self.damage(pieces);
        if is_fatal {
            return None;
        }
        let known = self.diagnostics.len();
        let value = self.fragment(rule, bytes, build);
        if is_damaged {
            // What was reported there already is the likely cause.
            self.diagnostics.truncate(known);
        }
        value
    }

    /// Reads a range of bytes by one rule of the grammar.
    fn fragment<T>(
        &mut self,
        rule: Rule,
        bytes: Range<usize>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<T> {
        let layout = self.layout;
        let place = Place { source: self.source, base: bytes.start };
        let span = Span::new(self.source, bytes.start, bytes.end);
        let text = layout.text.get(bytes.clone())?;
        if text.len() > MAX_STATEMENT_BYTES {
            let message = words!("这一条超过 1 MiB，请拆成几条", "this statement is longer than 1 MiB; split it");
            self.diagnostics.push(Diagnostic::error(Code::H0107, place.first_character(text), message));
            return None;
        }
        let outcome = match Grammar::parse(rule, text) {
            Ok(pairs) => {
                if self.marks.wanted {
                    self.marks.found.extend(pairs.clone().flatten().filter_map(|pair| Mark::of(&pair, place.base)));
                }
                let statement = pairs.into_iter().next().map(pest::iterators::Pair::into_inner);
                match statement {
                    Some(parts) => build(&mut Children::new(parts, place, span)),
                    None => return None,
                }
            }
            Err(error) => Err(Box::new(in_statement(rule, failure::explain(rule, &error, text, place), text, place))),
        };
        match outcome {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                let finding = self.with_certain_fix(rule, &bytes, *diagnostic, build);
                self.diagnostics.push(finding);
                None
            }
        }
    }

    /// Whether a place in or beside these pieces has been reported, and whether they must not be parsed.
    fn damage(&self, pieces: &Range<usize>) -> (bool, bool) {
        let before = pieces.start.checked_sub(1).and_then(|before| self.layout.pieces.get(before));
        let start = before.map_or(0, |before| before.end);
        let after = self.layout.pieces.get(pieces.end);
        let end = after.map_or(self.layout.text.len(), |after| after.start);
        let damage = &self.layout.damage;
        let from = damage.partition_point(|damage| damage.at < start);
        let to = damage.partition_point(|damage| damage.at < end);
        let inside = damage.get(from..to).unwrap_or(&[]);
        (!inside.is_empty(), inside.iter().any(|damage| damage.is_fatal))
    }
}
