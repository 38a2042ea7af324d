//! A lowered value.

use super::form::Form;
use super::number::Fraction;

/// A lowered value.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Number(Box<Fraction>),
    YesNo(Form),
    Text(Form),
    Choice(Form),
    Date(Form),
}

impl From<Fraction> for Operand {
    fn from(number: Fraction) -> Self {
        Self::Number(Box::new(number))
    }
}

impl Operand {
    /// Missing in each row for which `condition` holds.
    pub(super) fn except_where(&self, condition: &Form) -> Self {
        match self {
            Self::Number(number) => Self::from(number.except_where(condition)),
            Self::YesNo(form) => Self::YesNo(form.except_where(condition)),
            Self::Text(form) => Self::Text(form.except_where(condition)),
            Self::Choice(form) => Self::Choice(form.except_where(condition)),
            Self::Date(form) => Self::Date(form.except_where(condition)),
        }
    }
}
