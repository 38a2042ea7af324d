//! How a node of the scoring tree — a 方面 or 总分 — comes from what stands below it.

use super::{Expr, Local, RoundTo, Scope, StatementKind, Unread};
use crate::core::{DataWeights, Direction};
use crate::finding::{Span, Spanned};
use crate::number::{Number, RoundingMode};

/// The clauses of a node, each at most once.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// 汇总 …
    pub aggregate: Option<Aggregate>,
    /// 赋权 …
    pub weighting: Option<Weighting>,
    /// 缺项 折算 …
    pub gaps: Option<Gaps>,
    /// 舍入 … of this node alone.
    pub precision: Option<Precision>,
    /// 权重 of this node among its siblings.
    pub weight: Option<Expr>,
    /// 适用 of a 方面: for which subjects it and all below it count.
    pub applies: Option<Expr>,
    /// 封顶: of a 方面 what its mark comes to at most, of 总分 the same with 加分 and 扣分.
    pub cap: Option<Expr>,
    /// 方向 of 总分.
    pub direction: Option<Spanned<Direction>>,
    /// Common clauses that do not hold for it: 缺项 无.
    pub without: Vec<Spanned<StatementKind>>,
}

/// 总分 { 汇总 … ; 封顶 100 分 }
#[derive(Debug, Clone)]
pub struct Total {
    /// Its clauses.
    pub node: Node,
    /// Figures of its own.
    pub locals: Vec<Local>,
    /// Clauses that could not be read.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 汇总 FUNCTION [p | { w, … }] [去高 n 去低 m] [精确到 n 位]
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// The Chinese name of the function; 算式 of a formula, 科普兰 of comparisons by pairs.
    pub function: Spanned<String>,
    /// 算式: the mark, from what stands below the node.
    pub formula: Option<Expr>,
    /// 范围, of 科普兰.
    pub scope: Option<Scope>,
    /// The exponent of 幂平均.
    pub exponent: Option<Spanned<Number>>,
    /// The weights of 有序加权, for the greatest first.
    pub order_weights: Option<Spanned<Vec<Expr>>>,
    /// 去高 n 去低 m
    pub trim: Option<(Spanned<u32>, Spanned<u32>)>,
    /// 精确到 n 位
    pub places: Option<Spanned<u32>>,
    /// The whole clause.
    pub span: Span,
}

/// 赋权 …
#[derive(Debug, Clone)]
pub struct Weighting {
    /// Where the weights come from.
    pub method: WeightMethod,
    /// The whole clause.
    pub span: Span,
}

/// Where weights come from.
#[derive(Debug, Clone)]
pub enum WeightMethod {
    /// 等权
    Equal,
    /// 归一: the written weights over their sum.
    Normalised,
    /// 算式: a number of each part, over their sum.
    Formula(Expr),
    /// 熵权法, 标准差法, CRITIC法: from the marks of a cohort.
    Data {
        /// Which of them.
        kind: DataWeights,
        /// 极差: each child's rates first run from 0 for the least of the cohort to 1 for the greatest.
        min_max: bool,
        /// Over whom.
        scope: Option<Scope>,
        /// 精确到 n 位
        places: Option<Spanned<u32>>,
    },
    /// 层次分析法 { (1, 3), (1/3, 1) }
    Ahp {
        /// Rows of the judgement matrix.
        rows: Vec<Spanned<Vec<Expr>>>,
        /// 精确到 n 位
        places: Option<Spanned<u32>>,
    },
}

/// 缺项 折算 [覆盖 不低于 70%]
#[derive(Debug, Clone)]
pub struct Gaps {
    /// 覆盖: below this share of weight the node is withheld.
    pub coverage: Option<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// 2 位 四舍五入, 到 0.5 分 四舍五入, or 不舍入 显示 3 位.
#[derive(Debug, Clone)]
pub struct Precision {
    /// Decimals, kept or only shown; or multiples that are kept.
    pub to: Spanned<RoundTo>,
    /// How it is rounded; `None` is 不舍入.
    pub mode: Option<RoundingMode>,
    /// The whole clause.
    pub span: Span,
}

/// The word between 舍入 and the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 指标
    Indicator,
    /// 方面
    Head,
    /// 总分
    Total,
}
