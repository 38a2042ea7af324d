//! Values of the exact engine.

use std::sync::Arc;

use super::reasons::{Reason, Reasons};
use crate::core::Constant;
use crate::number::{Date, Number};

/// A value, or why there is none. Values of one type are in their own order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// In base units.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// 文本
    Text(Arc<str>),
    /// Index into the choices of the expression's type.
    Choice(usize),
    /// 日期
    Date(Date),
    /// Missing, for these reasons.
    Missing(Reasons),
}

impl Value {
    /// A missing value with one reason.
    #[must_use]
    pub fn missing(reason: Reason) -> Self {
        Self::Missing(reason.into())
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The truth, if it is one.
    #[must_use]
    pub fn as_yes_no(&self) -> Option<bool> {
        match self {
            Self::YesNo(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The reasons, if it is missing.
    #[must_use]
    pub fn reasons(&self) -> Option<&Reasons> {
        match self {
            Self::Missing(reasons) => Some(reasons),
            _ => None,
        }
    }
}

impl From<&Constant> for Value {
    fn from(constant: &Constant) -> Self {
        match constant {
            Constant::Number(number) => Self::Number(number.clone()),
            Constant::YesNo(truth) => Self::YesNo(*truth),
            Constant::Text(text) => Self::Text(Arc::from(text.as_str())),
            Constant::Choice(choice) => Self::Choice(*choice),
            Constant::Date(date) => Self::Date(*date),
        }
    }
}
