//! What a value may be while some cells are open: one value, numbers or days between two ends, truths, or anything.

use std::cmp::Ordering;

use crate::core::Comparison;
use crate::engine::exact::Value;
use crate::number::{Date, Number};

/// What a value may be. Whatever it comes to for any values of the open cells is among these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum May {
    /// This value.
    Be(Value),
    /// A number between these, which are among them; none is missing.
    Between(Number, Number),
    /// A day between these, which are among them; none is missing.
    Days(Date, Date),
    /// A truth.
    Truth(Truth),
    /// Anything, or missing.
    Anything,
}

/// What a condition may come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Truth {
    /// It may hold.
    pub(super) yes: bool,
    /// It may fail.
    pub(super) no: bool,
    /// It may be unknown.
    pub(super) unknown: bool,
}

impl Truth {
    /// Nothing is known of it.
    pub(super) const ANY: Self = Self { yes: true, no: true, unknown: true };

    /// What it comes to.
    pub(super) fn of(truth: Option<bool>) -> Self {
        Self { yes: truth == Some(true), no: truth == Some(false), unknown: truth.is_none() }
    }

    /// What it comes to, if that is one thing.
    #[allow(clippy::option_option, reason = "an unknown truth is one thing too")]
    pub(super) fn settled(self) -> Option<Option<bool>> {
        match (self.yes, self.no, self.unknown) {
            (true, false, false) => Some(Some(true)),
            (false, true, false) => Some(Some(false)),
            (false, false, true) => Some(None),
            _ => None,
        }
    }

    fn or(self, other: Self) -> Self {
        Self { yes: self.yes || other.yes, no: self.no || other.no, unknown: self.unknown || other.unknown }
    }
}

impl May {
    /// Numbers between two ends.
    pub(super) fn between(low: Number, high: Number) -> Self {
        if low == high { Self::Be(Value::Number(low)) } else { Self::Between(low, high) }
    }

    /// Days between two ends.
    pub(super) fn days(low: Date, high: Date) -> Self {
        if low == high { Self::Be(Value::Date(low)) } else { Self::Days(low, high) }
    }

    /// The only value.
    pub(super) fn only(&self) -> Option<&Value> {
        match self {
            Self::Be(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is missing whatever the cells say.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Be(Value::Missing(_)))
    }

    /// The ends of a number that is never missing.
    pub(super) fn ends(&self) -> Option<(&Number, &Number)> {
        match self {
            Self::Be(Value::Number(number)) => Some((number, number)),
            Self::Between(low, high) => Some((low, high)),
            _ => None,
        }
    }

    /// The ends of a day that is never missing.
    pub(super) fn day_ends(&self) -> Option<(Date, Date)> {
        match self {
            Self::Be(Value::Date(date)) => Some((*date, *date)),
            Self::Days(low, high) => Some((*low, *high)),
            _ => None,
        }
    }

    /// As a condition.
    pub(super) fn truth(&self) -> Truth {
        match self {
            Self::Be(value) => Truth::of(value.as_yes_no()),
            Self::Truth(truth) => *truth,
            _ => Truth::ANY,
        }
    }

    /// A condition; one that comes to one thing has no other form. `missing` is what it is when it is unknown.
    pub(super) fn of_truth(truth: Truth, missing: Option<Value>) -> Self {
        match (truth.settled(), missing) {
            (Some(Some(truth)), _) => Self::Be(Value::YesNo(truth)),
            (Some(None), Some(missing)) => Self::Be(missing),
            _ => Self::Truth(truth),
        }
    }

    /// Either of both.
    #[allow(clippy::needless_pass_by_value, reason = "either of both is one of them")]
    pub(super) fn or(self, other: Self) -> Self {
        if self == other || self.is_missing() && other.is_missing() {
            return self;
        }
        match (&self, &other) {
            (Self::Truth(_) | Self::Be(Value::YesNo(_)), _) | (_, Self::Truth(_) | Self::Be(Value::YesNo(_))) => {
                let is_truth = |of: &Self| matches!(of, Self::Truth(_) | Self::Be(Value::YesNo(_) | Value::Missing(_)));
                if is_truth(&self) && is_truth(&other) {
                    Self::of_truth(self.truth().or(other.truth()), None)
                } else {
                    Self::Anything
                }
            }
            _ => {
                if let (Some((low, high)), Some((least, most))) = (self.ends(), other.ends()) {
                    return Self::between(low.min(least).clone(), high.max(most).clone());
                }
                if let (Some((low, high)), Some((least, most))) = (self.day_ends(), other.day_ends()) {
                    return Self::days(low.min(least), high.max(most));
                }
                Self::Anything
            }
        }
    }

    /// Both sides of a comparison, of which one is open.
    pub(super) fn compared(comparison: Comparison, left: &Self, right: &Self) -> Self {
        let orderings = match (left.ends(), right.ends()) {
            (Some((low, high)), Some((least, most))) => Some(orderings(low, high, least, most)),
            _ => match (left.day_ends(), right.day_ends()) {
                (Some((low, high)), Some((least, most))) => Some(orderings(&low, &high, &least, &most)),
                _ => None,
            },
        };
        if let Some(orderings) = orderings {
            let truths: Vec<bool> = orderings.into_iter().map(|ordering| comparison.of(ordering)).collect();
            let truth = Truth { yes: truths.contains(&true), no: truths.contains(&false), unknown: false };
            return Self::of_truth(truth, None);
        }
        // A missing side leaves the whole unknown.
        match (left, right) {
            (missing @ Self::Be(Value::Missing(_)), _) | (_, missing @ Self::Be(Value::Missing(_))) => missing.clone(),
            _ => Self::Truth(Truth::ANY),
        }
    }
}

/// How something between two ends may stand to something between two others.
fn orderings<T: Ord>(low: &T, high: &T, least: &T, most: &T) -> Vec<Ordering> {
    let mut orderings = Vec::new();
    if low < most {
        orderings.push(Ordering::Less);
    }
    if high > least {
        orderings.push(Ordering::Greater);
    }
    if low <= most && high >= least {
        orderings.push(Ordering::Equal);
    }
    orderings
}
