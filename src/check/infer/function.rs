//! The built-in functions.

use crate::syntax::ast::Call;

/// A built-in function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    /// 计数
    Count,
    /// 存在
    Exists,
    /// 求和
    Sum,
    /// 平均
    Mean,
    /// 最大
    Max,
    /// 最小
    Min,
    /// 取
    Only,
    /// 连续期数
    RunLength,
    /// 截尾平均
    TrimmedMean,
    /// 中位数
    Median,
    /// 分位数
    Quantile,
    /// 方差
    Variance,
    /// 标准差
    StandardDeviation,
    /// 几何平均
    GeometricMean,
    /// 调和平均
    HarmonicMean,
    /// 幂平均
    PowerMean,
    /// 有序加权
    OrderedMean,
    /// 最大值
    Greatest,
    /// 最小值
    Least,
    /// 增速
    Growth,
    /// 名次
    Rank,
    /// 百分位次
    PercentRank,
    /// 倍数
    Multiple,
    /// 至少成立
    AtLeastHold,
    /// 工作日后
    WorkingDayAfter,
    /// 顺延
    NextWorkingDay,
    /// 方根
    Root,
    /// 幂
    Power,
    /// 对数
    Logarithm,
    /// 指数
    Exponential,
    /// 绝对值
    Absolute,
    /// 得分
    Mark,
    /// 得分率
    MarkRate,
    /// 权重
    Weight,
    /// 级差
    StepsApart,
    /// 最优
    Best,
    /// 最劣
    Worst,
}

impl Function {
    /// The function of a Chinese name; the parser has put Chinese names for their English twins.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "计数" => Self::Count,
            "存在" => Self::Exists,
            "求和" => Self::Sum,
            "平均" => Self::Mean,
            "最大" => Self::Max,
            "最小" => Self::Min,
            "取" => Self::Only,
            "连续期数" => Self::RunLength,
            "截尾平均" => Self::TrimmedMean,
            "中位数" => Self::Median,
            "分位数" => Self::Quantile,
            "方差" => Self::Variance,
            "标准差" => Self::StandardDeviation,
            "几何平均" => Self::GeometricMean,
            "调和平均" => Self::HarmonicMean,
            "幂平均" => Self::PowerMean,
            "有序加权" => Self::OrderedMean,
            "最大值" => Self::Greatest,
            "最小值" => Self::Least,
            "增速" => Self::Growth,
            "名次" => Self::Rank,
            "百分位次" => Self::PercentRank,
            "倍数" => Self::Multiple,
            "至少成立" => Self::AtLeastHold,
            "工作日后" => Self::WorkingDayAfter,
            "顺延" => Self::NextWorkingDay,
            "方根" => Self::Root,
            "幂" => Self::Power,
            "对数" => Self::Logarithm,
            "指数" => Self::Exponential,
            "绝对值" => Self::Absolute,
            "得分" => Self::Mark,
            "得分率" => Self::MarkRate,
            "权重" => Self::Weight,
            "级差" => Self::StepsApart,
            "最优" => Self::Best,
            "最劣" => Self::Worst,
            _ => return None,
        })
    }

    /// Whether a call is of several values side by side, not of rows: 平均(甲, 乙).
    pub(super) fn is_of_list(self, call: &Call) -> bool {
        match self {
            Self::PowerMean | Self::OrderedMean => true,
            Self::Mean | Self::TrimmedMean | Self::Median | Self::GeometricMean | Self::HarmonicMean => {
                call.arguments.len() >= 2 && call.scope.is_none()
            }
            _ => false,
        }
    }

    /// Whether the values of its list may have weights.
    pub(super) fn takes_weights(self) -> bool {
        matches!(self, Self::Mean | Self::GeometricMean | Self::HarmonicMean | Self::PowerMean)
    }

    /// Whether its result may be no rational number, so that 精确到 may or must follow.
    pub(super) fn may_leave_the_rationals(self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Power
                | Self::Logarithm
                | Self::Exponential
                | Self::StandardDeviation
                | Self::GeometricMean
                | Self::PowerMean
        )
    }
}
