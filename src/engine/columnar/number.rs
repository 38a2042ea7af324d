//! Numbers in columns: a whole numerator over a denominator above 0.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use super::bounds::Bounds;
use super::form::Form;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Comparison, Operator};
use crate::number::Number;

/// A number: null where its numerator is.
#[derive(Debug, Clone)]
pub(super) struct Fraction {
    pub(super) top: Whole,
    pub(super) bottom: Bottom,
}

/// A denominator, above 0 wherever the numerator is not null.
#[derive(Debug, Clone)]
pub(super) enum Bottom {
    /// The same in all rows.
    Fixed(BigInt),
    /// One for each row.
    Rows(Box<Whole>),
}

impl From<Whole> for Bottom {
    fn from(rows: Whole) -> Self {
        Self::Rows(Box::new(rows))
    }
}

impl Bottom {
    pub(super) fn whole(&self) -> Result<Whole, Reason> {
        match self {
            Self::Fixed(value) => Whole::constant(value),
            Self::Rows(whole) => Ok(whole.as_ref().clone()),
        }
    }

    pub(super) fn fixed(&self) -> Result<&BigInt, Reason> {
        match self {
            Self::Fixed(value) => Ok(value),
            Self::Rows(_) => Err(Reason::Divisors),
        }
    }

    fn times(&self, other: &Self) -> Result<Self, Reason> {
        match (self, other) {
            (Self::Fixed(left), Self::Fixed(right)) => Ok(Self::Fixed(left * right)),
            (Self::Rows(rows), Self::Fixed(factor)) | (Self::Fixed(factor), Self::Rows(rows)) => {
                Ok(Self::from(rows.scaled(factor)?))
            }
            (Self::Rows(left), Self::Rows(right)) => Ok(Self::from(left.times(right)?)),
        }
    }

    /// Whether both are the same column.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(left), Self::Fixed(right)) => left == right,
            (Self::Rows(left), Self::Rows(right)) => left.form == right.form,
            _ => false,
        }
    }
}

impl Fraction {
    pub(super) fn constant(number: &Number) -> Result<Self, Reason> {
        let bottom = Bottom::Fixed(number.denom());
        Ok(Self { top: Whole::constant(&number.numer())?, bottom })
    }

    pub(super) fn whole(top: Whole) -> Self {
        Self { top, bottom: Bottom::Fixed(BigInt::from(1)) }
    }

    pub(super) fn null() -> Self {
        Self::whole(Whole::null())
    }

    /// The value, when it is the same in every row.
    pub(super) fn as_constant(&self) -> Option<(BigInt, BigInt)> {
        Some((self.top.as_constant()?.clone(), self.bottom.fixed().ok()?.clone()))
    }

    /// The product with `over / under`; `under` is above 0.
    pub(super) fn scaled(&self, over: &BigInt, under: &BigInt) -> Result<Self, Reason> {
        let common = over.gcd(under);
        let (mut over, mut under) = (over / &common, under / &common);
        if let Some(top) = self.top.as_constant() {
            let shared = top.gcd(&under);
            let top = Whole::constant(&(top / &shared))?;
            under /= shared;
            return Self { top, bottom: self.bottom.clone() }.scaled_apart(&over, &under);
        }
        let Bottom::Fixed(bottom) = &self.bottom else { return self.scaled_apart(&over, &under) };
        let shared = over.gcd(bottom);
        over /= &shared;
        let reduced = Self { top: self.top.clone(), bottom: Bottom::Fixed(bottom / shared) };
        reduced.scaled_apart(&over, &under)
    }

    fn scaled_apart(&self, over: &BigInt, under: &BigInt) -> Result<Self, Reason> {
        Ok(Self { top: self.top.scaled(over)?, bottom: self.bottom.times(&Bottom::Fixed(under.clone()))? })
    }

    pub(super) fn negated(&self) -> Result<Self, Reason> {
        Ok(Self { top: self.top.negated()?, bottom: self.bottom.clone() })
    }

    pub(super) fn operate(&self, operator: Operator, other: &Self) -> Result<Self, Reason> {
        match operator {
            Operator::Add => {
                let (left, right, bottom) = self.levelled(other)?;
                Ok(Self { top: left.add(&right)?, bottom })
            }
            Operator::Subtract => {
                let (left, right, bottom) = self.levelled(other)?;
                Ok(Self { top: left.subtract(&right)?, bottom })
            }
            Operator::Multiply => self.times(other),
            Operator::Divide => self.divided(other),
        }
    }

    fn times(&self, other: &Self) -> Result<Self, Reason> {
        if let Some((over, under)) = other.as_constant() {
            return self.scaled(&over, &under);
        }
        if let Some((over, under)) = self.as_constant() {
            return other.scaled(&over, &under);
        }
        Ok(Self { top: self.top.times(&other.top)?, bottom: self.bottom.times(&other.bottom)? })
    }

    fn divided(&self, other: &Self) -> Result<Self, Reason> {
        if let Some((over, under)) = other.as_constant() {
            if over == BigInt::ZERO {
                return Ok(Self::null());
            }
            let under = if over.is_negative() { -under } else { under };
            return self.scaled(&under, &over.abs());
        }
        if let (Some((one, own)), Some((divisor, theirs))) = (self.top.as_multiple(), other.top.as_multiple()) {
            let common = own.gcd(theirs);
            if common > BigInt::from(1) {
                let rest = |of: &Whole, times: &BigInt| of.scaled(&(times / &common));
                let own = Self { top: rest(one, own)?, bottom: self.bottom.clone() };
                return own.divided(&Self { top: rest(divisor, theirs)?, bottom: other.bottom.clone() });
            }
        }
        // (a/p) ÷ (b/q) = aq / pb, with the constants among p and q reduced.
        let (own, theirs) = reduced(&self.bottom, &other.bottom);
        let top = self.top.times(&theirs.whole()?)?;
        let divisor = &other.top;
        let bounds = &divisor.bounds;
        let largest = bounds.lo.abs().max(bounds.hi.abs()).max(BigInt::from(1));
        let (top, divisor) = if bounds.lo.is_negative() {
            let positive = divisor.compare_zero(Comparison::Above)?;
            let zero = divisor.compare_zero(Comparison::Equal)?;
            let arms = [(positive.clone(), top.clone())];
            let top = Whole::case(&arms, &top.negated()?)?.except_where(&zero);
            let size = Whole::case(&[(positive, divisor.clone())], &divisor.negated()?)?;
            (top, size)
        } else {
            let positive = divisor.compare_zero(Comparison::Above)?;
            (top.only_where(&positive), divisor.clone())
        };
        let least = if bounds.lo.is_positive() { bounds.lo.clone() } else { BigInt::from(1) };
        let divisor = divisor.known_within(Bounds::new(least, largest))?;
        Ok(Self { top, bottom: own.times(&Bottom::from(divisor))? })
    }

    /// Both numerators over one denominator.
    fn levelled(&self, other: &Self) -> Result<(Whole, Whole, Bottom), Reason> {
        if self.bottom.is(&other.bottom) {
            return Ok((self.top.clone(), other.top.clone(), self.bottom.clone()));
        }
        let (own, theirs) = reduced(&self.bottom, &other.bottom);
        let left = self.top.times(&theirs.whole()?)?;
        let right = other.top.times(&own.whole()?)?;
        Ok((left, right, self.bottom.times(&theirs)?))
    }

    pub(super) fn compare(&self, comparison: Comparison, other: &Self) -> Result<Form, Reason> {
        if self.bottom.is(&other.bottom) {
            return self.top.compare(comparison, &other.top);
        }
        let (own, theirs) = reduced(&self.bottom, &other.bottom);
        let left = self.top.times(&theirs.whole()?)?;
        let right = other.top.times(&own.whole()?)?;
        left.compare(comparison, &right)
    }

    /// The value beside the first condition that holds; null after a null condition.
    pub(super) fn case(arms: &[(Form, Self)], otherwise: &Self) -> Result<Self, Reason> {
        let all = || arms.iter().map(|(_, value)| value).chain([otherwise]);
        let fixed: Option<Vec<&BigInt>> = all().map(|value| value.bottom.fixed().ok()).collect();
        if let Some(fixed) = fixed {
            let common = fixed.into_iter().fold(BigInt::from(1), |common, bottom| common.lcm(bottom));
            let over = |value: &Self| value.top.scaled(&(&common / value.bottom.fixed()?));
            let tops = arms
                .iter()
                .map(|(condition, value)| Ok((condition.clone(), over(value)?)))
                .collect::<Result<Vec<_>, Reason>>()?;
            let top = Whole::case(&tops, &over(otherwise)?)?;
            return Ok(Self { top, bottom: Bottom::Fixed(common) });
        }
        let tops: Vec<_> = arms.iter().map(|(when, value)| (when.clone(), value.top.clone())).collect();
        let bottoms = arms
            .iter()
            .map(|(condition, value)| Ok((condition.clone(), value.bottom.whole()?)))
            .collect::<Result<Vec<_>, Reason>>()?;
        Ok(Self {
            top: Whole::case(&tops, &otherwise.top)?,
            bottom: Bottom::from(Whole::case(&bottoms, &otherwise.bottom.whole()?)?),
        })
    }

    pub(super) fn except_where(&self, condition: &Form) -> Self {
        Self { top: self.top.except_where(condition), bottom: self.bottom.clone() }
    }
}

/// Two denominators without the common factor of their constants.
fn reduced(left: &Bottom, right: &Bottom) -> (Bottom, Bottom) {
    match (left, right) {
        (Bottom::Fixed(left), Bottom::Fixed(right)) => {
            let common = left.gcd(right);
            (Bottom::Fixed(left / &common), Bottom::Fixed(right / common))
        }
        _ => (left.clone(), right.clone()),
    }
}
