//! Types of values.

use super::choices::Choices;
use crate::invariant::OrBroken;
use crate::number::{Date, Number, Unit};

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number; its value is held in base units (元, 平方米, a share as a fraction of one), the
    /// unit says how it is shown.
    Number(Unit),
    /// 是 or 否.
    YesNo,
    /// 文本
    Text,
    /// One of the names of an enumeration.
    Choice(Choices),
    /// 日期
    Date,
}

/// A value known without data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Constant {
    /// In base units.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// 文本
    Text(String),
    /// Index into the [`Choices`] of the type.
    Choice(usize),
    /// 日期
    Date(Date),
}

impl Constant {
    /// The value as a cell of a file says it in a column of this type.
    #[must_use]
    pub fn in_files(&self, ty: &Type) -> String {
        match (self, ty) {
            (Self::Choice(choice), Type::Choice(choices)) => {
                choices.in_files().get(*choice).or_broken("a choice is one of its column").clone()
            }
            _ => self.as_cell(ty),
        }
    }

    /// The value as a 示例 says it in a column of this type.
    #[must_use]
    pub fn as_cell(&self, ty: &Type) -> String {
        match (self, ty) {
            (Self::Number(base), Type::Number(unit)) => {
                base.checked_div(&unit.scale).or_broken("no unit is nothing").to_string()
            }
            (Self::Choice(choice), Type::Choice(choices)) => {
                choices.get(*choice).or_broken("a choice is one of its column").clone()
            }
            (Self::Number(number), _) => number.to_string(),
            (Self::Choice(choice), _) => choice.to_string(),
            (Self::YesNo(yes), _) => if *yes { "是" } else { "否" }.to_owned(),
            (Self::Text(text), _) => text.clone(),
            (Self::Date(date), _) => date.to_string(),
        }
    }
}

impl Type {
    /// Whether cells of both say the same.
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Choice(own), Self::Choice(other)) => own.reads_like(other),
            (own, other) => own == other,
        }
    }

    /// How many base units one of the number that a script sees is: 10,000 for 万元. A share is the share itself,
    /// so that 95% is 0.95 in a script as on paper.
    #[must_use]
    pub fn script_scale(&self) -> Number {
        match self {
            Self::Number(unit) if !unit.dimension.is_pure() => unit.scale.clone(),
            _ => Number::one(),
        }
    }
}
