//! Rounding to a number of decimals, as a rule set states it.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Number;
use super::rational::power_of_ten;

/// To how many decimals a number is rounded, and which way.
///
/// ```
/// use heng::result::{Number, Rounding, RoundingMode};
///
/// let mark = Number::from_exact("12.345").unwrap();
/// assert_eq!(mark.round(Rounding::new(2, RoundingMode::HalfUp)).to_string(), "12.35");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Rounding {
    /// Decimals kept; 0 rounds to whole numbers. Above [`Rounding::MAX_PLACES`] it is taken as that.
    pub places: u32,
    /// Which neighbour is taken.
    pub mode: RoundingMode,
}

/// Which neighbour a number that lies between two decimals becomes.
///
/// ```
/// use heng::result::{Number, Rounding, RoundingMode};
///
/// let mark = Number::from_exact("12.345").unwrap();
/// assert_eq!(mark.round(Rounding::new(2, RoundingMode::HalfEven)).to_string(), "12.34");
/// assert_eq!(mark.round(Rounding::new(2, RoundingMode::Down)).to_string(), "12.34");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入: the nearer one, a tie away from zero.
    #[default]
    HalfUp,
    /// 四舍六入五成双: the nearer one, a tie to the even digit (GB/T 8170).
    HalfEven,
    /// 进位: away from zero.
    Up,
    /// 舍去: towards zero.
    Down,
    /// The greater one.
    Ceiling,
    /// The lesser one.
    Floor,
}

impl RoundingMode {
    /// Whether it is the one that is meant where none is said.
    #[must_use]
    pub fn is_half_up(&self) -> bool {
        *self == Self::HalfUp
    }
}

impl Rounding {
    /// Digits to spare: of what is worked out to so many more, a later rounding takes one value in some ten thousand to
    /// the wrong side.
    pub const SPARE: u32 = 4;

    /// Digits to spare that are proposed: of what is worked out to so many more, a later rounding takes one value in some
    /// hundred million to the wrong side.
    pub const SAFE: u32 = 8;

    /// The most decimals a number is worked out to, so that no rule can ask for gigabytes of digits.
    pub const MAX_PLACES: u32 = 4096;

    /// Rounding to `places` decimals by `mode`.
    #[must_use]
    pub const fn new(places: u32, mode: RoundingMode) -> Self {
        Self { places, mode }
    }

    /// The decimals kept, within [`Rounding::MAX_PLACES`].
    fn kept(self) -> u32 {
        self.places.min(Self::MAX_PLACES)
    }
}

impl Number {
    /// This number rounded, decided on the exact value.
    #[must_use]
    pub fn round(&self, rounding: Rounding) -> Number {
        if self.is_integer() {
            return self.clone();
        }
        if let (Some((above, below)), Some(scale)) = (self.small(), 10_i128.checked_pow(rounding.kept()))
            && let Some(scaled) = i128::from(above).checked_mul(scale)
        {
            return Number::fraction(rounded(&scaled, &below.into(), rounding.mode), scale);
        }
        let scale = power_of_ten(rounding.kept());
        Number::quotient(self.rounded_times(&scale, rounding.mode), scale)
    }

    /// `self × scale` rounded to an integer.
    pub(super) fn rounded_times(&self, scale: &BigInt, mode: RoundingMode) -> BigInt {
        let (above, below) = self.parts();
        rounded(&(&*above * scale), &below, mode)
    }
}

/// `above / below` rounded to an integer; `below` is above 0.
fn rounded<T: Integer + Signed + Clone>(above: &T, below: &T, mode: RoundingMode) -> T {
    let (floor, rest) = above.div_mod_floor(below);
    // `rest` is the distance from the floor, 0 <= rest < below, for negative numbers too.
    let raised = match mode {
        _ if rest.is_zero() => false,
        RoundingMode::Floor => false,
        RoundingMode::Ceiling => true,
        RoundingMode::Down => above.is_negative(),
        RoundingMode::Up => !above.is_negative(),
        RoundingMode::HalfUp | RoundingMode::HalfEven => match (rest.clone() + rest).cmp(below) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal if mode == RoundingMode::HalfEven => floor.is_odd(),
            Ordering::Equal => !above.is_negative(),
        },
    };
    if raised { floor + T::one() } else { floor }
}
