//! Products of powers: roots, powers, weighted geometric means.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use super::super::{Number, RoundingMode};
use super::coprime::Factors;
use super::enclosure::MOST_BITS;
use super::enclosure::{Enclosure, NoExponential};
use super::{Accuracy, MOST_ROUNDS};

/// Up to this degree, and up to [`MOST_BITS`] under the root, a root is taken of one whole number.
const MOST_DEGREE: u32 = 64;

/// An exponent with more bits than this before the point gives nothing that could be printed.
const MOST_EXPONENT_BITS: u64 = 256;

/// Bases of one exponent are multiplied up to so many bits.
const MERGED_BITS: u64 = 2048;

/// A small exponent that is 0, odd or even as the large one is.
fn parity(exponent: u64) -> u64 {
    if exponent == 0 { 0 } else { 2 - exponent % 2 }
}

impl Number {
    /// This to a whole power, exactly. `None` for 0 to a negative power, and for a result with more
    /// than some thousands of digits.
    #[must_use]
    pub fn power(&self, exponent: i64) -> Option<Number> {
        let times = exponent.unsigned_abs();
        let one = self.is_integer() && self.numer().magnitude().is_one();
        let bits = self.bits();
        if !one && !self.is_zero() && bits.checked_mul(times)? > MOST_BITS * 4 {
            return None;
        }
        // 1, −1 and 0 to any power are found by whether it is even.
        let times = if one || self.is_zero() { parity(times) } else { times };
        let times = u32::try_from(times).ok()?;
        let raised = Number::from(self.numer().pow(times)).checked_div(&Number::from(self.denom().pow(times)))?;
        if exponent < 0 { Number::one().checked_div(&raised) } else { Some(raised) }
    }
}

/// The product of `x^e` over the factors `(x, e)`, correctly rounded. Anything to the power 0 is 1.
///
/// `None` for a negative x, for 0 to a negative power, and for a result too large to print.
#[must_use]
pub fn product_of_powers(factors: &[(Number, Number)], precision: &Accuracy) -> Option<Number> {
    let mut kept: Vec<(Number, Number)> = Vec::new();
    let mut is_zero = false;
    for (base, exponent) in factors.iter().filter(|(_, exponent)| !exponent.is_zero()) {
        if base.is_negative() || base.is_zero() && exponent.is_negative() {
            return None;
        }
        is_zero |= base.is_zero();
        // Factors to one power are multiplied first, as long as that is cheaper than one more logarithm.
        match kept.last_mut().filter(|(known, shared)| shared == exponent && known.bits() < MERGED_BITS) {
            Some((known, _)) => *known = &*known * base,
            None => kept.push((base.clone(), exponent.clone())),
        }
    }
    if is_zero {
        return Some(Number::zero());
    }
    if let Some(root) = by_root(&kept, precision) {
        return Some(root);
    }
    by_logarithms(&kept, precision)
}

/// By the root of one whole number; `None` where that number would be large.
fn by_root(factors: &[(Number, Number)], precision: &Accuracy) -> Option<Number> {
    let mut degree = BigInt::one();
    for (_, exponent) in factors {
        degree = degree.lcm(&exponent.denom());
        if degree > BigInt::from(MOST_DEGREE) {
            return None;
        }
    }
    let degree = degree.to_u32()?;
    // The number of last decimals in the result is the root of this.
    let steps = Number::one().checked_div(&precision.last())?;
    let mut under = steps.power(i64::from(degree))?;
    let mut bits = under.bits();
    for (base, exponent) in factors {
        let times = (exponent * Number::from_integer(i64::from(degree))).numer().to_i64()?;
        bits = bits.checked_add(base.bits().checked_mul(times.unsigned_abs())?)?;
        if bits > MOST_BITS {
            return None;
        }
        under = under * base.power(times)?;
    }
    let floor = (under.numer() / under.denom()).nth_root(degree);
    // Whether floor + 1/2 lies below the root, or is it.
    let half = ((&floor * 2_u32 + 1_u32).pow(degree) * under.denom()).cmp(&(under.numer() << degree));
    let raised = match precision.rounding.mode {
        RoundingMode::Down | RoundingMode::Floor => false,
        RoundingMode::Up | RoundingMode::Ceiling => floor.pow(degree) * under.denom() != under.numer(),
        RoundingMode::HalfUp => half.is_le(),
        RoundingMode::HalfEven => half.is_lt() || half.is_eq() && floor.is_odd(),
    };
    Some(precision.value(if raised { floor + 1_u32 } else { floor }))
}

/// By e to the sum of e ln x.
fn by_logarithms(factors: &[(Number, Number)], precision: &Accuracy) -> Option<Number> {
    let mut bits = precision.bits();
    for (_, exponent) in factors {
        let whole = exponent.numer().bits().saturating_sub(exponent.denom().bits());
        if whole > MOST_EXPONENT_BITS {
            return None;
        }
        bits += whole;
    }
    let mut boundary_is_checked = false;
    for _ in 0..MOST_ROUNDS {
        let logarithm = factors
            .iter()
            .fold(Enclosure::zero(bits), |sum, (base, exponent)| sum.plus(&Enclosure::ln(base, bits).times(exponent)));
        match logarithm.exp() {
            Err(NoExponential::TooLarge) => return None,
            Err(NoExponential::TooCoarse) => {}
            Ok(found) => match precision.settled(&found) {
                Ok(value) => return Some(value),
                Err((low, high)) if !boundary_is_checked && &high - &low == BigInt::one() => {
                    boundary_is_checked = true;
                    let boundary = precision.boundary(low, high);
                    if is_exactly(factors, &boundary) {
                        return Some(precision.rounded(&boundary));
                    }
                }
                Err(_) => {}
            },
        }
        bits = bits.checked_mul(2)?;
    }
    None
}

/// Whether the product is this very number, which is above 0.
fn is_exactly(factors: &[(Number, Number)], value: &Number) -> bool {
    if value.is_zero() || value.numer().is_negative() {
        return false;
    }
    let numbers: Vec<&Number> = factors.iter().map(|(base, _)| base).chain([value]).collect();
    let basis = Factors::of(&numbers);
    let mut wanted = basis.exponents(value);
    for (base, exponent) in factors {
        for (left, own) in wanted.iter_mut().zip(basis.exponents(base)) {
            *left = &*left - &(own * exponent);
        }
    }
    wanted.iter().all(Number::is_zero)
}
