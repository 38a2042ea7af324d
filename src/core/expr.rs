//! The core of expressions that both engines know.
//!
//! Post-conditions of checking: ids are in range; the type of each node fits its children; numbers
//! on both sides of +, − and comparisons have compatible dimensions and are in base units; the graph
//! of [`ExprKind::Figure`] references has no cycle; an aggregate's table is a descendant of the table
//! whose row is at hand.

use super::cell::FigureId;
use super::operator::{Comparison, DataWeights, Operator, Ties};
use super::schema::{FieldId, TableId};
use super::script::{Argument, ScriptCall};
use super::types::{Constant, Type};
use crate::finding::Span;
use crate::number::{Number, Rounding};

/// A typed expression with the place it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Type of its value.
    pub ty: Type,
    /// Where it was written; for a node that a scoring method implies, the place of the method.
    pub span: Span,
}

/// Kinds of expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// A value known without data.
    Constant(Constant),
    /// A value that nobody has decided yet (a recorded 待定): missing, with that as its reason.
    Undecided,
    /// Too little of a node applies to the subject: missing, with that as its reason.
    Uncovered,
    /// A field of the row at hand, or of its ancestor in `table`.
    Field {
        /// The table of the row at hand or one of its ancestors.
        table: TableId,
        /// The field.
        field: FieldId,
    },
    /// Another named figure of the row at hand (or a parameter).
    Figure(FigureId),
    /// Whether an optional field is empty.
    IsEmpty {
        /// The table of the row at hand or one of its ancestors.
        table: TableId,
        /// The field.
        field: FieldId,
    },
    /// −x
    Negate(Box<Expr>),
    /// x ∘ y. Division by zero is missing, with that as its reason.
    Arithmetic {
        /// Operator.
        operator: Operator,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// x ∘ y for numbers and dates; only equal and unequal for the other types.
    Compare {
        /// Comparison.
        comparison: Comparison,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// All hold. Unknown only if none is false and one is unknown.
    And(Vec<Expr>),
    /// One holds. Unknown only if none is true and one is unknown.
    Or(Vec<Expr>),
    /// Does not hold.
    Not(Box<Expr>),
    /// The value beside the first condition that holds; an unknown condition before it makes the
    /// whole unknown.
    Case {
        /// Conditions and values in order.
        arms: Vec<(Expr, Expr)>,
        /// When none holds.
        otherwise: Box<Expr>,
    },
    /// The least of several numbers.
    Least(Vec<Expr>),
    /// The greatest of several numbers.
    Greatest(Vec<Expr>),
    /// Rounds the number as shown in its unit (`保留 2 位` of a percentage keeps two decimals of it).
    Round {
        /// What is rounded.
        value: Box<Expr>,
        /// Places and mode.
        rounding: Rounding,
    },
    /// The product of x^e over the factors (x, e); x^0 is 1. With `places` it is correctly rounded
    /// 四舍五入 to so many decimals of the figure in the unit of its type (方根, 几何平均); without, every e
    /// is a whole number and the product is exact. Outside the domain: 0 to a negative power, and with
    /// `places` a negative x.
    Powers {
        /// Bases and exponents; the exponents are pure numbers.
        factors: Vec<(Expr, Expr)>,
        /// Decimals; exact when absent.
        places: Option<u32>,
    },
    /// log x, natural without a base, correctly rounded. Outside the domain: x or a base that is not
    /// above 0, and the base 1.
    Logarithm {
        /// x, a pure number.
        value: Box<Expr>,
        /// The base, a pure number.
        base: Option<Box<Expr>>,
        /// Decimals.
        places: u32,
    },
    /// e^x, correctly rounded. Outside the domain: a result too large to print.
    Exponential {
        /// x, a pure number.
        value: Box<Expr>,
        /// Decimals.
        places: u32,
    },
    /// The terms sorted from the greatest, each times the weight of its place, added up (中位数, 截尾平均 and
    /// 有序加权 of a list).
    Ordered {
        /// What is sorted.
        terms: Vec<Expr>,
        /// As many weights as terms, pure numbers.
        weights: Vec<Expr>,
    },
    /// `value`, or `default` when it is missing.
    IfMissing {
        /// What may be missing.
        value: Box<Expr>,
        /// What stands in.
        default: Box<Expr>,
    },
    /// A figure over rows below the row at hand.
    Rows {
        /// Table of the rows.
        table: TableId,
        /// What is worked out.
        figure: Statistic,
        /// Which rows, worked out for each of them; all when absent.
        filter: Option<Box<Expr>>,
        /// The value of each row; absent for counting.
        value: Option<Box<Expr>>,
    },
    /// A figure over the subjects of a cohort.
    Cohort {
        /// Subjects that share these fields of the subject table; empty for all.
        same: Vec<FieldId>,
        /// What is worked out.
        figure: Statistic,
        /// Which subjects.
        filter: Option<Box<Expr>>,
        /// The value of each subject; absent for counting. Subjects without the value are left out.
        value: Option<Box<Expr>>,
    },
    /// Rank of the subject at hand in its cohort, from 1. Missing for a subject without the value;
    /// subjects without the value are left out.
    Rank {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// What is ranked.
        value: Box<Expr>,
        /// The greatest is first.
        descending: bool,
        /// Which rank equal values share.
        ties: Ties,
    },
    /// The weight of one of several items, from what the members of a cohort have of all of them. A
    /// member without one of the items is left out; missing when the members do not tell the items apart.
    CohortWeight {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// How.
        kind: DataWeights,
        /// The items.
        items: Vec<Expr>,
        /// Which of them is weighed.
        index: usize,
        /// To so many decimals, rounded half up.
        places: u32,
    },
    /// What a function of a script gives.
    Script(Box<ScriptCall>),
    /// The n-th working day after a date, the date itself not counted.
    WorkingDayAfter {
        /// Start.
        date: Box<Expr>,
        /// How many working days.
        days: Box<Expr>,
    },
    /// The date itself if it is a working day, else the next one (顺延).
    NextWorkingDay(Box<Expr>),
}

/// A figure over several rows. Of rows below a row: a row whose filter or value is missing makes the
/// figure missing. Over no rows: a count is 0, a sum is 0, the others are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statistic {
    /// 计数; in a cohort with a value, of the subjects that have it.
    Count,
    /// 计数(不重复 …): how many different values.
    CountDistinct,
    /// 存在
    Exists,
    /// 求和
    Sum,
    /// 最小
    Min,
    /// 最大
    Max,
    /// 平均
    Mean,
    /// 取: the value of the only row; missing when there is none, a data error when there are more.
    Only,
    /// 截尾平均 去高 h 去低 l: the mean without the h greatest and l least; missing when no row is left.
    TrimmedMean {
        /// How many of the greatest are dropped.
        high: u32,
        /// How many of the least are dropped.
        low: u32,
    },
    /// 分位数, and 中位数 at 1/2 of type 7.
    Quantile {
        /// Position, from 0 to 1.
        at: Box<Number>,
        /// Type of Hyndman and Fan, from 1 to 9.
        kind: u32,
    },
    /// 方差: the mean square distance from the mean, over n or, of a sample, n − 1 (missing when that is 0).
    Variance {
        /// 样本
        sample: bool,
    },
    /// 标准差: the root of the variance, correctly rounded.
    StandardDeviation {
        /// 样本
        sample: bool,
        /// Decimals of the figure in the unit of its type.
        places: u32,
    },
    /// 几何平均, correctly rounded; 0 makes it 0, a negative number lies outside its domain.
    GeometricMean {
        /// Decimals of the figure in the unit of its type.
        places: u32,
    },
    /// 调和平均: the count over the sum of reciprocals; missing when a number or that sum is 0.
    HarmonicMean,
    /// 求和 … 同一 F 取最高: the sum over different F of the greatest value among rows that share F.
    SumOfGreatest {
        /// F, a field of the rows' table.
        by: FieldId,
    },
}

impl Expr {
    /// A node.
    #[must_use]
    pub fn new(kind: ExprKind, ty: Type, span: Span) -> Self {
        Self { kind, ty, span }
    }

    /// The expressions directly below this one, in the order of evaluation.
    #[must_use]
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Constant(_)
            | ExprKind::Undecided
            | ExprKind::Uncovered
            | ExprKind::Field { .. }
            | ExprKind::Figure(_)
            | ExprKind::IsEmpty { .. } => Vec::new(),
            ExprKind::Negate(value)
            | ExprKind::Not(value)
            | ExprKind::Round { value, .. }
            | ExprKind::Exponential { value, .. }
            | ExprKind::Rank { value, .. }
            | ExprKind::NextWorkingDay(value) => vec![value],
            ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
                vec![left, right]
            }
            ExprKind::And(terms)
            | ExprKind::Or(terms)
            | ExprKind::Least(terms)
            | ExprKind::Greatest(terms)
            | ExprKind::CohortWeight { items: terms, .. } => terms.iter().collect(),
            ExprKind::Powers { factors, .. } => factors.iter().flat_map(|(base, exponent)| [base, exponent]).collect(),
            ExprKind::Logarithm { value, base, .. } => std::iter::once(value).chain(base).map(AsRef::as_ref).collect(),
            ExprKind::Ordered { terms, weights } => terms.iter().chain(weights).collect(),
            ExprKind::Case { arms, otherwise } => {
                let mut all: Vec<&Expr> = arms.iter().flat_map(|(when, then)| [when, then]).collect();
                all.push(otherwise);
                all
            }
            ExprKind::IfMissing { value, default } => vec![value, default],
            ExprKind::Rows { filter, value, .. } | ExprKind::Cohort { filter, value, .. } => {
                filter.iter().chain(value).map(AsRef::as_ref).collect()
            }
            ExprKind::Script(call) => call.arguments.iter().flat_map(Argument::expressions).collect(),
            ExprKind::WorkingDayAfter { date, days } => vec![date, days],
        }
    }
}
