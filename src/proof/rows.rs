//! What a figure over several rows or subjects can come to.

use super::domain::{Domain, Truth};
use super::interval::Interval;
use super::known::Known;
use super::prover::{Prover, rounded};
use crate::core::{ExprId, Statistic, Type};
use crate::invariant::OrBroken;
use crate::number::{Number, Rounding};

impl Prover<'_> {
    /// A figure over rows of which `rows` is known; over none when it is absent.
    pub(super) fn over_rows(
        &self,
        statistic: &Statistic,
        value: Option<ExprId>,
        rows: Option<&Known>,
        ty: &Type,
    ) -> Domain {
        let values = |rows: &Known| match value {
            Some(value) => self.domain(value, rows),
            None => Domain::of_type(ty),
        };
        match (statistic, rows) {
            (Statistic::Count | Statistic::CountDistinct | Statistic::Sum | Statistic::SumOfGreatest { .. }, None) => {
                Domain::Number(Interval::point(Number::zero()))
            }
            (Statistic::Exists, None) => Domain::Truth(Truth::of(false)),
            (_, None) => Domain::nothing(ty),
            (Statistic::Count | Statistic::CountDistinct, Some(_)) => Domain::Number(Interval::not_negative()),
            (Statistic::Exists, Some(_)) => Domain::Truth(Truth::OPEN),
            (Statistic::Sum | Statistic::SumOfGreatest { .. }, Some(rows)) => match values(rows) {
                Domain::Number(each) if each.is_empty() => Domain::Number(Interval::point(Number::zero())),
                Domain::Number(each) if each.only().is_some_and(Number::is_zero) => Domain::Number(each),
                Domain::Number(each) if each.is_not_negative() => Domain::Number(Interval::not_negative()),
                Domain::Number(each) if each.is_not_positive() => {
                    Domain::Number(Interval::at_most(Number::zero(), true))
                }
                _ => Domain::of_type(ty),
            },
            (
                Statistic::Min
                | Statistic::Max
                | Statistic::Mean
                | Statistic::Only
                | Statistic::TrimmedMean { .. }
                | Statistic::Quantile { .. }
                | Statistic::Winsorised { .. },
                Some(rows),
            ) => values(rows),
            (statistic, Some(rows)) => match values(rows) {
                Domain::Number(each) => Domain::Number(spread_or_mean(statistic, &each, ty)),
                _ => Domain::of_type(ty),
            },
        }
    }
}

/// What means of reciprocals and logarithms, and measures of spread, can come to when each number lies in an interval.
fn spread_or_mean(statistic: &Statistic, each: &Interval, ty: &Type) -> Interval {
    if each.is_empty() {
        return Interval::empty();
    }
    let width = match (&each.low, &each.high) {
        (Some(low), Some(high)) => Interval::between(Number::zero(), &high.at - &low.at),
        _ => Interval::not_negative(),
    };
    match statistic {
        Statistic::GeometricMean { places, mode } => {
            rounded(&each.meet(&Interval::not_negative()), Rounding::new(*places, *mode), ty)
        }
        Statistic::HarmonicMean if each.is_not_negative() => each.clone(),
        Statistic::Gini => Interval::between(Number::zero(), Number::one()),
        // Half the square of the width bounds it also for a sample of two, where it is greatest.
        Statistic::Variance { .. } => {
            width.times(&width).times(&Interval::point(Number::ratio(1, 2).or_broken("2 is not 0")))
        }
        Statistic::StandardDeviation { places, mode, .. } => rounded(&width, Rounding::new(*places, *mode), ty),
        _ => Interval::all(),
    }
}
