//! Cells that do not say their value in the plain way, by what was made of them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::core::{Field, FieldId, Type};
use crate::data::Table;
use crate::finding::{CellPlace, Code, Diagnostic, Place, visible};
use crate::words;

/// So many cells of a column are told.
const TOLD: usize = 20;

/// What was made of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Its unit was turned into that of the column: 5.2亿元, or a header in another unit.
    Unit,
    /// Thousands were set apart: 1,234.
    Thousands,
    /// Digits or signs of full width.
    FullWidth,
    /// In words: 二十家, 百分之七十.
    Numeral,
    /// A rate that rose or fell in words: 增长15%.
    Rate,
    /// A negative number in brackets: (120).
    Brackets,
    /// A declared mark that stands for 0.
    Zero,
    /// 是 or 否 in other words: √, 有, 1.
    Truth,
    /// A date in another form: 2023年12月31日.
    Date,
    /// An enumeration with other brackets.
    Choice,
    /// In some other way: 007, +5, 5%.
    Spelling,
}

/// How often something was made of the cells of a column.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// What was made of them.
    pub repair: Repair,
    /// How often.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// A cell that was repaired.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where it stands, with what it says.
    pub place: CellPlace,
    /// What it was read as.
    pub value: String,
}

/// Repairs as findings: for who wants none.
pub(super) fn findings(table: &Table, id: FieldId, field: &Field, findings: &mut Vec<Diagnostic>) {
    let Some(column) = table.column(id) else { return };
    let mut told = 0_usize;
    let mut more = 0_usize;
    for (row, text) in column.repaired() {
        let value = column.plain(row).unwrap_or_default();
        if Repair::of(&text, &value, &field.ty).is_none() {
            continue;
        }
        if told >= TOLD {
            more = more.saturating_add(1);
            continue;
        }
        told = told.saturating_add(1);
        let (name, said) = (&field.column, visible(&text));
        let message = words!("「{name}」的「{said}」是按 {value} 读的", "`{said}` in `{name}` was read as {value}");
        let place = Place::Cell(table.place(id, row));
        findings.push(
            Diagnostic { place: Some(place), ..Diagnostic::file(Code::H0515, table.file.clone(), message) }.help(
                words!("把这一格写成 {value}；或者不写 --strict", "write {value} in the cell, or leave --strict out"),
            ),
        );
    }
    if more > 0 {
        let name = &field.column;
        let message = words!("「{name}」另有 {more} 格是修整过的", "{more} more cells of `{name}` were repaired");
        findings.push(Diagnostic::file(Code::H0515, table.file.clone(), message));
    }
}

impl Repair {
    /// What was made of a cell that says `text` and was read as `value`, in plain writing; nothing where it names the unit
    /// of its column.
    pub(super) fn of(text: &str, value: &str, ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::YesNo => Self::Truth,
            Type::Date => Self::Date,
            Type::Choice(_) => Self::Choice,
            Type::Text => return None,
            Type::Number(unit)
                if text.strip_suffix(unit.name.as_str()).is_some_and(|bare| bare.trim_end() == value) =>
            {
                return None;
            }
            Type::Number(_) => Self::of_number(text, value),
        })
    }

    fn of_number(text: &str, value: &str) -> Self {
        let has = |of: fn(char) -> bool| text.chars().any(of);
        let is_digit = |sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign);
        let is_wide = |sign: char| ('！'..='～').contains(&sign);
        if text.starts_with(['(', '（']) {
            Self::Brackets
        } else if ["增", "升", "提高", "涨", "降", "减", "下", "负", "持平", "↑", "↓", "▲", "▼", "同比"]
            .iter()
            .any(|word| text.starts_with(word))
            || text.ends_with("持平")
        {
            Self::Rate
        } else if !has(is_digit) {
            if value.trim_matches(['0', '.', '-']).is_empty() && !has(char::is_alphabetic) {
                Self::Zero
            } else {
                Self::Numeral
            }
        } else if has(char::is_alphabetic) || has(|sign| matches!(sign, '㎡' | '²' | '%' | '％' | '‰')) {
            Self::Unit
        } else if has(|sign| matches!(sign, ',' | '，' | ' ' | '\u{a0}' | '\u{3000}')) {
            Self::Thousands
        } else if has(is_wide) {
            Self::FullWidth
        } else if same_digits(text, value) {
            Self::Spelling
        } else {
            // A plain number that came to another one: the header, or a note above it, names the unit.
            Self::Unit
        }
    }
}

/// Whether two writings have the same number in digits: 007 and 7, +5 and 5, 1.50 and 1.5.
fn same_digits(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let text = text.trim_start_matches(['+', '\'']).trim_start_matches('0').to_owned();
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    plain(one) == plain(other)
}
