//! Figures over numbers that are all present.

use super::value::{Place, Reason, Value};
use crate::lang::model::{Expr, Figure, TableId};
use crate::number::figures::{self, NoFigure};
use crate::number::{Number, quantile};

/// A figure over present numbers. `expr` is the node that asks for it, of rows of `table`.
pub(super) fn summary(figure: &Figure, numbers: Vec<Number>, expr: &Expr, table: TableId) -> Value {
    let span = expr.span;
    let place = Place { table, row: None, span };
    match of(figure, numbers, expr) {
        Ok(number) => Value::Number(number),
        Err(NoFigure::NoNumber) => Value::missing(Reason::NoRow { table, span }),
        Err(NoFigure::ZeroDivisor) => Value::missing(Reason::ZeroDivisor(place)),
        Err(NoFigure::OutsideDomain) => Value::missing(Reason::OutsideDomain(place)),
    }
}

fn of(figure: &Figure, mut numbers: Vec<Number>, expr: &Expr) -> Result<Number, NoFigure> {
    match figure {
        Figure::Sum => Ok(numbers.into_iter().sum()),
        Figure::Min => numbers.into_iter().min().ok_or(NoFigure::NoNumber),
        Figure::Max => numbers.into_iter().max().ok_or(NoFigure::NoNumber),
        Figure::Mean => figures::mean(&numbers),
        Figure::TrimmedMean { high, low } => figures::trimmed_mean(&mut numbers, *high, *low),
        Figure::Quantile { at, kind } => {
            numbers.sort();
            quantile(&numbers, at, *kind).ok_or(NoFigure::NoNumber)
        }
        Figure::Variance { sample } => figures::variance(&numbers, *sample),
        Figure::StandardDeviation { sample, places } => {
            figures::standard_deviation(&numbers, *sample, &expr.ty.precision(*places))
        }
        Figure::GeometricMean { places } => figures::geometric_mean(numbers, &expr.ty.precision(*places)),
        Figure::HarmonicMean => figures::harmonic_mean(&numbers),
        Figure::Count | Figure::CountDistinct | Figure::Exists | Figure::Only | Figure::SumOfGreatest { .. } => {
            Err(NoFigure::NoNumber)
        }
    }
}
