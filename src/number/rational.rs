//! The exact number every value of a rule set is held in.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact rational number of any size.
///
/// Invariant: the fraction is in lowest terms with a positive denominator, so equal numbers have equal parts.
/// A `Number` carries no unit; a value with a unit is held in the base unit of its dimension (元, 平方米, 1).
#[derive(Clone)]
pub struct Number(pub(super) Ratio<BigInt>);

impl Number {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(Ratio::zero())
    }

    /// 1.
    #[must_use]
    pub fn one() -> Self {
        Self(Ratio::one())
    }

    /// The whole number `value`.
    #[must_use]
    pub fn from_integer(value: i64) -> Self {
        Self(Ratio::from_integer(BigInt::from(value)))
    }

    /// `value / 10^places`: a scaled-integer cell (money in fen is `places` 2) as a number.
    ///
    /// `places` is the scale of a column, at most some dozens; the cost grows with it.
    #[must_use]
    pub fn from_scaled(value: i128, places: u32) -> Self {
        match 10_i128.checked_pow(places) {
            Some(power) => Self::fraction(value, power),
            None => Self(Ratio::new(BigInt::from(value), power_of_ten(places))),
        }
    }

    /// `numerator / denominator`, or `None` if the denominator is 0.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator < 0 {
            // The least numbers have no opposite that fits.
            return Some(Self(Ratio::new(BigInt::from(numerator), BigInt::from(denominator))));
        }
        (denominator != 0).then(|| Self::fraction(numerator, denominator))
    }

    /// `numerator / denominator` of a positive denominator.
    pub(super) fn fraction(numerator: i128, denominator: i128) -> Self {
        let common = numerator.gcd(&denominator);
        Self(Ratio::new_raw(BigInt::from(numerator / common), BigInt::from(denominator / common)))
    }

    /// The numerator and denominator when each fits in 64 bits.
    pub(super) fn small(&self) -> Option<(i128, i128)> {
        Some((self.numer().to_i64()?.into(), self.denom().to_i64()?.into()))
    }

    /// The integer `self × 10^places`.
    ///
    /// `None` if that is not an integer or does not fit: nothing is ever rounded or cut off here.
    #[must_use]
    pub fn to_scaled(&self, places: u32) -> Option<i128> {
        if self.is_zero() {
            return Some(0);
        }
        let own = self.places()?;
        let spare = places.checked_sub(own)?;
        // A nonzero number times 10^own is at least 1, and 10^39 is above i128::MAX.
        if spare > 38 {
            return None;
        }
        (self.numer() * power_of_ten(places) / self.denom()).to_i128()
    }

    /// The number of decimals of the shortest exact decimal form; `None` if no finite decimal is exact.
    #[must_use]
    pub fn places(&self) -> Option<u32> {
        let mut rest = self.denom().magnitude().clone();
        let twos = rest.trailing_zeros().unwrap_or(0);
        rest >>= twos;
        let mut fives = 0_u64;
        while !rest.is_one() {
            if !(&rest % 5_u32).is_zero() {
                return None;
            }
            rest /= 5_u32;
            fives = fives.checked_add(1)?;
        }
        u32::try_from(twos.max(fives)).ok()
    }

    /// `self / divisor`, or `None` if the divisor is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if let (Some((numerator, denominator)), Some((by, of))) = (self.small(), divisor.small()) {
            return Self::ratio(numerator * of, denominator * by);
        }
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.numer().is_negative()
    }

    /// Whether this is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.denom().is_one()
    }

    /// The distance from 0.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// How many bits its larger part has: what working with it costs.
    #[must_use]
    pub fn bits(&self) -> u64 {
        self.numer().bits().max(self.denom().bits())
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub fn numer(&self) -> &BigInt {
        self.0.numer()
    }

    /// The denominator in lowest terms; always positive.
    #[must_use]
    pub fn denom(&self) -> &BigInt {
        self.0.denom()
    }
}

/// `10^places`.
pub(super) fn power_of_ten(places: u32) -> BigInt {
    BigInt::from(10).pow(places)
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::from_integer(value)
    }
}

impl From<BigInt> for Number {
    fn from(value: BigInt) -> Self {
        Self(Ratio::from_integer(value))
    }
}

// Equality and hashing go by parts: the form is canonical, and `Ratio` itself would divide to find out.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.numer() == other.numer() && self.denom() == other.denom()
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numer().hash(state);
        self.denom().hash(state);
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denom() == other.denom() {
            return self.numer().cmp(other.numer());
        }
        match (self.small(), other.small()) {
            (Some(one), Some(two)) => (one.0 * two.1).cmp(&(two.0 * one.1)),
            _ => (self.numer() * other.denom()).cmp(&(other.numer() * self.denom())),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
