//! 列出

use std::ops::Range;

use super::super::ast::{Below, OutputLine, OutputTerm, Outputs, StatementKind};
use super::super::grammar::Rule;
use super::super::keyword::{self, UNITS};
use super::super::plain::one_line;
use super::super::sign::half_width_text;
use super::super::token::Kind;
use super::Parser;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::{ITEMS, Statements};
use crate::finding::{Span, Spanned};
use crate::invariant::entry;

/// The lines of 列出.
const LINES: Statements = Statements { words: &[], otherwise: Some(StatementKind::Output) };

impl Parser<'_> {
    /// 列出 { … }
    pub(super) fn outputs(&mut self, pieces: &Range<usize>, span: Span) -> Option<Outputs> {
        let block = self.wanted_block(pieces)?;
        let head = self.leaf(Rule::s_outputs, &block.head, |_| Ok(()));
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(head.is_none().then(|| self.unread(&block.head, ITEMS)));
        let mut lines = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, &[]) else { continue };
            match self.leaf(Rule::s_output, &statement, line) {
                Some(line) => lines.push(line),
                None => unread.push(self.unread(&statement, LINES)),
            }
        }
        Some(Outputs { lines, unread, span })
    }

    /// What a line is told apart by: its title, or else what it puts out, without unit and places.
    pub(super) fn key_of_line(&self, pieces: &Range<usize>) -> String {
        let last = |end: usize| end.checked_sub(1).filter(|last| *last > pieces.start);
        let is_text = |piece: usize| entry(&self.layout.pieces, piece).kind == Kind::Text;
        let mut end = pieces.end;
        if let Some(title) = last(end).filter(|title| is_text(*title)) {
            return self.canonical(&(title..end));
        }
        let is_places = |piece: usize| keyword::rule_of(self.text(piece)) == Some(Rule::kw_places);
        if last(end).is_some_and(is_places) && end - pieces.start > 2 {
            end -= 2;
        }
        while last(end).is_some_and(|piece| UNITS.contains(&self.text(piece))) {
            end -= 1;
            if last(end).is_none_or(|piece| !self.is_sign(piece, '/')) {
                break;
            }
            end -= 1;
        }
        self.canonical(&(pieces.start..end))
    }
}

/// `TERM [UNIT] [n 位] ["title"]`
fn line(parts: &mut Children<'_>) -> Built<OutputLine> {
    let span = parts.span;
    let term = parts.next()?;
    let written = one_line(&half_width_text(term.text()));
    let term = match term.rule() {
        Rule::each_value => value(term)?,
        _ => OutputTerm::Figure(expression(term)?),
    };
    let unit = parts.take_if(Rule::unit).map(|unit| literal::name(&unit));
    let places = match parts.take_if(Rule::count) {
        Some(count) => Some(literal::count(&count)?),
        None => None,
    };
    parts.take_if(Rule::kw_places);
    let title = parts.take_if(Rule::string).map(|title| literal::string(&title));
    Ok(OutputLine { term, written, unit, places, title, span })
}

/// 各指标.取值, A.各指标.取值, 各方面.位次, A1.取值
fn value(node: Node<'_>) -> Built<OutputTerm> {
    let span = node.span();
    let (mut names, mut value, mut of) = (Vec::new(), None, None);
    let mut behind = false;
    let mut head = None;
    for part in node.children().rest() {
        match part.rule() {
            Rule::name if of.is_none() => head = Some(literal::name(&part)),
            Rule::name => names.push(literal::name(&part)),
            Rule::kw_each_indicator => of = Some(Below::Indicators),
            Rule::kw_each_head => of = Some(Below::Heads),
            Rule::kw_value => {
                behind = true;
                value = Some(Spanned::new(half_width_text(part.text()), part.span()));
            }
            _ => {}
        }
    }
    let word = value.or_else(|| names.pop()).ok_or_else(|| misplaced(span))?;
    match (of, head) {
        (Some(of), head) => Ok(OutputTerm::Each { head, of, word, is_value: behind, span }),
        (None, Some(code)) => Ok(OutputTerm::Value { code, word }),
        (None, None) => Err(misplaced(span)),
    }
}
