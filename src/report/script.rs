//! A call of a script, line by line.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::finding::Language;
use crate::invariant::OrBroken;
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

/// The same for programs. Numbers are texts, so that none is rounded on the way.
#[must_use]
pub fn json(steps: &[Step], result: Option<&Datum>) -> String {
    let steps: Vec<Value> = steps
        .iter()
        .map(|step| {
            let variables: Map<String, Value> =
                step.variables.iter().map(|(name, value)| (name.clone(), of(value))).collect();
            json!({ "line": step.line, "text": step.text, "branch": step.branch, "variables": variables })
        })
        .collect();
    let document = json!({ "steps": steps, "result": result.map(of) });
    let mut text = serde_json::to_string_pretty(&document).or_broken("a value of JSON can be written");
    text.push('\n');
    text
}

fn of(value: &Datum) -> Value {
    match value {
        Datum::Number(number) => Value::String(number.to_string()),
        Datum::YesNo(truth) => Value::Bool(*truth),
        Datum::Text(text) => Value::String(text.to_string()),
        Datum::Date(date) => Value::String(date.to_string()),
        Datum::List(items) => Value::Array(items.iter().map(of).collect()),
        Datum::Record(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.to_string(), of(value))).collect())
        }
        Datum::Missing(_) => Value::Null,
    }
}
