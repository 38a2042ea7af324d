//! Rounding by integer division.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Comparison, TableId, Type};
use crate::number::{Number, Rounding, RoundingMode};

/// Decimals beyond which no 128-bit integer holds a scaled number.
const MOST_PLACES: u32 = 38;

impl Lowerer<'_> {
    /// A number rounded as a reader sees it: in the unit of its type.
    pub(super) fn round(
        &mut self,
        table: TableId,
        value: &Fraction,
        rounding: Rounding,
        ty: &Type,
    ) -> Result<Fraction, Reason> {
        let unit = match ty {
            Type::Number(unit) if !unit.scale.is_zero() => unit.scale.clone(),
            _ => Number::one(),
        };
        if unit.is_negative() || rounding.places > MOST_PLACES {
            return Err(Reason::Form);
        }
        let power = BigInt::from(10).pow(rounding.places);
        // The number of last decimals in the value: value × 10^places / unit.
        let steps = value.scaled(&(&power * unit.denom()), &unit.numer())?;
        let steps = self.shared_number(table, &steps);
        let whole = match &steps.bottom {
            Bottom::Fixed(bottom) if *bottom == BigInt::from(1) => steps.top.clone(),
            _ => {
                let bottom = steps.bottom.whole()?;
                self.nearest(table, &steps.top, &bottom, rounding.mode)?
            }
        };
        Fraction::whole(whole).scaled(&unit.numer(), &(power * unit.denom()))
    }

    /// `top / bottom` as a whole number; `bottom` is above 0.
    fn nearest(&mut self, table: TableId, top: &Whole, bottom: &Whole, mode: RoundingMode) -> Result<Whole, Reason> {
        let two = BigInt::from(2);
        match mode {
            RoundingMode::Floor => self.floor_divided(table, top, bottom),
            RoundingMode::Ceiling => self.floor_divided(table, &top.negated()?, bottom)?.negated(),
            RoundingMode::Down => self.by_sign(table, top, |size| size.quotient(bottom)),
            RoundingMode::Up => self.by_sign(table, top, |size| {
                let below = bottom.subtract(&Whole::constant(&BigInt::from(1))?)?;
                size.add(&below)?.quotient(bottom)
            }),
            RoundingMode::HalfUp => {
                let (double, half) = match bottom.as_constant() {
                    Some(bottom) if bottom.is_even() => (BigInt::from(1), Whole::constant(&(bottom / &two))?),
                    _ => (two, bottom.clone()),
                };
                let divisor = bottom.scaled(&double)?;
                self.by_sign(table, top, |size| size.scaled(&double)?.add(&half)?.quotient(&divisor))
            }
            RoundingMode::HalfEven => {
                let floor = self.floor_divided(table, top, bottom)?;
                let floor = self.shared_whole(table, &floor);
                let twice = top.subtract(&floor.times(bottom)?)?.scaled(&two)?;
                let twice = self.shared_whole(table, &twice);
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
    fn floor_divided(&mut self, table: TableId, top: &Whole, bottom: &Whole) -> Result<Whole, Reason> {
        let quotient = top.quotient(bottom)?;
        if !top.bounds.lo.is_negative() {
            return Ok(quotient);
        }
        let quotient = self.shared_whole(table, &quotient);
        let above = quotient.times(bottom)?.compare(Comparison::Above, top)?;
        let lower = quotient.subtract(&Whole::constant(&BigInt::from(1))?)?;
        Whole::case(&[(above, lower)], &quotient)
    }

    /// A function of the size of a number, with the sign of the number.
    fn by_sign(
        &mut self,
        table: TableId,
        top: &Whole,
        function: impl Fn(&Whole) -> Result<Whole, Reason>,
    ) -> Result<Whole, Reason> {
        if !top.bounds.lo.is_negative() {
            return function(top);
        }
        let negative = top.compare_zero(Comparison::Below)?;
        let negative = self.shared(table, &negative);
        let size = Whole::case(&[(negative.clone(), top.negated()?)], top)?;
        let largest = top.bounds.lo.abs().max(top.bounds.hi.abs());
        let size = size.known_within(super::bounds::Bounds::new(BigInt::zero(), largest))?;
        let size = self.shared_whole(table, &size);
        let rounded = function(&size)?;
        let rounded = self.shared_whole(table, &rounded);
        Whole::case(&[(negative, rounded.negated()?)], &rounded)
    }
}
