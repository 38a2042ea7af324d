//! What a value may be.

use std::collections::BTreeSet;

use super::choices::Choices;
use super::interval::Interval;
use crate::core::{Constant, Type};
use crate::number::Number;

/// What a present value may be. A domain that holds nothing belongs to a value that is never present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Domain {
    /// A number in base units, or a date as its days since 1970-01-01.
    Number(Interval),
    Truth(Truth),
    /// Places in the enumeration.
    Choice(Choices),
    Text(Texts),
}

/// Whether a condition can hold and can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) can_hold: bool,
    pub(crate) can_fail: bool,
}

/// Texts that a value may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Texts {
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
}

impl Truth {
    pub(crate) const OPEN: Self = Self { can_hold: true, can_fail: true };
    pub(crate) const NEVER: Self = Self { can_hold: false, can_fail: false };

    pub(crate) fn of(truth: bool) -> Self {
        Self { can_hold: truth, can_fail: !truth }
    }

    pub(crate) fn opposite(self) -> Self {
        Self { can_hold: self.can_fail, can_fail: self.can_hold }
    }

    /// Whether it can come out so.
    pub(crate) fn can_be(self, truth: bool) -> bool {
        if truth { self.can_hold } else { self.can_fail }
    }

    /// Whether it always holds when it is known.
    pub(crate) fn is_certain(self) -> bool {
        self.can_hold && !self.can_fail
    }
}

impl Domain {
    /// Anything of a type.
    pub(crate) fn of_type(ty: &Type) -> Self {
        match ty {
            Type::Number(_) | Type::Date => Self::Number(Interval::all()),
            Type::YesNo => Self::Truth(Truth::OPEN),
            Type::Choice(choices) => Self::Choice(Choices::all(choices.len())),
            Type::Text => Self::Text(Texts::Except(BTreeSet::new())),
        }
    }

    /// Nothing of a type.
    pub(crate) fn nothing(ty: &Type) -> Self {
        match ty {
            Type::Number(_) | Type::Date => Self::Number(Interval::empty()),
            Type::YesNo => Self::Truth(Truth::NEVER),
            Type::Choice(_) => Self::Choice(Choices::default()),
            Type::Text => Self::Text(Texts::Only(BTreeSet::new())),
        }
    }

    pub(crate) fn constant(value: &Constant) -> Self {
        match value {
            Constant::Number(number) => Self::Number(Interval::point(number.clone())),
            Constant::Date(date) => Self::Number(Interval::point(Number::from_integer(date.days_since_epoch().into()))),
            Constant::YesNo(truth) => Self::Truth(Truth::of(*truth)),
            Constant::Choice(choice) => Self::Choice(Choices::only(*choice)),
            Constant::Text(text) => Self::Text(Texts::Only(BTreeSet::from([text.clone()]))),
        }
    }

    /// The numbers, of choices their places; all of them of what is no number.
    pub(crate) fn into_interval(self) -> Interval {
        match self {
            Self::Number(interval) => interval,
            Self::Choice(choices) => choices.places(),
            _ => Interval::all(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Number(interval) => interval.is_empty(),
            Self::Truth(truth) => *truth == Truth::NEVER,
            Self::Choice(choices) => choices.is_empty(),
            Self::Text(Texts::Only(texts)) => texts.is_empty(),
            Self::Text(Texts::Except(_)) => false,
        }
    }

    /// What is in both. Domains of different types have nothing to say to each other.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => Self::Number(one.meet(two)),
            (Self::Truth(one), Self::Truth(two)) => {
                Self::Truth(Truth { can_hold: one.can_hold && two.can_hold, can_fail: one.can_fail && two.can_fail })
            }
            (Self::Choice(one), Self::Choice(two)) => Self::Choice(one.meet(two)),
            (Self::Text(one), Self::Text(two)) => Self::Text(match (one, two) {
                (Texts::Only(one), Texts::Only(two)) => Texts::Only(one & two),
                (Texts::Only(only), Texts::Except(not)) | (Texts::Except(not), Texts::Only(only)) => {
                    Texts::Only(only - not)
                }
                (Texts::Except(one), Texts::Except(two)) => Texts::Except(one | two),
            }),
            _ => self.clone(),
        }
    }

    /// The least domain around both.
    pub(crate) fn hull(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => Self::Number(one.hull(two)),
            (Self::Truth(one), Self::Truth(two)) => {
                Self::Truth(Truth { can_hold: one.can_hold || two.can_hold, can_fail: one.can_fail || two.can_fail })
            }
            (Self::Choice(one), Self::Choice(two)) => Self::Choice(one.hull(two)),
            (Self::Text(one), Self::Text(two)) => Self::Text(match (one, two) {
                (Texts::Only(one), Texts::Only(two)) => Texts::Only(one | two),
                (Texts::Only(only), Texts::Except(not)) | (Texts::Except(not), Texts::Only(only)) => {
                    Texts::Except(not - only)
                }
                (Texts::Except(one), Texts::Except(two)) => Texts::Except(one & two),
            }),
            _ => self.clone(),
        }
    }

    /// Whether two values, one of each, can be equal and can differ.
    pub(crate) fn equality(&self, other: &Self) -> Truth {
        if self.is_empty() || other.is_empty() {
            return Truth::NEVER;
        }
        let same_only = match (self, other) {
            (Self::Number(one), Self::Number(two)) => one.only().is_some() && one.only() == two.only(),
            (Self::Truth(one), Self::Truth(two)) => one == two && *one != Truth::OPEN,
            (Self::Choice(one), Self::Choice(two)) => one.is_one() && one == two,
            (Self::Text(Texts::Only(one)), Self::Text(Texts::Only(two))) => one.len() == 1 && one == two,
            _ => false,
        };
        Truth { can_hold: !self.meet(other).is_empty(), can_fail: !same_only }
    }

    /// Without one value.
    pub(crate) fn without(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Truth(truth), Self::Truth(only)) if *only != Truth::OPEN => Self::Truth(Truth {
                can_hold: truth.can_hold && !only.can_hold,
                can_fail: truth.can_fail && !only.can_fail,
            }),
            (Self::Choice(choices), Self::Choice(only)) if only.is_one() => Self::Choice(choices.without(only)),
            (Self::Text(_), Self::Text(Texts::Only(only))) if only.len() == 1 => {
                self.meet(&Self::Text(Texts::Except(only.clone())))
            }
            _ => self.clone(),
        }
    }
}
