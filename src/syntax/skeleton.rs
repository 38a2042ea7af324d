//! A file as statements whose parts can be exchanged, each part a place in the text.
//!
//! The skeleton knows what an item is called and where its parts stand, and nothing of what they say. It is what
//! amendments work on, so that an item of a new kind can be amended as soon as it has its row in [`KINDS`].

use super::grammar::Rule;
use crate::finding::{Span, Spanned};

/// A kind of item.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its first word.
    pub(super) word: Rule,
    /// How one is told apart from another.
    pub(super) naming: Naming,
    /// What it is made of.
    pub(super) made_of: MadeOf,
}

/// How an item is told apart from others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// There is one at most.
    Only,
    /// By a name, or without one: 等次, 等次 单项.
    Perhaps,
    /// By the word that follows: 舍入 指标.
    Word,
    /// By a name.
    Name,
    /// By a name, with its table or without.
    Path,
    /// By a text in quotes: 脚本 "growth.rhai".
    Title,
}

/// What an item is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MadeOf {
    /// One piece: it is exchanged as a whole.
    One,
    /// A head, read by a rule that lets parts be left out, and statements in a block.
    Block(Rule, Key),
}

/// How a statement of a block is told apart from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// By its first word: the clauses of an indicator. Several with the same word are exchanged together.
    Word,
    /// By its name: columns, grades.
    Name,
    /// By its title in quotes.
    Title,
    /// By its title in quotes at the end, or else by all that it says: the columns of 列出.
    Line,
}

const fn kind(word: Rule, naming: Naming, made_of: MadeOf) -> Kind {
    Kind { word, naming, made_of }
}

/// Every kind of item that can be amended.
pub(super) static KINDS: &[Kind] = &[
    kind(Rule::kw_rule_set, Naming::Only, MadeOf::One),
    kind(Rule::kw_edition, Naming::Only, MadeOf::One),
    kind(Rule::kw_cycle, Naming::Only, MadeOf::One),
    kind(Rule::kw_basis, Naming::Only, MadeOf::One),
    kind(Rule::kw_full, Naming::Only, MadeOf::One),
    kind(Rule::kw_levels, Naming::Only, MadeOf::One),
    kind(Rule::kw_rounding, Naming::Word, MadeOf::One),
    kind(Rule::kw_choice, Naming::Name, MadeOf::One),
    kind(Rule::kw_table, Naming::Name, MadeOf::Block(Rule::s_table_change, Key::Name)),
    kind(Rule::kw_gloss, Naming::Name, MadeOf::One),
    kind(Rule::kw_parameter, Naming::Name, MadeOf::One),
    kind(Rule::kw_definition, Naming::Path, MadeOf::One),
    kind(Rule::kw_condition, Naming::Name, MadeOf::One),
    kind(Rule::kw_head, Naming::Name, MadeOf::Block(Rule::s_head_change, Key::Word)),
    kind(Rule::kw_indicator, Naming::Name, MadeOf::Block(Rule::s_indicator_change, Key::Word)),
    kind(Rule::kw_each_indicator, Naming::Only, MadeOf::Block(Rule::s_each, Key::Word)),
    kind(Rule::kw_each_head, Naming::Only, MadeOf::Block(Rule::s_each, Key::Word)),
    kind(Rule::kw_header, Naming::Only, MadeOf::One),
    kind(Rule::kw_total, Naming::Only, MadeOf::Block(Rule::s_total, Key::Word)),
    kind(Rule::kw_bonus, Naming::Only, MadeOf::Block(Rule::s_bonus_change, Key::Title)),
    kind(Rule::kw_deduction, Naming::Only, MadeOf::Block(Rule::s_deduction_change, Key::Title)),
    kind(Rule::kw_veto, Naming::Name, MadeOf::One),
    kind(Rule::kw_restriction, Naming::Name, MadeOf::One),
    kind(Rule::kw_grades, Naming::Perhaps, MadeOf::Block(Rule::s_grades, Key::Name)),
    kind(Rule::kw_outputs, Naming::Only, MadeOf::Block(Rule::s_outputs, Key::Line)),
    kind(Rule::kw_participate, Naming::Only, MadeOf::One),
    kind(Rule::kw_demote, Naming::Name, MadeOf::One),
    kind(Rule::kw_manual, Naming::Only, MadeOf::One),
    kind(Rule::kw_script, Naming::Title, MadeOf::One),
    kind(Rule::kw_script_limits, Naming::Only, MadeOf::One),
];

/// 示例 are not inherited and not amended; each file brings its own.
static EXAMPLE: Kind = kind(Rule::kw_example, Naming::Only, MadeOf::One);

/// The kind of item that a word begins.
pub(super) fn kind_of(word: Rule) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.word == word).or((word == Rule::kw_example).then_some(&EXAMPLE))
}

/// How a statement stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verb {
    /// By itself.
    Plain,
    /// 修改
    Amend,
    /// 修改 各指标 or 各方面, below one head or all; with 一律 also where an item has a clause of its own.
    AmendEach(Option<Spanned<String>>, bool),
    /// 新增, a head or an indicator with 于 方面 CODE.
    Insert(Option<Spanned<String>>),
    /// 删除
    Remove,
    /// 更名: the new name and the new title.
    Rename(Option<Spanned<String>>, Option<Span>),
    /// 移动 to a head, or to 总分.
    Move(Option<Spanned<String>>),
}

/// An item, or a change to one.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// How it stands in its file.
    pub(super) verb: Verb,
    /// What it is.
    pub(super) kind: &'static Kind,
    /// Its name; empty when there is only one. A common block has that of the head in which it stands.
    pub(super) name: String,
    /// The place of its name, or of its first word when it has none.
    pub(super) name_span: Span,
    /// Its first word.
    pub(super) word: Span,
    /// The parts of its head behind the name.
    pub(super) head: Vec<Part>,
    /// The statements of its block.
    pub(super) block: Option<Vec<Member>>,
    /// Changes to the rows of lists in it: 修改 定义 甲 { … }.
    pub(super) inside: Option<Vec<Row>>,
    /// Of an item of one piece: its text.
    pub(super) text: Text,
    /// Whether it differs from what stands at `span`, so that it is printed part by part.
    pub(super) is_touched: bool,
    /// Of an indicator that is written as a row: its 表头. Printed part by part it has a block of its own.
    pub(super) header: Option<Span>,
    /// The whole, without 修改 or 新增.
    pub(super) span: Span,
    /// The whole, with the verb.
    pub(super) written: Span,
}

/// A part of a head. Full marks by kind are two for each: the kind, and its marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// What it is.
    pub(super) rule: Rule,
    /// Where it stands.
    pub(super) span: Span,
}

/// A statement of a block.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// How it stands in the block of a change.
    pub(super) verb: Verb,
    /// What tells it apart.
    pub(super) key: String,
    /// Of an indicator or a head in a head.
    pub(super) item: Option<Statement>,
    /// Of a grade: its parts, each of which can be changed alone.
    pub(super) parts: Vec<Part>,
    /// Changes to the rows of lists in it: 修改 计分 { … }.
    pub(super) inside: Option<Vec<Row>>,
    /// In a change: a row of a list that stands in some clause.
    pub(super) row: Option<Row>,
    /// Its text.
    pub(super) text: Text,
    /// Whether its text differs from what stands at `span`.
    pub(super) is_touched: bool,
    /// The whole, without its verb.
    pub(super) span: Span,
    /// The whole, with its verb.
    pub(super) written: Span,
}

impl Member {
    /// An item that stands in a head.
    pub(super) fn of(item: Statement) -> Self {
        let key = match item.kind.word {
            Rule::kw_head => format!("方面 {}", item.name),
            Rule::kw_each_indicator => "各指标".to_owned(),
            Rule::kw_each_head => "各方面".to_owned(),
            _ => format!("指标 {}", item.name),
        };
        Self {
            verb: Verb::Plain,
            key,
            parts: Vec::new(),
            inside: None,
            row: None,
            text: Text::default(),
            is_touched: false,
            span: item.span,
            written: item.written,
            item: Some(item),
        }
    }
}

/// A text with the lists in it, whose rows can be exchanged one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Text(pub(super) Vec<Stretch>);

/// A part of a text.
#[derive(Debug, Clone)]
pub(super) enum Stretch {
    /// As it was written.
    Written(Span),
    /// What stands in braces, and what stands between two rows there.
    Rows(Vec<Row>, Between),
    /// Nobody wrote it: the brackets around a changed term, the word of a clause that was a cell.
    Said(&'static str),
}

/// What stands between two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// Each is a statement.
    Statements,
    /// Each is a name.
    Names,
    /// Each is a term, joined to the next by this word.
    Terms(&'static str),
}

impl Between {
    /// The text.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Statements => " ; ",
            Self::Names => ", ",
            Self::Terms(word) => word,
        }
    }
}

/// A row of a list: a band, a part, a point, an arm, a dated value, an item of an enumeration, a term of a condition.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// How it stands in a change.
    pub(super) verb: Verb,
    /// Its address, however it is spelt.
    pub(super) key: String,
    /// Its address as it is written.
    pub(super) shown: String,
    /// 修改 ADDRESS 为 ADDRESS: the new one.
    pub(super) to: Option<String>,
    /// Where its address stands; the new one if there is one.
    pub(super) address: Span,
    /// Of a row with bars: its cells; none where nothing is written.
    pub(super) cells: Vec<Option<Span>>,
    /// The whole, from its address on.
    pub(super) text: Text,
    /// The whole, with its verb.
    pub(super) written: Span,
}
