//! Nodes of the scoring tree: how a 方面 or 总分 comes from what stands below it.

use crate::core::{ChildId, DataWeights, ExprId, FieldId};
use crate::finding::{Span, Spanned};
use crate::number::{Number, Rounding};

/// How a figure is rounded and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// Decimals and mode.
    pub rounding: Rounding,
    /// 不舍入: what reads the figure reads it exact, only the printed one is rounded.
    pub exact: bool,
}

impl From<Rounding> for Precision {
    fn from(rounding: Rounding) -> Self {
        Self { rounding, exact: false }
    }
}

/// How a 方面 or 总分 comes from its children. The default is their sum.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// What stands directly below it, in file order.
    pub children: Vec<ChildId>,
    /// 汇总
    pub aggregate: Aggregate,
    /// Weights of the children in their order.
    pub weights: Weights,
    /// 缺项 折算
    pub gaps: Option<Gaps>,
    /// Its own 舍入 or that of its level; `None` only of a sum, which is as exact as its children.
    pub precision: Option<Precision>,
    /// The clause to which the figure is traced; that of 汇总 if there is one.
    pub span: Span,
}

/// 总分 { … }
#[derive(Debug, Clone, Default)]
pub struct Total {
    /// How 基础分 comes from the 方面; its precision is that of 总分.
    pub node: Node,
    /// 封顶, and where it is written.
    pub cap: Option<Spanned<Number>>,
    /// 方向 越低越好: the least total is the best, and ranks, quotas and tie-breaks follow.
    pub falls: bool,
}

/// 汇总
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Aggregate {
    /// 求和
    #[default]
    Sum,
    /// 平均, weighted
    Mean,
    /// 几何平均, weighted; 0 when a child is 0.
    Geometric {
        /// 精确到, or how the mark is rounded.
        rounding: Rounding,
    },
    /// 调和平均, weighted; 0 when a child is 0.
    Harmonic,
    /// 幂平均, weighted; of a negative exponent 0 when a child is 0.
    Power {
        /// The exponent, not 0.
        exponent: i32,
        /// 精确到, or how the mark is rounded.
        rounding: Rounding,
    },
    /// 最小
    Least,
    /// 最大
    Greatest,
    /// 中位数
    Median,
    /// 截尾平均
    Trimmed {
        /// How many of the greatest are dropped.
        high: usize,
        /// How many of the least are dropped.
        low: usize,
    },
    /// 有序加权: weights for the greatest first.
    Ordered(Vec<Number>),
    /// 算式: marks of the subject, from whatever they read.
    Formula(ExprId),
}

impl Aggregate {
    /// Whether it weighs its children.
    #[must_use]
    pub fn weighs(&self) -> bool {
        matches!(self, Self::Mean | Self::Geometric { .. } | Self::Harmonic | Self::Power { .. })
    }

    /// The name of its function.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Sum => "求和",
            Self::Mean => "平均",
            Self::Geometric { .. } => "几何平均",
            Self::Harmonic => "调和平均",
            Self::Power { .. } => "幂平均",
            Self::Least => "最小",
            Self::Greatest => "最大",
            Self::Median => "中位数",
            Self::Trimmed { .. } => "截尾平均",
            Self::Ordered(_) => "有序加权",
            Self::Formula(_) => "算式",
        }
    }
}

/// Where the weights of a node's children come from.
#[derive(Debug, Clone)]
pub enum Weights {
    /// One for each child, known for each kind of subject. Empty: all the same.
    Given {
        /// Plain numbers, not negative.
        each: Vec<ExprId>,
        /// The weights of the children that apply add up to 1 for every subject.
        add_up: bool,
        /// Those of 层次分析法: how consistent the judgements are.
        consistency: Option<Consistency>,
    },
    /// From the shares of full marks that the members of a cohort earn; one set for each cohort.
    Data {
        /// How.
        kind: DataWeights,
        /// 极差: each child's rates first run from 0 for the least of the cohort to 1 for the greatest.
        min_max: bool,
        /// Members share these fields; empty for all.
        same: Vec<FieldId>,
        /// 精确到
        places: u32,
        /// The 赋权 clause.
        span: Span,
    },
}

impl Default for Weights {
    fn default() -> Self {
        Self::Given { each: Vec::new(), add_up: false, consistency: None }
    }
}

/// What a judgement matrix is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consistency {
    /// The greatest eigenvalue, to four decimals.
    pub eigenvalue: Number,
    /// CR, to four decimals.
    pub ratio: Number,
}

/// 缺项 折算
#[derive(Debug, Clone)]
pub struct Gaps {
    /// 覆盖: the node is withheld when less than this share of the weight applies.
    pub coverage: Option<Number>,
    /// The clause.
    pub span: Span,
}

/// What 缺失 says beyond what is spelt out in the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenMissing {
    /// The mark is missing, or what stands in for it is spelt out.
    #[default]
    Stays,
    /// 不适用: the indicator does not count for the subject.
    NotApplicable,
    /// 报错: there are no results.
    Refuse,
}

impl Node {
    /// Whether it is the plain sum of its children.
    #[must_use]
    pub fn is_sum(&self) -> bool {
        self.aggregate == Aggregate::Sum && self.gaps.is_none()
    }
}
