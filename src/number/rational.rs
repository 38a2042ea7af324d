//! The exact number every value of a rule set is held in.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::divisor::common_divisor;
use super::divisor::small_divisor;
use crate::invariant::{OrBroken, fit};

/// An exact rational number of any size; a small one is held without allocation.
///
/// A `Number` carries no unit; a value with a unit is held in the base unit of its dimension (元, 平方米, 1).
///
/// ```
/// use heng::result::Number;
///
/// let third = Number::from_exact("1/3").unwrap();
/// let half = Number::from_exact("0.5").unwrap();
/// assert_eq!((&third + &half).to_string(), "5/6");
/// assert_eq!(third.to_fixed(2), "0.33");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// Invariant: the first form that holds the number, in lowest terms with a positive denominator, so equal numbers
/// have equal forms.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Whole(i64),
    /// The denominator is above 1; the numerator is not the least integer, which has no opposite.
    Ratio(i64, i64),
    Large(Arc<Fraction>),
}

#[derive(PartialEq, Eq, Hash)]
struct Fraction {
    above: BigInt,
    below: BigInt,
}

impl Number {
    /// 0.
    #[must_use]
    pub const fn zero() -> Self {
        Self::from_integer(0)
    }

    /// 1.
    #[must_use]
    pub const fn one() -> Self {
        Self::from_integer(1)
    }

    /// The whole number `value`.
    #[must_use]
    pub const fn from_integer(value: i64) -> Self {
        Self(Form::Whole(value))
    }

    /// How many there are of something.
    #[must_use]
    pub fn count(count: usize) -> Self {
        i64::try_from(count).map_or_else(|_| Self::from(BigInt::from(count)), Self::from_integer)
    }

    /// `value / 10^places`: a scaled-integer cell (money in fen is `places` 2) as a number.
    ///
    /// `places` is the scale of a column, at most some dozens; the cost grows with it.
    #[must_use]
    pub fn from_scaled(value: i128, places: u32) -> Self {
        match 10_i128.checked_pow(places) {
            Some(power) => Self::fraction(value, power),
            None => Self::quotient(BigInt::from(value), power_of_ten(places)),
        }
    }

    /// `numerator / denominator`, or `None` if the denominator is 0.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator < 0 {
            // The least numbers have no opposite that fits.
            return Some(Self::quotient(-BigInt::from(numerator), -BigInt::from(denominator)));
        }
        (denominator != 0).then(|| Self::fraction(numerator, denominator))
    }

    /// `numerator / denominator` of a positive denominator.
    pub(super) fn fraction(numerator: i128, denominator: i128) -> Self {
        let common = match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(above), Ok(below)) => small_divisor(above, below).into(),
            _ => numerator.gcd(&denominator),
        };
        Self::lowest(numerator / common, denominator / common)
    }

    /// `above / below` of a positive denominator.
    pub(super) fn quotient(above: BigInt, below: BigInt) -> Self {
        let common = common_divisor(above.magnitude(), below.magnitude());
        if common.is_one() {
            return Self::large(above, below);
        }
        let common = BigInt::from(common);
        Self::large(above / &common, below / common)
    }

    /// A fraction in lowest terms, of a positive denominator.
    pub(super) fn lowest(above: i128, below: i128) -> Self {
        match (i64::try_from(above), i64::try_from(below)) {
            (Ok(whole), Ok(1)) => Self(Form::Whole(whole)),
            (Ok(above), Ok(below)) if above != i64::MIN => Self(Form::Ratio(above, below)),
            _ => Self(Form::Large(Arc::new(Fraction { above: above.into(), below: below.into() }))),
        }
    }

    /// As [`Number::lowest`], of parts of any size.
    pub(super) fn large(above: BigInt, below: BigInt) -> Self {
        match (above.to_i64(), below.to_i64()) {
            (Some(above), Some(below)) => Self::lowest(above.into(), below.into()),
            _ => Self(Form::Large(Arc::new(Fraction { above, below }))),
        }
    }

    /// Numerator and denominator of a number that is held without allocation.
    pub(super) fn small(&self) -> Option<(i64, i64)> {
        match self.0 {
            Form::Whole(whole) => Some((whole, 1)),
            Form::Ratio(above, below) => Some((above, below)),
            Form::Large(_) => None,
        }
    }

    /// Numerator and denominator of any number.
    pub(super) fn parts(&self) -> (Cow<'_, BigInt>, Cow<'_, BigInt>) {
        match &self.0 {
            Form::Whole(whole) => (Cow::Owned((*whole).into()), Cow::Owned(BigInt::one())),
            Form::Ratio(above, below) => (Cow::Owned((*above).into()), Cow::Owned((*below).into())),
            Form::Large(fraction) => (Cow::Borrowed(&fraction.above), Cow::Borrowed(&fraction.below)),
        }
    }

    /// The integer `self × 10^places`.
    ///
    /// `None` if that is not an integer or does not fit: nothing is ever rounded or cut off here.
    #[must_use]
    pub fn to_scaled(&self, places: u32) -> Option<i128> {
        if let (Some((above, below)), Some(power)) = (self.small(), 10_i128.checked_pow(places))
            && let Some(scaled) = i128::from(above).checked_mul(power)
        {
            return (scaled % i128::from(below) == 0).then(|| scaled / i128::from(below));
        }
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
        if let Some((_, below)) = self.small() {
            let twos = below.trailing_zeros();
            let (mut rest, mut fives) = (below >> twos, 0_u32);
            while rest != 1 {
                if rest % 5 != 0 {
                    return None;
                }
                rest /= 5;
                fives += 1;
            }
            return Some(twos.max(fives));
        }
        let mut rest = self.denom().into_parts().1;
        let twos = rest.trailing_zeros().or_broken("a denominator is not 0");
        rest >>= twos;
        let mut fives = 0_u64;
        while !rest.is_one() {
            if !(&rest % 5_u32).is_zero() {
                return None;
            }
            rest /= 5_u32;
            fives = fives.checked_add(1)?;
        }
        Some(fit(twos.max(fives)))
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Whole(0))
    }

    /// Whether this is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Whole(above) | Form::Ratio(above, _) => *above < 0,
            Form::Large(fraction) => fraction.above.is_negative(),
        }
    }

    /// Whether this is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Whole(_) => true,
            Form::Ratio(..) => false,
            Form::Large(fraction) => fraction.below.is_one(),
        }
    }

    /// Whether this is held without allocation: numerator and denominator are of 64 bits.
    #[must_use]
    pub fn is_small(&self) -> bool {
        !matches!(self.0, Form::Large(_))
    }

    /// This as a whole number of 64 bits.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        match self.0 {
            Form::Whole(whole) => Some(whole),
            _ => None,
        }
    }

    /// The distance from 0.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// How many bits its larger part has: what working with it costs.
    #[must_use]
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Form::Whole(above) => bits(*above).max(1),
            Form::Ratio(above, below) => bits(*above).max(bits(*below)),
            Form::Large(fraction) => fraction.above.bits().max(fraction.below.bits()),
        }
    }

    /// How many 64-bit words its larger part takes: 1 for what is held without allocation.
    #[must_use]
    pub fn words(&self) -> u64 {
        if self.is_small() { 1 } else { self.bits() / 64 + 1 }
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub fn numer(&self) -> BigInt {
        self.parts().0.into_owned()
    }

    /// The denominator in lowest terms; always positive.
    #[must_use]
    pub fn denom(&self) -> BigInt {
        self.parts().1.into_owned()
    }
}

fn bits(part: i64) -> u64 {
    u64::from(u64::BITS - part.unsigned_abs().leading_zeros())
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
        Self::large(value, BigInt::one())
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Form::Whole(one), Form::Whole(two)) = (&self.0, &other.0) {
            return one.cmp(two);
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        if b == d { a.cmp(&c) } else { (&*a * &*d).cmp(&(&*c * &*b)) }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
