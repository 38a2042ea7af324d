//! The operators of [`Number`], by value and by reference.
//!
//! There is no `/`: a quotient may not exist, so division is [`Number::checked_div`].
//!
//! What cancels is taken out before numbers are multiplied (Knuth 4.5.1), so that no fraction is longer on the way
//! than its result, and a short number beside a long one costs no more than the length.

use std::borrow::Cow;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use super::divisor::{common_divisor, small_divisor};
use super::{Number, Rounding, RoundingMode};

macro_rules! operator {
    ($operation:ident, $method:ident, $of_references:expr) => {
        impl $operation<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                $of_references(self, other)
            }
        }

        impl $operation<Number> for Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                (&self).$method(&other)
            }
        }

        impl $operation<&Number> for Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                (&self).$method(other)
            }
        }

        impl $operation<Number> for &Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                self.$method(&other)
            }
        }
    };
}

operator!(Add, add, sum);
operator!(Sub, sub, |one, two: &Number| sum(one, &-two));
operator!(Mul, mul, product);

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        -&self
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        match self.small() {
            Some((above, below)) => Number::lowest(-i128::from(above), below.into()),
            None => Number::large(-self.numer(), self.denom()),
        }
    }
}

impl Number {
    /// `self / divisor`, or `None` if the divisor is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if let (Some((a, b)), Some((c, d))) = (self.small(), divisor.small()) {
            return match c {
                0 => None,
                // The opposite of the least integer does not fit.
                i64::MIN => Number::ratio(i128::from(a) * i128::from(d), i128::from(b) * i128::from(c)),
                1.. => Some(small_product(a, b, d, c)),
                _ => Some(small_product(a, b, -d, -c)),
            };
        }
        if divisor.is_zero() {
            return None;
        }
        let (c, d) = divisor.parts();
        let inverse = if divisor.is_negative() { (Cow::Owned(-&*d), Cow::Owned(-&*c)) } else { (d, c) };
        Some(large_product(&self.parts(), &inverse))
    }

    /// What is left of a whole division towards zero, with the sign of the dividend; `None` by 0.
    #[must_use]
    pub fn checked_rem(&self, divisor: &Self) -> Option<Self> {
        if let (Some(dividend), Some(divisor)) = (self.whole(), divisor.whole())
            && let Some(rest) = dividend.checked_rem(divisor)
        {
            return Some(Self::from_integer(rest));
        }
        let whole = self.checked_div(divisor)?.round(Rounding::new(0, RoundingMode::Down));
        Some(self - whole * divisor)
    }
}

fn sum(one: &Number, two: &Number) -> Number {
    let (Some((a, b)), Some((c, d))) = (one.small(), two.small()) else {
        return large_sum(one, two);
    };
    if b == 1 && d == 1 {
        return Number::lowest(i128::from(a) + i128::from(c), 1);
    }
    let common = small_divisor(b, d);
    if common == 1 {
        return Number::lowest(wide(a, d) + wide(c, b), wide(b, d));
    }
    let above = wide(a, d / common) + wide(c, b / common);
    let left = match i64::try_from(above) {
        Ok(above) => small_divisor(above, common).into(),
        Err(_) => above.gcd(&common.into()),
    };
    Number::lowest(above / left, i128::from(b / common) * (i128::from(d) / left))
}

fn large_sum(one: &Number, two: &Number) -> Number {
    let ((a, b), (c, d)) = (one.parts(), two.parts());
    if b.is_one() && d.is_one() {
        return Number::large(&*a + &*c, BigInt::one());
    }
    let common = divisor(&b, &d);
    if common.is_one() {
        return Number::large(&*a * &*d + &*c * &*b, &*b * &*d);
    }
    let above = &*a * (&*d / &common) + &*c * (&*b / &common);
    let left = divisor(&above, &common);
    if left.is_one() {
        return Number::large(above, &*b / &common * &*d);
    }
    Number::large(above / &left, (&*b / &common) * (&*d / &left))
}

fn product(one: &Number, two: &Number) -> Number {
    match (one.small(), two.small()) {
        (Some((a, 1)), Some((c, 1))) => Number::lowest(wide(a, c), 1),
        (Some((a, b)), Some((c, d))) => small_product(a, b, c, d),
        _ => large_product(&one.parts(), &two.parts()),
    }
}

/// a/b × c/d, both in lowest terms with positive denominators.
fn small_product(a: i64, b: i64, c: i64, d: i64) -> Number {
    let (left, right) = (small_divisor(a, d), small_divisor(c, b));
    Number::lowest(wide(a / left, c / right), wide(b / right, d / left))
}

/// As [`small_product`].
fn large_product((a, b): &(Cow<BigInt>, Cow<BigInt>), (c, d): &(Cow<BigInt>, Cow<BigInt>)) -> Number {
    let (left, right) = (divisor(a, d), divisor(c, b));
    let over = |part: &BigInt, divisor: &BigInt| if divisor.is_one() { part.clone() } else { part / divisor };
    Number::large(over(a, &left) * over(c, &right), over(b, &right) * over(d, &left))
}

fn divisor(one: &BigInt, two: &BigInt) -> BigInt {
    common_divisor(one.magnitude(), two.magnitude()).into()
}

/// The product of two integers of 64 bits: below 2^126 of size unless both are the least, whose product fits too.
fn wide(one: i64, two: i64) -> i128 {
    i128::from(one) * i128::from(two)
}
