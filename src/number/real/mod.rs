//! Functions that leave the rationals, correctly rounded.
//!
//! A result is the exact real value rounded to the decimals asked for, 四舍五入 where no other way is. The value is enclosed
//! between two bounds, narrower and narrower, until both bounds round alike; only a rational value can
//! lie on a boundary of rounding for ever, and such values are found by factors, not by nearness. So
//! the result is the same on every machine, and no digit of it is a guess.

mod coprime;
mod enclosure;
mod exponential;
mod logarithm;
mod power;

use super::rational::power_of_ten;
use super::{Number, Rounding, RoundingMode};
use crate::invariant::OrBroken;
use enclosure::Enclosure;
pub use exponential::exponential;
pub use logarithm::logarithm;
use num_bigint::BigInt;
pub use power::product_of_powers;

/// An enclosure is narrowed at most so often; each time it has twice the bits.
const MOST_ROUNDS: u32 = 9;

/// To how many decimals a real value is worked out, of the figure as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accuracy {
    rounding: Rounding,
    /// One of the unit that the figure is shown in; above 0.
    unit: Number,
}

impl Accuracy {
    /// So many decimals of the figure shown in a unit of so many base units.
    #[must_use]
    pub fn new(places: u32, unit: &Number) -> Self {
        let unit = if unit.is_zero() || unit.is_negative() { Number::one() } else { unit.clone() };
        Self { rounding: Rounding::new(places.min(Rounding::MAX_PLACES), RoundingMode::HalfUp), unit }
    }

    /// The same decimals, rounded in another way.
    #[must_use]
    pub fn by(mut self, mode: RoundingMode) -> Self {
        self.rounding.mode = mode;
        self
    }

    /// The value of the last decimal, in base units.
    fn last(&self) -> Number {
        let steps = Number::from(power_of_ten(self.rounding.places));
        self.unit.checked_div(&steps).or_broken("a power of ten is not 0")
    }

    /// How many last decimals a value is, rounded.
    fn steps(&self, value: &Number) -> BigInt {
        let scaled = value.checked_div(&self.unit).or_broken("a unit is above 0");
        scaled.rounded_times(&power_of_ten(self.rounding.places), self.rounding.mode)
    }

    /// So many last decimals as a value.
    fn value(&self, steps: BigInt) -> Number {
        Number::from(steps) * self.last()
    }

    /// A value that is known exactly, rounded.
    fn rounded(&self, value: &Number) -> Number {
        self.value(self.steps(value))
    }

    /// The rounded value, if both bounds round alike.
    fn settled(&self, found: &Enclosure) -> Result<Number, (BigInt, BigInt)> {
        let (low, high) = found.bounds();
        let (low, high) = (self.steps(&low), self.steps(&high));
        if low == high { Ok(self.value(low)) } else { Err((low, high)) }
    }

    /// The value above 0 at which rounding goes from one number of last decimals to the next.
    fn boundary(&self, low: BigInt, high: BigInt) -> Number {
        match self.rounding.mode {
            RoundingMode::HalfUp | RoundingMode::HalfEven => {
                let twice = self.value(low + high);
                twice.checked_div(&Number::from_integer(2)).or_broken("2 is not 0")
            }
            RoundingMode::Down | RoundingMode::Floor => self.value(high),
            RoundingMode::Up | RoundingMode::Ceiling => self.value(low),
        }
    }

    /// Bits to begin with.
    fn bits(&self) -> u64 {
        // Ten is less than 2^4; the rest is reserve for the steps on the way.
        u64::from(self.rounding.places) * 4 + 96 + self.unit.denom().bits()
    }
}
