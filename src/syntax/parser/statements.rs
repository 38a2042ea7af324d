//! Which words begin the statements of a file and of its blocks.

use super::super::ast::StatementKind;
use super::super::grammar::Rule;

/// The statements of a block: what a first word begins, and what one without such a word is.
#[derive(Clone, Copy)]
pub(super) struct Statements {
    /// Words that begin one.
    pub(super) words: &'static [Rule],
    /// A statement that begins with none of them.
    pub(super) otherwise: Option<StatementKind>,
}

/// The words that begin an item of a file.
pub(super) const ITEMS: Statements = Statements { words: WORDS, otherwise: None };

const WORDS: &[Rule] = &[
    Rule::kw_rule_set,
    Rule::kw_edition,
    Rule::kw_cycle,
    Rule::kw_basis,
    Rule::kw_full,
    Rule::kw_levels,
    Rule::kw_rounding,
    Rule::kw_choice,
    Rule::kw_table,
    Rule::kw_script,
    Rule::kw_script_limits,
    Rule::kw_gloss,
    Rule::kw_parameter,
    Rule::kw_definition,
    Rule::kw_condition,
    Rule::kw_head,
    Rule::kw_indicator,
    Rule::kw_each_indicator,
    Rule::kw_each_head,
    Rule::kw_header,
    Rule::kw_total,
    Rule::kw_bonus,
    Rule::kw_deduction,
    Rule::kw_veto,
    Rule::kw_restriction,
    Rule::kw_demote,
    Rule::kw_participate,
    Rule::kw_manual,
    Rule::kw_grades,
    Rule::kw_outputs,
    Rule::kw_example,
    Rule::kw_inherit,
    Rule::kw_amend,
    Rule::kw_insert,
    Rule::kw_remove,
    Rule::kw_rename,
    Rule::kw_move,
];

/// The words that begin a change.
pub(super) const CHANGES: &[Rule] = &[Rule::kw_amend, Rule::kw_insert, Rule::kw_remove, Rule::kw_rename, Rule::kw_move];

/// The statements of a 数据.
pub(super) const COLUMNS: Statements = Statements {
    words: &[
        Rule::kw_key,
        Rule::kw_other_columns,
        Rule::kw_sheet,
        Rule::kw_header_row,
        Rule::kw_missing_marks,
        Rule::kw_inapplicable_marks,
        Rule::kw_zero_marks,
        Rule::kw_spread,
    ],
    otherwise: Some(StatementKind::Column),
};

/// The statements of a 脚本.
pub(super) const FUNCTIONS: Statements = Statements { words: &[], otherwise: Some(StatementKind::Function) };
