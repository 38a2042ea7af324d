//! Values as cells.

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use crate::core::{Constant, Type};
use crate::number::{Date, Number};

/// As many digits as a spreadsheet program keeps of a number.
const MOST_DIGITS: usize = 15;

/// A value as a cell holds it.
pub(super) enum Value {
    /// A number that the program keeps to its last digit.
    Number(f64),
    Date(ExcelDateTime),
    /// Everything else.
    Text(String),
}

impl Value {
    pub(super) fn of(value: &Constant, ty: &Type) -> Self {
        match value {
            Constant::Number(base) => Self::number(base, ty).unwrap_or_else(|| Self::Text(value.as_cell(ty))),
            Constant::Date(date) => serial(*date).map_or_else(|| Self::Text(date.to_string()), Self::Date),
            Constant::YesNo(_) | Constant::Text(_) | Constant::Choice(_) => Self::Text(value.in_files(ty)),
        }
    }

    /// `None` of a number with more digits than a spreadsheet program keeps: as text it stays what it is.
    fn number(base: &Number, ty: &Type) -> Option<Self> {
        let text = in_cells(base, ty).filter(|number| number.places().is_some())?.to_string();
        let digits = text.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        (digits <= MOST_DIGITS).then(|| text.parse().ok().map(Self::Number)).flatten()
    }

    pub(super) fn write(self, sheet: &mut Worksheet, row: u32, column: u16, format: &Format) -> Result<(), XlsxError> {
        match self {
            Self::Number(number) => sheet.write_number_with_format(row, column, number, format)?,
            Self::Date(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
            Self::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        };
        Ok(())
    }
}

/// A number in base units as its cell holds it: in the unit of its column, and a percentage, which its format shows
/// with the sign, as the share that it is.
pub(super) fn in_cells(base: &Number, ty: &Type) -> Option<Number> {
    match ty {
        Type::Number(unit) if !unit.is_percent() => base.checked_div(&unit.scale),
        _ => Some(base.clone()),
    }
}

/// A date as a spreadsheet program counts days; before 1900-03-01 programs count differently.
pub(super) fn serial(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = date.ymd();
    if (year, month) < (1900, 3) {
        return None;
    }
    ExcelDateTime::from_ymd(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}
