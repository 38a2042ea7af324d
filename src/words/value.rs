//! Values.

use std::fmt::Write as _;

use super::list::counted;
use super::term::Term;
use super::wording::Wording;
use crate::finding::Language;
use crate::number::{Number, shown_in};
use crate::result::{Datum, Unit, Value};

/// Decimals shown of a value that does not end.
const SHOWN_PLACES: u32 = 6;

/// Items of a list or record that are shown; the others are counted.
const MOST_ITEMS: usize = 8;

/// Decimals of a number of a script that are shown.
const MOST_PLACES: u32 = 8;

impl Wording<'_> {
    /// A value with its unit, exact or cut with «…»; 缺失 when missing.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        self.value_to(value, SHOWN_PLACES)
    }

    /// A value with so many decimals at most.
    #[must_use]
    pub fn value_to(&self, value: &Value, places: u32) -> String {
        match value {
            Value::Missing => Term::Missing.word(self.language).to_owned(),
            Value::Number { exact, unit } => self.number(exact, unit.as_ref(), places),
            Value::Truth(truth) => self.truth(*truth).to_owned(),
            Value::Text(text) | Value::Choice(text) => text.clone(),
            Value::Date(date) => date.to_string(),
        }
    }

    fn number(&self, exact: &Number, unit: Option<&Unit>, places: u32) -> String {
        match unit {
            Some(Unit { name, scale }) => shown_in(exact, self.unit(name), scale, places),
            None => exact.to_readable(places),
        }
    }

    /// 是 or 否.
    pub(super) fn truth(&self, truth: bool) -> &'static str {
        self.language.truth(truth)
    }

    /// A unit.
    pub(super) fn unit<'n>(&self, name: &'n str) -> &'n str {
        unit_word(name, self.language)
    }

    /// So many marks: «5.3192 分».
    pub(super) fn marks(&self, decimal: &str) -> String {
        format!("{decimal} {}", self.unit("分"))
    }
}

/// A unit. Those that clauses imply have English names; the others are words of the rules.
pub(super) fn unit_word(name: &str, language: Language) -> &str {
    match (language, name) {
        (Language::En, "分") => "marks",
        (Language::En, "天") => "days",
        (Language::En, "个工作日") => "working days",
        (Language::En, "个百分点") => "percentage points",
        _ => name,
    }
}

/// A value as a script has it.
#[must_use]
pub fn datum(value: &Datum, language: Language) -> String {
    match value {
        Datum::Number(number) => number.to_readable(MOST_PLACES),
        Datum::Truth(truth) => language.truth(*truth).to_owned(),
        Datum::Text(text) => format!("“{text}”"),
        Datum::Date(date) => date.to_string(),
        Datum::List(items) if matches!(items.first(), Some(Datum::Record(_))) => {
            let count = items.len();
            match language {
                Language::Zh => format!("{count} 条记录"),
                Language::En => counted(count, "record"),
            }
        }
        Datum::List(items) => {
            let all = items.iter().map(|item| datum(item, language));
            format!("[{}]", cut(all, items.len(), language))
        }
        Datum::Record(fields) => {
            let all = fields.iter().map(|(name, value)| format!("{name}: {}", datum(value, language)));
            format!("{{{}}}", cut(all, fields.len(), language))
        }
        Datum::Missing => Term::Missing.word(language).to_owned(),
    }
}

fn cut(items: impl Iterator<Item = String>, count: usize, language: Language) -> String {
    let mut list = items.take(MOST_ITEMS).collect::<Vec<_>>().join(", ");
    if count > MOST_ITEMS {
        let _ = match language {
            Language::Zh => write!(list, ", … 共 {count} 项"),
            Language::En => write!(list, ", … {count} in all"),
        };
    }
    list
}
