//! The rows of a database on their way into a sheet: what each column is read as.

use std::borrow::Cow;

use super::refusal::Refusal;
use crate::core::{KeyPart, Table};
use crate::data::asked::Asked;
use crate::data::sheet::Sheet;
use crate::number::without_exponent;

/// What the values of a column of a database are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Texts, and values that are written in one plain way.
    Plain,
    /// Whole numbers, by which truths are told too.
    Whole,
    /// Truths.
    Truth,
    /// Numbers that may have an exponent.
    Float,
    /// Days, or moments, of which one at midnight is a day.
    Moment,
}

/// Takes the rows of a database.
pub(super) struct Taken {
    pub(super) sheet: Sheet,
    pub(super) asked: Vec<Asked>,
    number: u64,
}

impl Taken {
    /// For columns of these names and types.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n str> + Clone, declared: &Table) -> Self {
        let asked = names.clone().into_iter().map(|name| Asked::of(name, declared)).collect();
        Self { sheet: Sheet::new(names), asked, number: 0 }
    }

    /// Adds the next cell of a row.
    pub(super) fn cell(&mut self, asked: Asked, held: Held, text: Option<&str>) {
        if asked == Asked::Nothing {
            self.sheet.unread(text.is_some());
            return;
        }
        self.sheet.cell(text.map(|text| written(asked, held, text)).as_deref());
    }

    /// The number of the row at hand.
    pub(super) fn number(&self) -> u64 {
        self.number.saturating_add(1)
    }

    /// Ends a row.
    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        self.number = self.number();
        self.sheet.end(self.number).map_err(|_| Refusal::TooMuch)
    }
}

/// A value as the cell of a text file says it.
fn written(asked: Asked, held: Held, text: &str) -> Cow<'_, str> {
    match (held, asked) {
        (Held::Truth, _) => asked.truth(matches!(text, "t" | "true" | "1")).into(),
        (Held::Whole, Asked::Truth) if matches!(text, "0" | "1") => asked.truth(text == "1").into(),
        (Held::Float, Asked::Number | Asked::Truth | Asked::Date) => without_exponent(text),
        (Held::Moment, _) | (Held::Plain, Asked::Date) => day(text).into(),
        _ => text.into(),
    }
}

/// A moment at midnight as the day that begins there.
fn day(text: &str) -> &str {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    let is_midnight = time.starts_with("00:00") && time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if is_midnight { day } else { text }
}

/// The headers of the columns by which rows are put in order: the key of the row above, then that of the row.
pub(super) fn key(declared: &Table) -> Vec<&str> {
    let above = declared.parent.iter().flat_map(|parent| parent.headers.iter().map(String::as_str));
    let own = declared.key.iter().filter_map(|part| match part {
        KeyPart::Field(field) => declared.fields.get(field.0).map(|field| field.column.as_str()),
        KeyPart::Parent => None,
    });
    let mut key: Vec<&str> = Vec::new();
    for column in above.chain(own) {
        if !key.contains(&column) {
            key.push(column);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_at_midnight_is_a_day() {
        for (text, said) in [
            ("2023-12-31 00:00:00", "2023-12-31"),
            ("2023-12-31T00:00:00.000000", "2023-12-31"),
            ("2023-12-31 00:00", "2023-12-31"),
            ("2023-12-31 10:00:00", "2023-12-31 10:00:00"),
            ("2023-12-31 00:00:01", "2023-12-31 00:00:01"),
            ("2023-12-31 00:10:00", "2023-12-31 00:10:00"),
            ("2023-12-31 00:00:00+08", "2023-12-31 00:00:00+08"),
            ("2023-12-31", "2023-12-31"),
        ] {
            assert_eq!(day(text), said);
        }
    }
}
