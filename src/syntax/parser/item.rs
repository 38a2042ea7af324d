//! Which statement stands here.

use std::ops::Range;

use super::super::ast::Item;
use super::super::grammar::Rule;
use super::super::keyword;
use super::outline::Block;
use super::statements::ITEMS;
use super::{Parser, basics, condition, enumeration, grade, script, tree, usage};
use crate::finding::Span;
use crate::finding::{Code, Diagnostic};
use crate::words;

impl Parser<'_> {
    /// Reads an item of the file.
    pub(super) fn item(&mut self, pieces: Range<usize>) -> Item {
        if self.is_row(&pieces) {
            let row = self.row_of_table(&pieces).map(Item::Indicator);
            return row.unwrap_or_else(|| Item::Unread(self.unread_row(&pieces)));
        }
        self.known_item(pieces.clone()).unwrap_or_else(|| Item::Unread(self.unread(&pieces, ITEMS)))
    }

    fn known_item(&mut self, pieces: Range<usize>) -> Option<Item> {
        let span = self.span(&pieces);
        let Some(word) = self.first_word(&pieces, ITEMS.words) else {
            self.unknown_statement(&pieces, ITEMS.words, None);
            return None;
        };
        match word {
            Rule::kw_inherit | Rule::kw_amend | Rule::kw_insert | Rule::kw_remove | Rule::kw_rename | Rule::kw_move => {
                self.change(word, &pieces, span)
            }
            _ => self.plain_item(word, pieces, span),
        }
    }

    /// Reads an item that begins with its own word.
    pub(super) fn plain_item(&mut self, word: Rule, pieces: Range<usize>, span: Span) -> Option<Item> {
        match word {
            Rule::kw_rule_set => self.leaf(Rule::s_rule_set, &pieces, basics::rule_set).map(Item::RuleSet),
            Rule::kw_edition => self.leaf(Rule::s_edition, &pieces, basics::edition).map(Item::Edition),
            Rule::kw_cycle => self.leaf(Rule::s_cycle, &pieces, basics::cycle).map(Item::Cycle),
            Rule::kw_basis => self.leaf(Rule::s_basis, &pieces, basics::basis).map(Item::Basis),
            Rule::kw_full => self.leaf(Rule::s_full, &pieces, basics::marks).map(Item::FullMarks),
            Rule::kw_levels => self.leaf(Rule::s_levels, &pieces, basics::levels).map(Item::Levels),
            Rule::kw_rounding => self.leaf(Rule::s_rounding, &pieces, tree::rounding).map(Item::Rounding),
            Rule::kw_choice => self.leaf(Rule::s_choice, &pieces, enumeration::enumeration).map(Item::Enumeration),
            Rule::kw_table => self.table(&pieces, span).map(Box::new).map(Item::Table),
            Rule::kw_script => self.script(&pieces, span).map(Item::Script),
            Rule::kw_script_limits => self.leaf(Rule::s_script_limits, &pieces, script::limits).map(Item::ScriptLimits),
            Rule::kw_gloss => self.gloss(&pieces, span).map(Item::Gloss),
            Rule::kw_parameter if self.is_keyed(&pieces) => self.keyed(&pieces, span).map(Item::Keyed),
            Rule::kw_parameter => self.leaf(Rule::s_parameter, &pieces, basics::parameter).map(Item::Parameter),
            Rule::kw_definition => self.leaf(Rule::s_definition, &pieces, basics::definition).map(Item::Definition),
            Rule::kw_condition => self.leaf(Rule::s_condition, &pieces, condition::condition).map(Item::Condition),
            Rule::kw_head => self.head(&pieces, span).map(Box::new).map(Item::Head),
            Rule::kw_indicator => self.indicator(&pieces).map(Item::Indicator),
            Rule::kw_each_indicator | Rule::kw_each_head => self.common(&pieces).map(Box::new).map(Item::Common),
            Rule::kw_header => self.header(&pieces).map(Item::Header),
            Rule::kw_total => self.total(&pieces, span).map(Box::new).map(Item::Total),
            Rule::kw_bonus => self.entries(Rule::s_bonus, &pieces, span).map(Item::Bonus),
            Rule::kw_deduction => self.entries(Rule::s_deduction, &pieces, span).map(Item::Deduction),
            Rule::kw_veto => self.leaf(Rule::s_veto, &pieces, grade::veto).map(Item::Veto),
            Rule::kw_restriction => self.leaf(Rule::s_restriction, &pieces, grade::restriction).map(Item::Restriction),
            Rule::kw_demote => self.leaf(Rule::s_demotion, &pieces, grade::demotion).map(Item::Demotion),
            Rule::kw_participate => {
                self.leaf(Rule::s_participation, &pieces, grade::participation).map(Item::Participation)
            }
            Rule::kw_manual => self.leaf(Rule::s_manual, &pieces, grade::manual).map(Item::ManualGrades),
            Rule::kw_grades => self.grades(&pieces, span),
            Rule::kw_outputs => self.outputs(&pieces, span).map(Item::Outputs),
            _ => self.example(&pieces, span).map(Item::Example),
        }
    }

    /// The first word of a statement if it is one of `known`.
    pub(super) fn first_word(&self, pieces: &Range<usize>, known: &[Rule]) -> Option<Rule> {
        let rule = keyword::rule_of(self.text(pieces.start))?;
        known.contains(&rule).then_some(rule)
    }

    /// Reports a statement that begins with none of `known`.
    pub(super) fn unknown_statement(&mut self, pieces: &Range<usize>, known: &[Rule], inside: Option<Rule>) {
        let first = pieces.start..pieces.start + 1;
        if self.damage(pieces).0 {
            return;
        }
        let word: String = self.text(pieces.start).chars().take(30).collect();
        let (zh, en) = usage::place_words(inside);
        let finding = Diagnostic::error(
            Code::H0102,
            self.span(&first),
            words!("{zh}里没有以「{word}」开头的条目", "no item of {en} begins with `{word}`"),
        );
        let keywords = known.iter().filter_map(|rule| keyword::of_rule(*rule));
        let finding = match keyword::rule_of(&word).and_then(usage::home_of) {
            Some((home_zh, home_en)) if self.is_word(pieces.start) => {
                finding.help(words!("「{word}」写在{home_zh}", "`{word}` belongs {home_en}"))
            }
            _ => {
                let finding = finding.suggest(&word, keywords.clone().flat_map(|keyword| [keyword.zh, keyword.en]));
                let finding = self.with_certain_word(pieces, finding, inside);
                let is_open = finding.fix.is_none();
                is_open.then(|| self.begun_as_meant(pieces, inside, &finding)).flatten().unwrap_or(finding)
            }
        };
        let finding = if finding.help.is_some() {
            finding
        } else {
            let zh = keywords.clone().map(|keyword| keyword.zh).collect::<Vec<_>>().join("、");
            let en = keywords.map(|keyword| keyword.en).collect::<Vec<_>>().join(", ");
            finding.help(words!("这里可以写：{zh}", "here may stand: {en}"))
        };
        self.diagnostics.push(finding);
    }

    /// Cuts a statement that must have a block.
    pub(super) fn wanted_block(&mut self, pieces: &Range<usize>) -> Option<Block> {
        let word = self.text(pieces.start).to_owned();
        let Some(block) = self.block(pieces) else {
            if self.may_lack_block() {
                return Some(Block { head: pieces.clone(), inside: 0..0, after: 0..0 });
            }
            let span = self.span(&(pieces.start..pieces.start + 1));
            if !self.damage(pieces).0 {
                let lacks = Diagnostic::error(
                    Code::H0204,
                    span,
                    words!("「{word}」缺少花括号里的内容", "`{word}` lacks its block in braces"),
                )
                .help(usage::of_word(&word));
                // 总分 10 分 is meant for 满分.
                let is_total = self.first_word(pieces, &[Rule::kw_total]).is_some();
                let meant = is_total.then(|| self.begun_as_meant(pieces, None, &lacks)).flatten();
                self.diagnostics.push(meant.unwrap_or(lacks));
            }
            return None;
        };
        if !block.after.is_empty() && !self.damage(&block.after).0 {
            let span = self.span(&block.after);
            let message = words!("「}}」之后有多余的内容", "there is something after `}}`");
            let help = words!("下一条另起一行写", "begin the next item on a line of its own");
            self.diagnostics.push(Diagnostic::error(Code::H0105, span, message).help(help));
        }
        Some(block)
    }
}
