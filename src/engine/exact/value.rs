//! Values of the exact engine.

use std::sync::Arc;

use super::reasons::Reasons;
use crate::core::{Constant, FieldId, TableId};
use crate::finding::Span;
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

/// What could not be worked out, and for which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Table.
    pub table: TableId,
    /// Row; none for a figure over many rows.
    pub row: Option<usize>,
    /// Text of the rule.
    pub span: Span,
}

/// One reason for a missing value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// An empty cell.
    Cell {
        /// Table.
        table: TableId,
        /// Row.
        row: usize,
        /// Field.
        field: FieldId,
    },
    /// No row of a table fits.
    NoRow {
        /// Table.
        table: TableId,
        /// The figure that wanted one.
        span: Span,
    },
    /// A 示例 says nothing about the table.
    UnknownTable(TableId),
    /// A division by zero.
    ZeroDivisor(Occurrence),
    /// A number outside the domain of a function (the root of a negative), or a result too large.
    OutsideDomain(Occurrence),
    /// A recorded verdict is still 待定.
    Undecided(Span),
    /// Too little of a 方面 or 总分 applies (覆盖).
    Uncovered(Span),
    /// The members of a cohort do not tell apart the items that they are to weigh.
    Alike(Span),
    /// A fault that was reported apart (a date outside the calendar, more rows than one).
    Fault(Span),
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
