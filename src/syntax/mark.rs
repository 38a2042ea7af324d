//! What the grammar knows about a stretch of text and the formatter needs.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::keyword::{self, Keyword};

/// A stretch of text with its role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Its role.
    pub(super) role: Role,
}

/// The role of a stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    /// A keyword, standing where it is one.
    Keyword(&'static Keyword),
    /// The name of a function.
    Function,
    /// 得分 or 得分率 without a code: the item's own, unless something declared bears the name.
    Own,
    /// The name of a function where it is declared: it has no twin.
    FunctionName,
    /// 第九条（一）: stays as written.
    ClauseRef,
    /// A unit: its parts stay together.
    Unit,
    /// A sign before a number or name, not between two.
    Negative,
    /// A bracket that groups, not one of a call.
    Group,
}

impl Mark {
    /// The mark of a pair, if it needs one. `base` is where the parsed text begins in the file.
    pub(super) fn of(pair: &Pair<'_, Rule>, base: usize) -> Option<Self> {
        let role = match pair.as_rule() {
            Rule::function => Role::Function,
            Rule::function_name => Role::FunctionName,
            Rule::path if keyword::is_own_figure(pair.as_str().trim_end()) => Role::Own,
            Rule::each_set => return Self::of_column(pair, base),
            Rule::clause_ref => Role::ClauseRef,
            Rule::unit => Role::Unit,
            Rule::negative => Role::Negative,
            Rule::group_open | Rule::group_close => Role::Group,
            rule => Role::Keyword(keyword::of_rule(rule)?),
        };
        let span = pair.as_span();
        // The grammar takes blanks along at the end of a path.
        let end = span.start() + span.as_str().trim_end().len();
        Some(Self { start: base + span.start(), end: base + end, role })
    }

    /// 各指标.得分率: what is read of each.
    fn of_column(pair: &Pair<'_, Rule>, base: usize) -> Option<Self> {
        let column = pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::name).last()?;
        let span = column.as_span();
        let word = span.as_str().trim_end();
        let start = base + span.start();
        keyword::is_own_figure(word).then_some(Self { start, end: start + word.len(), role: Role::Own })
    }
}
