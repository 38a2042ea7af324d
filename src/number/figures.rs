//! Figures over numbers: means and deviations.

use super::{Accuracy, Number, product_of_powers};
use crate::invariant::fit;

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoFigure {
    /// It needs a number and there is none (left).
    NoNumber,
    /// It would divide by zero.
    ZeroDivisor,
    /// A number lies outside its domain, or the result is too large.
    OutsideDomain,
}

/// The sum over the count.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none.
pub fn mean(numbers: &[Number]) -> Result<Number, NoFigure> {
    numbers.iter().sum::<Number>().checked_div(&count(numbers)).ok_or(NoFigure::NoNumber)
}

/// The mean of what is left without so many of the greatest and of the least. Sorts the numbers.
///
/// # Errors
/// [`NoFigure::NoNumber`] if none is left.
pub fn trimmed_mean(numbers: &mut [Number], high: u32, low: u32) -> Result<Number, NoFigure> {
    numbers.sort();
    mean(kept(numbers, high, low).ok_or(NoFigure::NoNumber)?)
}

/// The mean square distance from the mean: over n, or over n − 1 of a sample.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none, [`NoFigure::ZeroDivisor`] of a sample of one.
pub fn variance(numbers: &[Number], sample: bool) -> Result<Number, NoFigure> {
    let sum = numbers.iter().sum::<Number>();
    let mean = sum.checked_div(&count(numbers)).ok_or(NoFigure::NoNumber)?;
    // The squares of the distances would each have the square of the denominator of the mean.
    let squares = numbers.iter().map(|number| number * number).sum::<Number>();
    let over = count(numbers) - Number::from_integer(i64::from(sample));
    (squares - sum * mean).checked_div(&over).ok_or(NoFigure::ZeroDivisor)
}

/// The root of the variance, correctly rounded.
///
/// # Errors
/// As [`variance`], and [`NoFigure::OutsideDomain`] for a result too large.
pub fn standard_deviation(numbers: &[Number], sample: bool, precision: &Accuracy) -> Result<Number, NoFigure> {
    let half = Number::ratio(1, 2).ok_or(NoFigure::ZeroDivisor)?;
    product_of_powers(&[(variance(numbers, sample)?, half)], precision).ok_or(NoFigure::OutsideDomain)
}

/// The n-th root of the product of n numbers, correctly rounded.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none, [`NoFigure::OutsideDomain`] if one is below 0.
pub fn geometric_mean(numbers: Vec<Number>, precision: &Accuracy) -> Result<Number, NoFigure> {
    let share = Number::one().checked_div(&count(&numbers)).ok_or(NoFigure::NoNumber)?;
    let factors: Vec<(Number, Number)> = numbers.into_iter().map(|number| (number, share.clone())).collect();
    product_of_powers(&factors, precision).ok_or(NoFigure::OutsideDomain)
}

/// The count over the sum of the reciprocals.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none, [`NoFigure::ZeroDivisor`] if one is 0 or the reciprocals cancel.
pub fn harmonic_mean(numbers: &[Number]) -> Result<Number, NoFigure> {
    if numbers.is_empty() {
        return Err(NoFigure::NoNumber);
    }
    let reciprocals = numbers.iter().map(|number| Number::one().checked_div(number)).sum::<Option<Number>>();
    count(numbers).checked_div(&reciprocals.ok_or(NoFigure::ZeroDivisor)?).ok_or(NoFigure::ZeroDivisor)
}

/// Sorted numbers without the greatest and the least.
fn kept(sorted: &[Number], high: u32, low: u32) -> Option<&[Number]> {
    let end = sorted.len().checked_sub(fit(high))?;
    sorted.get(fit(low)..end)
}

fn count(numbers: &[Number]) -> Number {
    Number::count(numbers.len())
}
