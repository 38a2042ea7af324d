//! Figures over several rows that rows below a row and cohorts share: counts, sums, extremes, means.

use num_bigint::BigInt;
use polars::prelude::DataType;

use super::asked::{Asked, Extent};
use super::bounds::Bounds;
use super::figure::{Figure, Over};
use super::form::Form;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::piece::Piece;
use super::way::Reason;
use super::whole::{Whole, wide_enough, zero};
use crate::core::{Comparison, Statistic};

impl Lowerer<'_> {
    /// Figures that a cohort may have too; what is unknown is left to the caller.
    pub(super) fn summary(&mut self, asked: &Asked, figure: &Statistic) -> Result<Operand, Reason> {
        match (figure, &asked.value) {
            (Statistic::Count, Some(value)) if matches!(asked.extent, Extent::Cohort(_)) => {
                let present = value.presence().is_present();
                let counts = match &asked.filter {
                    Some(filter) => filter.with(&present, Form::and),
                    None => present,
                };
                let counts = self.kept(asked.extent.rows(), &counts);
                let over = Over::Sum(self.column_of(asked.extent.rows(), &counts));
                let count = self.counted(asked, over, counts.level);
                Ok(Operand::from(Fraction::whole(count)))
            }
            (Statistic::Count, _) => Ok(Operand::from(Fraction::whole(self.count(asked)))),
            (Statistic::Exists, _) => {
                let count = self.count(asked);
                Ok(Operand::YesNo(count.compare_zero(Comparison::Above)?))
            }
            (Statistic::Min | Statistic::Max, Some(Operand::Date(date)))
                if matches!(asked.extent, Extent::Below { .. }) =>
            {
                let chosen = self.chosen(asked, date, DataType::Int32);
                let extreme = self.extreme_of(asked, figure, &chosen);
                Ok(Operand::Date(self.statistic(asked.extent, extreme, chosen.level)))
            }
            (figure, Some(Operand::Number(number))) => {
                let under = number.bottom.fixed()?.clone();
                let number = number.top.clone();
                Ok(Operand::from(self.number_summary(asked, figure, &number, &under)?))
            }
            _ => Err(Reason::Form),
        }
    }

    fn number_summary(
        &mut self,
        asked: &Asked,
        figure: &Statistic,
        top: &Whole,
        under: &BigInt,
    ) -> Result<Fraction, Reason> {
        let of = |top: Whole| Fraction { top, bottom: Bottom::Fixed(under.clone()) };
        match figure {
            Statistic::Min | Statistic::Max => {
                let chosen = self.chosen_whole(asked, top)?;
                let extreme = self.extreme_of(asked, figure, &chosen.piece);
                let piece = self.statistic(asked.extent, extreme, chosen.piece.level);
                Ok(of(Whole::of(piece, top.bounds.clone())))
            }
            Statistic::Sum => Ok(of(self.total(asked, top, Over::Sum)?)),
            Statistic::Mean => {
                let total = self.total(asked, top, Over::Sum)?;
                let count = self.count_present(asked, top)?;
                mean(&total, &count, asked.most, under)
            }
            Statistic::TrimmedMean { high, low } => {
                let dropped = i64::from(*high).saturating_add(i64::from(*low));
                let low = i64::from(*low);
                let total = self.total(asked, top, |column| Over::Trimmed { column, low, dropped })?;
                let count = self.count_present(asked, top)?;
                let rest = count.subtract(&Whole::constant(&BigInt::from(dropped))?)?;
                mean(&total, &rest, asked.most, under)
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

    fn extreme_of(&mut self, asked: &Asked, statistic: &Statistic, chosen: &Piece) -> Figure {
        let column = self.column_of(asked.extent.rows(), chosen);
        Figure::of(if *statistic == Statistic::Min { Over::Least(column) } else { Over::Greatest(column) })
    }

    /// How many of the rows that count have a value.
    fn count_present(&mut self, asked: &Asked, top: &Whole) -> Result<Whole, Reason> {
        let chosen = self.chosen_whole(asked, top)?;
        let over = Over::Present(self.column_of(asked.extent.rows(), &chosen.piece));
        Ok(self.counted(asked, over, chosen.piece.level))
    }

    /// The sum of the values that count, or of some of them; 0 over none.
    fn total(&mut self, asked: &Asked, top: &Whole, over: impl FnOnce(String) -> Over) -> Result<Whole, Reason> {
        let bounds = top.bounds.summed(asked.most);
        let (piece, width) = wide_enough(top, &bounds)?;
        let chosen = self.chosen(asked, &piece, width.dtype());
        let over = over(self.column_of(asked.extent.rows(), &chosen));
        let piece = self.statistic(asked.extent, Figure::of(over), chosen.level);
        Ok(Whole::of(Self::filled(asked.extent, &piece, zero(width)), bounds))
    }
}

/// A sum over a count; null where the count is not above 0.
fn mean(total: &Whole, count: &Whole, most: usize, under: &BigInt) -> Result<Fraction, Reason> {
    let some = count.compare_zero(Comparison::Above)?;
    let count = count.clone().known_within(Bounds::new(1, most.max(1)))?.scaled(under)?;
    Ok(Fraction { top: total.only_where(&some)?, bottom: Bottom::from(count) })
}
