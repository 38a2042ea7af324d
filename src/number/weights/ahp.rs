//! 层次分析法: weights from a matrix of pairwise judgements (Saaty).

use super::enclosure::{Enclosure, Grid};
use super::settled;
use crate::invariant::fit;
use crate::number::{Number, Rounding, RoundingMode};

/// Random consistency indices of matrices of 1 to 9 items: T. L. Saaty, The Analytic Hierarchy Process
/// (McGraw-Hill 1980).
const RANDOM_INDICES: [i64; 9] = [0, 0, 58, 90, 112, 124, 132, 141, 145];

/// Decimals of the eigenvalue and of the consistency ratio.
const SHOWN: u32 = 4;

/// What a matrix gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The principal eigenvector, adding up to 1, each weight rounded to the decimals asked for.
    pub weights: Vec<Number>,
    /// The greatest eigenvalue, to four decimals.
    pub eigenvalue: Number,
    /// CR = (λ − n) ÷ (n − 1) ÷ RI, to four decimals; 0 of one or two items.
    pub ratio: Number,
    /// CR does not exceed 0.1.
    pub consistent: bool,
}

/// Why a matrix is none of pairwise judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReciprocal {
    /// Not as many rows as columns, or not 1 to 9 of them.
    Shape,
    /// An entry, by row and column from 0, that is not above 0, not 1 on the diagonal, or not the inverse
    /// of the one across it.
    Entry(usize, usize),
}

/// Weights from a reciprocal matrix.
///
/// # Errors
/// A matrix that is not reciprocal.
pub fn judged(rows: &[Vec<Number>], places: u32) -> Result<Judgement, NotReciprocal> {
    let size = rows.len();
    if size == 0 || size > RANDOM_INDICES.len() || rows.iter().any(|row| row.len() != size) {
        return Err(NotReciprocal::Shape);
    }
    for (row, entries) in rows.iter().enumerate() {
        for (column, entry) in entries.iter().enumerate() {
            let across = rows.get(column).and_then(|across| across.get(row));
            let inverse = across.is_some_and(|across| entry * across == Number::one());
            if entry.is_negative() || entry.is_zero() || !inverse {
                return Err(NotReciprocal::Entry(row, column));
            }
        }
    }
    let matrix = Matrix { rows };
    let weights = settled(places, |grid| matrix.eigenvector(grid)).ok_or(NotReciprocal::Shape)?;
    let eigenvalue = settled(SHOWN, |grid| Some(vec![matrix.eigenvalue(grid)?]));
    let eigenvalue = eigenvalue.and_then(|found| found.first().cloned()).ok_or(NotReciprocal::Shape)?;
    let (ratio, consistent) = matrix.consistency().ok_or(NotReciprocal::Shape)?;
    Ok(Judgement { weights, eigenvalue, ratio, consistent })
}

struct Matrix<'m> {
    rows: &'m [Vec<Number>],
}

/// A positive vector near the principal eigenvector v, with a bound of how far from it in ratio: the
/// components, scaled to the same sum, differ from those of v by no more than this factor.
struct Near {
    vector: Vec<Number>,
    image: Vec<Number>,
    factor: Number,
}

impl Matrix<'_> {
    fn size(&self) -> Number {
        Number::from_integer(fit(self.rows.len()))
    }

    fn times(&self, vector: &[Number]) -> Vec<Number> {
        self.rows.iter().map(|row| row.iter().zip(vector).map(|(entry, part)| entry * part).sum()).collect()
    }

    /// Power iteration. In Hilbert's projective metric d a positive matrix contracts by t = tanh(D/4), D the
    /// diameter of its image, so d(x, v) ≤ d(x, Ax) ÷ (1 − t), whatever x is. With M = e^D, 1 ÷ (1 − t) is
    /// (√M + 1) ÷ 2; and e^d of two vectors is the greatest quotient of their components over the least.
    fn near(&self, grid_digits: u32) -> Option<Near> {
        let stretch = self.stretch()?;
        let rounding = Rounding::new(grid_digits.saturating_add(8), RoundingMode::HalfUp);
        let tolerance = Number::from_scaled(1, grid_digits);
        let size = self.rows.len();
        let mut vector = vec![Number::one(); size];
        // The contraction of a matrix with entries from 1/9 to 9 needs no more.
        for _ in 0..20_000 {
            let image = self.times(&vector);
            let quotients: Vec<Number> =
                image.iter().zip(&vector).map(|(image, part)| image.checked_div(part)).collect::<Option<_>>()?;
            let spread = quotients.iter().max()?.checked_div(quotients.iter().min()?)?;
            // (1 + s)^k ≤ 1 + 2ks while ks ≤ 1
            let reach = (&spread - &Number::one()) * &stretch;
            if reach <= tolerance {
                let factor = Number::one() + reach * Number::from_integer(2);
                return Some(Near { vector, image, factor });
            }
            let all: Number = image.iter().sum();
            vector = image
                .iter()
                .map(|part| part.checked_div(&all).map(|part| part.round(rounding)).filter(|part| !part.is_zero()))
                .collect::<Option<_>>()?;
        }
        None
    }

    /// An upper bound of (√M + 1) ÷ 2 by a whole number.
    fn stretch(&self) -> Option<Number> {
        let mut most = Number::one();
        for one in self.rows {
            for other in self.rows {
                let quotients: Vec<Number> =
                    one.iter().zip(other).map(|(left, right)| left.checked_div(right)).collect::<Option<_>>()?;
                most = most.max(quotients.iter().max()?.checked_div(quotients.iter().min()?)?);
            }
        }
        let mut root = Number::one();
        while &root * &root < most {
            root = root * Number::from_integer(2);
        }
        Some(root + Number::one())
    }

    fn eigenvector(&self, grid: &Grid) -> Option<Vec<Enclosure>> {
        let near = self.near(grid.digits())?;
        let all: Number = near.vector.iter().sum();
        near.vector
            .iter()
            .map(|part| {
                let share = part.checked_div(&all)?;
                Some(grid.between(&share.checked_div(&near.factor)?, &(share * &near.factor)))
            })
            .collect()
    }

    /// By Collatz and Wielandt the eigenvalue lies between the quotients of Ax and x.
    fn eigenvalue(&self, grid: &Grid) -> Option<Enclosure> {
        let near = self.near(grid.digits())?;
        let quotients: Vec<Number> =
            near.image.iter().zip(&near.vector).map(|(image, part)| image.checked_div(part)).collect::<Option<_>>()?;
        Some(grid.between(quotients.iter().min()?, quotients.iter().max()?))
    }

    /// CR, and whether it does not exceed 0.1.
    fn consistency(&self) -> Option<(Number, bool)> {
        let random = self.rows.len().checked_sub(1).and_then(|at| RANDOM_INDICES.get(at))?;
        if *random == 0 {
            return Some((Number::zero(), true));
        }
        let random = Number::ratio(i128::from(*random), 100)?;
        let under = (self.size() - Number::one()) * random;
        let ratio = |grid: &Grid| {
            let away = Grid::less(&self.eigenvalue(grid)?, &grid.exact(&self.size()));
            grid.over(&away, &grid.exact(&under))
        };
        let found = settled(SHOWN, |grid| Some(vec![ratio(grid)?]))?;
        let fine = Grid::of_digits(SHOWN + 60);
        let limit = Number::ratio(1, 10)?;
        let (least, _) = fine.ends(&ratio(&fine)?, SHOWN + 50);
        Some((found.first()?.clone(), least <= limit))
    }
}
