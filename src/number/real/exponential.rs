//! The exponential.

use super::super::Number;
use super::enclosure::{Enclosure, NoExponential};
use super::{Accuracy, MOST_ROUNDS};

/// e^x, correctly rounded; `None` for a result too large to print.
#[must_use]
pub fn exponential(exponent: &Number, precision: &Accuracy) -> Option<Number> {
    if exponent.is_zero() {
        return Some(precision.rounded(&Number::one()));
    }
    // For a rational x other than 0, e^x is never rational, so it never lies on a boundary.
    let mut bits = precision.bits();
    for _ in 0..MOST_ROUNDS {
        match Enclosure::of(exponent, bits).exp() {
            Err(NoExponential::TooLarge) => return None,
            Err(NoExponential::TooCoarse) => {}
            Ok(found) => {
                if let Ok(value) = precision.settled(&found) {
                    return Some(value);
                }
            }
        }
        bits = bits.checked_mul(2)?;
    }
    None
}
