//! One cell of a file to a value of its column's type.

use super::complaint::Fault;
use super::decimal::Decimal;
use crate::core::{Field, Type};
use crate::invariant::fit;
use crate::number::{Date, Number};

/// What a cell says; the words of a text cell are the cell itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Number(Decimal),
    YesNo(bool),
    Text,
    Choice(u32),
    /// Days since 1970-01-01.
    Date(i32),
}

/// Reads a trimmed cell that is not empty.
pub(super) fn read<'a>(text: &'a str, ty: &Type) -> Result<Said, Fault<'a>> {
    match ty {
        Type::Number(unit) => Decimal::read(text, unit).map(Said::Number),
        Type::YesNo => match text {
            "是" | "有" | "√" | "✓" => Ok(Said::YesNo(true)),
            "否" | "无" | "×" => Ok(Said::YesNo(false)),
            _ => Err(Fault::NotYesNo),
        },
        Type::Text => Ok(Said::Text),
        Type::Choice(choices) => choices
            .place(text)
            .or_else(|| {
                let plain = with_plain_brackets(text);
                plain.contains(['(', ')', '[', ']', '{', '}']).then_some(())?;
                choices.iter().position(|choice| with_plain_brackets(choice) == plain)
            })
            .map(|position| Said::Choice(fit(position)))
            .ok_or(Fault::NotChoice),
        Type::Date => Date::parse(text).map(|date| Said::Date(date.days_since_epoch())).ok_or(Fault::NotDate),
    }
}

/// Whether a value lies in the range that its column declares.
pub(super) fn is_within(value: &Said, field: &Field) -> bool {
    if !field.range.is_declared() {
        return true;
    }
    match (value, &field.ty) {
        (Said::Number(decimal), Type::Number(unit)) => {
            field.range.holds_number(&(Number::from_scaled(decimal.value, decimal.places) * &unit.scale))
        }
        (Said::Date(days), Type::Date) => Date::from_days(*days).is_none_or(|date| field.range.holds_date(date)),
        _ => true,
    }
}

/// Counties write brackets in either width.
fn with_plain_brackets(text: &str) -> String {
    let plain = |c| match c {
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        '｛' => '{',
        '｝' => '}',
        other => other,
    };
    text.chars().map(plain).collect()
}
