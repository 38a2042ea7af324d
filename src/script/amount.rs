//! Exact numbers, small ones without allocation.

use std::cmp::Ordering;
use std::sync::Arc;

use num_traits::ToPrimitive;

use crate::number::Number;

/// A number with more bits than this is not worked with.
pub(super) const MOST_BITS: u64 = 1 << 18;

/// An exact number.
///
/// Invariant: in the first form that holds it, so equal numbers have equal forms; a `Ratio` is in lowest
/// terms with a denominator above 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    Whole(i64),
    Ratio(i64, i64),
    Large(Arc<Number>),
}

impl Amount {
    pub(super) const ZERO: Self = Self::Whole(0);

    pub(super) fn of(number: Number) -> Self {
        match (number.numer().to_i64(), number.denom().to_i64()) {
            (Some(whole), Some(1)) => Self::Whole(whole),
            // The least integer has no positive twin.
            (Some(above), Some(below)) if above != i64::MIN => Self::Ratio(above, below),
            _ => Self::Large(Arc::new(number)),
        }
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    pub(super) fn number(&self) -> Number {
        match self {
            Self::Whole(whole) => Number::from_integer(*whole),
            Self::Ratio(above, below) => {
                Number::ratio(i128::from(*above), i128::from(*below)).unwrap_or_else(Number::zero)
            }
            Self::Large(number) => Number::clone(number),
        }
    }

    /// The fraction `above / below` of whatever form, if it is small; `below` is above 0.
    fn small(above: i128, below: i128) -> Option<Self> {
        if let (Ok(above), Ok(below)) = (i64::try_from(above), i64::try_from(below)) {
            let common = common(above.unsigned_abs(), below.unsigned_abs());
            let common = i64::try_from(common).ok().filter(|common| *common > 1).unwrap_or(1);
            return Self::lowest(above.checked_div(common)?, below.checked_div(common)?);
        }
        None
    }

    /// A fraction in lowest terms.
    fn lowest(above: i64, below: i64) -> Option<Self> {
        if below == 1 {
            return Some(Self::Whole(above));
        }
        (above != i64::MIN).then_some(Self::Ratio(above, below))
    }

    /// Numerator and denominator, if they are small.
    fn parts(&self) -> Option<(i64, i64)> {
        match self {
            Self::Whole(whole) => Some((*whole, 1)),
            Self::Ratio(above, below) => Some((*above, *below)),
            Self::Large(_) => None,
        }
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        if let (Self::Whole(left), Self::Whole(right)) = (self, other)
            && let Some(sum) = left.checked_add(*right)
        {
            return Self::Whole(sum);
        }
        if let (Some((a, b)), Some((c, d))) = (self.parts(), other.parts())
            && let Some(sum) = small_sum(i128::from(a), i128::from(b), i128::from(c), i128::from(d))
        {
            return sum;
        }
        Self::of(self.number() + other.number())
    }

    pub(super) fn subtract(&self, other: &Self) -> Self {
        if let (Self::Whole(left), Self::Whole(right)) = (self, other)
            && let Some(difference) = left.checked_sub(*right)
        {
            return Self::Whole(difference);
        }
        self.add(&other.negate())
    }

    pub(super) fn multiply(&self, other: &Self) -> Self {
        if let (Self::Whole(left), Self::Whole(right)) = (self, other)
            && let Some(product) = left.checked_mul(*right)
        {
            return Self::Whole(product);
        }
        if let (Some((a, b)), Some((c, d))) = (self.parts(), other.parts())
            && let Some(product) = small_product(a, b, c, d)
        {
            return product;
        }
        Self::of(self.number() * other.number())
    }

    /// The quotient; `None` by 0.
    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let (Some((a, b)), Some((c, d))) = (self.parts(), other.parts())
            && let Some((d, c)) = if c < 0 { d.checked_neg().zip(c.checked_neg()) } else { Some((d, c)) }
            && let Some(quotient) = small_product(a, b, d, c)
        {
            return Some(quotient);
        }
        self.number().checked_div(&other.number()).map(Self::of)
    }

    /// What is left of a whole division towards zero, with the sign of the dividend; `None` by 0.
    pub(super) fn remainder(&self, other: &Self) -> Option<Self> {
        if let (Self::Whole(left), Self::Whole(right)) = (self, other)
            && let Some(rest) = left.checked_rem(*right)
        {
            return Some(Self::Whole(rest));
        }
        let quotient = self.divide(other)?.number();
        let whole = quotient.round(crate::number::Rounding::new(0, crate::number::RoundingMode::Down));
        Some(Self::of(self.number() - whole * other.number()))
    }

    pub(super) fn negate(&self) -> Self {
        match self {
            Self::Whole(whole) => match whole.checked_neg() {
                Some(negative) => Self::Whole(negative),
                None => Self::of(-self.number()),
            },
            Self::Ratio(above, below) => Self::Ratio(above.saturating_neg(), *below),
            Self::Large(number) => Self::of(-number.as_ref()),
        }
    }

    pub(super) fn absolute(&self) -> Self {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(self, Self::Whole(0))
    }

    pub(super) fn is_negative(&self) -> bool {
        match self {
            Self::Whole(above) | Self::Ratio(above, _) => *above < 0,
            Self::Large(number) => number.is_negative(),
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Ratio(..) => false,
            Self::Large(number) => number.is_integer(),
        }
    }

    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(whole) => Some(*whole),
            _ => None,
        }
    }

    /// How many 64-bit words it takes; 1 for small ones.
    pub(super) fn words(&self) -> u64 {
        match self {
            Self::Large(number) => number.bits() / 64 + 1,
            _ => 1,
        }
    }
}

/// In lowest terms if it is small: over the least common denominator only what both share can cancel.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Amount> {
    let above = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
    Amount::small(above, b.checked_mul(d)?)
}

/// a/b × c/d, in lowest terms: what cancels is taken out crosswise first. b and d are above 0.
fn small_product(a: i64, b: i64, c: i64, d: i64) -> Option<Amount> {
    let across = |above: i64, below: i64| {
        let common = i64::try_from(common(above.unsigned_abs(), below.unsigned_abs())).ok().filter(|n| *n > 0)?;
        Some((above.checked_div(common)?, below.checked_div(common)?))
    };
    let ((a, d), (c, b)) = (across(a, d)?, across(c, b)?);
    Amount::lowest(a.checked_mul(c)?, b.checked_mul(d)?)
}

/// The greatest common divisor, by halving.
fn common(mut left: u64, mut right: u64) -> u64 {
    if left == 0 || right == 0 {
        return left | right;
    }
    let twos = (left | right).trailing_zeros();
    left >>= left.trailing_zeros();
    while right != 0 {
        right >>= right.trailing_zeros();
        if left > right {
            std::mem::swap(&mut left, &mut right);
        }
        right -= left;
    }
    left << twos
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(left), Self::Whole(right)) => left.cmp(right),
            _ => match (self.parts(), other.parts()) {
                (Some((a, b)), Some((c, d))) => (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b))),
                _ => self.number().cmp(&other.number()),
            },
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
