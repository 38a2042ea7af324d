//! Scoring methods as written.

use super::{Comparison, Expr, Name, Order, Scope};
use crate::core::Ties;
use crate::finding::{Span, Spanned};

/// 计分 METHOD [封顶 EXPR] [保底 EXPR]
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The method.
    pub method: Spanned<Method>,
    /// 封顶
    pub cap: Option<Limit>,
    /// 保底
    pub floor: Option<Limit>,
}

/// What 封顶 or 保底 says.
#[derive(Debug, Clone)]
pub enum Limit {
    /// 封顶 无: marks may go beyond the full ones; 保底 无: below 0.
    Nothing,
    /// 封顶 满分
    Marks(Expr),
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
        /// 升序: the least value is the best. As 方向 has it when absent, and else the greatest.
        order: Option<Spanned<Order>>,
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
        /// 并列 同名次|最低名次|连续|平均
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
    /// 算式 EXPR: the marks as an expression, mostly of 取值.
    Formula(Expr),
}

/// 不低于 95% : 4 分, Ⅲ类、Ⅳ类 : 4 分, 不低于 90% 且 次数 少于 1 次 : 10 分
#[derive(Debug, Clone)]
pub struct Band {
    /// Which values fall into it.
    pub test: BandTest,
    /// 且 …: what must hold besides.
    pub besides: Option<Expr>,
    /// Marks.
    pub marks: Expr,
    /// The whole arm.
    pub span: Span,
}

/// Which values fall into a band.
#[derive(Debug, Clone)]
pub enum BandTest {
    /// 不低于 95%
    Compare {
        /// Comparison.
        comparison: Comparison,
        /// The word as written.
        word: Name,
        /// Limit.
        limit: Expr,
    },
    /// Ⅲ类、Ⅳ类: choices of an enumeration.
    Kinds(Vec<Name>),
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
