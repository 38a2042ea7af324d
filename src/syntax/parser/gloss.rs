//! 口径, with the ways to read the text that were not chosen.

use std::ops::Range;

use super::super::ast::{Alternative, Gloss};
use super::super::grammar::Rule;
use super::basics::{gloss, optional_basis};
use super::statements::{CHANGES, Statements};
use super::{Parser, literal};
use crate::finding::{Code, Diagnostic, Span};
use crate::words;

/// The statements of a 口径.
const ALTERNATIVES: Statements = Statements { words: &[Rule::kw_alternative], otherwise: None };

impl Parser<'_> {
    /// 口径 CODE "text" [依据 …] [{ 另解 "text" { 修改 … } … }]
    pub(super) fn gloss(&mut self, pieces: &Range<usize>, span: Span) -> Option<Gloss> {
        if self.block(pieces).is_none() {
            return self.leaf(Rule::s_gloss, pieces, gloss);
        }
        let block = self.wanted_block(pieces)?;
        let head = self.leaf(Rule::s_gloss, &block.head, gloss)?;
        let mut unread = self.left_out(pieces, &block, &[]);
        let mut alternatives = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            match self.alternative(&statement) {
                Some(alternative) => alternatives.push(alternative),
                None => unread.push(self.unread(&statement, ALTERNATIVES)),
            }
        }
        Some(Gloss { alternatives, unread, span, ..head })
    }

    /// 另解 "text" [依据 …] { … }
    fn alternative(&mut self, pieces: &Range<usize>) -> Option<Alternative> {
        if self.first_word(pieces, ALTERNATIVES.words).is_none() {
            self.unknown_statement(pieces, ALTERNATIVES.words, Some(Rule::kw_gloss));
            return None;
        }
        let block = self.wanted_block(pieces)?;
        let (title, basis) = self.leaf(Rule::s_alternative, &block.head, |parts| {
            parts.take(Rule::kw_alternative)?;
            Ok((literal::string(&parts.take(Rule::string)?), optional_basis(parts)?))
        })?;
        let known = self.diagnostics.len();
        let statements = self.statements(block.inside.clone());
        if statements.is_empty() {
            let span = self.span(pieces);
            self.diagnostics.push(
                Diagnostic::error(Code::H0204, span, words!("「另解」没有写改什么", "an alternative changes nothing"))
                    .help(super::usage::of_rule(Rule::s_alternative)),
            );
            return None;
        }
        for statement in statements {
            match self.first_word(&statement, CHANGES) {
                Some(verb) => {
                    let span = self.span(&statement);
                    self.change(verb, &statement, span);
                }
                None => self.unknown_statement(&statement, CHANGES, Some(Rule::kw_alternative)),
            }
        }
        let changes = self.span(&block.inside);
        (self.diagnostics.len() == known).then(|| Alternative { title, basis, changes, span: self.span(pieces) })
    }
}
