//! 方面 and 指标

use std::ops::Range;

use super::super::ast::{
    Adjustment, Child, Clause, ClauseKind, Common, Effect, Expr, Head, Header, Indicator, Local, Missing, Name,
    Node as OwnClauses, StatementKind,
};
use super::super::grammar::Rule;
use super::super::keyword;
use super::call::once;
use super::expression::expression;
use super::node::{Built, Children, Node, misplaced};
use super::statements::{ITEMS, Statements};
use super::{Parser, Writing, basics, literal, scoring, tree};
use crate::finding::{Code, Diagnostic, Words};
use crate::finding::{Span, Spanned};
use crate::words;

/// The statements of a 方面.
const OF_HEAD: Statements = Statements { words: WORDS_OF_HEAD, otherwise: None };

pub(super) const WORDS_OF_HEAD: &[Rule] = &[
    Rule::kw_applies,
    Rule::kw_head,
    Rule::kw_indicator,
    Rule::kw_aggregate,
    Rule::kw_weighting,
    Rule::kw_gaps,
    Rule::kw_rounding,
    Rule::kw_weight,
    Rule::kw_cap,
    Rule::kw_definition,
    Rule::kw_header,
    Rule::kw_each_indicator,
    Rule::kw_each_head,
];

/// The clauses of an indicator.
pub(super) const CLAUSES: Statements = Statements { words: WORDS, otherwise: None };

pub(super) const WORDS: &[Rule] = &[
    Rule::kw_basis,
    Rule::kw_applies,
    Rule::kw_value,
    Rule::kw_scoring,
    Rule::kw_adjust,
    Rule::kw_missing,
    Rule::kw_direction,
    Rule::kw_evidence,
    Rule::kw_advice,
    Rule::kw_weight,
    Rule::kw_rounding,
    Rule::kw_definition,
];

/// What a statement of an indicator says.
pub(super) enum Said {
    /// A clause.
    Clause(ClauseKind),
    /// A figure of its own.
    Local(Local),
    /// A common clause does not hold for it.
    Without(Spanned<StatementKind>),
}

/// Code, title, full marks, those by kind, and clauses.
type Opening = (Name, Spanned<String>, Option<Expr>, Vec<(Name, Expr)>, Vec<Spanned<String>>);

impl Parser<'_> {
    /// 方面 CODE "title" [MARKS] [依据 …] { 指标 … ; 方面 … }
    pub(super) fn head(&mut self, pieces: &Range<usize>, span: Span) -> Option<Head> {
        let block = self.wanted_block(pieces)?;
        let head = self.opening(Rule::s_head, &block.head, opening);
        let mut unread = Vec::new();
        let mut inside = Inside::default();
        // What stands in a new head is written whole.
        let is_new = self.writing == Writing::Inserted;
        if is_new {
            self.writing = Writing::Plain;
        }
        let statements = self.statements(block.inside.clone());
        let header = self.header_among(&statements);
        self.headers.push(header);
        for statement in statements {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            if is_new && self.first_word(&statement, &[Rule::kw_move]).is_some() {
                self.leaf(Rule::s_moved, &statement, |_| Ok(()));
                continue;
            }
            let Some(statement) = self.changed(&statement, WORDS_OF_HEAD) else { continue };
            let is_row = self.is_row(&statement);
            let read = self.head_part(&statement, &mut inside);
            unread.extend(
                read.is_none()
                    .then(|| if is_row { self.unread_row(&statement) } else { self.unread(&statement, OF_HEAD) }),
            );
        }
        self.headers.pop();
        if is_new {
            self.writing = Writing::Inserted;
        }
        let Inside { node, children, common, header, locals } = inside;
        let mut nested: Vec<Span> = children.iter().map(|child| child.node().span()).collect();
        nested.extend(common.iter().map(|common| common.span));
        nested.sort();
        unread.extend(self.left_out(pieces, &block, &nested));
        unread.extend(head.is_none().then(|| self.unread(&block.head, ITEMS)));
        let (code, title, full, kinds, basis) = match head {
            Some((code, title, full, kinds, basis)) => (code, Some(title), full, kinds, basis),
            None => (self.name_at(pieces.start + 1)?, None, None, Vec::new(), Vec::new()),
        };
        Some(Head { code, title, full, kinds, basis, node, children, common, header, locals, unread, span })
    }

    /// Reads what stands below a 方面, or a clause of it; `None` when it is not in the tree.
    pub(super) fn head_part(&mut self, pieces: &Range<usize>, inside: &mut Inside) -> Option<()> {
        if self.is_row(pieces) {
            return self.row_of_table(pieces).map(|row| inside.children.push(Child::Indicator(row)));
        }
        match self.first_word(pieces, WORDS_OF_HEAD) {
            Some(Rule::kw_head) => {
                let span = self.span(pieces);
                self.head(pieces, span).map(|head| inside.children.push(Child::Head(Box::new(head))))
            }
            Some(Rule::kw_indicator) => {
                self.indicator(pieces).map(|indicator| inside.children.push(Child::Indicator(indicator)))
            }
            Some(Rule::kw_definition) => self.local(pieces).map(|local| inside.locals.push(local)),
            Some(Rule::kw_header) => {
                let header = self.header(pieces)?;
                let (span, word) = (header.span, self.text(pieces.start).to_owned());
                let kept = once(&mut inside.header, header, span, &word);
                self.kept(kept)
            }
            Some(Rule::kw_each_indicator | Rule::kw_each_head) => {
                self.common(pieces).map(|common| inside.common.push(common))
            }
            Some(word) => self.node_clause(word, pieces, &mut inside.node),
            None => {
                self.unknown_statement(pieces, WORDS_OF_HEAD, Some(Rule::kw_head));
                None
            }
        }
    }

    pub(super) fn indicator(&mut self, pieces: &Range<usize>) -> Option<Indicator> {
        let span = self.span(pieces);
        let block = self.wanted_block(pieces)?;
        let head = self.opening(Rule::s_indicator, &block.head, opening);
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(head.is_none().then(|| self.unread(&block.head, OF_HEAD)));
        let mut clauses: Vec<Clause> = Vec::new();
        let (mut locals, mut without) = (Vec::new(), Vec::new());
        let mut seen: Vec<(Rule, Span)> = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, WORDS) else { continue };
            match self.clause_of(&statement, &mut seen) {
                Some(Said::Clause(kind)) => clauses.push(Clause { kind, span: self.span(&statement) }),
                Some(Said::Local(local)) => locals.push(local),
                Some(Said::Without(kind)) => without.push(kind),
                None => unread.push(self.unread(&statement, CLAUSES)),
            }
        }
        let (code, title, full, kinds) = match head {
            Some((code, title, full, kinds, _)) => (code, Some(title), full, kinds),
            None => (self.name_at(pieces.start + 1)?, None, None, Vec::new()),
        };
        Some(Indicator { code, title, full, kinds, clauses, locals, without, unread, span })
    }

    /// A clause of an indicator; `seen` are the words of those before it.
    pub(super) fn clause_of(&mut self, pieces: &Range<usize>, seen: &mut Vec<(Rule, Span)>) -> Option<Said> {
        let Some(word) = self.first_word(pieces, WORDS) else {
            self.unknown_statement(pieces, WORDS, Some(Rule::kw_indicator));
            return None;
        };
        if word == Rule::kw_definition {
            return self.local(pieces).map(Said::Local);
        }
        let here = self.span(pieces);
        let first = seen.iter().find(|(rule, _)| *rule == word).map(|(_, first)| *first);
        // Several 调整 follow one another.
        let is_repeated = word != Rule::kw_adjust && first.is_some();
        if let Some(first) = first.filter(|_| is_repeated) {
            let finding = repeated(self.text(pieces.start), here, first);
            self.diagnostics.push(finding);
        }
        seen.push((word, here));
        if let Some(kind) = self.without(pieces).filter(|_| !is_repeated) {
            return Some(Said::Without(kind));
        }
        self.clause(word, pieces).filter(|_| !is_repeated).map(Said::Clause)
    }

    fn clause(&mut self, word: Rule, pieces: &Range<usize>) -> Option<ClauseKind> {
        match word {
            Rule::kw_basis => self.leaf(Rule::s_basis, pieces, basics::basis).map(ClauseKind::Basis),
            Rule::kw_applies => self.leaf(Rule::s_applies, pieces, basics::single).map(ClauseKind::Applies),
            Rule::kw_value => self.leaf(Rule::s_value, pieces, basics::single).map(ClauseKind::Value),
            Rule::kw_scoring => {
                self.leaf(Rule::s_scoring, pieces, scoring::scoring).map(Box::new).map(ClauseKind::Scoring)
            }
            Rule::kw_adjust => self.leaf(Rule::s_adjust, pieces, adjustment).map(Box::new).map(ClauseKind::Adjustment),
            Rule::kw_missing => self.leaf(Rule::s_missing, pieces, missing).map(ClauseKind::Missing),
            Rule::kw_weight => self.leaf(Rule::s_weight, pieces, basics::single).map(ClauseKind::Weight),
            Rule::kw_rounding => self.leaf(Rule::s_own_rounding, pieces, tree::own_rounding).map(ClauseKind::Rounding),
            Rule::kw_direction => self.leaf(Rule::s_direction, pieces, basics::direction).map(ClauseKind::Direction),
            Rule::kw_evidence => self
                .leaf(Rule::s_evidence, pieces, |parts| Ok(literal::string(&parts.take(Rule::string)?)))
                .map(ClauseKind::Evidence),
            _ => {
                let text =
                    self.leaf(Rule::s_advice, pieces, |parts| Ok(literal::string(&parts.take(Rule::string)?)))?;
                self.template(&text).map(ClauseKind::Advice)
            }
        }
    }
}

/// What the block of a 方面 says.
#[derive(Default)]
pub(super) struct Inside {
    pub(super) node: OwnClauses,
    pub(super) children: Vec<Child>,
    pub(super) common: Vec<Common>,
    pub(super) locals: Vec<Local>,
    pub(super) header: Option<Header>,
}

fn opening(parts: &mut Children<'_>) -> Built<Opening> {
    let code = literal::name(&parts.take(Rule::name)?);
    let title = literal::string(&parts.take(Rule::string)?);
    let full = match parts.take_if(Rule::amount) {
        Some(full) => Some(expression(full)?),
        None => None,
    };
    let mut kinds = Vec::new();
    for kind in parts.take_if(Rule::kind_marks).into_iter().flat_map(|marks| marks.children().rest()) {
        if kind.rule() == Rule::kind_mark {
            let mut parts = kind.children();
            kinds.push((literal::name(&parts.take(Rule::name)?), expression(parts.take(Rule::amount)?)?));
        }
    }
    Ok((code, title, full, kinds, basics::optional_basis(parts)?))
}

/// 缺失 …
pub(super) fn missing(parts: &mut Children<'_>) -> Built<Missing> {
    parts.take_if(Rule::kw_missing);
    match parts.next()?.rule() {
        Rule::kw_not_applicable => return Ok(Missing::NotApplicable),
        Rule::kw_refuse => return Ok(Missing::Refuse),
        Rule::kw_value => return Ok(Missing::Value(expression(parts.take(Rule::expression)?)?)),
        _ => {}
    }
    let given = parts.next()?;
    if given.rule() != Rule::mean_mark {
        return Ok(Missing::Marks(expression(given)?));
    }
    let mut parts = given.children();
    let is_median = parts.next()?.rule() == Rule::kw_median_mark;
    let scope = literal::scope(parts.take(Rule::scope)?);
    Ok(if is_median { Missing::Median(scope) } else { Missing::Mean(scope) })
}

pub(super) fn adjustment(parts: &mut Children<'_>) -> Built<Adjustment> {
    let condition = expression(parts.take(Rule::expression)?)?;
    let effect = effect(parts.take(Rule::effect)?)?;
    Ok(Adjustment { condition, effect })
}

fn effect(node: Node<'_>) -> Built<Effect> {
    let span = node.span();
    let mut parts = node.children();
    let word = parts.next()?.rule();
    if word == Rule::kw_halve {
        return Ok(Effect::Halve);
    }
    let amount = expression(parts.next()?)?;
    match word {
        Rule::kw_times => Ok(Effect::Multiply(amount)),
        Rule::kw_minus => Ok(Effect::Subtract(amount)),
        Rule::kw_gets => Ok(Effect::Set(amount)),
        _ => Err(misplaced(span)),
    }
}

fn repeated(word: &str, here: Span, first: Span) -> Diagnostic {
    let Words { zh, en } = keyword::words(word);
    Diagnostic::error(Code::H0205, here, words!("一个指标里「{zh}」只写一次", "an indicator has one `{en}`"))
        .label(first, words!("前面已经写过", "written here already"))
        .help(words!("删去其中一个，或把两处合写成一处", "remove one, or put both into one"))
}
