//! The syntax tree: what a rule file says, names not yet resolved.
//!
//! The tree keeps places and the words as written. Later stages turn names into ids
//! ([`crate::rules`]); nothing here is filled in later.

mod asked;
mod cases;
mod common;
mod definition;
mod example;
mod expr;
mod grades;
mod indicator;
mod keyed;
mod left_out;
mod method;
mod name;
mod node;
mod outcome;
mod outputs;
mod script;
mod table;
mod tree;
mod unread;

pub use crate::core::{ChoiceOrder, Comparison, DataWeights, Direction, Moment, Operator, StillTied, Ties};
pub use asked::{Asked, AskedKind, AskedValue, AskedValueKind};
pub use cases::{CaseCell, CaseColumn, CaseColumnKind, CaseRow, Cases, Expected};
pub use common::{Column, ColumnKind, Header, Local};
pub use definition::Definition;
pub use example::{Example, ExampleStatement};
pub use expr::{Call, Divisor, End, Expr, ExprKind, MomentTest, OfText, Parts, RoundTo, Until};
pub use grades::{Demotion, Grade, Grades, Grading, ManualGrades, Participation, Quota, Restriction, Veto};
pub use indicator::{
    Adjustment, Child, Clause, ClauseKind, Common, Effect, Head, Indicator, Missing, Template, TemplatePart,
};
pub use keyed::{KeyedParameters, KeyedRow};
pub use method::{Band, BandTest, Change, Each, Ends, Limit, Method, Part, Partial, Scoring, Side};
pub use name::{Below, Name, Order, Scope, Shared};
pub use node::{Aggregate, Gaps, Level, Node, Precision, Total, WeightMethod, Weighting};
pub use outcome::{Assumed, Outcome};
pub use outputs::{OutputLine, OutputTerm, Outputs};
pub use script::{Port, PortKind, Script, ScriptFunction, ScriptLimits};
pub use table::{
    Bound, ChoiceItem, ChoiceList, Enumeration, Field, FieldChange, FieldType, InDatabase, Spread, Table, Within,
};
pub use tree::TreeNode;
pub use unread::{StatementKind, Unread, may_be};

use crate::finding::{Language, Span, Spanned};
use crate::number::Date;

/// One rule file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The language that most of its keywords are in.
    pub language: Language,
    /// 条目 in file order.
    pub items: Vec<Item>,
}

impl File {
    /// Whether the file changes another.
    #[must_use]
    pub fn is_amendment(&self) -> bool {
        self.items.iter().any(|item| match item {
            Item::Inherit(_) | Item::Amendment(_) => true,
            Item::Unread(unread) => matches!(unread.kind, Some(StatementKind::Inherit | StatementKind::Amendment)),
            _ => false,
        })
    }
}

/// A top-level item.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a file has few items, and each is held once")]
pub enum Item {
    /// 规则集 "名称" [示例]
    RuleSet(RuleSet),
    /// 版次 n: the edition of the language that the file is written in.
    Edition(Spanned<u32>),
    /// 周期 日期 至 日期
    Cycle(Cycle),
    /// 依据 at the top: the document that the file implements.
    Basis(Vec<Spanned<String>>),
    /// 满分 100 分
    FullMarks(Expr),
    /// 层级 "一级指标"、"二级指标": what the levels of the tree are called, from the top
    Levels(Levels),
    /// 舍入 指标 2 位 四舍五入
    Rounding(RoundingClause),
    /// 枚举 NAME { … }
    Enumeration(Enumeration),
    /// 数据
    Table(Box<Table>),
    /// 脚本
    Script(Script),
    /// 脚本限度
    ScriptLimits(ScriptLimits),
    /// 口径
    Gloss(Gloss),
    /// 参数
    Parameter(Parameter),
    /// 参数 按 KEY { … }
    Keyed(KeyedParameters),
    /// 定义
    Definition(Definition),
    /// 条件
    Condition(Condition),
    /// 方面
    Head(Box<Head>),
    /// 指标 directly below 总分
    Indicator(Indicator),
    /// 各指标 { … } or 各方面 { … }
    Common(Box<Common>),
    /// 表头 of rows in the blocks below.
    Header(Header),
    /// 总分 { … }
    Total(Box<Total>),
    /// 加分
    Bonus(Block),
    /// 扣分
    Deduction(Block),
    /// 否决
    Veto(Veto),
    /// 限制
    Restriction(Restriction),
    /// 降等
    Demotion(Demotion),
    /// 参评
    Participation(Participation),
    /// 人工定等
    ManualGrades(ManualGrades),
    /// 等次
    Grades(Grades),
    /// 等次 NAME
    Grading(Box<Grading>),
    /// 列出
    Outputs(Outputs),
    /// 示例
    Example(Example),
    /// 沿用 "file"
    Inherit(Inherit),
    /// 修改, 新增, 删除 or 更名: what it means depends on the inherited file, so it is carried out on the text
    /// before the tree is built.
    Amendment(Amendment),
    /// An item that could not be read.
    Unread(Unread),
}

/// 沿用 "file"
#[derive(Debug, Clone)]
pub struct Inherit {
    /// Path relative to the folder of the file in which it is written.
    pub file: Spanned<String>,
    /// The whole statement.
    pub span: Span,
}

/// A change to the inherited file.
#[derive(Debug, Clone)]
pub struct Amendment {
    /// The whole statement.
    pub span: Span,
}

/// 规则集 "名称" [示例]
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Title.
    pub title: Spanned<String>,
    /// Marked 示例: not official.
    pub is_example: bool,
    /// The whole statement.
    pub span: Span,
}

/// 周期 from 至 to, both inclusive.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The whole statement.
    pub span: Span,
}

/// 层级 "一级指标"、"二级指标"
#[derive(Debug, Clone)]
pub struct Levels {
    /// The names, from the top.
    pub names: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 舍入 指标 2 位 四舍五入
#[derive(Debug, Clone)]
pub struct RoundingClause {
    /// What it is about.
    pub level: Level,
    /// Decimals and mode.
    pub precision: Precision,
    /// The whole statement.
    pub span: Span,
}

/// 口径 CODE "text" 依据 … [{ 另解 … }]
#[derive(Debug, Clone)]
pub struct Gloss {
    /// Code.
    pub code: Name,
    /// What was decided.
    pub text: Spanned<String>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// Other ways to read the text, which were not chosen.
    pub alternatives: Vec<Alternative>,
    /// What of its block could not be read.
    pub unread: Vec<Unread>,
    /// The whole statement.
    pub span: Span,
}

/// 另解 "text" [依据 …] { 修改 … }: another way to read what a 口径 decides, as changes to the rule set.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// How it reads.
    pub title: Spanned<String>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// Between its braces: the changes.
    pub changes: Span,
    /// The whole statement.
    pub span: Span,
}

/// 参数 NAME = VALUE 依据 …, or 参数 NAME { 2024-01-01 起 : VALUE 依据 … ; … }
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name.
    pub name: Name,
    /// Its values; one that holds always when no days are written.
    pub values: Vec<ParameterValue>,
    /// The whole statement.
    pub span: Span,
}

/// A value of a 参数 with the days on which it holds.
#[derive(Debug, Clone)]
pub struct ParameterValue {
    /// First day; none when no days are written.
    pub from: Option<Date>,
    /// Last day; none when it holds until further notice.
    pub to: Option<Date>,
    /// A constant expression.
    pub value: Expr,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// 条件 NAME [原则上|一般] [定性] [适用 EXPR] [范围 …] [至少 n 项] [依据 …] { ITEM ; … } — the clauses in any order.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Name.
    pub name: Name,
    /// 原则上 / 一般: a failure asks for an explanation and decides nothing.
    pub soft: Option<Span>,
    /// 定性: judged by a person; the body gives the recorded verdict.
    pub judged: Option<Span>,
    /// 适用: for which subjects it counts.
    pub applies: Option<Expr>,
    /// 范围: over which cohort aggregates of the subject table run.
    pub scope: Option<Scope>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// 至少 n 项: so many of the items need hold; all when absent.
    pub needs: Option<Expr>,
    /// What it asks for.
    pub items: Vec<ConditionItem>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// `["label"] EXPR [依据 …]`
#[derive(Debug, Clone)]
pub struct ConditionItem {
    /// What it is called.
    pub label: Option<Spanned<String>>,
    /// What it asks for.
    pub requirement: Expr,
    /// Clause of its own.
    pub basis: Vec<Spanned<String>>,
    /// The line.
    pub span: Span,
}

/// 加分 / 扣分 [封顶 MARKS] { "title" EXPR ; … }
#[derive(Debug, Clone)]
pub struct Block {
    /// 封顶
    pub cap: Option<Expr>,
    /// Items.
    pub entries: Vec<Entry>,
    /// What could not be read: its items, and its opening as a 加分 or 扣分.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// "title" EXPR in 加分 or 扣分.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Title.
    pub title: Spanned<String>,
    /// Marks.
    pub marks: Expr,
    /// The whole entry.
    pub span: Span,
}
