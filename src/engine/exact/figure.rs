//! Figures over numbers that are all present.

use super::reasons::{Occurrence, Reason};
use super::value::Value;
use crate::core::{Expr, Statistic, TableId, Tail, Winsorising};
use crate::invariant::fit;
use crate::number::figures::{self, NoFigure};
use crate::number::moments::{Moments, drawn_in, gini, moments};
use crate::number::{Number, Rounding, quantile};

/// A figure over present numbers. `expr` is the node that asks for it, of rows of `table`.
pub(crate) fn summary(figure: &Statistic, numbers: Vec<Number>, expr: &Expr, table: TableId) -> Value {
    let span = expr.span();
    let place = Occurrence { table, row: None, field: None, span };
    match of(figure, numbers, expr) {
        Ok(number) => Value::Number(number),
        Err(NoFigure::NoNumber) => Value::missing(Reason::NoRow { table, span }),
        Err(NoFigure::ZeroDivisor) => Value::missing(Reason::ZeroDivisor(place)),
        Err(NoFigure::OutsideDomain) => Value::missing(Reason::OutsideDomain(place)),
    }
}

fn of(figure: &Statistic, mut numbers: Vec<Number>, expr: &Expr) -> Result<Number, NoFigure> {
    match figure {
        Statistic::Sum => Ok(numbers.into_iter().sum()),
        Statistic::Min => numbers.into_iter().min().ok_or(NoFigure::NoNumber),
        Statistic::Max => numbers.into_iter().max().ok_or(NoFigure::NoNumber),
        Statistic::Mean => figures::mean(&numbers),
        Statistic::TrimmedMean { high, low } => figures::trimmed_mean(&mut numbers, *high, *low),
        Statistic::Quantile { at, kind } => {
            numbers.sort();
            quantile(&numbers, at, *kind).ok_or(NoFigure::NoNumber)
        }
        Statistic::Variance { sample } => figures::variance(&numbers, *sample),
        Statistic::StandardDeviation { sample, places, mode } => {
            figures::standard_deviation(&numbers, *sample, &expr.ty.accuracy(Rounding::new(*places, *mode)))
        }
        Statistic::GeometricMean { places, mode } => {
            figures::geometric_mean(numbers, &expr.ty.accuracy(Rounding::new(*places, *mode)))
        }
        Statistic::HarmonicMean => figures::harmonic_mean(&numbers),
        Statistic::Skewness { sample, places, mode } => {
            moments(&numbers)?.skewness(*sample, &expr.ty.accuracy(Rounding::new(*places, *mode)))
        }
        Statistic::Kurtosis { sample } => moments(&numbers)?.kurtosis(*sample),
        Statistic::Gini => {
            numbers.sort();
            gini(&numbers)
        }
        Statistic::Winsorised { tail, rule } => {
            numbers.sort();
            end(*tail, rule, &numbers).ok_or(NoFigure::NoNumber)
        }
        Statistic::Count
        | Statistic::CountDistinct
        | Statistic::Exists
        | Statistic::Only
        | Statistic::SumOfGreatest { .. } => Err(NoFigure::NoNumber),
    }
}

/// What one end of sorted numbers is drawn in to.
fn end(tail: Tail, rule: &Winsorising, sorted: &[Number]) -> Option<Number> {
    match rule {
        Winsorising::Positions { from, to, kind } => {
            quantile(sorted, if tail == Tail::Lower { from } else { to }, *kind)
        }
        Winsorising::Until { sample, tests, all, most } => {
            let is_right = |moments: &Moments| {
                let mut tests = tests.iter().map(|test| test.holds(moments, *sample));
                if *all { tests.all(|holds| holds) } else { tests.any(|holds| holds) }
            };
            let (low, high) = drawn_in(sorted, fit(*most), is_right)?;
            Some(if tail == Tail::Lower { low } else { high })
        }
    }
}

/// A figure over present numbers, for the node that asks for it; nothing where it has no value.
#[must_use]
pub fn statistic(figure: &Statistic, numbers: Vec<Number>, expr: &Expr) -> Option<Number> {
    of(figure, numbers, expr).ok()
}
