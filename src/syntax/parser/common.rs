//! 各指标 { … }, 各方面 { … }, and 定义 of an item.

use std::ops::Range;

use super::super::ast::{Below, Clause, Common, Local, Node as OwnClauses, StatementKind, Unread};
use super::super::grammar::Rule;
use super::super::keyword;
use super::indicator::{CLAUSES, Said, WORDS};
use super::node::{Built, Children};
use super::statements::Statements;
use super::unread::kind_of;
use super::{Parser, basics, literal};
use crate::finding::{Span, Spanned};

/// The statements of 各方面.
pub(super) const OF_EACH_HEAD: Statements = Statements { words: WORDS_OF_EACH_HEAD, otherwise: None };

pub(super) const WORDS_OF_EACH_HEAD: &[Rule] = &[
    Rule::kw_aggregate,
    Rule::kw_weighting,
    Rule::kw_gaps,
    Rule::kw_rounding,
    Rule::kw_weight,
    Rule::kw_applies,
    Rule::kw_cap,
    Rule::kw_definition,
];

/// The words of common blocks.
pub(super) const EACH: &[Rule] = &[Rule::kw_each_indicator, Rule::kw_each_head];

impl Parser<'_> {
    /// 各指标 { … } or 各方面 { … }
    pub(super) fn common(&mut self, pieces: &Range<usize>) -> Option<Common> {
        let span = self.span(pieces);
        let block = self.wanted_block(pieces)?;
        let of = match self.first_word(pieces, EACH) {
            Some(Rule::kw_each_head) => Below::Heads,
            _ => Below::Indicators,
        };
        let known = self.diagnostics.len();
        self.opening(Rule::s_each, &block.head, |_| Ok(()));
        let is_misread = self.diagnostics.len() > known;
        let mut common = Common {
            of,
            clauses: Vec::new(),
            node: OwnClauses::default(),
            locals: Vec::new(),
            without: Vec::new(),
            unread: self.left_out(pieces, &block, &[]),
            word: self.span(&(pieces.start..pieces.start + 1)),
            span,
        };
        common.unread.extend(is_misread.then(|| Unread::place(self.span(&block.head))));
        let among = if of == Below::Heads { OF_EACH_HEAD } else { CLAUSES };
        let mut seen = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                common.unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let words = if of == Below::Heads { WORDS_OF_EACH_HEAD } else { WORDS };
            let Some(statement) = self.changed(&statement, words) else { continue };
            if self.common_clause(&statement, &mut common, &mut seen).is_none() {
                common.unread.push(self.unread(&statement, among));
            }
        }
        Some(common)
    }

    fn common_clause(
        &mut self,
        pieces: &Range<usize>,
        common: &mut Common,
        seen: &mut Vec<(Rule, Span)>,
    ) -> Option<()> {
        if common.of == Below::Indicators {
            match self.clause_of(pieces, seen)? {
                Said::Clause(kind) => common.clauses.push(Clause { kind, span: self.span(pieces) }),
                Said::Local(local) => common.locals.push(local),
                Said::Without(kind) => common.without.push(kind),
            }
            return Some(());
        }
        match self.first_word(pieces, WORDS_OF_EACH_HEAD) {
            Some(Rule::kw_definition) => self.local(pieces).map(|local| common.locals.push(local)),
            Some(word) => self.node_clause(word, pieces, &mut common.node),
            None => {
                self.unknown_statement(pieces, WORDS_OF_EACH_HEAD, Some(Rule::kw_each_head));
                None
            }
        }
    }

    /// 定义 NAME = EXPR
    pub(super) fn local(&mut self, pieces: &Range<usize>) -> Option<Local> {
        self.leaf(Rule::s_local, pieces, local)
    }

    /// CLAUSE 无, when nothing else is written.
    pub(super) fn without(&mut self, pieces: &Range<usize>) -> Option<Spanned<StatementKind>> {
        let last = pieces.end.checked_sub(1)?;
        if pieces.len() != 2 || self.first_word(&(last..pieces.end), &[Rule::kw_nothing]).is_none() {
            return None;
        }
        let kind = keyword::rule_of(self.text(pieces.start)).and_then(kind_of)?;
        let span = self.span(pieces);
        self.leaf(Rule::s_without, pieces, |_| Ok(Spanned::new(kind, span)))
    }
}

fn local(parts: &mut Children<'_>) -> Built<Local> {
    let name = literal::name(&parts.take(Rule::name)?);
    Ok(Local { name, value: basics::single(parts)?, span: parts.span })
}
