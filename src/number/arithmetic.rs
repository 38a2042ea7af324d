//! The operators of [`Number`], by value and by reference.
//!
//! There is no `/`: a quotient may not exist, so division is [`Number::checked_div`].

use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

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
        numbers.fold(Number::zero(), |total, number| total + number)
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(numbers: I) -> Number {
        numbers.fold(Number::zero(), |total, number| total + number)
    }
}
