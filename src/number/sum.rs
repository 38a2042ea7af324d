//! Sums of many numbers.

use std::iter::Sum;

use num_bigint::BigInt;

use super::Number;
use super::divisor::{common_divisor, common_divisor_of_small};

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

/// A sum in the making, brought to lowest terms once, at its end: most of the work of adding fractions is in that.
///
/// Numbers are added in pairs, and sums of as many numbers in pairs again, so that long denominators meet late and
/// few times: one after the other, each number would be brought to the denominator of all before it.
#[derive(Default)]
struct Tally {
    run: Run,
    /// The sums so far with the power of two of the runs in each, which falls strictly.
    sums: Vec<(u32, Fraction)>,
}

/// Numbers that have been added within the width of an integer.
struct Run {
    above: i128,
    below: i64,
}

/// Not in lowest terms.
struct Fraction {
    above: BigInt,
    below: BigInt,
}

impl Tally {
    fn add(&mut self, number: &Number) {
        let Some((above, below)) = number.small() else {
            let (above, below) = number.parts();
            return self.push(Fraction { above: above.into_owned(), below: below.into_owned() });
        };
        if let Some(run) = self.run.plus(above, below) {
            self.run = run;
            return;
        }
        let full = std::mem::replace(&mut self.run, Run { above: above.into(), below });
        self.push(full.fraction());
    }

    fn push(&mut self, mut sum: Fraction) {
        let mut power = 0;
        while let Some((_, before)) = self.sums.pop_if(|(of, _)| *of == power) {
            sum = before.plus(sum);
            power += 1;
        }
        self.sums.push((power, sum));
    }

    fn total(self) -> Number {
        if self.sums.is_empty() {
            return Number::fraction(self.run.above, self.run.below.into());
        }
        let Fraction { above, below } =
            self.sums.into_iter().rfold(self.run.fraction(), |sum, (_, before)| before.plus(sum));
        Number::quotient(above, below)
    }
}

impl Default for Run {
    fn default() -> Self {
        Self { above: 0, below: 1 }
    }
}

impl Run {
    /// With one more, if that fits.
    fn plus(&self, above: i64, below: i64) -> Option<Self> {
        if below == self.below {
            return Some(Self { above: self.above.checked_add(above.into())?, below });
        }
        let common = common_divisor_of_small(self.below, below);
        let (own, others) = (below / common, self.below / common);
        let sum = self.above.checked_mul(own.into())?.checked_add(i128::from(above) * i128::from(others))?;
        Some(Self { above: sum, below: self.below.checked_mul(own)? })
    }

    fn fraction(self) -> Fraction {
        Fraction { above: self.above.into(), below: self.below.into() }
    }
}

impl Fraction {
    /// Over the least common multiple of both denominators.
    fn plus(self, other: Self) -> Self {
        if self.below == other.below {
            return Self { above: self.above + other.above, below: self.below };
        }
        let common = BigInt::from(common_divisor(self.below.magnitude(), other.below.magnitude()));
        let (own, others) = (other.below / &common, &self.below / &common);
        Self { above: self.above * &own + other.above * others, below: self.below * own }
    }
}
