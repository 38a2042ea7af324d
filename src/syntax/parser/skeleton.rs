//! The skeleton of a file, for amendments.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::layout::Layout;
use super::super::sign::half_width_text;
use super::super::skeleton::{Key, Kind, MadeOf, Member, Naming, Part, Row, Statement, Stretch, Text, Verb, kind_of};
use super::super::token::Kind as Token;
use super::comparison::comparison_of_rule;
use super::node::{Built, Children, Node};
use super::{Parser, literal};
use crate::core::Comparison;
use crate::finding::{SourceId, Span, Spanned};
use crate::number::Number;

/// The items and changes of a laid-out text. Statements with mistakes, 沿用 and 示例 are left out.
pub(in super::super) fn skeleton(source: SourceId, layout: &Layout<'_>) -> Vec<Statement> {
    let mut parser = Parser::new(source, layout, false);
    let statements = parser.statements(0..layout.pieces.len());
    statements.into_iter().flat_map(|statement| parser.skeleton_of(&statement)).collect()
}

/// What 删除 and 更名 name.
type Target = (Rule, String, Span, Verb);

impl Parser<'_> {
    fn skeleton_of(&mut self, pieces: &Range<usize>) -> Vec<Statement> {
        let written = self.span(pieces);
        let rest = pieces.start + 1..pieces.end;
        let bared = |target: Option<Target>| target.and_then(|target| bare(target, written));
        let found = match keyword::rule_of(self.text(pieces.start)) {
            Some(Rule::kw_amend) => self.item_skeleton(rest, Verb::Amend),
            Some(Rule::kw_insert) => self.item_skeleton(rest, Verb::Insert(None)),
            Some(Rule::kw_remove) => bared(self.leaf(Rule::s_remove, pieces, removed)),
            Some(Rule::kw_rename) => bared(self.leaf(Rule::s_rename, pieces, renamed)),
            Some(Rule::kw_move) => {
                let targets = self.leaf(Rule::s_move, pieces, moved).unwrap_or_default();
                return targets.into_iter().filter_map(|target| bare(target, written)).collect();
            }
            _ => self.item_skeleton(pieces.clone(), Verb::Plain),
        };
        found.map(|statement| Statement { written, ..statement }).into_iter().collect()
    }

    fn item_skeleton(&mut self, pieces: Range<usize>, verb: Verb) -> Option<Statement> {
        let kind = kind_of(keyword::rule_of(self.text(pieces.start))?)?;
        let span = self.span(&pieces);
        let word = self.span(&(pieces.start..pieces.start + 1));
        let (name, name_span) = self.name_of(kind, &pieces).unwrap_or((String::new(), word));
        let (head, block, inside, text, is_touched) = (Vec::new(), None, None, Text::default(), false);
        let mut statement =
            Statement { verb, kind, name, name_span, word, head, block, inside, text, is_touched, span, written: span };
        let MadeOf::Block(rule, key) = kind.made_of else {
            if statement.verb == Verb::Amend && self.is_changed_inside(kind.word, &pieces) {
                statement.inside = self.block(&pieces).map(|block| self.rows(block.inside));
            } else {
                statement.text = self.text_of(&pieces);
            }
            return Some(statement);
        };
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
            members.into_iter().map(|member| self.member(member, kind, key, amends)).collect()
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

    fn member(&mut self, pieces: Range<usize>, kind: &Kind, key: Key, amends: bool) -> Member {
        let written = self.span(&pieces);
        let verb = if amends { self.verb_of(&pieces) } else { Verb::Plain };
        let pieces = if verb == Verb::Plain { pieces } else { pieces.start + 1..pieces.end };
        let span = self.span(&pieces);
        let text = half_width_text(self.text(pieces.start));
        let known = keyword::of_word(&text);
        let named = match (key, known) {
            (Key::Word, Some(keyword)) => keyword.zh.to_owned(),
            (Key::Name, Some(keyword)) if keyword.is_reserved() => keyword.zh.to_owned(),
            (Key::Title | Key::Name, _) => without_quotes(&text).to_owned(),
            _ => text.clone(),
        };
        let (inside, row) = (None, None);
        let mut member = Member {
            verb,
            key: named,
            item: None,
            parts: Vec::new(),
            inside,
            row,
            text: Text::default(),
            is_touched: false,
            span,
            written,
        };
        let of = |rule: Rule| key == Key::Word && known.is_some_and(|keyword| keyword.rule == rule);
        if of(Rule::kw_indicator) {
            member.item = self.indicator_in_head(pieces, &member, amends);
            member.key = format!("指标 {}", member.item.as_ref().map_or("", |item| item.name.as_str()));
            return member;
        }
        // Several 调整 are told apart by what they ask.
        if of(Rule::kw_adjust) && pieces.len() > 1 {
            let is_end = |piece: &usize| self.first_word(&(*piece..piece + 1), &[Rule::kw_when]).is_some();
            let end = pieces.clone().find(is_end).unwrap_or(pieces.end);
            member.key = format!("{} {}", member.key, self.canonical(&(pieces.start + 1..end)));
        } else if amends && self.opens_inside(&pieces) && member.verb != Verb::Remove {
            member.inside = self.block(&pieces).map(|block| self.rows(block.inside));
        } else if amends && key == Key::Word && !is_clause(known.map(|keyword| keyword.rule)) {
            member.row = Some(self.row_of(&pieces, member.verb.clone(), written));
        }
        if kind.word == Rule::kw_grades && member.verb != Verb::Remove && member.key != "其余" {
            member.parts = self.leaf(Rule::s_grade_change, &pieces, parts).unwrap_or_default();
        }
        member.text = self.text_of(&pieces);
        member
    }

    /// An indicator in its head; in a change how it stands there.
    fn indicator_in_head(&mut self, pieces: Range<usize>, member: &Member, amends: bool) -> Option<Statement> {
        let written = member.written;
        let item = match (&member.verb, amends) {
            (Verb::Remove, _) => {
                let at = pieces.start + 1..pieces.end;
                let name = half_width_text(self.text(at.start));
                bare((Rule::kw_indicator, name, self.span(&at), Verb::Remove), written)
            }
            (Verb::Insert(_), _) | (_, false) => self.item_skeleton(pieces, Verb::Plain),
            _ => self.item_skeleton(pieces, Verb::Amend),
        };
        item.map(|item| Statement { written, ..item })
    }

    fn verb_of(&self, pieces: &Range<usize>) -> Verb {
        match self.first_word(pieces, &[Rule::kw_amend, Rule::kw_insert, Rule::kw_remove]) {
            Some(Rule::kw_amend) => Verb::Amend,
            Some(Rule::kw_insert) => Verb::Insert(None),
            Some(_) => Verb::Remove,
            None => Verb::Plain,
        }
    }

    /// Changes to rows.
    fn rows(&self, pieces: Range<usize>) -> Vec<Row> {
        let rows = self.statements(pieces).into_iter().map(|statement| {
            let (verb, written) = (self.verb_of(&statement), self.span(&statement));
            let rest = if verb == Verb::Plain { statement } else { statement.start + 1..statement.end };
            self.row_of(&rest, verb, written)
        });
        rows.collect()
    }

    fn row_of(&self, pieces: &Range<usize>, verb: Verb, written: Span) -> Row {
        let new = self.new_address(pieces).filter(|_| !matches!(verb, Verb::Insert(_) | Verb::Remove));
        let old = self.address(&(pieces.start..new.map_or(pieces.end, |new| new.saturating_sub(1))));
        let whole = new.unwrap_or(pieces.start)..pieces.end;
        let address = self.address(&whole);
        Row {
            verb,
            key: self.canonical(&old),
            shown: self.written_text(&old),
            to: new.map(|_| self.canonical(&address)),
            address: self.span(&address),
            text: self.text_of(&whole),
            written,
        }
    }

    /// The pieces of a row that stand before its colon or its 每.
    fn address(&self, pieces: &Range<usize>) -> Range<usize> {
        let ends = |piece: &usize| {
            self.is_sign(*piece, ':')
                || *piece > pieces.start && self.first_word(&(*piece..piece + 1), &[Rule::kw_per]).is_some()
        };
        pieces.start..pieces.clone().find(ends).unwrap_or(pieces.end)
    }

    /// Pieces however they are spelt: words in Chinese, comparisons as signs, numbers without idle zeros, no blanks.
    fn canonical(&self, pieces: &Range<usize>) -> String {
        let mut text = String::new();
        for piece in pieces.clone() {
            let written = half_width_text(self.text(piece));
            let rule = keyword::rule_of(&written);
            match rule.and_then(comparison_of_rule) {
                Some(comparison) => text.push(sign_of(comparison)),
                None if self.is_word(piece) => {
                    let known = keyword::of_word(&written).map(|keyword| keyword.zh);
                    text.push_str(known.unwrap_or_else(|| keyword::function_zh(&written)));
                }
                None => match Number::parse(&written) {
                    Some(number) => text.push_str(&number.to_string()),
                    None => text.push_str(without_quotes(&written)),
                },
            }
        }
        text.replace(">=", "≥").replace("<=", "≤").replace("!=", "≠")
    }

    /// Pieces as they are written.
    fn written_text(&self, pieces: &Range<usize>) -> String {
        let bytes = self.bytes(pieces).unwrap_or(0..0);
        self.layout.text.get(bytes).unwrap_or("").to_owned()
    }

    /// A text with the rows of what stands in braces.
    fn text_of(&self, pieces: &Range<usize>) -> Text {
        let mut stretches = Vec::new();
        let mut from = pieces.start;
        let mut at = pieces.start;
        while at < pieces.end {
            let partner = self.layout.pieces.get(at).map_or(at, |piece| piece.partner);
            if self.is_sign(at, '{') && partner > at + 1 && partner < pieces.end {
                stretches.push(Stretch::Written(self.span(&(from..at + 1))));
                let inside = at + 1..partner;
                let (rows, between) = self.listed(&inside);
                stretches.push(Stretch::Rows(rows, between));
                from = partner;
                at = partner;
            }
            at += 1;
        }
        if from < pieces.end {
            stretches.push(Stretch::Written(self.span(&(from..pieces.end))));
        }
        Text(stretches)
    }

    /// The rows in braces: statements, or names with commas between them.
    fn listed(&self, inside: &Range<usize>) -> (Vec<Row>, &'static str) {
        let statements = self.statements(inside.clone());
        let row = |pieces: &Range<usize>| self.row_of(pieces, Verb::Plain, self.span(pieces));
        let has_colon = inside.clone().any(|piece| self.is_sign(piece, ':'));
        let is_comma = |piece: &usize| self.is_sign(*piece, ',') || self.is_sign(*piece, '、');
        if has_colon || statements.len() > 1 || !inside.clone().any(|piece| is_comma(&piece)) {
            return (statements.iter().map(row).collect(), " ; ");
        }
        let mut rows = Vec::new();
        let mut start = inside.start;
        for end in inside.clone().filter(is_comma).chain([inside.end]) {
            if start < end {
                rows.push(row(&(start..end)));
            }
            start = end + 1;
        }
        (rows, ", ")
    }
}

/// Whether a word begins a clause of an indicator, a head or 总分.
fn is_clause(word: Option<Rule>) -> bool {
    word.is_some_and(|word| {
        super::indicator::WORDS.contains(&word)
            || super::indicator::WORDS_OF_HEAD.contains(&word)
            || super::tree::OF_TOTAL.contains(&word)
    })
}

fn sign_of(comparison: Comparison) -> char {
    match comparison {
        Comparison::AtLeast => '≥',
        Comparison::Above => '>',
        Comparison::AtMost => '≤',
        Comparison::Below => '<',
        Comparison::Equal => '=',
        Comparison::Unequal => '≠',
    }
}

/// All parts of a grade.
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
fn parts(parts: &mut Children<'_>) -> Built<Vec<Part>> {
    Ok(parts.rest().iter().map(|node| Part { rule: node.rule(), span: node.span() }).collect())
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

/// 移动 指标 CODE、CODE 至 方面 CODE
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
fn moved(parts: &mut Children<'_>) -> Built<Vec<Target>> {
    let mut codes = Vec::new();
    let mut target = None;
    for node in parts.rest() {
        match node.rule() {
            Rule::names => codes = literal::names(node),
            Rule::name => target = Some(literal::name(&node)),
            _ => {}
        }
    }
    let into = |code: Spanned<String>| {
        let target = target.clone()?;
        Some((Rule::kw_indicator, code.value, code.span, Verb::Move(target)))
    };
    Ok(codes.into_iter().filter_map(into).collect())
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
    let (word, head, block, inside, text, is_touched) = (name_span, Vec::new(), None, None, Text::default(), false);
    Some(Statement { verb, kind, name, name_span, word, head, block, inside, text, is_touched, span: written, written })
}
