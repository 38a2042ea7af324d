//! 方面, 指标 and their clauses.

use super::{Below, Expr, Header, Local, Name, Node, Precision, Scope, Scoring, StatementKind, Unread};
use crate::core::Direction;
use crate::finding::{Span, Spanned};

/// What stands below 总分 or a 方面.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "most of what stands below a node are indicators")]
pub enum Child {
    /// A 方面.
    Head(Box<Head>),
    /// A 指标.
    Indicator(Indicator),
}

/// 方面 CODE "title" [MARKS] [依据 …] { [汇总 … ; 权重 …] 指标 … ; 方面 … }
#[derive(Debug, Clone)]
pub struct Head {
    /// Code.
    pub code: Name,
    /// Title; none when the opening could not be read.
    pub title: Option<Spanned<String>>,
    /// Full marks; none when they are not written, or the opening could not be read.
    pub full: Option<Expr>,
    /// Full marks by the kind of the subject, in their place.
    pub kinds: Vec<(Name, Expr)>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// How it comes from what stands below it.
    pub node: Node,
    /// What stands directly below it, in file order.
    pub children: Vec<Child>,
    /// What is said once for the items below it.
    pub common: Vec<Common>,
    /// What the cells of its rows say.
    pub header: Option<Header>,
    /// Figures of its own.
    pub locals: Vec<Local>,
    /// What could not be read: its statements, and its opening as a 方面.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 指标 CODE "title" MARKS { clauses }
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Code.
    pub code: Name,
    /// Title; none when the opening could not be read.
    pub title: Option<Spanned<String>>,
    /// Full marks; none when they are not written, or the opening could not be read.
    pub full: Option<Expr>,
    /// Full marks by the kind of the subject, in their place.
    pub kinds: Vec<(Name, Expr)>,
    /// Clauses in file order; behind its own those of the common blocks that say what it does not.
    pub clauses: Vec<Clause>,
    /// Figures of its own.
    pub locals: Vec<Local>,
    /// Common clauses that do not hold for it: 缺失 无.
    pub without: Vec<Spanned<StatementKind>>,
    /// What could not be read: its clauses, and its opening as a 指标.
    pub unread: Vec<Unread>,
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
pub enum ClauseKind {
    /// 依据 第九条（一）、第九条（二）
    Basis(Vec<Spanned<String>>),
    /// 适用 EXPR
    Applies(Expr),
    /// 取值 EXPR
    Value(Expr),
    /// 计分 METHOD
    Scoring(Box<Scoring>),
    /// 调整 EXPR 时 EFFECT
    Adjustment(Box<Adjustment>),
    /// 缺失 …
    Missing(Missing),
    /// 权重 30%
    Weight(Expr),
    /// 舍入 … of this indicator alone
    Rounding(Precision),
    /// 方向 越高越好
    Direction(Direction),
    /// 佐证 "…"
    Evidence(Spanned<String>),
    /// 建议 "… {EXPR} …"
    Advice(Template),
}

impl ClauseKind {
    /// Which clause it is.
    #[must_use]
    pub fn kind(&self) -> StatementKind {
        match self {
            Self::Basis(_) => StatementKind::Basis,
            Self::Applies(_) => StatementKind::Applies,
            Self::Value(_) => StatementKind::Value,
            Self::Scoring(_) => StatementKind::Scoring,
            Self::Adjustment(_) => StatementKind::Adjustment,
            Self::Missing(_) => StatementKind::Missing,
            Self::Weight(_) => StatementKind::Weight,
            Self::Rounding(_) => StatementKind::Rounding,
            Self::Direction(_) => StatementKind::Direction,
            Self::Evidence(_) => StatementKind::Evidence,
            Self::Advice(_) => StatementKind::Advice,
        }
    }
}

/// What stands in for a mark that cannot be worked out.
#[derive(Debug, Clone)]
pub enum Missing {
    /// 得 0 分
    Marks(Expr),
    /// 得 平均得分 范围 …: the mean mark of the members of a cohort that have one.
    Mean(Scope),
    /// 得 中位得分 范围 …: their median mark.
    Median(Scope),
    /// 取值 …: what stands in for 取值.
    Value(Expr),
    /// 不适用: the indicator does not count for the subject.
    NotApplicable,
    /// 报错: no results until it is there.
    Refuse,
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

/// 各指标 { clauses } or 各方面 { clauses }.
#[derive(Debug, Clone)]
pub struct Common {
    /// Of which items.
    pub of: Below,
    /// Of 各指标: its clauses in file order.
    pub clauses: Vec<Clause>,
    /// Of 各方面: its clauses.
    pub node: Node,
    /// Figures that each of the items has.
    pub locals: Vec<Local>,
    /// What a common clause further out says and this block does not.
    pub without: Vec<Spanned<StatementKind>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Its first word.
    pub word: Span,
    /// From the keyword to the closing brace.
    pub span: Span,
}
