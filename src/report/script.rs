//! A call of a script, line by line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::sorted;
use crate::finding::Language;
use crate::review;
use crate::script::{Datum, Step};
use crate::words::{self, Layout};

/// One line for each line that ran, and the result.
#[must_use]
pub fn text(steps: &[Step], result: Option<&Datum>, language: Language) -> String {
    let shown = |value: &Datum| words::datum(&review::datum(value), language);
    let layout = Layout(language);
    let mut text = String::new();
    for Step { line, text: source, branch, variables, .. } in steps {
        let _ = write!(text, "{}  {source}", layout.script_line(*line));
        if let Some(holds) = branch {
            let _ = write!(text, "  {}", layout.in_brackets(words::holds_word(*holds, language)).trim_start());
        }
        for (name, value) in variables {
            let _ = write!(text, "  {name} = {}", shown(value));
        }
        text.push('\n');
    }
    if let Some(result) = result {
        let _ = writeln!(text, "{}  {}", layout.result(), shown(result));
    }
    text
}

/// How a call of a script went.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng script --format json")]
pub(super) struct Document<'s> {
    /// The lines that ran, in order.
    steps: Vec<Ran<'s>>,
    /// What the call gave; null when it failed, and of a missing value.
    result: Option<Shown<'s>>,
}

/// A line that ran.
#[derive(Serialize, JsonSchema)]
struct Ran<'s> {
    /// Line of the file, from 1.
    line: usize,
    /// The line, without the spaces around it.
    text: &'s str,
    /// Of a line that decides: whether its condition held.
    branch: Option<bool>,
    /// Variables that are new or changed after this line.
    variables: BTreeMap<&'s str, Shown<'s>>,
}

/// A value as a script has it.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Shown<'s> {
    /// 是 or 否.
    Truth(bool),
    /// A number, written as a text so that none is rounded on the way; a text; a date such as 2023-03-31.
    Text(Cow<'s, str>),
    /// A list, in order.
    List(Vec<Shown<'s>>),
    /// Fields by name.
    Record(BTreeMap<&'s str, Shown<'s>>),
    /// No value.
    Missing,
}

/// The same for programs.
#[must_use]
pub fn json(steps: &[Step], result: Option<&Datum>) -> String {
    let ran = steps.iter().map(|step| Ran {
        line: step.line,
        text: &step.text,
        branch: step.branch,
        variables: step.variables.iter().map(|(name, value)| (name.as_str(), shown(value))).collect(),
    });
    sorted::text(&Document { steps: ran.collect(), result: result.map(shown) })
}

fn shown(value: &Datum) -> Shown<'_> {
    match value {
        Datum::Number(number) => Shown::Text(number.to_string().into()),
        Datum::YesNo(truth) => Shown::Truth(*truth),
        Datum::Text(text) => Shown::Text(Cow::Borrowed(text)),
        Datum::Date(date) => Shown::Text(date.to_string().into()),
        Datum::List(items) => Shown::List(items.iter().map(shown).collect()),
        Datum::Record(fields) => Shown::Record(fields.iter().map(|(name, value)| (&**name, shown(value))).collect()),
        Datum::Missing(_) => Shown::Missing,
    }
}
