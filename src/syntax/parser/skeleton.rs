//! The skeleton of a file, for amendments.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::layout::Layout;
use super::super::sign::half_width_text;
use super::super::skeleton::{Key, Kind, MadeOf, Member, Naming, Part, Statement, Verb, kind_of};
use super::super::token::Kind as Token;
use super::node::{Built, Children, Node};
use super::{Parser, literal};
use crate::finding::{SourceId, Span, Spanned};

/// The items and changes of a laid-out text. Statements with mistakes, 沿用 and 示例 are left out.
pub(in super::super) fn skeleton(source: SourceId, layout: &Layout) -> Vec<Statement> {
    let mut parser = Parser::new(source, layout, false);
    let statements = parser.statements(0..layout.pieces.len());
    statements.into_iter().filter_map(|statement| parser.skeleton_of(statement)).collect()
}

/// What 删除 and 更名 name.
type Target = (Rule, String, Span, Verb);

impl Parser<'_> {
    fn skeleton_of(&mut self, pieces: Range<usize>) -> Option<Statement> {
        let written = self.span(&pieces);
        let rest = pieces.start + 1..pieces.end;
        let found = match keyword::rule_of(self.text(pieces.start))? {
            Rule::kw_amend => self.item_skeleton(rest, Verb::Amend),
            Rule::kw_insert => self.item_skeleton(rest, Verb::Insert(None)),
            Rule::kw_remove => self.leaf(Rule::s_remove, &pieces, removed).and_then(|target| bare(target, written)),
            Rule::kw_rename => self.leaf(Rule::s_rename, &pieces, renamed).and_then(|target| bare(target, written)),
            _ => self.item_skeleton(pieces, Verb::Plain),
        };
        found.map(|statement| Statement { written, ..statement })
    }

    fn item_skeleton(&mut self, pieces: Range<usize>, verb: Verb) -> Option<Statement> {
        let kind = kind_of(keyword::rule_of(self.text(pieces.start))?)?;
        let span = self.span(&pieces);
        let word = self.span(&(pieces.start..pieces.start + 1));
        let (name, name_span) = self.name_of(kind, &pieces).unwrap_or((String::new(), word));
        let (head, block, is_touched) = (Vec::new(), None, false);
        let mut statement =
            Statement { verb, kind, name, name_span, word, head, block, is_touched, span, written: span };
        let MadeOf::Block(rule, key) = kind.made_of else { return Some(statement) };
        let block = self.block(&pieces);
        let head = block.as_ref().map_or_else(|| pieces.clone(), |block| block.head.clone());
        let is_new = matches!(statement.verb, Verb::Insert(_)) && kind.word == Rule::kw_indicator;
        let rule = if is_new { Rule::s_indicator_new } else { rule };
        let (parts, into) = self.leaf(rule, &head, |parts| Ok(head_parts(parts)))?;
        statement.head = parts;
        if is_new {
            statement.verb = Verb::Insert(into);
        }
        let amends = statement.verb == Verb::Amend;
        statement.block = block.map(|block| {
            let members = self.statements(block.inside);
            members.into_iter().map(|member| self.member(member, key, amends)).collect()
        });
        Some(statement)
    }

    fn name_of(&self, kind: &Kind, pieces: &Range<usize>) -> Option<(String, Span)> {
        let at = pieces.start + 1;
        if kind.naming == Naming::Only || at >= pieces.end {
            return None;
        }
        let has_table = kind.naming == Naming::Path
            && self.layout.pieces.get(at + 1).is_some_and(|piece| piece.kind == Token::Sign('.'));
        let range = at..(if has_table { at + 3 } else { at + 1 }).min(pieces.end);
        let text: String = range.clone().map(|piece| half_width_text(self.text(piece))).collect();
        let name = match kind.naming {
            Naming::Word => keyword::of_word(&text).map_or(text.clone(), |keyword| keyword.zh.to_owned()),
            Naming::Title => without_quotes(&text).to_owned(),
            _ => text,
        };
        Some((name, self.span(&range)))
    }

    fn member(&mut self, pieces: Range<usize>, key: Key, amends: bool) -> Member {
        let span = self.span(&pieces);
        let drops = amends && self.first_word(&pieces, &[Rule::kw_remove]).is_some();
        let at = if drops { pieces.start + 1 } else { pieces.start };
        let text = half_width_text(self.text(at));
        let known = keyword::of_word(&text);
        let key = match (key, known) {
            (Key::Word, Some(keyword)) => keyword.zh.to_owned(),
            (Key::Name, Some(keyword)) if keyword.is_reserved() => keyword.zh.to_owned(),
            (Key::Title | Key::Name, _) => without_quotes(&text).to_owned(),
            _ => text,
        };
        let is_indicator = !drops && known.is_some_and(|keyword| keyword.rule == Rule::kw_indicator);
        let item = if is_indicator { self.item_skeleton(pieces, Verb::Plain) } else { None };
        let key = item.as_ref().map_or(key, |item| format!("指标 {}", item.name));
        Member { key, drops, item, span }
    }
}

/// The parts of a head behind the name, and 于 方面 CODE.
fn head_parts(parts: &mut Children<'_>) -> (Vec<Part>, Option<Spanned<String>>) {
    let mut found = Vec::new();
    let mut into = None;
    let mut names = 0;
    for node in parts.rest() {
        if node.rule() == Rule::name {
            names += 1;
            if names > 1 {
                into = Some(literal::name(&node));
            }
        } else if keyword::of_rule(node.rule()).is_none() {
            found.push(Part { rule: node.rule(), span: node.span() });
        }
    }
    (found, into)
}

/// 删除 WORD NAME
fn removed(parts: &mut Children<'_>) -> Built<Target> {
    let (word, span) = item_word(parts)?;
    let Some(node) = parts.step() else { return Ok((word, String::new(), span, Verb::Remove)) };
    let (text, here) = (without_quotes(&path_text(&node)).to_owned(), node.span());
    let rounded = keyword::of_word(&text).filter(|_| node.rule() == Rule::rounded);
    let name = rounded.map_or(text, |keyword| keyword.zh.to_owned());
    Ok((word, name, here, Verb::Remove))
}

/// 更名 WORD NAME, then 为 NAME, a title, or both
fn renamed(parts: &mut Children<'_>) -> Built<Target> {
    let (word, _) = item_word(parts)?;
    let node = parts.take(Rule::path)?;
    let (name, span) = (path_text(&node), node.span());
    let (mut new, mut title) = (None, None);
    for node in parts.rest() {
        match node.rule() {
            Rule::name => new = Some(literal::name(&node)),
            Rule::string => title = Some(node.span()),
            _ => {}
        }
    }
    Ok((word, name, span, Verb::Rename(new, title)))
}

fn without_quotes(text: &str) -> &str {
    text.trim_matches(['"', '“', '”'])
}

fn item_word(parts: &mut Children<'_>) -> Built<(Rule, Span)> {
    let word = parts.take(Rule::item_word)?;
    let span = word.span();
    Ok((word.only()?.rule(), span))
}

/// A path without the blanks in it.
fn path_text(node: &Node<'_>) -> String {
    half_width_text(node.text()).split_whitespace().collect()
}

fn bare((word, name, name_span, verb): Target, written: Span) -> Option<Statement> {
    let kind = kind_of(word)?;
    let (word, head, block, is_touched) = (name_span, Vec::new(), None, false);
    Some(Statement { verb, kind, name, name_span, word, head, block, is_touched, span: written, written })
}
