//! Figures over several rows that rows below a row and cohorts share: counts, sums, extremes, means.

use num_bigint::BigInt;

use super::asked::{Asked, Extent};
use super::bounds::{Bounds, Width};
use super::figure::Figure;
use super::form::Form;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Comparison, Statistic};
use crate::invariant::fit;

impl Asked {
    /// Figures that a cohort may have too; what is unknown is left to the caller.
    pub(super) fn summary(&self, statistic: &Statistic) -> Result<Operand, Reason> {
        match (statistic, &self.value) {
            (Statistic::Count, Some(value)) if matches!(self.extent, Extent::Cohort(_)) => {
                let present = value.presence().is_present();
                let counts = match &self.filter {
                    Some(filter) => filter.and(&present),
                    None => present,
                };
                let count = self.counted(|width| Figure::Count(Some(counts), width));
                Ok(Operand::from(Fraction::whole(count)))
            }
            (Statistic::Count, _) => Ok(Operand::from(Fraction::whole(self.count()))),
            (Statistic::Exists, _) => Ok(Operand::YesNo(self.count().compare_zero(Comparison::Above)?)),
            (Statistic::Min | Statistic::Max, Some(Operand::Date(date)))
                if !matches!(self.extent, Extent::Cohort(_)) =>
            {
                Ok(Operand::Date(self.extreme(statistic, date)))
            }
            (Statistic::Min | Statistic::Max, Some(Operand::Choice(choice)))
                if !matches!(self.extent, Extent::Cohort(_)) =>
            {
                Ok(Operand::Choice(self.extreme(statistic, choice)))
            }
            (statistic, Some(Operand::Number(number))) => {
                let under = number.bottom.fixed()?;
                Ok(Operand::from(self.number_summary(statistic, &number.top, under)?))
            }
            _ => Err(Reason::Form),
        }
    }

    fn number_summary(&self, statistic: &Statistic, top: &Whole, under: &BigInt) -> Result<Fraction, Reason> {
        let of = |top: Whole| Fraction { top, bottom: Bottom::Fixed(under.clone()) };
        match statistic {
            Statistic::Min | Statistic::Max => {
                let extreme = |top: &Whole| Whole::of(self.extreme(statistic, &top.form), top.bounds.clone());
                Ok(of(match top.as_multiple() {
                    Some((one, factor)) => extreme(one).scaled(factor)?,
                    None => extreme(top),
                }))
            }
            Statistic::Sum => Ok(of(self.total(top, Figure::Sum)?)),
            Statistic::Mean => mean(&self.total(top, Figure::Sum)?, &self.count_present(top), self.most, under),
            Statistic::TrimmedMean { high, low } => {
                let (dropped, low): (usize, usize) = (fit(high.saturating_add(*low)), fit(*low));
                let total = self.total(top, |value, width| Figure::Trimmed { value, low, dropped, width })?;
                let rest = self.count_present(top).subtract(&Whole::constant(&BigInt::from(dropped))?)?;
                mean(&total, &rest, self.most, under)
            }
            Statistic::Count
            | Statistic::CountDistinct
            | Statistic::Exists
            | Statistic::Only
            | Statistic::SumOfGreatest { .. }
            | Statistic::Quantile { .. }
            | Statistic::Variance { .. }
            | Statistic::StandardDeviation { .. }
            | Statistic::GeometricMean { .. }
            | Statistic::HarmonicMean => Err(Reason::Form),
        }
    }

    fn extreme(&self, statistic: &Statistic, value: &Form) -> Form {
        let value = self.chosen(value);
        self.figure(if *statistic == Statistic::Min { Figure::Least(value) } else { Figure::Greatest(value) })
    }

    /// How many of the rows that count have a value.
    fn count_present(&self, top: &Whole) -> Whole {
        let value = self.chosen(&top.form);
        self.counted(|width| Figure::Present(value, width))
    }

    /// The sum of the values that count, or of some of them; 0 over none.
    fn total(&self, top: &Whole, figure: impl FnOnce(Form, Width) -> Figure<Form>) -> Result<Whole, Reason> {
        if let Some((one, factor)) = top.as_multiple() {
            return self.total(one, figure)?.scaled(factor);
        }
        let bounds = top.bounds.summed(self.most);
        let width = bounds.width().ok_or(Reason::Width)?;
        Ok(Whole::of(self.figure(figure(self.chosen(&top.form), width)), bounds))
    }
}

/// A sum over a count; null where the count is not above 0.
fn mean(total: &Whole, count: &Whole, most: usize, under: &BigInt) -> Result<Fraction, Reason> {
    let some = count.compare_zero(Comparison::Above)?;
    let count = count.clone().known_within(Bounds::new(1, most.max(1)))?.scaled(under)?;
    Ok(Fraction { top: total.only_where(&some), bottom: Bottom::from(count) })
}
