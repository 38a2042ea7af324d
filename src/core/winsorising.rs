//! How far the ends of a column are drawn in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operator::Comparison;
use crate::number::{Number, moments::Moments};

/// One end of the values.
///
/// ```
/// use heng::result::Tail;
///
/// assert_eq!(serde_json::to_string(&Tail::Upper)?, "\"upper\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// The least values.
    Lower,
    /// The greatest values.
    Upper,
}

/// What 缩尾 rests on.
///
/// ```
/// use heng::result::{Number, Winsorising};
///
/// // 位置 0% 至 100%: nothing is drawn in.
/// let rule = Winsorising::Positions { from: Number::zero(), to: Number::one(), kind: 7 };
/// assert!(matches!(rule, Winsorising::Positions { kind: 7, .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Winsorising {
    /// 位置 5% 至 95% 类型 7: to two quantiles.
    Positions {
        /// Position of the lower one, from 0 to 1.
        from: Number,
        /// Position of the upper one.
        to: Number,
        /// Type of Hyndman and Fan, from 1 to 9.
        kind: u32,
    },
    /// 直到 偏度 低于 2 或 峰度 低于 3.5 至多 5 个: the outermost values move to the next ones, those that are equal together,
    /// on the side to which the values lean, until the moments are right or so many are moved. Under four values, and where
    /// all are equal, nothing moves.
    Until {
        /// Whether the moments are those of a sample.
        sample: bool,
        /// When it is done.
        tests: Vec<MomentTest>,
        /// Whether all tests must hold, and not one of them.
        all: bool,
        /// No further step once so many are moved.
        most: u32,
    },
}

/// A moment of a distribution.
///
/// ```
/// use heng::result::Moment;
///
/// assert_eq!(serde_json::to_string(&Moment::Skewness)?, "\"skewness\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// 偏度, without its sign.
    Skewness,
    /// 峰度, above that of a normal distribution.
    Kurtosis,
}

/// A moment held against a bound.
///
/// ```
/// use heng::result::{Comparison, Moment, MomentTest, Number};
///
/// // 峰度 低于 3
/// let test = MomentTest { moment: Moment::Kurtosis, comparison: Comparison::Below, bound: Number::from_integer(3) };
/// assert_eq!(test.moment, Moment::Kurtosis);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct MomentTest {
    /// Which.
    pub moment: Moment,
    /// How it is compared.
    pub comparison: Comparison,
    /// The bound; that of a skewness is not below 0.
    pub bound: Number,
}

impl MomentTest {
    /// Whether it holds, exactly; one whose moment has no value does not.
    #[must_use]
    pub fn holds(&self, moments: &Moments, sample: bool) -> bool {
        let (found, bound) = match self.moment {
            // Without its sign it stands to its bound as their squares do.
            Moment::Skewness => (moments.squared_skewness(sample), &self.bound * &self.bound),
            Moment::Kurtosis => (moments.kurtosis(sample), self.bound.clone()),
        };
        found.is_ok_and(|found| self.comparison.of(found.cmp(&bound)))
    }
}
