//! What a value can be.

use std::collections::BTreeSet;

use crate::core::Type;
use crate::engine::exact::Value;
use crate::number::Number;
use crate::proof::{Choices, Domain, Interval, Texts, Truth};

/// What a value can be when the open cells are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// What it can be where it is there.
    pub(crate) domain: Domain,
    /// Whether it can be missing all the same: by a division by 0, a row that is not there.
    pub(crate) lacks: bool,
}

impl Possible {
    /// What is there for certain.
    pub(super) fn there(domain: Domain) -> Self {
        Self { domain, lacks: false }
    }

    /// What is missing whatever is filled in.
    pub(super) fn missing(ty: &Type) -> Self {
        Self { domain: Domain::nothing(ty), lacks: true }
    }

    /// Anything at all.
    pub(super) fn anything(ty: &Type) -> Self {
        Self { domain: Domain::of_type(ty), lacks: true }
    }

    pub(super) fn truth(can_hold: bool, can_fail: bool, lacks: bool) -> Self {
        Self { domain: Domain::Truth(Truth { can_hold, can_fail }), lacks }
    }

    /// One value.
    pub(super) fn of(value: Value, ty: &Type) -> Self {
        Self::there(match value {
            Value::Number(number) => Domain::Number(Interval::point(number)),
            Value::Date(date) => Domain::Number(Interval::point(Number::from_integer(date.days_since_epoch().into()))),
            Value::YesNo(truth) => Domain::Truth(Truth::of(truth)),
            Value::Choice(choice) => Domain::Choice(Choices::only(choice)),
            Value::Text(text) => Domain::Text(Texts::Only(BTreeSet::from([text.to_string()]))),
            Value::Missing(_) => return Self::missing(ty),
        })
    }

    /// The one value that it has for certain.
    pub(super) fn is_certain(&self) -> bool {
        !self.lacks
            && match &self.domain {
                Domain::Number(numbers) => numbers.only().is_some(),
                Domain::Truth(truth) => truth.can_hold != truth.can_fail,
                Domain::Choice(choices) => choices.is_one(),
                Domain::Text(Texts::Only(texts)) => texts.len() == 1,
                Domain::Text(Texts::Except(_)) => false,
            }
    }

    /// The numbers that it can be.
    #[must_use]
    pub(crate) fn numbers(&self) -> Interval {
        self.domain.clone().into_interval()
    }

    /// Whether it can hold and can fail.
    #[must_use]
    pub(crate) fn as_truth(&self) -> Truth {
        match self.domain {
            Domain::Truth(truth) => truth,
            _ => Truth::OPEN,
        }
    }

    /// Whether it holds for certain.
    pub(super) fn must_hold(&self) -> bool {
        !self.lacks && self.as_truth().is_certain()
    }

    /// Whether it fails for certain.
    pub(super) fn must_fail(&self) -> bool {
        let truth = self.as_truth();
        !self.lacks && truth.can_fail && !truth.can_hold
    }

    /// Either of two.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self { domain: self.domain.hull(&other.domain), lacks: self.lacks || other.lacks }
    }
}

/// All hold, or with `wanted` false, one does.
pub(super) fn all(terms: impl Iterator<Item = Possible>, wanted: bool) -> Possible {
    let terms: Vec<Possible> = terms.collect();
    let ends = |term: &Possible| if wanted { term.must_fail() } else { term.must_hold() };
    if terms.iter().any(ends) {
        return Possible::truth(!wanted, wanted, false);
    }
    let lacks = terms.iter().any(|term| term.lacks);
    let goes_on = terms.iter().all(|term| term.as_truth().can_be(wanted));
    let ended = terms.iter().any(|term| term.as_truth().can_be(!wanted));
    if wanted { Possible::truth(goes_on, ended, lacks) } else { Possible::truth(ended, goes_on, lacks) }
}
