//! Expressions, as a flat row has been put in order.

use super::{Below, Name, Order, Scope, Ties};
use crate::core::{Comparison, Moment, Operator, TextTest, Verdict};
use crate::finding::{Span, Spanned};
use crate::number::{Date, Number, RoundingMode};

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// 5 亿元, 70%, 3
    Number {
        /// As written, in the unit.
        value: Number,
        /// Unit name as written.
        unit: Option<Name>,
    },
    /// "text"
    Text(String),
    /// 2023-03-31
    Date(Date),
    /// 是 / 否 as a value (in examples).
    YesNo(bool),
    /// NAME or TABLE.NAME
    Name {
        /// The table, or set of rows.
        table: Option<Name>,
        /// The name itself.
        name: Name,
    },
    /// 本行.NAME: what the row at hand says, where other rows are looked up.
    ThisRow(Name),
    /// 满分
    FullMarks,
    /// 取值
    Value,
    /// 总分
    Total,
    /// 各方面得分率: every head's marks ÷ its full marks; only left of a comparison.
    EveryHeadRate,
    /// 等次(NAME): the grade of a further grading.
    GradeOf(Name),
    /// 各指标, 各方面 as rows; only as the argument of a function.
    Parts(Parts),
    /// − x
    Negate(Box<Expr>),
    /// x + y …
    Arithmetic {
        /// Operator.
        operator: Operator,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// x 不低于 y
    Compare {
        /// Comparison.
        comparison: Comparison,
        /// The word as written.
        word: Name,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// x 开头是 "…", x 不包含 "…"
    OfText(Box<OfText>),
    /// x 属于 { a, b }
    Within {
        /// What is looked for.
        value: Box<Expr>,
        /// Among these.
        choices: Vec<Expr>,
        /// 不属于
        negated: bool,
    },
    /// x 为空 / 不为空
    Empty {
        /// A field that may be empty.
        value: Box<Expr>,
        /// 不为空
        negated: bool,
    },
    /// CONDITION 符合 / 不符合 / 待说明 / 不适用
    Asked {
        /// The condition.
        condition: Box<Expr>,
        /// Which outcome is asked for.
        verdict: Spanned<Verdict>,
    },
    /// a 且 b 且 c
    And(Vec<Expr>),
    /// a 或 b 或 c
    Or(Vec<Expr>),
    /// 非 a
    Not(Box<Expr>),
    /// 若 a 则 b 否则 c
    If {
        /// Condition.
        condition: Box<Expr>,
        /// When it holds.
        then: Box<Expr>,
        /// When not.
        otherwise: Box<Expr>,
    },
    /// 按 FIELD { choice : value ; 其余 : value }
    Lookup {
        /// An enumerated field.
        by: Name,
        /// Values by choice.
        arms: Vec<(Name, Expr)>,
        /// 其余
        otherwise: Option<Box<Expr>>,
    },
    /// ROWS 其中 condition, as the value of a 定义
    Where {
        /// A table or set of rows.
        rows: Name,
        /// Which of them.
        condition: Box<Expr>,
    },
    /// f(…)
    Call(Box<Call>),
    /// x 保留 2 位 [四舍五入], x 保留 到 0.5 分
    Round {
        /// What is rounded.
        value: Box<Expr>,
        /// To what.
        to: RoundTo,
        /// Mode; that of 舍入 when absent.
        mode: Option<RoundingMode>,
    },
}

/// What a number is rounded to.
#[derive(Debug, Clone)]
pub enum RoundTo {
    /// So many decimals.
    Places(u32),
    /// 到: multiples of a step.
    Multiples(Box<Expr>),
}

/// How one text stands in another.
#[derive(Debug, Clone)]
pub struct OfText {
    /// What is asked.
    pub test: TextTest,
    /// 开头不是, 结尾不是, 不包含
    pub negated: bool,
    /// The word as written.
    pub word: Name,
    /// The text.
    pub left: Expr,
    /// What may stand in it.
    pub right: Expr,
}

/// Parts of the scoring tree as rows: [CODE.]各指标[.COLUMN].
#[derive(Debug, Clone)]
pub struct Parts {
    /// The 方面 below which they stand; below the item at hand, or everywhere, when absent.
    pub within: Option<Name>,
    /// Which of them.
    pub of: Below,
    /// What is read of each: 取值, 满分, or a name.
    pub column: Option<Box<Expr>>,
    /// The whole.
    pub span: Span,
}

/// A call with its modifiers.
#[derive(Debug, Clone)]
pub struct Call {
    /// Function.
    pub function: Name,
    /// 不重复 before the first argument.
    pub distinct: Option<Span>,
    /// Arguments.
    pub arguments: Vec<Expr>,
    /// 权重 EXPR behind an argument; as many as arguments.
    pub weights: Vec<Option<Expr>>,
    /// 取 EXPR: the value of each row.
    pub pick: Option<Expr>,
    /// 其中 EXPR: which rows.
    pub filter: Option<Expr>,
    /// 同一 FIELD 取最高: of rows that share the field only the greatest counts.
    pub same_matter: Option<Name>,
    /// 去高 n 去低 m
    pub trim: Option<(Spanned<u32>, Spanned<u32>)>,
    /// 范围 …
    pub scope: Option<Scope>,
    /// 降序 or 升序, of 名次.
    pub order: Option<Spanned<Order>>,
    /// 并列 …, of 名次.
    pub ties: Option<Spanned<Ties>>,
    /// 最早 FIELD or 最晚 FIELD, of 取.
    pub end: Option<Spanned<(End, Name)>>,
    /// 按 FIELD, of 连续期数: the periods.
    pub period: Option<Spanned<Name>>,
    /// 位置 EXPR, of 分位数 and 缩尾.
    pub position: Option<Expr>,
    /// 位置 … 至 EXPR, of 缩尾.
    pub position_to: Option<Expr>,
    /// 直到 …, of 缩尾.
    pub until: Option<Until>,
    /// 至多 EXPR, of 缩尾.
    pub most: Option<Expr>,
    /// 类型 n, of 分位数 and 缩尾.
    pub quantile_type: Option<Spanned<u32>>,
    /// 总体 or 样本, of 方差, 标准差 and other measures of spread.
    pub divisor: Option<Spanned<Divisor>>,
    /// 次序权重 …, of 有序加权.
    pub order_weights: Option<Spanned<Vec<Expr>>>,
    /// 精确到 n 位 behind the call.
    pub accuracy: Option<Spanned<u32>>,
}

/// Which row of several is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// 最早
    Earliest,
    /// 最晚
    Latest,
}

/// 直到 偏度 低于 2 或 峰度 低于 3.5: when 缩尾 is done.
#[derive(Debug, Clone)]
pub struct Until {
    /// One or two tests.
    pub tests: Vec<MomentTest>,
    /// Whether all of them must hold: 且.
    pub all: bool,
    /// The whole.
    pub span: Span,
}

/// 偏度 低于 2
#[derive(Debug, Clone)]
pub struct MomentTest {
    /// Which moment.
    pub moment: Moment,
    /// The comparison.
    pub comparison: Comparison,
    /// What it is held against.
    pub bound: Expr,
    /// The whole.
    pub span: Span,
}

/// What the sum of square distances is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divisor {
    /// 总体: n
    Population,
    /// 样本: n − 1
    Sample,
}
