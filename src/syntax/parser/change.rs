//! 沿用, 修改, 新增, 删除 and 更名: read for their mistakes and their words. What they do to the inherited file is
//! worked out from skeletons.

use std::ops::Range;

use super::super::ast::{Amendment, Inherit, Item};
use super::super::grammar::Rule;
use super::super::skeleton::KINDS;
use super::node::{Built, Children};
use super::{Parser, Writing, literal};
use crate::finding::Span;
use crate::finding::{Code, Diagnostic};
use crate::words;

impl Parser<'_> {
    /// A statement that begins with 沿用, 修改, 新增, 删除 or 更名.
    pub(super) fn change(&mut self, verb: Rule, pieces: &Range<usize>, span: Span) -> Option<Item> {
        let change = Item::Amendment(Amendment { span });
        match verb {
            Rule::kw_inherit => {
                let file = self.leaf(Rule::s_inherit, pieces, |parts| Ok(literal::string(&parts.take(Rule::string)?)));
                file.map(|file| Item::Inherit(Inherit { file, span }))
            }
            Rule::kw_remove => self.leaf(Rule::s_remove, pieces, |_| Ok(())).map(|()| change),
            Rule::kw_rename => self.leaf(Rule::s_rename, pieces, says_something).map(|()| change),
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
                    .help(words!("写法：修改 参数 营收目标 = 12 亿元", "write: amend parameter target = 12%")),
            );
            return None;
        }
        let Some(word) = self.first_word(&item, &words) else {
            self.unknown_statement(&item, &words, None);
            return None;
        };
        let known = self.diagnostics.len();
        if word == Rule::kw_indicator {
            self.indicator(&item);
        } else {
            if self.writing == Writing::Inserted {
                // An item is inserted whole; only an indicator has to say where.
                self.writing = Writing::Plain;
            }
            let span = self.span(&item);
            self.plain_item(word, item, span);
        }
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
            (Writing::Amended, Rule::s_indicator) => Rule::s_indicator_change,
            (Writing::Inserted, Rule::s_indicator) => Rule::s_indicator_new,
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

    /// 删除 CLAUSE in the block of a changed item; whether the statement is one.
    pub(super) fn drops(&mut self, statement: &Range<usize>) -> bool {
        let drops = self.writing == Writing::Amended && self.first_word(statement, &[Rule::kw_remove]).is_some();
        if drops {
            self.leaf(Rule::s_drop, statement, |_| Ok(()));
        }
        drops
    }
}

/// 更名 without a new name or title changes nothing.
fn says_something(parts: &mut Children<'_>) -> Built<()> {
    let span = parts.span;
    let rest = parts.rest();
    if rest.iter().any(|part| matches!(part.rule(), Rule::kw_to_be | Rule::string)) {
        return Ok(());
    }
    let finding = Diagnostic::error(Code::H0105, span, words!("没有写新的名称", "the new name is not written"));
    Err(Box::new(finding.help(words!(
        "写法：更名 指标 E4 \"新名称\"，或 更名 参数 营收目标 为 收入目标",
        "write: rename indicator E4 \"new title\", or rename parameter target to_be goal"
    ))))
}
