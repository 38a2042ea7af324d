//! Results as JSON. Marks are strings, so that no reader makes binary floats of them.

use serde_json::{Map, Value, json};

use crate::core::Schema;
use crate::data::Tables;
use crate::engine::{Mark, Marks, Scores, subject_key};
use crate::program::Program;
use crate::result::Explanation;
use crate::words::Told;

/// All scores.
#[must_use]
pub fn scores(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let rules = &program.rules;
    let title = rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let mark = |marks: &Marks, row: usize| match marks.get(row) {
        Some(Mark::Withheld) | None => Value::Null,
        Some(mark) => Value::String(mark.shown()),
    };
    let subjects: Vec<Value> = (0..scores.subjects())
        .map(|row| {
            let coded = |codes: Vec<&String>, columns: &[Marks]| -> Map<String, Value> {
                codes.into_iter().zip(columns).map(|(code, marks)| (code.clone(), mark(marks, row))).collect()
            };
            let indicators =
                coded(rules.indicators.iter().map(|indicator| &indicator.code).collect(), &scores.indicators);
            let heads = coded(rules.heads.iter().map(|head| &head.code).collect(), &scores.heads);
            let conditions: Map<String, Value> = rules
                .conditions
                .iter()
                .zip(&scores.conditions)
                .map(|(condition, verdicts)| {
                    (condition.name.clone(), verdicts.get(row).map_or(Value::Null, |verdict| json!(verdict.word())))
                })
                .collect();
            let name = title.and_then(|field| tables.get(Schema::SUBJECTS)?.place(field, row).text);
            json!({
                "key": subject_key(program, tables, row),
                "name": name,
                "indicators": indicators,
                "heads": heads,
                "base": mark(&scores.base, row),
                "bonus": mark(&scores.bonus, row),
                "deduction": mark(&scores.deduction, row),
                "total": mark(&scores.total, row),
                "rank": scores.rank.get(row).copied().flatten(),
                "grade": scores.grade.get(row).and_then(Option::as_deref),
                "notes": scores.notes.get(row),
                "conditions": conditions,
            })
        })
        .collect();
    let (from, to) = rules.cycle;
    pretty(&json!({
        "rule_set": rules.title,
        "is_example": rules.is_example,
        "cycle": { "from": from.to_string(), "to": to.to_string() },
        "subjects": subjects,
    }))
}

/// One explanation in words, and `data`: what it says as data, whole.
#[must_use]
pub fn explanation(told: &Told, explanation: &Explanation) -> String {
    let mut document = json!(told);
    if let Some(members) = document.as_object_mut() {
        members.insert("data".to_owned(), json!(explanation));
    }
    pretty(&document)
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
