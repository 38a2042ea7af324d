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

macro_rules! operator {
    ($operation:ident, $method:ident) => {
        impl $operation<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number((&self.0).$method(&other.0))
            }
        }

        impl $operation<Number> for Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                Number(self.0.$method(other.0))
            }
        }

        impl $operation<&Number> for Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number(self.0.$method(&other.0))
            }
        }

        impl $operation<Number> for &Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                Number((&self.0).$method(other.0))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

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
