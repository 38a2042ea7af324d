//! A lowered value.

use super::form::Form;
use super::number::{Bottom, Fraction};
use super::whole::Whole;
use crate::core::TableId;

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
    /// What other rows make of it: the same bounds and kinds, of other forms.
    pub(super) fn mapped(&self, other: impl Fn(&Form) -> Form) -> Self {
        let whole = |whole: &Whole| Whole::of(other(&whole.form), whole.bounds.clone());
        match self {
            Self::Number(number) => Self::from(Fraction {
                top: whole(&number.top),
                bottom: match &number.bottom {
                    Bottom::Fixed(bottom) => Bottom::Fixed(bottom.clone()),
                    Bottom::Rows(rows) => Bottom::from(whole(rows)),
                },
            }),
            Self::YesNo(form) => Self::YesNo(other(form)),
            Self::Text(form) => Self::Text(other(form)),
            Self::Choice(form) => Self::Choice(other(form)),
            Self::Date(form) => Self::Date(other(form)),
        }
    }

    /// The value of the row above in a table, whose value this is.
    pub(super) fn above(&self, of: TableId) -> Self {
        self.mapped(|form| form.above(of))
    }

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
