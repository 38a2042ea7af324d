//! Whether products of powers of rational numbers are equal, decided by their factors.
//!
//! No number is factored into primes: pairwise coprime factors, found by common divisors, tell as much.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::super::Number;

/// Pairwise coprime factors above 1 of some positive numbers.
pub(super) struct Factors(Vec<BigUint>);

impl Factors {
    pub(super) fn of(numbers: &[&Number]) -> Self {
        let mut pending: Vec<BigUint> = Vec::new();
        for number in numbers {
            pending.push(number.numer().magnitude().clone());
            pending.push(number.denom().magnitude().clone());
        }
        let mut factors: Vec<BigUint> = Vec::new();
        // Each step makes the product of all numbers smaller or moves one to its place, so it ends.
        while let Some(number) = pending.pop() {
            if number.is_one() || number.is_zero() {
                continue;
            }
            let Some(place) = factors.iter().position(|factor| !factor.gcd(&number).is_one()) else {
                factors.push(number);
                continue;
            };
            let factor = factors.swap_remove(place);
            if factor == number {
                factors.push(factor);
                continue;
            }
            let common = factor.gcd(&number);
            pending.extend([&factor / &common, &number / &common, common]);
        }
        Self(factors)
    }

    /// The exponents with which a positive number, one of those that the factors are of, is made of them.
    pub(super) fn exponents(&self, number: &Number) -> Vec<Number> {
        let exponents = self.0.iter().map(|factor| {
            let above = times(number.numer().magnitude(), factor);
            let below = times(number.denom().magnitude(), factor);
            Number::from_integer(above) - Number::from_integer(below)
        });
        exponents.collect()
    }
}

/// How often a factor divides a number.
fn times(number: &BigUint, factor: &BigUint) -> i64 {
    let mut rest = number.clone();
    let mut count = 0;
    loop {
        let (quotient, remainder) = rest.div_rem(factor);
        if !remainder.is_zero() || rest.is_zero() {
            return count;
        }
        rest = quotient;
        count += 1;
    }
}
