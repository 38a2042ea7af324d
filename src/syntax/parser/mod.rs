//! The second pass: each statement is read by the grammar on its own, so that one mistake hides no other.

mod asked;
mod basics;
mod call;
mod cases;
mod cells;
mod certain;
mod change;
mod common;
mod comparison;
mod condition;
mod enumeration;
mod example;
mod expected;
mod expression;
mod failure;
mod gloss;
mod grade;
mod habits;
mod header;
mod indicator;
mod item;
mod keyed;
mod literal;
mod mend;
mod method;
mod node;
mod options;
mod outline;
mod outputs;
mod precedence;
mod reader;
mod row_skeleton;
mod rows;
mod runs;
mod scoring;
mod script;
mod skeleton;
mod spread;
mod statements;
mod table;
mod target;
mod template;
mod tree;
mod unread;
mod usage;

use std::num::NonZeroUsize;
use std::sync::Once;

use super::ast;
use super::layout::Layout;
use crate::finding::{SourceId, Span};
use reader::{MAX_DIAGNOSTICS, Parser, Writing};

pub(super) use asked::asked;
pub(super) use mend::number;
pub(super) use reader::Parsed;
pub(super) use skeleton::skeleton;
pub(super) use unread::is_declaring;

/// Steps of the grammar for one statement. A byte of a legal statement takes a few dozen.
const MAX_STEPS: usize = 200_000_000;

static STEP_LIMIT: Once = Once::new();

/// Parses a laid-out text.
pub(super) fn parse(source: SourceId, layout: &Layout<'_>, marked: bool) -> Parsed {
    STEP_LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(MAX_STEPS)));
    let mut parser = Parser::new(source, layout, marked);
    let statements = parser.statements(0..layout.pieces.len());
    let header = parser.header_among(&statements);
    parser.headers.push(header);
    let mut parsed = runs::read(&parser, &statements);
    let whole = Span::new(source, 0, layout.text.len());
    let blocks: Vec<Span> = parsed.file.items.iter().filter_map(ast::Item::block).collect();
    parsed.file.items.extend(parser.damaged(whole, &blocks).map(ast::Item::Unread));
    parsed
}
