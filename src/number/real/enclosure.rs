//! Real numbers between two bounds.
//!
//! Figures are whole multiples of 2^−bits. Each step says how many of them its result may be off, so
//! that the true value never leaves the bounds; the reasons stand at the series.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::super::Number;
use crate::invariant::{OrBroken, fit};

/// A real number in `middle ± off`, both counted in 2^−bits.
#[derive(Debug, Clone)]
pub(super) struct Enclosure {
    middle: BigInt,
    off: BigInt,
    bits: i64,
}

/// Why there is no exponential.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoExponential {
    /// Its whole part has more bits than any figure of an evaluation.
    TooLarge,
    /// The exponent is not known well enough; more bits will tell.
    TooCoarse,
}

impl Enclosure {
    /// 0.
    pub(super) fn zero(bits: u64) -> Self {
        Self { middle: BigInt::zero(), off: BigInt::zero(), bits: signed(bits) }
    }

    /// A rational number.
    pub(super) fn of(value: &Number, bits: u64) -> Self {
        let middle = (value.numer() << bits).div_floor(&value.denom());
        Self { middle, off: BigInt::one(), bits: signed(bits) }
    }

    /// ln x for x > 0.
    pub(super) fn ln(x: &Number, bits: u64) -> Self {
        // x = y × 2^k with 1/2 < y < 2, so that |y − 1| / (y + 1) is below 1/3.
        let twos = signed(x.numer().bits()) - signed(x.denom().bits());
        let by = twos.unsigned_abs();
        let (above, below) =
            if twos >= 0 { (x.numer().clone(), x.denom() << by) } else { (x.numer() << by, x.denom().clone()) };
        let (part, off) = twice_atanh(&(&above - &below), &(&above + &below), bits);
        if twos == 0 {
            return Self { middle: part, off: BigInt::from(off), bits: signed(bits) };
        }
        let (two, off_of_two) = ln_of_two(bits);
        Self { middle: part + two * twos, off: BigInt::from(off) + BigInt::from(off_of_two) * by, bits: signed(bits) }
    }

    /// The sum with another of the same bits.
    pub(super) fn plus(&self, other: &Self) -> Self {
        Self { middle: &self.middle + &other.middle, off: &self.off + &other.off, bits: self.bits }
    }

    /// Times a rational number.
    pub(super) fn times(&self, factor: &Number) -> Self {
        let middle = (&self.middle * factor.numer()).div_floor(&factor.denom());
        let off = (&self.off * factor.numer().abs()).div_ceil(&factor.denom()) + 1_u32;
        Self { middle, off, bits: self.bits }
    }

    /// e to this.
    pub(super) fn exp(&self) -> Result<Self, NoExponential> {
        let bits = self.bits.unsigned_abs();
        let (two, off_of_two) = ln_of_two(bits);
        // y = r + k ln 2 with 0 ≤ r < ln 2.
        let (twos, rest) = self.middle.div_mod_floor(&two);
        let most = BigInt::from(MOST_BITS);
        if twos > most {
            return Err(NoExponential::TooLarge);
        }
        if twos < -most {
            // Between 0 and 2^−MOST_BITS: no decimal that can be asked for is reached.
            return Ok(Self { middle: BigInt::zero(), off: BigInt::one(), bits: signed(MOST_BITS) });
        }
        let off_of_rest = &self.off + twos.abs() * off_of_two + 1_u32;
        if off_of_rest.bits() + 8 > bits {
            return Err(NoExponential::TooCoarse);
        }
        // r^i / i!: each term is less than 3 too small (0.7 times that of the one before and two floors),
        // and what follows the first that is 0 is less than 5.
        let mut term = BigInt::one() << bits;
        let mut sum = BigInt::zero();
        let mut count = 0_u32;
        while !term.is_zero() {
            sum += &term;
            count += 1;
            term = ((term * &rest) >> bits) / count;
        }
        // An error d of r changes e^r < 2 by less than 3 d, since d is below 2^−8.
        let off = BigInt::from(3 * count + 5) + off_of_rest * 3_u32;
        let twos = i64::try_from(&twos).or_broken("what is too large was refused");
        Ok(Self { middle: sum, off, bits: self.bits - twos })
    }

    /// This divided by another of the same bits; `None` while that may be 0.
    pub(super) fn over(&self, other: &Self) -> Option<(Number, Number)> {
        let ((low, high), (least, most)) = (self.bounds(), other.bounds());
        if !least.is_negative() && !least.is_zero() || most.is_negative() {
            let ends = [&low, &high].map(|above| [&least, &most].map(|below| above.checked_div(below)));
            let ends: Vec<Number> = ends.into_iter().flatten().flatten().collect();
            return Some((ends.iter().min()?.clone(), ends.iter().max()?.clone()));
        }
        None
    }

    /// The least and the greatest that it may be.
    pub(super) fn bounds(&self) -> (Number, Number) {
        let (low, high) = (&self.middle - &self.off, &self.middle + &self.off);
        let by = self.bits.unsigned_abs();
        if self.bits >= 0 {
            let below = Number::from(BigInt::one() << by);
            let of = |steps: BigInt| Number::from(steps).checked_div(&below).or_broken("a power of two is not 0");
            (of(low), of(high))
        } else {
            (Number::from(low << by), Number::from(high << by))
        }
    }
}

/// ln 2 and how many 2^−bits it may be off.
fn ln_of_two(bits: u64) -> (BigInt, u32) {
    twice_atanh(&BigInt::one(), &BigInt::from(3), bits)
}

/// 2 artanh(above ÷ below) = ln((below + above) ÷ (below − above)), and how many 2^−bits it may be off.
///
/// Needs |above ÷ below| ≤ 1/3. Of z + z³/3 + z⁵/5 + … a power is less than 2 too small (1/9 of the one
/// before, the floor of z², and its own floor) and a term less than 3; what follows the first power
/// that is 0 is less than 2.
fn twice_atanh(above: &BigInt, below: &BigInt, bits: u64) -> (BigInt, u32) {
    let mut power = (above.abs() << bits) / below;
    let square = (&power * &power) >> bits;
    let mut sum = BigInt::zero();
    let mut count = 0_u32;
    while !power.is_zero() {
        sum += &power / (2 * count + 1);
        count += 1;
        power = (power * &square) >> bits;
    }
    let twice = sum << 1_u32;
    (if above.is_negative() { -twice } else { twice }, 6 * count + 4)
}

fn signed(bits: u64) -> i64 {
    fit(bits)
}

/// The first bits of a whole part that are more than any figure of an evaluation has; a result with
/// more is not worked out.
pub(super) const MOST_BITS: u64 = 1 << 14;
