//! One cell of a file to a value of its column's type.

use super::complaint::Fault;
use super::decimal::Decimal;
use super::spoken;
use crate::core::{Field, Type};
use crate::invariant::fit;
use crate::number::{Date, Number, Unit};

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

/// Reads a trimmed cell that is not empty, of a column of a type in which bare numbers are in `given`, or else in its
/// unit.
pub(super) fn read<'a>(text: &'a str, ty: &Type, given: Option<&Unit>) -> Result<Said, Fault<'a>> {
    match ty {
        Type::Number(unit) => {
            let given = given.unwrap_or(unit);
            let plain = Decimal::read_plain(text, unit, given);
            plain.or_else(|fault| spoken::read(text, unit, given).ok_or(fault)).map(Said::Number)
        }
        Type::YesNo => yes_or_no(text).map(Said::YesNo).ok_or(Fault::NotYesNo),
        Type::Text if is_shortened_code(text) => Err(Fault::Lost),
        Type::Text => Ok(Said::Text),
        Type::Choice(choices) => choices
            .spelled(text)
            .or_else(|| {
                let plain = with_plain_brackets(text);
                plain.contains(['(', ')', '[', ']', '{', '}']).then_some(())?;
                choices.in_files().iter().position(|choice| with_plain_brackets(choice) == plain)
            })
            .map(|position| Said::Choice(fit(position)))
            .ok_or(Fault::NotChoice),
        Type::Date => Date::parse(text).map(|date| Said::Date(date.days_since_epoch())).ok_or(Fault::NotDate),
    }
}

/// 是 or 否 in the forms that people write.
fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "是" | "有" | "√" | "✓" | "✔" | "☑" | "1" | "对" | "已建" | "已" => Some(true),
        "否" | "无" | "×" | "✗" | "✘" | "☒" | "0" | "错" | "未建" | "未" | "没有" => Some(false),
        _ if text.is_ascii() => match text.to_ascii_lowercase().as_str() {
            "y" | "yes" | "true" | "t" => Some(true),
            "n" | "no" | "false" | "f" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// 9.13303E+17: a code of digits that a spreadsheet program took for a number. Its last digits are gone.
fn is_shortened_code(text: &str) -> bool {
    let Some((digits, power)) = text.split_once("E+") else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    whole.len() == 1 && is_number(whole) && is_number(decimals) && is_number(power)
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
