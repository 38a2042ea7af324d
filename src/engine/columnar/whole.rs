//! Whole numbers in a column, with the bounds that prove its type wide enough.

use num_bigint::BigInt;
use num_integer::Integer;

use super::bounds::{Bounds, Width};
use super::form::Form;
use super::kind::Kind;
use super::op::Computation;
use super::way::Reason;
use crate::core::Comparison;

/// An integer expression. Its width is [`Bounds::width`] of its bounds; the kernels wrap, so no operation is built whose
/// result has no width.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub(super) form: Form,
    pub(super) bounds: Bounds,
    /// The value, when it is the same in every row and never null.
    constant: Option<BigInt>,
    /// What it is a multiple of, and how many times: what is asked of that takes fewer steps and bits.
    multiple: Option<(Box<Whole>, BigInt)>,
}

impl Whole {
    /// A form of the width that its bounds ask for.
    pub(super) fn of(form: Form, bounds: Bounds) -> Self {
        Self { form, bounds, constant: None, multiple: None }
    }

    pub(super) fn constant(value: &BigInt) -> Result<Self, Reason> {
        let bounds = Bounds::exactly(value);
        let width = bounds.width().ok_or(Reason::Width)?;
        Ok(Self { constant: Some(value.clone()), ..Self::of(literal(value, width)?, bounds) })
    }

    pub(super) fn null() -> Self {
        Self::of(Form::null(Kind::Whole(Width::Bits32)), Bounds::new(0, 0))
    }

    pub(super) fn as_constant(&self) -> Option<&BigInt> {
        self.constant.as_ref()
    }

    pub(super) fn width(&self) -> Result<Width, Reason> {
        self.bounds.width().ok_or(Reason::Width)
    }

    /// The form in a width that holds it.
    fn at(&self, width: Width) -> Result<Form, Reason> {
        match &self.constant {
            Some(value) => literal(value, width),
            None => Ok(self.form.resized(width)),
        }
    }

    fn joined(&self, other: &Self, bounds: Bounds, computation: Computation) -> Result<Self, Reason> {
        let own = bounds.width().ok_or(Reason::Width)?;
        let width = self.width()?.max(other.width()?).max(own);
        let form = self.at(width)?.computed(computation, &other.at(width)?);
        Ok(Self::of(form.resized(own), bounds))
    }

    pub(super) fn add(&self, other: &Self) -> Result<Self, Reason> {
        match (&self.constant, &other.constant) {
            (Some(left), Some(right)) => Self::constant(&(left + right)),
            (Some(zero), None) if *zero == BigInt::ZERO => Ok(other.clone()),
            (None, Some(zero)) if *zero == BigInt::ZERO => Ok(self.clone()),
            _ => match self.same_multiple(other) {
                Some((one, other, factor)) => one.add(other)?.scaled(factor),
                None => self.joined(other, self.bounds.add(&other.bounds), Computation::Add),
            },
        }
    }

    /// What both are multiples of, as many times.
    fn same_multiple<'w>(&'w self, other: &'w Self) -> Option<(&'w Self, &'w Self, &'w BigInt)> {
        let ((one, factor), (other, same)) = (self.as_multiple()?, other.as_multiple()?);
        (factor == same).then_some((one, other, factor))
    }

    pub(super) fn subtract(&self, other: &Self) -> Result<Self, Reason> {
        if let (Some(left), Some(right)) = (&self.constant, &other.constant) {
            return Self::constant(&(left - right));
        }
        if other.constant.as_ref() == Some(&BigInt::ZERO) {
            return Ok(self.clone());
        }
        if let Some((one, other, factor)) = self.same_multiple(other) {
            return one.subtract(other)?.scaled(factor);
        }
        let bounds = self.bounds.add(&other.bounds.negated());
        self.joined(other, bounds, Computation::Subtract)
    }

    pub(super) fn negated(&self) -> Result<Self, Reason> {
        Self::constant(&BigInt::ZERO)?.subtract(self)
    }

    pub(super) fn times(&self, other: &Self) -> Result<Self, Reason> {
        let one = BigInt::from(1);
        match (&self.constant, &other.constant) {
            (Some(left), Some(right)) => Self::constant(&(left * right)),
            (Some(left), None) if *left == one => Ok(other.clone()),
            (None, Some(right)) if *right == one => Ok(self.clone()),
            _ => self.joined(other, self.bounds.times(&other.bounds), Computation::Multiply),
        }
    }

    pub(super) fn scaled(&self, factor: &BigInt) -> Result<Self, Reason> {
        if self.constant.is_some() || *factor <= BigInt::from(1) {
            return self.times(&Self::constant(factor)?);
        }
        let (of, factor) = match &self.multiple {
            Some((of, own)) => (of.as_ref(), own * factor),
            None => (self, factor.clone()),
        };
        let bounds = Bounds::new(&of.bounds.lo * &factor, &of.bounds.hi * &factor);
        let width = bounds.width().ok_or(Reason::Width)?;
        let known = i128::try_from(&factor).ok().and_then(|factor| of.form.multiplied(factor, width));
        if let Some(form) = known {
            return Ok(Self::of(form, bounds));
        }
        let product = of.times(&Self::constant(&factor)?)?;
        Ok(Self { multiple: Some((Box::new(of.clone()), factor)), ..product })
    }

    /// What it is a multiple of, and how many times, which is above 1.
    pub(super) fn as_multiple(&self) -> Option<(&Self, &BigInt)> {
        self.multiple.as_ref().map(|(of, factor)| (of.as_ref(), factor))
    }

    /// The quotient by a divisor above 0, rounded towards 0; the divisor is above 0 where this counts.
    pub(super) fn quotient(&self, divisor: &Self) -> Result<Self, Reason> {
        let bounds = self.bounds.divided(&divisor.bounds);
        self.joined(divisor, bounds, Computation::Divide)
    }

    pub(super) fn compare(&self, comparison: Comparison, other: &Self) -> Result<Form, Reason> {
        if let (Some((of, factor)), Some(line)) = (self.as_multiple(), &other.constant) {
            let (floor, rest) = line.div_mod_floor(factor);
            let ceiling = if rest == BigInt::ZERO { floor.clone() } else { &floor + 1 };
            let line = match comparison {
                Comparison::AtLeast | Comparison::Below => Some(ceiling),
                Comparison::AtMost | Comparison::Above => Some(floor),
                Comparison::Equal | Comparison::Unequal => Some(floor).filter(|_| rest == BigInt::ZERO),
            };
            if let Some(line) = line {
                return of.compare(comparison, &Self::constant(&line)?);
            }
        }
        if let Some((one, other, _)) = self.same_multiple(other) {
            return one.compare(comparison, other);
        }
        let width = self.width()?.max(other.width()?);
        Ok(self.at(width)?.compared(comparison, &other.at(width)?))
    }

    pub(super) fn compare_zero(&self, comparison: Comparison) -> Result<Form, Reason> {
        self.compare(comparison, &Self::constant(&BigInt::ZERO)?)
    }

    /// The value beside the first condition that holds; null after a null condition.
    pub(super) fn case(arms: &[(Form, Self)], otherwise: &Self) -> Result<Self, Reason> {
        let bounds = arms.iter().fold(otherwise.bounds.clone(), |all, (_, value)| all.or(&value.bounds));
        let width = bounds.width().ok_or(Reason::Width)?;
        let arms: Vec<(Form, Form)> = arms
            .iter()
            .map(|(condition, value)| Ok((condition.clone(), value.at(width)?)))
            .collect::<Result<_, Reason>>()?;
        Ok(Self::of(Form::case(arms, &otherwise.at(width)?), bounds))
    }

    pub(super) fn only_where(&self, condition: &Form) -> Self {
        Self::of(self.form.only_where(condition), self.bounds.clone())
    }

    pub(super) fn except_where(&self, condition: &Form) -> Self {
        Self::of(self.form.except_where(condition), self.bounds.clone())
    }

    /// The same values with bounds that the caller knows to hold for every row that counts.
    pub(super) fn known_within(self, bounds: Bounds) -> Result<Self, Reason> {
        let width = bounds.width().ok_or(Reason::Width)?;
        Ok(Self::of(self.form.resized(width), bounds))
    }
}

fn literal(value: &BigInt, width: Width) -> Result<Form, Reason> {
    let value = i128::try_from(value).map_err(|_| Reason::Width)?;
    Ok(Form::whole(value, width))
}
