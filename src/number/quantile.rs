//! Quantiles of the nine types of Hyndman and Fan (1996); all of them are rational.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::Number;
use crate::invariant::fit;

/// The quantile at a position from 0 to 1 of numbers sorted from the least; `None` of no numbers, for
/// another position and for another type than 1 to 9.
///
/// With n numbers and h = n × position + m, where m depends on the type, let j be h rounded down and g
/// the rest. The quantile is (1 − γ) times the j-th number and γ times the next, places outside 1 to n
/// taken as the nearest. Types 4 to 9 take γ = g; types 1 to 3 take 0 or 1, but 1/2 in type 2 when g
/// is 0.
#[must_use]
pub fn quantile(sorted: &[Number], position: &Number, kind: u32) -> Option<Number> {
    let (one, half) = (Number::one(), Number::ratio(1, 2)?);
    if position.is_negative() || *position > one {
        return None;
    }
    let shift = match kind {
        1 | 2 | 4 => Number::zero(),
        3 => -&half,
        5 => half.clone(),
        6 => position.clone(),
        7 => &one - position,
        8 => (position + &one).checked_div(&Number::from_integer(3))?,
        9 => position * Number::ratio(1, 4)? + Number::ratio(3, 8)?,
        _ => return None,
    };
    let count = fit(sorted.len());
    let place = Number::from_integer(count) * position + shift;
    let whole = place.numer().div_floor(&place.denom());
    let rest = place - Number::from(whole.clone());
    let weight = match kind {
        1 if rest.is_zero() => Number::zero(),
        2 if rest.is_zero() => half,
        3 if rest.is_zero() && whole.is_even() => Number::zero(),
        1..=3 => one.clone(),
        _ => rest,
    };
    let (low, high) = (at(sorted, &whole)?, at(sorted, &(whole + 1_u32))?);
    Some((one - &weight) * low + weight * high)
}

/// The number at a place counted from 1, the nearest one for a place outside.
fn at<'n>(sorted: &'n [Number], place: &BigInt) -> Option<&'n Number> {
    let last = sorted.len().checked_sub(1)?;
    let index = (place - 1_u32).to_usize().unwrap_or(0);
    sorted.get(index.min(last))
}
