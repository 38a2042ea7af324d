//! Rounding by integer division.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::number::{Bottom, Fraction};
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Comparison, Type};
use crate::number::{Number, Rounding, RoundingMode};

/// Decimals beyond which no 128-bit integer holds a scaled number.
const MOST_PLACES: u32 = 38;

impl Fraction {
    /// This rounded as a reader sees it: in the unit of its type.
    pub(super) fn rounded(&self, rounding: Rounding, ty: &Type) -> Result<Self, Reason> {
        let unit = match ty {
            Type::Number(unit) if !unit.scale.is_zero() => unit.scale.clone(),
            _ => Number::one(),
        };
        if unit.is_negative() || rounding.places > MOST_PLACES {
            return Err(Reason::Form);
        }
        let power = BigInt::from(10).pow(rounding.places);
        // One of what is kept, as so many last decimals of so many units.
        let apart = unit.numer() * BigInt::from(rounding.step);
        // How many of them are in the value: value × 10^places / (unit × step).
        let steps = self.scaled(&(&power * unit.denom()), &apart)?;
        let whole = match &steps.bottom {
            Bottom::Fixed(bottom) if *bottom == BigInt::from(1) => steps.top.clone(),
            _ => {
                let bottom = steps.bottom.whole()?;
                nearest(&steps.top, &bottom, rounding.mode)?
            }
        };
        Self::whole(whole).scaled(&apart, &(power * unit.denom()))
    }
}

/// `top / bottom` as a whole number; `bottom` is above 0.
fn nearest(top: &Whole, bottom: &Whole, mode: RoundingMode) -> Result<Whole, Reason> {
    let two = BigInt::from(2);
    match mode {
        RoundingMode::Floor => floor_divided(top, bottom),
        RoundingMode::Ceiling => floor_divided(&top.negated()?, bottom)?.negated(),
        RoundingMode::Down => by_sign(top, |size| size.quotient(bottom)),
        RoundingMode::Up => by_sign(top, |size| {
            let below = bottom.subtract(&Whole::constant(&BigInt::from(1))?)?;
            size.add(&below)?.quotient(bottom)
        }),
        RoundingMode::HalfUp => {
            let (double, half) = match bottom.as_constant() {
                Some(bottom) if bottom.is_even() => (BigInt::from(1), Whole::constant(&(bottom / &two))?),
                _ => (two, bottom.clone()),
            };
            let divisor = bottom.scaled(&double)?;
            by_sign(top, |size| size.scaled(&double)?.add(&half)?.quotient(&divisor))
        }
        RoundingMode::HalfEven => {
            let floor = floor_divided(top, bottom)?;
            let twice = top.subtract(&floor.times(bottom)?)?.scaled(&two)?;
            let raised = floor.add(&Whole::constant(&BigInt::from(1))?)?;
            let halved = floor.quotient(&Whole::constant(&two)?)?.scaled(&two)?;
            let even = halved.compare(Comparison::Equal, &floor)?;
            let arms = [
                (twice.compare(Comparison::Below, bottom)?, floor.clone()),
                (twice.compare(Comparison::Above, bottom)?, raised.clone()),
                (even, floor),
            ];
            Whole::case(&arms, &raised)
        }
    }
}

/// The quotient by a divisor above 0, rounded down.
fn floor_divided(top: &Whole, bottom: &Whole) -> Result<Whole, Reason> {
    let quotient = top.quotient(bottom)?;
    if !top.bounds.lo.is_negative() {
        return Ok(quotient);
    }
    let above = quotient.times(bottom)?.compare(Comparison::Above, top)?;
    let lower = quotient.subtract(&Whole::constant(&BigInt::from(1))?)?;
    Whole::case(&[(above, lower)], &quotient)
}

/// A function of the size of a number, with the sign of the number.
fn by_sign(top: &Whole, function: impl Fn(&Whole) -> Result<Whole, Reason>) -> Result<Whole, Reason> {
    if !top.bounds.lo.is_negative() {
        return function(top);
    }
    let negative = top.compare_zero(Comparison::Below)?;
    let size = Whole::case(&[(negative.clone(), top.negated()?)], top)?;
    let largest = top.bounds.lo.abs().max(top.bounds.hi.abs());
    let size = size.known_within(super::bounds::Bounds::new(BigInt::zero(), largest))?;
    let rounded = function(&size)?;
    Whole::case(&[(negative, rounded.negated()?)], &rounded)
}
