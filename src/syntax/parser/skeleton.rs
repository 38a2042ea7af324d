//! The skeleton of a file, for amendments.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::layout::Layout;
use super::super::sign::half_width_text;
use super::super::skeleton::{Key, Kind, MadeOf, Member, Naming, Part, Statement, Stretch, Text, Verb, kind_of};
use super::super::token::Kind as Token;
use super::common::EACH;
use super::grade::OF_GRADING;
use super::node::{Built, Children};
use super::target::{Target, bare, moved, removed, renamed};
use super::{Parser, literal};
use crate::finding::{SourceId, Span, Spanned};

/// The items and changes of a laid-out text. Statements with mistakes, 沿用 and 示例 are left out.
pub(in super::super) fn skeleton(source: SourceId, layout: &Layout<'_>) -> Vec<Statement> {
    let mut parser = Parser::new(source, layout, false);
    let statements = parser.statements(0..layout.pieces.len());
    let header = parser.header_among(&statements);
    parser.headers.push(header);
    statements.into_iter().flat_map(|statement| parser.skeleton_of(&statement)).collect()
}

impl Parser<'_> {
    fn skeleton_of(&mut self, pieces: &Range<usize>) -> Vec<Statement> {
        let written = self.span(pieces);
        let rest = pieces.start + 1..pieces.end;
        let bared = |target: Option<Target>| target.and_then(|target| bare(target, written));
        let found = match keyword::rule_of(self.text(pieces.start)) {
            Some(Rule::kw_amend) if self.first_word(&rest, EACH).is_some() => self.each_change(&rest, Verb::Amend),
            Some(Rule::kw_amend) if self.is_table_of_changes(&rest) => {
                let changes = self.table_of_changes(&rest).into_iter();
                return changes.map(|change| Statement { verb: Verb::Amend, ..change }).collect();
            }
            Some(Rule::kw_amend) => {
                let codes = self.codes(&rest);
                let change = self.item_skeleton(rest, Verb::Amend);
                let change = change.map(|statement| Statement { written, ..statement });
                return change.into_iter().flat_map(|change| of_each(&change, &codes)).collect();
            }
            Some(Rule::kw_insert) if self.is_row(&rest) => {
                self.row_skeleton(&rest).map(|row| Statement { verb: Verb::Insert(None), ..row })
            }
            Some(Rule::kw_insert) => self.item_skeleton(rest, Verb::Insert(None)),
            Some(Rule::kw_remove) => bared(self.leaf(Rule::s_remove, pieces, removed)),
            Some(Rule::kw_rename) => bared(self.leaf(Rule::s_rename, pieces, renamed)),
            Some(Rule::kw_move) => {
                let targets = self.leaf(Rule::s_move, pieces, moved).unwrap_or_default();
                return targets.into_iter().filter_map(|target| bare(target, written)).collect();
            }
            _ if self.is_row(pieces) => self.row_skeleton(pieces),
            _ => self.item_skeleton(pieces.clone(), Verb::Plain),
        };
        found.map(|statement| Statement { written, ..statement }).into_iter().collect()
    }

    /// 各指标 [于 方面 CODE] [一律] { … } behind 修改; behind 新增 and 删除 a block as a whole.
    fn each_change(&mut self, pieces: &Range<usize>, verb: Verb) -> Option<Statement> {
        let word = self.first_word(pieces, EACH)?;
        let name = self.span(&(pieces.start..pieces.start + 1));
        match verb {
            Verb::Remove => return bare((word, String::new(), name, Verb::Remove), self.span(pieces)),
            Verb::Insert(_) => return self.item_skeleton(pieces.clone(), verb),
            _ => {}
        }
        let block = self.block(pieces)?;
        let (within, throughout) = self.leaf(Rule::s_each_change, &block.head, each)?;
        let verb = Verb::AmendEach(within, throughout);
        let change = bare((word, String::new(), name, verb), self.span(pieces))?;
        let statements = self.statements(block.inside);
        let members = statements.into_iter().flat_map(|member| self.member(member, change.kind, Key::Word, true));
        Some(Statement { block: Some(members.collect()), ..change })
    }

    /// The codes of 指标 CODE、CODE when there are several.
    fn codes(&self, pieces: &Range<usize>) -> Vec<Spanned<String>> {
        let mut codes = Vec::new();
        if self.first_word(pieces, &[Rule::kw_indicator]).is_none() {
            return codes;
        }
        let mut at = pieces.start + 1;
        while at < pieces.end {
            codes.push(Spanned::new(half_width_text(self.text(at)), self.span(&(at..at + 1))));
            if !self.is_sign(at + 1, ',') && !self.is_sign(at + 1, '、') {
                break;
            }
            at += 2;
        }
        codes
    }

    fn item_skeleton(&mut self, pieces: Range<usize>, verb: Verb) -> Option<Statement> {
        let kind = kind_of(keyword::rule_of(self.text(pieces.start))?)?;
        let span = self.span(&pieces);
        let word = self.span(&(pieces.start..pieces.start + 1));
        let (name, name_span) = self.name_of(kind, &pieces).unwrap_or((String::new(), word));
        let (head, block, inside, text, is_touched) = (Vec::new(), None, None, Text::default(), false);
        let (header, written) = (None, span);
        let mut statement = Statement {
            verb,
            kind,
            name,
            name_span,
            word,
            head,
            block,
            inside,
            text,
            is_touched,
            header,
            span,
            written,
        };
        let MadeOf::Block(rule, key) = kind.made_of else {
            if statement.verb == Verb::Amend && self.is_changed_inside(kind.word, &pieces) {
                let is_condition = kind.word == Rule::kw_condition;
                let rows = |inside| if is_condition { self.terms(inside) } else { self.rows(inside) };
                statement.inside = self.block(&pieces).map(|block| rows(block.inside));
            } else if kind.word == Rule::kw_condition {
                statement.text = self.text_of_condition(&pieces);
            } else {
                statement.text = self.text_of(&pieces);
            }
            return Some(statement);
        };
        let block = self.block(&pieces);
        let head = block.as_ref().map_or_else(|| pieces.clone(), |block| block.head.clone());
        let new = matches!(statement.verb, Verb::Insert(_)).then_some(match kind.word {
            Rule::kw_indicator => Rule::s_indicator_new,
            Rule::kw_head => Rule::s_head_new,
            _ => rule,
        });
        let is_new = new.is_some();
        let rule = new.unwrap_or(rule);
        let (parts, into) = self.leaf(rule, &head, |parts| Ok(head_parts(parts)))?;
        statement.head = parts;
        if is_new {
            statement.verb = Verb::Insert(into);
        }
        let amends = statement.verb == Verb::Amend;
        let of = statement.name.clone();
        statement.block = block.map(|block| {
            let members = self.statements(block.inside);
            let header = self.header_among(&members);
            self.headers.push(header);
            let members = members.into_iter().flat_map(|member| self.member(member, kind, key, amends)).collect();
            self.headers.pop();
            members
        });
        for item in statement.block.iter_mut().flatten().filter_map(|member| member.item.as_mut()) {
            if EACH.contains(&item.kind.word) {
                item.name.clone_from(&of);
            }
        }
        Some(statement)
    }

    fn name_of(&self, kind: &Kind, pieces: &Range<usize>) -> Option<(String, Span)> {
        let at = pieces.start + 1;
        if kind.naming == Naming::Only || at >= pieces.end {
            return None;
        }
        if kind.naming == Naming::Perhaps && self.name_at(at).is_none() {
            return None;
        }
        // 参数 按 县区
        let is_keyed = kind.word == Rule::kw_parameter && self.is_keyed(pieces);
        let (at, before) = if is_keyed { (at + 1, "按 ") } else { (at, "") };
        let has_table = (kind.naming == Naming::Path || is_keyed)
            && self.layout.pieces.get(at + 1).is_some_and(|piece| piece.kind == Token::Sign('.'));
        let range = at..(if has_table { at + 3 } else { at + 1 }).min(pieces.end);
        let text: String = range.clone().map(|piece| half_width_text(self.text(piece))).collect();
        let name = match kind.naming {
            Naming::Word => keyword::of_word(&text).map_or(text.clone(), |keyword| keyword.zh.to_owned()),
            Naming::Title => without_quotes(&text).to_owned(),
            _ => format!("{before}{text}"),
        };
        Some((name, self.span(&(pieces.start + 1..range.end))))
    }

    fn member(&mut self, pieces: Range<usize>, kind: &Kind, key: Key, amends: bool) -> Vec<Member> {
        let written = self.span(&pieces);
        let verb = if amends { self.verb_of(&pieces) } else { Verb::Plain };
        let pieces = if verb == Verb::Plain { pieces } else { pieces.start + 1..pieces.end };
        let span = self.span(&pieces);
        let text = half_width_text(self.text(pieces.start));
        let known = keyword::of_word(&text);
        let named = match (key, known) {
            (Key::Word, Some(keyword)) => keyword.zh.to_owned(),
            (Key::Line, _) => self.key_of_line(&pieces),
            (Key::Name, Some(keyword)) if keyword.is_reserved() => keyword.zh.to_owned(),
            (Key::Name, Some(keyword)) if kind.word == Rule::kw_grades && OF_GRADING.contains(&keyword.rule) => {
                keyword.zh.to_owned()
            }
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
        if of(Rule::kw_move) {
            let moved = self.leaf(Rule::s_moved, &pieces, moved).unwrap_or_default();
            let items = moved.into_iter().filter_map(|target| bare(target, written));
            return items.map(|item| Member { verb: Verb::Move(None), ..Member::of(item) }).collect();
        }
        if key == Key::Word && self.is_row(&pieces) {
            let verb = if amends && member.verb == Verb::Plain { Verb::Amend } else { member.verb.clone() };
            let row = self.row_skeleton(&pieces);
            let row = row.map(|row| Statement { verb: verb.clone(), written, ..row });
            return row.map(|row| Member { verb, span, written, ..Member::of(row) }).into_iter().collect();
        }
        if of(Rule::kw_each_indicator) || of(Rule::kw_each_head) {
            let item = if amends {
                let verb = if member.verb == Verb::Plain { Verb::Amend } else { member.verb.clone() };
                self.each_change(&pieces, verb)
            } else {
                self.item_skeleton(pieces, Verb::Plain)
            };
            let item = item.map(|item| Statement { written, ..item });
            let of = |item: Statement| Member { verb: member.verb.clone(), span, written, ..Member::of(item) };
            return item.map(of).into_iter().collect();
        }
        if of(Rule::kw_indicator) || of(Rule::kw_head) {
            let codes = if amends { self.codes(&pieces) } else { Vec::new() };
            let item = self.item_in_head(pieces, &member, amends);
            let items = item.iter().flat_map(|item| of_each(item, &codes));
            let of = |item: Statement| Member { verb: member.verb.clone(), span, written, ..Member::of(item) };
            return items.map(of).collect();
        }
        if of(Rule::kw_definition) && pieces.len() > 1 {
            member.key = format!("{} {}", member.key, half_width_text(self.text(pieces.start + 1)));
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
        let of_grading = kind.word == Rule::kw_grades && known.is_some_and(|word| OF_GRADING.contains(&word.rule));
        if of_grading && pieces.len() > 1 {
            member.key = format!("{} {}", member.key, half_width_text(self.text(pieces.start + 1)));
        } else if kind.word == Rule::kw_grades
            && member.verb != Verb::Remove
            && !matches!(member.key.as_str(), "其余" | "缺失")
        {
            member.parts = self.leaf(Rule::s_grade_change, &pieces, parts).unwrap_or_default();
        }
        if kind.word == Rule::kw_table && key == Key::Name && member.inside.is_none() {
            return self.columns(&pieces, member);
        }
        member.text = self.text_of(&pieces);
        vec![member]
    }

    /// A line of a 数据: of several columns, each with the words that stand behind all of them.
    fn columns(&self, pieces: &Range<usize>, member: Member) -> Vec<Member> {
        let mut names = vec![pieces.start];
        while let Some(comma) =
            names.last().map(|last| last + 1).filter(|at| self.is_sign(*at, ',') || self.is_sign(*at, '、'))
        {
            names.push(comma + 1);
        }
        let Some(last) = names.last().filter(|last| names.len() > 1 && **last < pieces.end) else {
            return vec![Member { text: self.text_of(pieces), ..member }];
        };
        let behind = self.text_of(&(last + 1..pieces.end));
        let column = |name: &usize| {
            let at = Stretch::Written(self.span(&(*name..name + 1)));
            let text = [at, Stretch::Said(" ")].into_iter().chain(behind.0.iter().cloned()).collect();
            Member { key: half_width_text(self.text(*name)), text: Text(text), is_touched: true, ..member.clone() }
        };
        names.iter().map(column).collect()
    }

    /// An indicator or a head in its head; in a change how it stands there.
    fn item_in_head(&mut self, pieces: Range<usize>, member: &Member, amends: bool) -> Option<Statement> {
        let written = member.written;
        let item = match (&member.verb, amends) {
            (Verb::Remove, _) => {
                let word = keyword::rule_of(self.text(pieces.start))?;
                let at = pieces.start + 1..pieces.end;
                let name = half_width_text(self.text(at.start));
                bare((word, name, self.span(&at), Verb::Remove), written)
            }
            (Verb::Insert(_), _) | (_, false) => self.item_skeleton(pieces, Verb::Plain),
            _ => self.item_skeleton(pieces, Verb::Amend),
        };
        item.map(|item| Statement { written, ..item })
    }

    pub(super) fn verb_of(&self, pieces: &Range<usize>) -> Verb {
        match self.first_word(pieces, &[Rule::kw_amend, Rule::kw_insert, Rule::kw_remove]) {
            Some(Rule::kw_amend) => Verb::Amend,
            Some(Rule::kw_insert) => Verb::Insert(None),
            Some(_) => Verb::Remove,
            None => Verb::Plain,
        }
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

/// All parts of a grade.
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
fn parts(parts: &mut Children<'_>) -> Built<Vec<Part>> {
    Ok(parts.rest().iter().map(|node| Part { rule: node.rule(), span: node.span() }).collect())
}

/// A change once for each of its codes; as it is when it has no more than one.
fn of_each(change: &Statement, codes: &[Spanned<String>]) -> Vec<Statement> {
    if codes.len() < 2 {
        return vec![change.clone()];
    }
    let of = |code: &Spanned<String>| Statement { name: code.value.clone(), name_span: code.span, ..change.clone() };
    codes.iter().map(of).collect()
}

/// 各指标 [于 方面 CODE] [一律]
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
fn each(parts: &mut Children<'_>) -> Built<(Option<Spanned<String>>, bool)> {
    let nodes = parts.rest();
    let within = nodes.iter().find(|node| node.rule() == Rule::name).map(literal::name);
    Ok((within, nodes.iter().any(|node| node.rule() == Rule::kw_throughout)))
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
        } else if node.rule() == Rule::kind_marks {
            for kind in node.children().rest() {
                let parts = kind.children().rest();
                let rules = [Rule::kind_mark, Rule::c_marks];
                found.extend(parts.iter().zip(rules).map(|(part, rule)| Part { rule, span: part.span() }));
            }
        } else if keyword::of_rule(node.rule()).is_none() && node.rule() != Rule::names {
            found.push(Part { rule: node.rule(), span: node.span() });
        }
    }
    (found, into)
}

pub(super) fn without_quotes(text: &str) -> &str {
    text.trim_matches(['"', '“', '”'])
}
