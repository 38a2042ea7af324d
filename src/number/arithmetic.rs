//! The operators of [`Number`], by value and by reference.
//!
//! There is no `/`: a quotient may not exist, so division is [`Number::checked_div`].

use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Zero};

use super::Number;

/// An operator, and the numerator and denominator that it gives two small fractions: both fit, as the parts of small
/// fractions have 64 bits. `Ratio` divides numbers of any size to find the lowest terms; nearly all numbers are small,
/// and for these a sixth of its work is enough.
macro_rules! operator {
    ($operation:ident, $method:ident, |$left:ident, $right:ident| $small:expr) => {
        impl $operation<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                if let (Some($left), Some($right)) = (self.small(), other.small()) {
                    let (numerator, denominator) = $small;
                    return Number::fraction(numerator, denominator);
                }
                Number((&self.0).$method(&other.0))
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

operator!(Add, add, |one, two| (one.0 * two.1 + two.0 * one.1, one.1 * two.1));
operator!(Sub, sub, |one, two| (one.0 * two.1 - two.0 * one.1, one.1 * two.1));
operator!(Mul, mul, |one, two| (one.0 * two.0, one.1 * two.1));

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-self.0)
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-&self.0)
    }
}

impl Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        let mut tally = Tally::default();
        numbers.for_each(|number| tally.add(&number));
        tally.total()
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(numbers: I) -> Number {
        let mut tally = Tally::default();
        numbers.for_each(|number| tally.add(number));
        tally.total()
    }
}

/// A sum that is brought to lowest terms once, at its end: most of the work of adding fractions is in that.
struct Tally {
    numerator: BigInt,
    denominator: BigInt,
}

impl Default for Tally {
    fn default() -> Self {
        Self { numerator: BigInt::zero(), denominator: BigInt::one() }
    }
}

impl Tally {
    fn add(&mut self, number: &Number) {
        let (numerator, denominator) = (number.numer(), number.denom());
        if *denominator == self.denominator {
            self.numerator += numerator;
            return;
        }
        // Over the least common multiple of both.
        let common = self.denominator.gcd(denominator);
        let missing = denominator / &common;
        self.numerator = &self.numerator * &missing + numerator * (&self.denominator / &common);
        self.denominator *= missing;
    }

    fn total(self) -> Number {
        Number(Ratio::new(self.numerator, self.denominator))
    }
}
