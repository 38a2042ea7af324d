//! Logarithms.

use super::super::Number;
use super::coprime::Factors;
use super::enclosure::Enclosure;
use super::{Accuracy, MOST_ROUNDS};

/// ln x, or the logarithm of x to a base, correctly rounded.
///
/// `None` for x or a base that is not above 0, and for the base 1.
#[must_use]
pub fn logarithm(value: &Number, base: Option<&Number>, precision: &Accuracy) -> Option<Number> {
    let positive = |number: &Number| !number.is_zero() && !number.is_negative();
    if !positive(value) || base.is_some_and(|base| !positive(base) || *base == Number::one()) {
        return None;
    }
    if *value == Number::one() {
        return Some(Number::zero());
    }
    // Without a common power the quotient is no rational number, and without a base neither is ln x.
    if let Some(exact) = base.and_then(|base| exponent_between(value, base)) {
        return Some(precision.rounded(&exact));
    }
    let mut bits = precision.bits();
    for _ in 0..MOST_ROUNDS {
        let found = Enclosure::ln(value, bits);
        let bounds = match base {
            None => Some(found.bounds()),
            Some(base) => found.over(&Enclosure::ln(base, bits)),
        };
        if let Some((low, high)) = bounds {
            let (low, high) = (precision.steps(&low), precision.steps(&high));
            if low == high {
                return Some(precision.value(low));
            }
        }
        bits = bits.checked_mul(2)?;
    }
    None
}

/// The rational e with base^e = value, if there is one.
fn exponent_between(value: &Number, base: &Number) -> Option<Number> {
    let factors = Factors::of(&[value, base]);
    let (own, of_base) = (factors.exponents(value), factors.exponents(base));
    let mut found: Option<Number> = None;
    for (own, of_base) in own.iter().zip(&of_base) {
        if own.is_zero() && of_base.is_zero() {
            continue;
        }
        let ratio = own.checked_div(of_base)?;
        if found.as_ref().is_some_and(|found| *found != ratio) {
            return None;
        }
        found = Some(ratio);
    }
    found
}
