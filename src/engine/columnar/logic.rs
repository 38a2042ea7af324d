//! Conditions, choices between values, comparison.

use super::bounds::{Bounds, Width};
use super::form::Form;
use super::kind::Kind;
use super::lower::{Lowerer, halved};
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Comparison, Constant, ExprId, TableId, Type};

impl Operand {
    /// A value known without data.
    pub(super) fn constant(constant: &Constant) -> Result<Self, Reason> {
        Ok(match constant {
            Constant::Number(number) => Self::from(Fraction::constant(number)?),
            Constant::YesNo(truth) => Self::YesNo(Form::truth(*truth)),
            Constant::Text(text) => Self::Text(Form::text(text)),
            Constant::Choice(choice) => {
                let choice = i32::try_from(*choice).map_err(|_| Reason::Form)?;
                Self::Choice(place(choice))
            }
            Constant::Date(date) => Self::Date(place(date.days_since_epoch())),
        })
    }

    /// The missing value of a type.
    pub(super) fn null(ty: &Type) -> Self {
        match ty {
            Type::Number(_) => Self::from(Fraction::null()),
            Type::YesNo => Self::YesNo(Form::null(Kind::Truth)),
            Type::Text => Self::Text(Form::null(Kind::Text)),
            Type::Choice(_) => Self::Choice(Form::null(Kind::PLACE)),
            Type::Date => Self::Date(Form::null(Kind::PLACE)),
        }
    }

    /// What is null exactly where the value is missing.
    pub(super) fn presence(&self) -> &Form {
        match self {
            Self::Number(number) => &number.top.form,
            Self::YesNo(piece) | Self::Text(piece) | Self::Choice(piece) | Self::Date(piece) => piece,
        }
    }

    /// The value beside the first condition that holds; missing after an unknown condition.
    pub(super) fn case(arms: &[(Form, Self)], otherwise: &Self) -> Result<Self, Reason> {
        match otherwise {
            Self::Number(otherwise) => {
                let arms = only(arms, |value| match value {
                    Self::Number(number) => Some(number.as_ref()),
                    _ => None,
                })?;
                Ok(Self::from(Fraction::case(&arms, otherwise)?))
            }
            Self::YesNo(otherwise) => {
                let arms = only(arms, |value| if let Self::YesNo(piece) = value { Some(piece) } else { None })?;
                Ok(Self::YesNo(Form::case(arms, otherwise)))
            }
            Self::Text(otherwise) => {
                let arms = only(arms, |value| if let Self::Text(piece) = value { Some(piece) } else { None })?;
                Ok(Self::Text(Form::case(arms, otherwise)))
            }
            Self::Choice(otherwise) => {
                let arms = only(arms, |value| if let Self::Choice(piece) = value { Some(piece) } else { None })?;
                Ok(Self::Choice(Form::case(arms, otherwise)))
            }
            Self::Date(otherwise) => {
                let arms = only(arms, |value| if let Self::Date(piece) = value { Some(piece) } else { None })?;
                Ok(Self::Date(Form::case(arms, otherwise)))
            }
        }
    }
}

/// The day, or choice, of a number.
fn place(number: i32) -> Form {
    Form::whole(number.into(), Width::Bits32)
}

/// The arms with values of one kind.
fn only<T: Clone>(arms: &[(Form, Operand)], kind: impl Fn(&Operand) -> Option<&T>) -> Result<Vec<(Form, T)>, Reason> {
    arms.iter().map(|(condition, value)| Ok((condition.clone(), kind(value).ok_or(Reason::Form)?.clone()))).collect()
}

impl Lowerer<'_> {
    /// 且 and 或.
    pub(super) fn terms(&mut self, terms: &[ExprId], table: TableId, all: bool) -> Result<Operand, Reason> {
        let terms = terms.iter().map(|term| self.truth(*term, table)).collect::<Result<Vec<_>, Reason>>()?;
        if terms.is_empty() {
            return Ok(Operand::YesNo(Form::truth(all)));
        }
        let join = if all { Form::and } else { Form::or };
        Ok(Operand::YesNo(halved(terms, |left, right| Ok(join(left, right)))?))
    }

    pub(super) fn if_missing(&mut self, value: ExprId, default: ExprId, table: TableId) -> Result<Operand, Reason> {
        let value = self.lower(value, table)?;
        let default = self.lower(default, table)?;
        let present = value.presence().is_present();
        Operand::case(&[(present, value)], &default)
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: ExprId,
        right: ExprId,
        table: TableId,
    ) -> Result<Operand, Reason> {
        let (left, right) = (self.lower(left, table)?, self.lower(right, table)?);
        let piece = match (&left, &right) {
            (Operand::Number(left), Operand::Number(right)) => left.compare(comparison, right)?,
            (Operand::Date(left), Operand::Date(right))
            | (Operand::Text(left), Operand::Text(right))
            | (Operand::Choice(left), Operand::Choice(right))
            | (Operand::YesNo(left), Operand::YesNo(right)) => left.compared(comparison, right),
            _ => return Err(Reason::Form),
        };
        Ok(Operand::YesNo(piece))
    }

    /// The least or greatest of numbers, null when any is.
    pub(super) fn extreme(&mut self, terms: &[ExprId], table: TableId, least: bool) -> Result<Operand, Reason> {
        let terms = terms.iter().map(|term| self.number(*term, table)).collect::<Result<Vec<_>, Reason>>()?;
        let comparison = if least { Comparison::AtMost } else { Comparison::AtLeast };
        let best = halved(terms, |left, right| {
            let keeps = left.compare(comparison, right)?;
            let known = Fraction::case(&[(keeps, left.clone())], right)?;
            narrowed(known, left, right, least)
        })?;
        Ok(Operand::from(best))
    }
}

/// The extreme of two numbers lies where the nearer of their bounds says.
fn narrowed(known: Fraction, left: &Fraction, right: &Fraction, least: bool) -> Result<Fraction, Reason> {
    let Bottom::Fixed(common) = &known.bottom else { return Ok(known) };
    let at = |value: &Fraction| -> Result<Whole, Reason> { value.top.scaled(&(common / value.bottom.fixed()?)) };
    let (left, right) = (at(left)?.bounds, at(right)?.bounds);
    let bounds = if least {
        Bounds { lo: left.lo.min(right.lo), hi: left.hi.min(right.hi) }
    } else {
        Bounds { lo: left.lo.max(right.lo), hi: left.hi.max(right.hi) }
    };
    Ok(Fraction { top: known.top.known_within(bounds)?, bottom: known.bottom })
}
