//! Third and fourth moments of numbers: skewness, excess kurtosis, and the ends that winsorising draws in by them.
//!
//! All are free of scale, so that they are worked out on whole numbers: n × the distance from the mean, over the common
//! denominator of the numbers.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;

use super::figures::NoFigure;
use super::{Accuracy, Number, product_of_powers};
use crate::invariant::fit;

/// How many numbers there must be before winsorising moves one.
const FEWEST: usize = 4;

/// The sums of the second to fourth powers of distances from the mean.
#[derive(Debug, Clone)]
pub struct Moments {
    count: BigInt,
    squares: BigInt,
    cubes: BigInt,
    fourths: BigInt,
}

impl Moments {
    fn of<'n>(whole: impl Iterator<Item = &'n BigInt> + Clone) -> Self {
        let (count, sum) = whole.clone().fold((0_usize, BigInt::ZERO), |(count, sum), one| (count + 1, sum + one));
        let count = BigInt::from(count);
        let (mut squares, mut cubes, mut fourths) = (BigInt::ZERO, BigInt::ZERO, BigInt::ZERO);
        for one in whole {
            let distance = one * &count - &sum;
            let square = &distance * &distance;
            cubes += &square * &distance;
            fourths += &square * &square;
            squares += square;
        }
        Self { count, squares, cubes, fourths }
    }

    /// Whether all numbers are equal, so that no moment has a meaning.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.squares == BigInt::ZERO
    }

    /// The square of the skewness m₃ ÷ m₂^(3/2), of a sample times n(n − 1) ÷ (n − 2)².
    ///
    /// # Errors
    /// [`NoFigure::ZeroDivisor`] where all are equal, and of a sample of fewer than three.
    pub fn squared_skewness(&self, sample: bool) -> Result<Number, NoFigure> {
        let n = Number::from(self.count.clone());
        let square = Number::from(&self.cubes * &self.cubes) * &n;
        let cube = Number::from(&self.squares * &self.squares * &self.squares);
        let plain = square.checked_div(&cube).ok_or(NoFigure::ZeroDivisor)?;
        if !sample {
            return Ok(plain);
        }
        let (one, two) = (Number::one(), Number::from_integer(2));
        if n <= two {
            return Err(NoFigure::ZeroDivisor);
        }
        let less = &n - &two;
        (plain * &n * (&n - &one)).checked_div(&(&less * &less)).ok_or(NoFigure::ZeroDivisor)
    }

    /// The skewness, correctly rounded, with its sign.
    ///
    /// # Errors
    /// As [`Moments::squared_skewness`].
    pub fn skewness(&self, sample: bool, precision: &Accuracy) -> Result<Number, NoFigure> {
        let half = Number::ratio(1, 2).ok_or(NoFigure::ZeroDivisor)?;
        let size = product_of_powers(&[(self.squared_skewness(sample)?, half)], precision);
        let size = size.ok_or(NoFigure::OutsideDomain)?;
        Ok(if self.leans_low() { -&size } else { size })
    }

    /// Whether the skewness is below 0: the tail is that of the least.
    #[must_use]
    pub fn leans_low(&self) -> bool {
        self.cubes.sign() == Sign::Minus
    }

    /// The excess kurtosis m₄ ÷ m₂² − 3; of a sample ((n + 1) × that + 6) × (n − 1) ÷ ((n − 2)(n − 3)).
    ///
    /// # Errors
    /// [`NoFigure::ZeroDivisor`] where all are equal, and of a sample of fewer than four.
    pub fn kurtosis(&self, sample: bool) -> Result<Number, NoFigure> {
        let n = Number::from(self.count.clone());
        let whole = |number: i64| Number::from_integer(number);
        let fourth = Number::from(self.fourths.clone()) * &n;
        let square = Number::from(&self.squares * &self.squares);
        let plain = fourth.checked_div(&square).ok_or(NoFigure::ZeroDivisor)? - whole(3);
        if !sample {
            return Ok(plain);
        }
        if n <= whole(3) {
            return Err(NoFigure::ZeroDivisor);
        }
        let above = ((&n + &whole(1)) * plain + whole(6)) * (&n - &whole(1));
        above.checked_div(&((&n - &whole(2)) * (&n - &whole(3)))).ok_or(NoFigure::ZeroDivisor)
    }
}

/// The moments of numbers.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none.
pub fn moments(numbers: &[Number]) -> Result<Moments, NoFigure> {
    if numbers.is_empty() {
        return Err(NoFigure::NoNumber);
    }
    Ok(Moments::of(whole_numbers(numbers).iter()))
}

/// The least and the greatest number that are left when winsorising is done, of numbers sorted from the least; `None` of
/// none.
///
/// While the moments are not right and fewer than `most` numbers are moved, all that share the greatest (where the tail
/// is that of the least: the least) move to the next different one. Under four numbers, and where all are equal, nothing
/// moves.
#[must_use]
pub fn drawn_in(sorted: &[Number], most: usize, is_right: impl Fn(&Moments) -> bool) -> Option<(Number, Number)> {
    let (mut low, mut high) = (0, sorted.len().checked_sub(1)?);
    let mut whole = whole_numbers(sorted);
    let mut moved = (0, 0);
    while sorted.len() >= FEWEST && moved.0 + moved.1 < most {
        let moments = Moments::of(whole.iter());
        if moments.is_flat() || is_right(&moments) {
            break;
        }
        if moments.leans_low() {
            let least = whole.get(low)?.clone();
            moved.0 = whole.iter().position(|one| *one > least)?;
            low = moved.0;
            let next = whole.get(low)?.clone();
            whole.iter_mut().take(low).for_each(|one| one.clone_from(&next));
        } else {
            let greatest = whole.get(high)?.clone();
            let below = whole.iter().rposition(|one| *one < greatest)?;
            moved.1 = whole.len() - below - 1;
            high = below;
            let next = whole.get(high)?.clone();
            whole.iter_mut().skip(high).for_each(|one| one.clone_from(&next));
        }
    }
    Some((sorted.get(low)?.clone(), sorted.get(high)?.clone()))
}

/// The Gini coefficient of numbers sorted from the least: the sum of (2i − n − 1) × the i-th over n × their sum.
///
/// # Errors
/// [`NoFigure::NoNumber`] of none, [`NoFigure::OutsideDomain`] where one is below 0, [`NoFigure::ZeroDivisor`] where all
/// are 0.
pub fn gini(sorted: &[Number]) -> Result<Number, NoFigure> {
    if sorted.first().ok_or(NoFigure::NoNumber)?.is_negative() {
        return Err(NoFigure::OutsideDomain);
    }
    let count: i64 = fit(sorted.len());
    let weights = (1..=count).map(|place| Number::from_integer(2 * place - count - 1));
    let above: Number = weights.zip(sorted).map(|(weight, number)| weight * number).sum();
    let below = Number::from_integer(count) * sorted.iter().sum::<Number>();
    above.checked_div(&below).ok_or(NoFigure::ZeroDivisor)
}

/// The numerators over the common denominator.
fn whole_numbers(numbers: &[Number]) -> Vec<BigInt> {
    let common = numbers.iter().fold(BigInt::from(1), |common, number| common.lcm(&number.denom()));
    numbers.iter().map(|number| number.numer() * (&common / number.denom())).collect()
}
