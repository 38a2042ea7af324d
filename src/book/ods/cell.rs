//! A cell: what its attributes and its paragraphs say.

use crate::book::dates::{Epoch, duration, iso};
use crate::book::fault::Fault;
use crate::book::sheet::Kind;
use crate::book::shown::Shown;
use crate::book::unit::behind;
use crate::book::value::number;
use crate::book::xml::Tag;

/// A cell while it is read.
#[derive(Default)]
pub(super) struct Cell {
    /// How many cells beside one another are alike.
    pub(super) times: u32,
    /// Over how many columns and rows it reaches.
    pub(super) columns: u32,
    pub(super) rows: u32,
    form: Form,
    /// What the attribute of its form says.
    value: Option<String>,
    formula: Option<String>,
    /// What is shown.
    pub(super) shown: String,
    pub(super) paragraphs: u32,
}

/// What a cell says its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    #[default]
    Nothing,
    Number,
    Percent,
    Date,
    Time,
    Truth,
    Text,
    Error,
}

/// How often something is to be repeated.
pub(super) fn times(value: &str) -> u32 {
    value.parse().unwrap_or(1).max(1)
}

impl Cell {
    /// A cell begins.
    pub(super) fn begin(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        (self.times, self.columns, self.rows, self.form) = (1, 1, 1, Form::Nothing);
        (self.value, self.formula, self.paragraphs) = (None, None, 0);
        self.shown.clear();
        let mut is_error = false;
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "table:number-columns-repeated" => self.times = times(&value),
                "table:number-columns-spanned" => self.columns = times(&value),
                "table:number-rows-spanned" => self.rows = times(&value),
                "office:value-type" => {
                    self.form = match value.as_ref() {
                        "float" | "currency" => Form::Number,
                        "percentage" => Form::Percent,
                        "date" => Form::Date,
                        "time" => Form::Time,
                        "boolean" => Form::Truth,
                        "string" => Form::Text,
                        _ => Form::Error,
                    };
                }
                "calcext:value-type" => is_error = value == "error",
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => self.value = Some(value.into_owned()),
                "table:formula" => self.formula = Some(value.into_owned()),
                _ => {}
            }
        }
        if is_error {
            self.form = Form::Error;
        }
        Ok(())
    }

    /// What the cell holds, if anything: its kind, with its text in `out`, and what the file says.
    pub(super) fn end(&self, out: &mut String) -> Option<(Kind, Option<&str>)> {
        out.clear();
        let shown = self.shown.as_str();
        let value = self.value.as_deref();
        // Older programs write an error as a number that shows it.
        let shows_error = self.formula.is_some() && (shown.starts_with('#') || shown.starts_with("Err:"));
        let kind = match (self.form, value) {
            (Form::Nothing, _) => {
                let formula = self.formula.as_deref().filter(|_| self.paragraphs == 0);
                let Some(formula) = formula else {
                    out.push_str(shown);
                    return (!shown.is_empty()).then_some((Kind::Text, None));
                };
                out.push_str(formula.split_once(":=").map_or("=", |_| "="));
                out.push_str(formula.split_once('=').map_or(formula, |(_, formula)| formula));
                Kind::Unvalued
            }
            (Form::Text, value) => {
                out.push_str(value.unwrap_or(shown));
                return (!out.is_empty()).then_some((Kind::Text, None));
            }
            (Form::Error, _) => error(shown, value, out),
            (_, _) if shows_error => error(shown, value, out),
            (_, None) => error(shown, None, out),
            (Form::Number, Some(value)) => match (value, shown) {
                // A truth that came from another program is a number that is shown as one.
                ("1", "TRUE" | "真") => truth("TRUE", out),
                ("0", "FALSE" | "假") => truth("FALSE", out),
                _ => {
                    let how = behind(shown, value).map_or(Shown::Number, Shown::With);
                    number(value, how, Epoch::default(), out)
                }
            },
            (Form::Percent, Some(value)) => number(value, Shown::Percent, Epoch::default(), out),
            (Form::Date, Some(value)) => dated(iso(value).as_deref(), value, out),
            (Form::Time, Some(value)) => dated(duration(value).as_deref(), value, out),
            (Form::Truth, Some("true")) => truth("TRUE", out),
            (Form::Truth, Some("false")) => truth("FALSE", out),
            (Form::Truth, Some(value)) => error("", Some(value), out),
        };
        Some((kind, value))
    }
}

fn error(shown: &str, value: Option<&str>, out: &mut String) -> Kind {
    out.push_str(if shown.is_empty() { value.filter(|value| !value.is_empty()).unwrap_or("#VALUE!") } else { shown });
    Kind::Error
}

fn truth(text: &str, out: &mut String) -> Kind {
    out.push_str(text);
    Kind::Truth
}

fn dated(date: Option<&str>, value: &str, out: &mut String) -> Kind {
    out.push_str(date.unwrap_or(value));
    if date.is_some() { Kind::Date } else { Kind::Error }
}
