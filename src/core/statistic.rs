//! Figures over several rows or subjects.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schema::FieldId;
use super::winsorising::{Tail, Winsorising};
use crate::number::{Number, RoundingMode};

/// A figure over several rows. Of rows below a row: a row whose filter or value is missing makes the
/// figure missing. Over no rows: a count is 0, a sum is 0, the others are missing.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Operation, Statistic};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let statistics = explanation.steps.iter().filter_map(|step| match &step.operation {
///     Operation::Rows { statistic, .. } | Operation::Cohort { statistic, .. } => Some(statistic),
///     _ => None,
/// });
/// let statistics: Vec<_> = statistics.collect();
/// assert!(statistics.contains(&&Statistic::Sum) && statistics.contains(&&Statistic::Mean));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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
        /// How it is rounded: 四舍五入, or as the rounding around it.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// 几何平均, correctly rounded; 0 makes it 0, a negative number lies outside its domain.
    GeometricMean {
        /// Decimals of the figure in the unit of its type.
        places: u32,
        /// How it is rounded.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// 调和平均: the count over the sum of reciprocals; missing when a number or that sum is 0.
    HarmonicMean,
    /// 偏度, correctly rounded: missing where all numbers are equal, and of a sample of fewer than three.
    Skewness {
        /// 样本
        sample: bool,
        /// Decimals.
        places: u32,
        /// How it is rounded.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// 峰度, above that of a normal distribution: missing where all numbers are equal, and of a sample of fewer than four.
    Kurtosis {
        /// 样本
        sample: bool,
    },
    /// 基尼系数: a negative number lies outside its domain; missing where all are 0.
    Gini,
    /// 缩尾: what the values of one end are drawn in to.
    Winsorised {
        /// Which end.
        tail: Tail,
        /// How far.
        rule: Box<Winsorising>,
    },
    /// 求和 … 同一 F 取最高: the sum over different F of the greatest value among rows that share F.
    SumOfGreatest {
        /// F, a field of the rows' table.
        by: FieldId,
    },
}

impl Statistic {
    /// Whether it is worked out to so many decimals of the figure as shown.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        matches!(self, Self::StandardDeviation { .. } | Self::GeometricMean { .. } | Self::Skewness { .. })
    }
}
