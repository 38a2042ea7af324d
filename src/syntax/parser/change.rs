//! 沿用, 修改, 新增, 删除, 移动 and 更名: read for their mistakes and their words. What they do to the inherited file is
//! worked out from skeletons.

use std::ops::Range;

use super::super::ast::{Amendment, Inherit, Item};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::skeleton::KINDS;
use super::super::token::Kind as Token;
use super::common::EACH;
use super::comparison::{comparison_of_rule, text_test_of};
use super::node::{Built, Children};
use super::{Parser, Writing, literal};
use crate::finding::Span;
use crate::finding::{Code, Diagnostic};
use crate::words;

impl Parser<'_> {
    /// A statement that begins with 沿用, 修改, 新增, 删除, 移动 or 更名.
    pub(super) fn change(&mut self, verb: Rule, pieces: &Range<usize>, span: Span) -> Option<Item> {
        let change = Item::Amendment(Amendment { span });
        match verb {
            Rule::kw_inherit => {
                let file = self.leaf(Rule::s_inherit, pieces, |parts| Ok(literal::string(&parts.take(Rule::string)?)));
                file.map(|file| Item::Inherit(Inherit { file, span }))
            }
            Rule::kw_remove => self.leaf(Rule::s_remove, pieces, |_| Ok(())).map(|()| change),
            Rule::kw_rename => self.leaf(Rule::s_rename, pieces, says_something).map(|()| change),
            Rule::kw_move => self.leaf(Rule::s_move, pieces, |_| Ok(())).map(|()| change),
            _ => {
                self.leaf(Rule::s_verb, &(pieces.start..pieces.start + 1), |_| Ok(()))?;
                let item = pieces.start + 1..pieces.end;
                self.writing = if verb == Rule::kw_amend { Writing::Amended } else { Writing::Inserted };
                let read = self.changed_item(pieces, item);
                self.writing = Writing::Plain;
                read.map(|()| change)
            }
        }
    }

    /// The item behind 修改 or 新增.
    fn changed_item(&mut self, whole: &Range<usize>, item: Range<usize>) -> Option<()> {
        let words: Vec<Rule> = KINDS.iter().map(|kind| kind.word).collect();
        if item.is_empty() {
            let span = self.span(whole);
            self.diagnostics.push(
                Diagnostic::error(Code::H0105, span, words!("没有写改的是哪一条", "it does not say what is changed"))
                    .help(words!("写法：修改 参数 目标值 = 95%", "write: amend parameter target = 12%")),
            );
            return None;
        }
        if self.writing == Writing::Amended && self.first_word(&item, EACH).is_some() {
            let known = self.diagnostics.len();
            self.common(&item);
            return (self.diagnostics.len() == known).then_some(());
        }
        if self.writing == Writing::Amended && self.is_table_of_changes(&item) {
            return self.changed_rows(&item);
        }
        if self.writing == Writing::Inserted && self.is_row(&item) {
            return self.row_of_table(&item).map(|_| ());
        }
        let Some(word) = self.first_word(&item, &words) else {
            self.unknown_statement(&item, &words, None);
            return None;
        };
        let known = self.diagnostics.len();
        if self.writing == Writing::Amended && self.is_changed_inside(word, &item) {
            if word == Rule::kw_parameter && self.is_keyed(&item) {
                self.inside_keyed(&item);
            } else {
                self.inside(&(item.start..item.start + 2), &item);
            }
        } else if word == Rule::kw_indicator {
            self.indicator(&item);
        } else if word == Rule::kw_head {
            let span = self.span(&item);
            self.head(&item, span);
        } else {
            if self.writing == Writing::Inserted {
                // An item is inserted whole; only a node of the tree says where.
                self.writing = Writing::Plain;
            }
            let span = self.span(&item);
            self.plain_item(word, item, span);
        }
        (self.diagnostics.len() == known).then_some(())
    }

    /// 修改 指标 { 表头 … ; rows }: cells that are written replace what is there.
    fn changed_rows(&mut self, pieces: &Range<usize>) -> Option<()> {
        let known = self.diagnostics.len();
        let block = self.wanted_block(pieces)?;
        self.leaf(Rule::s_table_of_changes, &block.head, |_| Ok(()))?;
        let statements = self.statements(block.inside);
        let header = self.header_among(&statements);
        self.headers.push(header);
        for statement in &statements {
            if self.first_word(statement, &[Rule::kw_header]).is_some() {
                self.header(statement);
            } else if self.is_row(statement) {
                self.row_of_table(statement);
            } else {
                let span = self.span(statement);
                let message = words!("这里只写表头和行", "only a header and rows stand here");
                self.diagnostics.push(Diagnostic::error(Code::H0102, span, message).help(words!(
                    "写法：修改 指标 {{ 表头 编号 | 权重 ; A1 | 2 }}；只改一个指标的，写 修改 指标 A1 {{ … }}",
                    "write: amend indicator {{ header code | weight ; A1 | 2 }}; for one indicator write amend indicator A1 {{ … }}"
                )));
            }
        }
        self.headers.pop();
        (self.diagnostics.len() == known).then_some(())
    }

    /// Reads the head of a block that may be a changed one.
    pub(super) fn opening<T>(
        &mut self,
        rule: Rule,
        pieces: &Range<usize>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<T> {
        let changed = match (self.writing, rule) {
            (Writing::Amended, Rule::s_table) => Rule::s_table_change,
            (Writing::Amended, Rule::s_head) => Rule::s_head_change,
            (Writing::Amended, Rule::s_each) => Rule::s_each_change,
            (Writing::Amended, Rule::s_indicator) => Rule::s_indicator_change,
            (Writing::Amended, Rule::s_bonus) => Rule::s_bonus_change,
            (Writing::Amended, Rule::s_deduction) => Rule::s_deduction_change,
            (Writing::Inserted, Rule::s_indicator) => Rule::s_indicator_new,
            (Writing::Inserted, Rule::s_head) => Rule::s_head_new,
            _ => return self.leaf(rule, pieces, build),
        };
        // The tree of a change is not used.
        self.leaf(changed, pieces, |_| Ok(()));
        None
    }

    /// Whether a block may be left out.
    pub(super) fn may_lack_block(&self) -> bool {
        self.writing == Writing::Amended
    }

    /// A statement in the block of a changed item, without its 修改 or 新增: it is read as in a whole file. `None` when
    /// it is a change that has been read here: 删除, a row of a list, a change inside a clause, an indicator.
    pub(super) fn changed(&mut self, statement: &Range<usize>, clauses: &[Rule]) -> Option<Range<usize>> {
        if self.writing != Writing::Amended {
            return Some(statement.clone());
        }
        let verb = self.first_word(statement, VERBS);
        if verb == Some(Rule::kw_remove) {
            self.leaf(Rule::s_drop, statement, |_| Ok(()));
            return None;
        }
        let rest = self.behind_verb(statement, verb);
        if clauses.contains(&Rule::kw_indicator) && self.is_row(&rest) {
            self.row_of_table(&rest);
            return None;
        }
        if self.first_word(&rest, EACH).is_some_and(|word| clauses.contains(&word)) {
            if verb == Some(Rule::kw_insert) {
                self.writing = Writing::Plain;
            }
            self.common(&rest);
            self.writing = Writing::Amended;
            return None;
        }
        if verb != Some(Rule::kw_insert) && self.opens_inside(&rest) {
            self.inside(&(rest.start..rest.start + 1), &rest);
            return None;
        }
        let node = self.first_word(&rest, &[Rule::kw_indicator, Rule::kw_head]);
        if let Some(node) = node.filter(|node| clauses.contains(node)) {
            if verb == Some(Rule::kw_insert) {
                self.writing = Writing::Plain;
            }
            if node == Rule::kw_head {
                let span = self.span(&rest);
                self.head(&rest, span);
            } else {
                self.indicator(&rest);
            }
            self.writing = Writing::Amended;
            return None;
        }
        let has_clause = clauses.is_empty() || self.first_word(&rest, clauses).is_some();
        if !has_clause && (verb.is_some() || self.looks_like_row(&rest)) {
            self.row(&rest);
            return None;
        }
        Some(rest)
    }

    /// Marks 修改 or 新增 and gives what stands behind it.
    fn behind_verb(&mut self, statement: &Range<usize>, verb: Option<Rule>) -> Range<usize> {
        if verb.is_none() {
            return statement.clone();
        }
        self.leaf(Rule::s_verb, &(statement.start..statement.start + 1), |_| Ok(()));
        statement.start + 1..statement.end
    }

    /// CLAUSE { … }, with nothing between and behind: rows of the lists in a clause, a line or a column.
    pub(super) fn opens_inside(&self, pieces: &Range<usize>) -> bool {
        let opens = self.is_sign(pieces.start + 1, '{') && pieces.start + 1 < pieces.end;
        opens && self.block(pieces).is_some_and(|block| block.head.len() == 1 && block.after.is_empty())
    }

    /// 修改 定义 NAME { … }, and 修改 参数 NAME { … }, 修改 枚举 NAME { … } and 修改 条件 NAME { … } with changes to rows; a
    /// 参数 with new dated values, a 枚举 with all its items and a 条件 with another expression are written whole. A 条件
    /// whose lines all have labels is changed there.
    pub(super) fn is_changed_inside(&self, word: Rule, item: &Range<usize>) -> bool {
        if word == Rule::kw_parameter && self.is_keyed(item) {
            // With a 表头 it is written whole.
            let rows = self.block(item).map(|block| self.statements(block.inside)).unwrap_or_default();
            return !rows.iter().any(|row| self.first_word(row, &[Rule::kw_header]).is_some());
        }
        let named = item.start + 1..item.end;
        if !matches!(word, Rule::kw_definition | Rule::kw_parameter | Rule::kw_condition | Rule::kw_choice)
            || named.is_empty()
            || !self.opens_inside(&named)
        {
            return false;
        }
        let block = self.block(&named).map_or(0..0, |block| block.inside);
        let statements = self.statements(block);
        let has_labels = || !statements.is_empty() && statements.iter().all(|statement| self.is_labelled(statement));
        word == Rule::kw_definition
            || statements.iter().any(|statement| self.first_word(statement, VERBS).is_some())
            || word == Rule::kw_condition && has_labels()
    }

    /// "label" EXPR: an item of a condition. A text with which something is done is no label.
    pub(super) fn is_labelled(&self, statement: &Range<usize>) -> bool {
        let next = statement.start + 1;
        let kind = |piece: usize| self.layout.pieces.get(piece).map(|piece| piece.kind);
        if kind(statement.start) != Some(Token::Text) || next >= statement.end {
            return false;
        }
        let goes_on = |rule: Rule| {
            comparison_of_rule(rule).is_some()
                || text_test_of(rule).is_some()
                || matches!(
                    rule,
                    Rule::kw_and
                        | Rule::kw_or
                        | Rule::kw_within
                        | Rule::kw_not_within
                        | Rule::kw_is_empty
                        | Rule::kw_is_not_empty
                        | Rule::kw_basis
                        | Rule::kw_to_be
                )
        };
        match kind(next) {
            Some(Token::Word) => !keyword::rule_of(self.text(next)).is_some_and(goes_on),
            Some(Token::Sign(sign)) => matches!(sign, '('),
            _ => true,
        }
    }

    fn inside(&mut self, target: &Range<usize>, pieces: &Range<usize>) {
        let named = target.end - 1..target.end;
        self.leaf(Rule::s_inside, &named, |_| Ok(()));
        let Some(block) = self.block(pieces) else { return };
        for statement in self.statements(block.inside) {
            let verb = self.first_word(&statement, VERBS);
            if verb == Some(Rule::kw_remove) {
                self.leaf(Rule::s_drop, &statement, |_| Ok(()));
                continue;
            }
            let rest = self.behind_verb(&statement, verb);
            if self.is_labelled(&rest) && self.first_word(pieces, &[Rule::kw_condition]).is_some() {
                self.leaf(Rule::s_condition_row, &rest, |_| Ok(()));
            } else {
                self.row(&rest);
            }
        }
    }

    /// 修改 参数 按 KEY { rows }
    fn inside_keyed(&mut self, pieces: &Range<usize>) {
        let Some(block) = self.block(pieces) else { return };
        self.leaf(Rule::s_keyed, &block.head, |_| Ok(()));
        for statement in self.statements(block.inside) {
            let verb = self.first_word(&statement, VERBS);
            if verb == Some(Rule::kw_remove) {
                self.leaf(Rule::s_drop, &statement, |_| Ok(()));
                continue;
            }
            let rest = self.behind_verb(&statement, verb);
            self.keyed_change(&rest);
        }
    }

    /// A row of a list: ADDRESS : …, ADDRESS 为 ADDRESS, or an item of an enumeration.
    fn row(&mut self, pieces: &Range<usize>) {
        let rule = if self.new_address(pieces).is_some() { Rule::s_row_to_be } else { Rule::s_row };
        self.leaf(rule, pieces, |_| Ok(()));
    }

    /// Where the new address of ADDRESS 为 ADDRESS begins.
    pub(super) fn new_address(&self, pieces: &Range<usize>) -> Option<usize> {
        let at = pieces.clone().find(|piece| self.first_word(&(*piece..piece + 1), &[Rule::kw_to_be]).is_some())?;
        Some(at + 1).filter(|at| *at < pieces.end)
    }

    fn looks_like_row(&self, pieces: &Range<usize>) -> bool {
        let first = keyword::rule_of(self.text(pieces.start));
        first.is_some_and(|rule| rule == Rule::kw_otherwise || comparison_of_rule(rule).is_some())
            || pieces.clone().any(|piece| self.is_sign(piece, ':'))
    }
}

/// What a statement in the block of a changed item may begin with.
const VERBS: &[Rule] = &[Rule::kw_amend, Rule::kw_insert, Rule::kw_remove];

/// 更名 without a new name or title changes nothing.
fn says_something(parts: &mut Children<'_>) -> Built<()> {
    let span = parts.span;
    let rest = parts.rest();
    if rest.iter().any(|part| matches!(part.rule(), Rule::kw_to_be | Rule::string)) {
        return Ok(());
    }
    let finding = Diagnostic::error(Code::H0105, span, words!("没有写新的名称", "the new name is not written"));
    Err(Box::new(finding.help(words!(
        "写法：更名 指标 E4 \"新名称\"，或 更名 参数 目标值 为 新目标值",
        "write: rename indicator E4 \"new title\", or rename parameter target to_be goal"
    ))))
}
