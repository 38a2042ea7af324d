//! Numbers over one denominator: as whole numbers many of them are soon put in order and added up.

use num_integer::Integer;

use super::Number;

/// The numerators of numbers over the least denominator that they have in common, and that; `None` where they do not
/// all fit.
#[must_use]
pub fn over_common<'n>(numbers: impl Iterator<Item = &'n Number> + Clone) -> Option<(Vec<i128>, i128)> {
    let mut common = 1_i64;
    for number in numbers.clone() {
        let (_, below) = number.small()?;
        if common % below != 0 {
            common = (common / common.gcd(&below)).checked_mul(below)?;
        }
    }
    let numerator = |number: &Number| {
        let (above, below) = number.small()?;
        Some(i128::from(above) * i128::from(common / below))
    };
    Some((numbers.map(numerator).collect::<Option<_>>()?, common.into()))
}
