//! What a column of a source without texts is asked for, so that its values are written as a person would write them.

use super::blank::trim;
use super::heading::{Heading, plain};
use crate::core::{Table, Type};

/// What the rules read a column as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nobody reads it.
    Nothing,
    /// Texts: a value is what the source writes.
    Text,
    /// 是 or 否.
    Truth,
    /// A day.
    Date,
    /// A number.
    Number,
}

impl Asked {
    /// Of the column of a name. One that is read twice is not read as a text alone.
    pub(super) fn of(name: &str, declared: &Table) -> Self {
        let name = trim(name);
        let read =
            declared.fields.iter().filter(|field| Heading::of(name, field).is_some()).map(|field| match field.ty {
                Type::Text | Type::Choice(_) => Self::Text,
                Type::YesNo => Self::Truth,
                Type::Date => Self::Date,
                Type::Number(_) => Self::Number,
            });
        let wanted = plain(name);
        let names_above =
            declared.parent.iter().any(|parent| parent.headers.iter().any(|header| plain(header) == wanted));
        let read: Vec<Self> = read.chain(names_above.then_some(Self::Text)).collect();
        read.iter().copied().find(|asked| *asked != Self::Text).or(read.first().copied()).unwrap_or(Self::Nothing)
    }

    /// The word for a truth.
    pub(super) fn truth(self, is_true: bool) -> &'static str {
        match (self, is_true) {
            (Self::Text, true) => "true",
            (Self::Text, false) => "false",
            (_, true) => "是",
            (_, false) => "否",
        }
    }
}
