//! Enclosures: two whole numbers of last decimals between which a real number lies.
//!
//! Every operation rounds outwards, so that what is said of both ends holds of the number.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use crate::invariant::OrBroken;
use crate::number::rational::power_of_ten;
use crate::number::{Accuracy, Number, Rounding, RoundingMode, logarithm};

/// A number between two ends, in units of a [`Grid`].
#[derive(Debug, Clone)]
pub(super) struct Enclosure {
    low: BigInt,
    high: BigInt,
}

/// How fine enclosures are.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    digits: u32,
    one: BigInt,
}

impl Grid {
    pub(super) fn of_digits(digits: u32) -> Self {
        Self { digits, one: power_of_ten(digits) }
    }

    pub(super) fn exact(&self, number: &Number) -> Enclosure {
        let scaled = number.numer() * &self.one;
        Enclosure { low: scaled.div_floor(&number.denom()), high: scaled.div_ceil(&number.denom()) }
    }

    pub(super) fn digits(&self) -> u32 {
        self.digits
    }

    pub(super) fn between(&self, low: &Number, high: &Number) -> Enclosure {
        Enclosure { low: self.exact(low).low, high: self.exact(high).high }
    }

    pub(super) fn sum<'e>(terms: impl Iterator<Item = &'e Enclosure>) -> Enclosure {
        let mut sum = Enclosure { low: BigInt::zero(), high: BigInt::zero() };
        for term in terms {
            sum.low += &term.low;
            sum.high += &term.high;
        }
        sum
    }

    pub(super) fn less(left: &Enclosure, right: &Enclosure) -> Enclosure {
        Enclosure { low: &left.low - &right.high, high: &left.high - &right.low }
    }

    pub(super) fn times(&self, left: &Enclosure, right: &Enclosure) -> Enclosure {
        let products =
            [&left.low * &right.low, &left.low * &right.high, &left.high * &right.low, &left.high * &right.high];
        let low = products.iter().min().map(|least| least.div_floor(&self.one));
        let high = products.iter().max().map(|greatest| greatest.div_ceil(&self.one));
        let (low, high) = low.zip(high).or_broken("there are four products");
        Enclosure { low, high }
    }

    /// The quotient by a number above 0; `None` when the enclosure does not show that it is.
    pub(super) fn over(&self, left: &Enclosure, right: &Enclosure) -> Option<Enclosure> {
        if !right.low.is_positive() {
            return None;
        }
        let (low, high) = (&left.low * &self.one, &left.high * &self.one);
        let lowest = if low.is_negative() { &right.low } else { &right.high };
        let highest = if high.is_negative() { &right.high } else { &right.low };
        Some(Enclosure { low: low.div_floor(lowest), high: high.div_ceil(highest) })
    }

    /// The square root of a number that is not negative.
    pub(super) fn root(&self, number: &Number) -> Enclosure {
        let Enclosure { low, high } = self.exact(number);
        let least = (low.max(BigInt::zero()) * &self.one).sqrt();
        let greatest = (high.max(BigInt::zero()) * &self.one).sqrt() + 1_u32;
        Enclosure { low: least, high: greatest }
    }

    /// The natural logarithm of a number above 0.
    pub(super) fn ln(&self, number: &Number) -> Option<Enclosure> {
        let value = logarithm(number, None, &Accuracy::new(self.digits, &Number::one()))?;
        // Correctly rounded, it is off by less than one last decimal.
        let Enclosure { low, high } = self.exact(&value);
        Some(Enclosure { low: low - 1_u32, high: high + 1_u32 })
    }

    /// The number to so many decimals, when the enclosure tells.
    pub(super) fn rounded(&self, enclosure: &Enclosure, places: u32) -> Option<Number> {
        let (low, high) = self.ends(enclosure, places);
        (low == high).then_some(low)
    }

    /// Both ends to so many decimals, rounded half up.
    pub(super) fn ends(&self, enclosure: &Enclosure, places: u32) -> (Number, Number) {
        let rounding = Rounding::new(places, RoundingMode::HalfUp);
        let end = |end: &BigInt| {
            let end = Number::from(end.clone()).checked_div(&Number::from(self.one.clone()));
            end.or_broken("one is not nothing").round(rounding)
        };
        (end(&enclosure.low), end(&enclosure.high))
    }
}
