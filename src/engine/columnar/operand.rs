//! A lowered value.

use super::number::Fraction;
use super::piece::Piece;

/// A lowered value.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Number(Box<Fraction>),
    YesNo(Piece),
    Text(Piece),
    Choice(Piece),
    Date(Piece),
}

impl From<Fraction> for Operand {
    fn from(number: Fraction) -> Self {
        Self::Number(Box::new(number))
    }
}
