//! Numbers over one denominator: as whole numbers many of them are soon put in order and added up.

use num_integer::Integer;

use super::Number;
use crate::cancel::{looking, sort_by};

/// The numerators of numbers over the least denominator that they have in common, and that; `None` where they do not
/// all fit.
#[must_use]
pub fn over_common<'n>(numbers: impl Iterator<Item = &'n Number> + Clone) -> Option<(Vec<i128>, i128)> {
    let mut common = 1_i64;
    for number in looking(numbers.clone()) {
        let (_, below) = number.small()?;
        if common % below != 0 {
            common = (common / common.gcd(&below)).checked_mul(below)?;
        }
    }
    let numerator = |number: &Number| {
        let (above, below) = number.small()?;
        Some(i128::from(above) * i128::from(common / below))
    };
    Some((looking(numbers).map(numerator).collect::<Option<_>>()?, common.into()))
}

/// Sorts numbers from the least up.
pub fn sort(numbers: &mut Vec<Number>) {
    let Some((keys, _)) = over_common(numbers.iter()) else { return sort_by(numbers, Ord::cmp) };
    let mut keyed: Vec<(i128, Number)> = keys.into_iter().zip(numbers.drain(..)).collect();
    sort_by(&mut keyed, |one, other| one.0.cmp(&other.0));
    numbers.extend(keyed.into_iter().map(|(_, number)| number));
}
