//! The syntax tree: what a rule file says, names not yet resolved.
//!
//! The tree keeps places and the words as written. Later stages turn names into ids
//! ([`crate::lang::model`]); nothing here is filled in later.

mod example;
mod expr;
mod grades;

pub use example::{Example, ExampleStatement, Outcome};
pub use expr::{Call, Comparison, Expr, ExprKind, Operator};
pub use grades::{Cap, Grade, Grades, Quota, StillTied, Veto};

use crate::lang::source::{Span, Spanned};
use crate::number::{Date, RoundingMode};

/// A name with its place.
pub type Name = Spanned<String>;

/// One rule file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// 条目 in file order.
    pub items: Vec<Item>,
}

/// A top-level item.
#[derive(Debug, Clone)]
pub enum Item {
    /// 规则集 "名称" [示例]
    RuleSet(RuleSet),
    /// 周期 日期 至 日期
    Cycle(Cycle),
    /// 依据 at the top: the document that the file implements.
    Basis(Vec<Spanned<String>>),
    /// 满分 100 分
    FullMarks(Expr),
    /// 舍入 指标 2 位 四舍五入
    Rounding(RoundingClause),
    /// 数据
    Table(Table),
    /// 口径
    Gloss(Gloss),
    /// 参数
    Parameter(Parameter),
    /// 定义
    Definition(Definition),
    /// 条件
    Condition(Condition),
    /// 方面
    Head(Head),
    /// 加分
    Bonus(Block),
    /// 扣分
    Deduction(Block),
    /// 否决
    Veto(Veto),
    /// 限制
    Cap(Cap),
    /// 等次
    Grades(Grades),
    /// 示例
    Example(Example),
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

/// 舍入 指标 2 位 四舍五入
#[derive(Debug, Clone)]
pub struct RoundingClause {
    /// Decimals.
    pub places: Spanned<u32>,
    /// Mode.
    pub mode: RoundingMode,
    /// The whole statement.
    pub span: Span,
}

/// 数据 NAME "file" [属于 PARENT 按 KEY] { … }
#[derive(Debug, Clone)]
pub struct Table {
    /// Name in rules.
    pub name: Name,
    /// File name relative to the data folder.
    pub file: Spanned<String>,
    /// Parent table and the column that holds its key.
    pub parent: Option<(Name, Name)>,
    /// Declared columns.
    pub fields: Vec<Field>,
    /// 主键 A, B — columns that together name a row.
    pub key: Vec<Name>,
    /// 其余列 忽略 — columns of the file that are not declared are allowed.
    pub ignore_other_columns: bool,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// One declared column: NAME TYPE [主键] [名称] [可缺失] [备查] [列 "标题"]
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that may stand behind a column")]
pub struct Field {
    /// Name in rules and, unless `column` says otherwise, in the file.
    pub name: Name,
    /// Its type.
    pub ty: FieldType,
    /// 主键: names a row of the file.
    pub is_key: bool,
    /// 名称: what a reader calls the row.
    pub is_title: bool,
    /// 可缺失: an empty cell is expected and can be asked for with 为空.
    pub is_optional: bool,
    /// 备查: kept for the record, no rule reads it.
    pub is_record_only: bool,
    /// 列 "…": header text in the file.
    pub column: Option<Spanned<String>>,
    /// The whole declaration.
    pub span: Span,
}

/// Type of a column.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// 文本
    Text,
    /// 是否
    YesNo,
    /// 日期
    Date,
    /// 枚举 { a, b }
    Choice(Vec<Name>),
    /// 数值: a number without a unit.
    Pure,
    /// A number in a unit, named as written (万元, 平方米, %).
    Unit(Name),
}

/// 口径 CODE "text" 依据 …
#[derive(Debug, Clone)]
pub struct Gloss {
    /// Code.
    pub code: Name,
    /// What was decided.
    pub text: Spanned<String>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 参数 NAME = VALUE 依据 …
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name.
    pub name: Name,
    /// A constant expression.
    pub value: Expr,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 定义 [TABLE.]NAME = EXPR
#[derive(Debug, Clone)]
pub struct Definition {
    /// The table whose rows it is worked out for; the subject table when absent.
    pub table: Option<Name>,
    /// Name.
    pub name: Name,
    /// Value, or a set of rows.
    pub value: Expr,
    /// The whole statement.
    pub span: Span,
}

/// 条件 NAME [原则上|一般] [定性] [适用 EXPR] [范围 …] [依据 …] { EXPR } — the clauses in any order.
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
    /// The requirement.
    pub body: Expr,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// A cohort.
#[derive(Debug, Clone)]
pub struct Scope {
    /// 同 A、B: subjects that share these fields; empty for 全部.
    pub same: Vec<Name>,
    /// The whole clause.
    pub span: Span,
}

/// 方面 CODE "title" MARKS [依据 …] { 指标 … }
#[derive(Debug, Clone)]
pub struct Head {
    /// Code.
    pub code: Name,
    /// Title.
    pub title: Spanned<String>,
    /// Full marks.
    pub full: Expr,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 指标 CODE "title" MARKS { clauses }
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Code.
    pub code: Name,
    /// Title.
    pub title: Spanned<String>,
    /// Full marks.
    pub full: Expr,
    /// Clauses in file order.
    pub clauses: Vec<Clause>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// One clause of an indicator.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// The whole clause.
    pub span: Span,
}

/// The clauses of an indicator.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a rule file has a few hundred of them")]
pub enum ClauseKind {
    /// 依据 第九条（一）、第九条（二）
    Basis(Vec<Spanned<String>>),
    /// 适用 EXPR
    Applies(Expr),
    /// 取值 EXPR
    Value(Expr),
    /// 计分 METHOD
    Scoring(Scoring),
    /// 调整 EXPR 时 EFFECT
    Adjustment(Adjustment),
    /// 缺失 得 …
    Missing(Missing),
    /// 佐证 "…"
    Evidence(Spanned<String>),
    /// 建议 "… {EXPR} …"
    Advice(Template),
}

/// What stands in for a mark that cannot be worked out.
#[derive(Debug, Clone)]
pub enum Missing {
    /// 得 0 分
    Marks(Expr),
    /// 得 平均得分 范围 …: the mean mark of the members of a cohort that have one.
    Mean(Scope),
}

/// Text with expressions in braces.
#[derive(Debug, Clone)]
pub struct Template {
    /// Parts in order.
    pub parts: Vec<TemplatePart>,
    /// The string literal.
    pub span: Span,
}

/// A part of a [`Template`].
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Words.
    Text(String),
    /// {EXPR}
    Value(Expr),
}

/// 计分 METHOD [封顶 EXPR] [保底 EXPR]
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The method.
    pub method: Spanned<Method>,
    /// 封顶
    pub cap: Option<Expr>,
    /// 保底
    pub floor: Option<Expr>,
}

/// Scoring methods. Marks are in 分; `满分` stands for the indicator's full marks.
#[derive(Debug, Clone)]
pub enum Method {
    /// 分档 { 不低于 95% : 4 分 ; … ; 其余 : 0 分 }
    Bands {
        /// From the best band down (or the reverse for 不超过 / 低于).
        bands: Vec<Band>,
        /// 其余
        otherwise: Option<Expr>,
    },
    /// 累计 { condition : marks ; 否则 condition : marks ; count 每 1 场 得 0.25 分 封顶 2 分 }
    Cumulative(Vec<Part>),
    /// 比例 目标 EXPR: value ÷ target × 满分
    Ratio {
        /// What earns full marks.
        target: Expr,
    },
    /// 插值 { 60% : 0 分 ; 100% : 满分 } 两端 持平
    Interpolate {
        /// Points (value, marks).
        points: Vec<(Expr, Expr)>,
        /// 两端 持平|延伸
        ends: Option<Spanned<Ends>>,
    },
    /// 功效 不允许 0% 满意 15% 底 60 幅 40: (底 + 幅 × (x − 不允许)/(满意 − 不允许)) ÷ 100 × 满分
    Efficacy {
        /// 不允许值
        unacceptable: Expr,
        /// 满意值
        satisfactory: Expr,
        /// 底
        base: Expr,
        /// 幅
        span: Expr,
    },
    /// 极差 范围 … 底 60 幅 40 相等 得 满分 [升序: less is better]
    MinMax {
        /// Cohort.
        scope: Scope,
        /// 底
        base: Expr,
        /// 幅
        span: Expr,
        /// 相等 得: marks when all members have the same value.
        equal: Option<Expr>,
        /// 升序: the least value is the best.
        least_is_best: bool,
    },
    /// 名次 范围 … 降序 首名 满分 每降一位 减 0.8 分 并列 同名次
    Rank {
        /// Cohort.
        scope: Scope,
        /// 降序 (the greatest is first) or 升序.
        order: Option<Spanned<Order>>,
        /// 首名
        first: Expr,
        /// 每降一位 减
        step: Expr,
        /// 并列 同名次|顺延|平均
        ties: Option<Spanned<Ties>>,
    },
    /// 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 (and 高于 … 每高)
    BeyondLine {
        /// 自: marks to start from.
        start: Expr,
        /// 低于 or 高于 (超过).
        side: Side,
        /// The line.
        line: Expr,
        /// One step.
        step: Expr,
        /// Marks for one step: 减 is negative in meaning, 加 positive.
        change: Change,
        /// 不足一步
        partial: Option<Spanned<Partial>>,
        /// 低于 得 0 分: what holds on the other side of the line; the starting marks when absent.
        other_side: Option<Expr>,
    },
    /// 自 满分 { count 每 1 件 减 0.5 分 ; … }
    DeductEach {
        /// 自: marks to start from.
        start: Expr,
        /// What is deducted for.
        parts: Vec<Each>,
    },
    /// 每 1 项 得 0.4 分 [不足一步 …], counted on 取值
    PerUnit {
        /// One step.
        step: Expr,
        /// Marks for one step.
        marks: Expr,
        /// 不足一步
        partial: Option<Spanned<Partial>>,
    },
    /// 换算 百分制: value ÷ 100 × 满分
    Rescale {
        /// The top of the scale.
        top: Expr,
    },
    /// 直接: the value is the mark.
    Direct,
}

/// 不低于 95% : 4 分
#[derive(Debug, Clone)]
pub struct Band {
    /// Comparison.
    pub comparison: Comparison,
    /// The word as written.
    pub word: Name,
    /// Limit.
    pub limit: Expr,
    /// Marks.
    pub marks: Expr,
    /// The whole arm.
    pub span: Span,
}

/// One addend of 累计.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a rule file has a few dozen of them")]
pub enum Part {
    /// condition : marks ; 否则 condition : marks — the first that holds counts; none: 0 分.
    Cases(Vec<(Expr, Expr)>),
    /// count 每 1 场 得 0.25 分 封顶 2 分
    Each(Each),
}

/// count 每 STEP 得|减 MARKS [封顶 MARKS] [不足一步 …]
#[derive(Debug, Clone)]
pub struct Each {
    /// What is counted.
    pub count: Expr,
    /// One step.
    pub step: Expr,
    /// Marks for one step.
    pub marks: Expr,
    /// 封顶
    pub cap: Option<Expr>,
    /// 不足一步
    pub partial: Option<Spanned<Partial>>,
    /// The whole part.
    pub span: Span,
}

/// What happens beyond the outer points of 插值.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// 持平
    Flat,
    /// 延伸
    Extend,
}

/// Order of 名次.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 降序
    Descending,
    /// 升序
    Ascending,
}

/// How equal values share ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// 同名次: 1, 2, 2, 4
    Competition,
    /// 连续: 1, 2, 2, 3
    Dense,
    /// 平均: 1, 2.5, 2.5, 4
    Average,
}

/// Which side of a line steps are counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 低于 … 每低
    Below,
    /// 高于 / 超过 … 每高
    Above,
}

/// 减 or 加 so many marks.
#[derive(Debug, Clone)]
pub enum Change {
    /// 减
    Subtract(Expr),
    /// 加
    Add(Expr),
}

/// 不足一步 …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partial {
    /// 按一步: a started step counts whole.
    Whole,
    /// 按比例
    Proportional,
    /// 不计
    Ignored,
}

/// 调整 EXPR 时 EFFECT
#[derive(Debug, Clone)]
pub struct Adjustment {
    /// When.
    pub condition: Expr,
    /// What.
    pub effect: Effect,
}

/// Effect of an adjustment on the mark. 减 stops at 0 分.
#[derive(Debug, Clone)]
pub enum Effect {
    /// 减半
    Halve,
    /// 乘 EXPR
    Multiply(Expr),
    /// 减 EXPR
    Subtract(Expr),
    /// 得 EXPR
    Set(Expr),
}

/// 加分 / 扣分 [封顶 MARKS] { "title" EXPR ; … }
#[derive(Debug, Clone)]
pub struct Block {
    /// 封顶
    pub cap: Option<Expr>,
    /// Items.
    pub entries: Vec<Entry>,
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
