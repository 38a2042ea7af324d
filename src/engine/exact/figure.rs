//! Figures over numbers that are all present.

use super::value::{Place, Reason, Value};
use crate::lang::model::{Expr, Figure, TableId};
use crate::number::{Number, product_of_powers, quantile};

/// Why a figure has no value.
enum Lack {
    /// It needs a row and there is none (left).
    Row,
    ZeroDivisor,
    OutsideDomain,
}

/// A figure over present numbers. `expr` is the node that asks for it, of rows of `table`.
pub(super) fn summary(figure: &Figure, numbers: Vec<Number>, expr: &Expr, table: TableId) -> Value {
    let span = expr.span;
    let place = Place { table, row: None, span };
    match of(figure, numbers, expr) {
        Ok(number) => Value::Number(number),
        Err(Lack::Row) => Value::missing(Reason::NoRow { table, span }),
        Err(Lack::ZeroDivisor) => Value::missing(Reason::ZeroDivisor(place)),
        Err(Lack::OutsideDomain) => Value::missing(Reason::OutsideDomain(place)),
    }
}

fn of(figure: &Figure, mut numbers: Vec<Number>, expr: &Expr) -> Result<Number, Lack> {
    match figure {
        Figure::Sum => Ok(numbers.into_iter().sum()),
        Figure::Min => numbers.into_iter().min().ok_or(Lack::Row),
        Figure::Max => numbers.into_iter().max().ok_or(Lack::Row),
        Figure::Mean => mean(&numbers),
        Figure::TrimmedMean { high, low } => {
            numbers.sort();
            mean(kept(&numbers, *high, *low).ok_or(Lack::Row)?)
        }
        Figure::Quantile { at, kind } => {
            numbers.sort();
            quantile(&numbers, at, *kind).ok_or(Lack::Row)
        }
        Figure::Variance { sample } => variance(&numbers, *sample),
        Figure::StandardDeviation { sample, places } => {
            let half = Number::ratio(1, 2).ok_or(Lack::ZeroDivisor)?;
            let variance = variance(&numbers, *sample)?;
            product_of_powers(&[(variance, half)], &expr.ty.precision(*places)).ok_or(Lack::OutsideDomain)
        }
        Figure::GeometricMean { places } => {
            let share = Number::one().checked_div(&count(&numbers)).ok_or(Lack::Row)?;
            let factors: Vec<(Number, Number)> = numbers.into_iter().map(|number| (number, share.clone())).collect();
            product_of_powers(&factors, &expr.ty.precision(*places)).ok_or(Lack::OutsideDomain)
        }
        Figure::HarmonicMean => {
            if numbers.is_empty() {
                return Err(Lack::Row);
            }
            let mut reciprocals = Number::zero();
            for number in &numbers {
                reciprocals = reciprocals + Number::one().checked_div(number).ok_or(Lack::ZeroDivisor)?;
            }
            count(&numbers).checked_div(&reciprocals).ok_or(Lack::ZeroDivisor)
        }
        Figure::Count | Figure::CountDistinct | Figure::Exists | Figure::Only | Figure::SumOfGreatest { .. } => {
            Err(Lack::Row)
        }
    }
}

/// Sorted numbers without the greatest and the least.
fn kept(sorted: &[Number], high: u32, low: u32) -> Option<&[Number]> {
    let end = sorted.len().checked_sub(usize::try_from(high).ok()?)?;
    sorted.get(usize::try_from(low).ok()?..end)
}

fn count(numbers: &[Number]) -> Number {
    Number::from_integer(i64::try_from(numbers.len()).unwrap_or(i64::MAX))
}

fn mean(numbers: &[Number]) -> Result<Number, Lack> {
    numbers.iter().sum::<Number>().checked_div(&count(numbers)).ok_or(Lack::Row)
}

fn variance(numbers: &[Number], sample: bool) -> Result<Number, Lack> {
    let mean = mean(numbers)?;
    let squares = numbers.iter().map(|number| {
        let distance = number - &mean;
        &distance * &distance
    });
    let over = count(numbers) - Number::from_integer(i64::from(sample));
    squares.sum::<Number>().checked_div(&over).ok_or(Lack::ZeroDivisor)
}
