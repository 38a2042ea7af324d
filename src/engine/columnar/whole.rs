//! Whole numbers in a column, with the bounds that prove its type wide enough.

use num_bigint::BigInt;
use polars::prelude::DataType;

use super::bounds::{Bounds, Width};
use super::form::Form;
use super::piece::Piece;
use super::way::Reason;
use crate::core::Comparison;

/// An integer expression. Its type is [`Bounds::width`] of its bounds; polars wraps silently, so no
/// operation is built whose result has no such type.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub(super) piece: Piece,
    pub(super) bounds: Bounds,
    /// The value, when it is the same in every row and never null.
    constant: Option<BigInt>,
}

impl Whole {
    /// A column of the type that its bounds ask for.
    pub(super) fn of(piece: Piece, bounds: Bounds) -> Self {
        Self { piece, bounds, constant: None }
    }

    pub(super) fn constant(value: &BigInt) -> Result<Self, Reason> {
        let bounds = Bounds::exactly(value);
        let width = bounds.width().ok_or(Reason::Width)?;
        let piece = Piece::literal(literal(value, width)?);
        Ok(Self { piece, bounds, constant: Some(value.clone()) })
    }

    pub(super) fn null() -> Self {
        Self::of(Piece::null(Width::Bits32.dtype()), Bounds::new(0, 0))
    }

    pub(super) fn as_constant(&self) -> Option<&BigInt> {
        self.constant.as_ref()
    }

    pub(super) fn width(&self) -> Result<Width, Reason> {
        self.bounds.width().ok_or(Reason::Width)
    }

    pub(super) fn dtype(&self) -> Result<DataType, Reason> {
        Ok(self.width()?.dtype())
    }

    /// The expression in a type at least as wide as its own.
    fn at(&self, width: Width) -> Result<Piece, Reason> {
        if let Some(value) = &self.constant {
            return Ok(Piece::literal(literal(value, width)?));
        }
        if self.width()? == width {
            return Ok(self.piece.clone());
        }
        Ok(self.piece.map(|form| form.cast(width.dtype())))
    }

    fn joined(&self, other: &Self, bounds: Bounds, operation: impl FnOnce(Form, Form) -> Form) -> Result<Self, Reason> {
        let own = bounds.width().ok_or(Reason::Width)?;
        let width = self.width()?.max(other.width()?).max(own);
        let piece = self.at(width)?.with(&other.at(width)?, operation);
        let piece = if own == width { piece } else { piece.map(|form| form.cast(own.dtype())) };
        Ok(Self::of(piece, bounds))
    }

    pub(super) fn add(&self, other: &Self) -> Result<Self, Reason> {
        match (&self.constant, &other.constant) {
            (Some(left), Some(right)) => Self::constant(&(left + right)),
            _ => self.joined(other, self.bounds.add(&other.bounds), |left, right| left + right),
        }
    }

    pub(super) fn subtract(&self, other: &Self) -> Result<Self, Reason> {
        if let (Some(left), Some(right)) = (&self.constant, &other.constant) {
            return Self::constant(&(left - right));
        }
        let bounds = self.bounds.add(&other.bounds.negated());
        self.joined(other, bounds, |left, right| left - right)
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
            _ => self.joined(other, self.bounds.times(&other.bounds), |left, right| left * right),
        }
    }

    pub(super) fn scaled(&self, factor: &BigInt) -> Result<Self, Reason> {
        self.times(&Self::constant(factor)?)
    }

    /// The quotient by a divisor above 0, rounded towards 0; null where the divisor is 0.
    pub(super) fn quotient(&self, divisor: &Self) -> Result<Self, Reason> {
        let bounds = self.bounds.divided(&divisor.bounds);
        self.joined(divisor, bounds, |left, right| left / right)
    }

    pub(super) fn compare(&self, comparison: Comparison, other: &Self) -> Result<Piece, Reason> {
        let width = self.width()?.max(other.width()?);
        Ok(compared(&self.at(width)?, comparison, &other.at(width)?))
    }

    pub(super) fn compare_zero(&self, comparison: Comparison) -> Result<Piece, Reason> {
        self.compare(comparison, &Self::constant(&BigInt::ZERO)?)
    }

    /// The value beside the first condition that holds; null after a null condition.
    pub(super) fn case(arms: &[(Piece, Self)], otherwise: &Self) -> Result<Self, Reason> {
        let bounds = arms.iter().fold(otherwise.bounds.clone(), |all, (_, value)| all.or(&value.bounds));
        let width = bounds.width().ok_or(Reason::Width)?;
        let arms: Vec<(Piece, Piece)> = arms
            .iter()
            .map(|(condition, value)| Ok((condition.clone(), value.at(width)?)))
            .collect::<Result<_, Reason>>()?;
        let piece = Piece::case(&arms, &otherwise.at(width)?);
        Ok(Self::of(piece, bounds))
    }

    pub(super) fn only_where(&self, condition: &Piece) -> Result<Self, Reason> {
        Ok(Self::of(self.piece.only_where(condition, self.dtype()?), self.bounds.clone()))
    }

    pub(super) fn except_where(&self, condition: &Piece) -> Result<Self, Reason> {
        Ok(Self::of(self.piece.except_where(condition, self.dtype()?), self.bounds.clone()))
    }

    /// The same values with bounds that the caller knows to hold for every row that counts.
    pub(super) fn known_within(self, bounds: Bounds) -> Result<Self, Reason> {
        let (own, width) = (self.width()?, bounds.width().ok_or(Reason::Width)?);
        let piece = if own == width { self.piece } else { self.piece.map(|form| form.cast(width.dtype())) };
        Ok(Self::of(piece, bounds))
    }

    /// This with its column under another expression of equal values.
    pub(super) fn moved(&self, piece: Piece) -> Self {
        Self { piece, bounds: self.bounds.clone(), constant: self.constant.clone() }
    }
}

/// A comparison of two expressions of one type; null when either is.
pub(super) fn compared(left: &Piece, comparison: Comparison, right: &Piece) -> Piece {
    // A literal stands on the right: polars makes one row of `literal ∘ column` if all is null.
    if left.is_literal() && !right.is_literal() {
        return right.with(left, |right, left| right.compared(turned(comparison), left));
    }
    left.with(right, |left, right| left.compared(comparison, right))
}

/// The comparison of the same two the other way round.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Above => Comparison::Below,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Below => Comparison::Above,
        Comparison::Equal | Comparison::Unequal => comparison,
    }
}

fn literal(value: &BigInt, width: Width) -> Result<Form, Reason> {
    match width {
        Width::Bits32 => i32::try_from(value).map(Form::literal).map_err(|_| Reason::Width),
        Width::Bits64 => i64::try_from(value).map(Form::literal).map_err(|_| Reason::Width),
        Width::Bits128 => i128::try_from(value).map(Form::literal).map_err(|_| Reason::Width),
    }
}

/// A value in the type of its sum.
pub(super) fn wide_enough(top: &Whole, sum: &Bounds) -> Result<(Piece, Width), Reason> {
    let width = sum.width().ok_or(Reason::Width)?;
    let piece = if top.width()? == width { top.piece.clone() } else { top.piece.map(|form| form.cast(width.dtype())) };
    Ok((piece, width))
}

pub(super) fn zero(width: Width) -> Form {
    match width {
        Width::Bits32 => Form::literal(0_i32),
        Width::Bits64 => Form::literal(0_i64),
        Width::Bits128 => Form::literal(0_i128),
    }
}
