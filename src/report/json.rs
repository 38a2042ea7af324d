//! Results as JSON. Marks are strings, so that no reader makes binary floats of them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::sorted;
use crate::cancel::{BYTES, look, looking};
use crate::core::Schema;
use crate::finding::Language;
use crate::invariant::{OrBroken, entry};
use crate::result::{Explanation, Mark, Marks, Scores, VERSION};
use crate::rules::RuleSet;
use crate::words;
use crate::words::{Told, Wording};

/// All scores. Beside each sentence stands what it says as data.
#[must_use]
pub fn scores(model: &RuleSet, scores: &Scores, language: Language) -> String {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let subjects = looking(0..scores.subjects.len());
    let subjects: Vec<Value> = subjects.map(|row| subject(wording, scores, row)).collect();
    let (from, to) = model.cycle;
    let mut all = json!({
        "version": VERSION,
        "rule_set": model.title,
        "is_example": model.is_example,
        "cycle": { "from": from.to_string(), "to": to.to_string() },
        "items": items(model),
    });
    all["subjects"] = Value::Array(subjects);
    pretty(&all)
}

fn subject(wording: Wording<'_>, scores: &Scores, row: usize) -> Value {
    let model = wording.model;
    let mark = |marks: &Marks| match marks.get(row) {
        Some(Mark::Withheld) | None => Value::Null,
        Some(mark) => Value::String(wording.mark(mark)),
    };
    let coded = |codes: Vec<&String>, columns: &[Marks]| -> Map<String, Value> {
        codes.into_iter().zip(columns).map(|(code, marks)| (code.clone(), mark(marks))).collect()
    };
    let indicators = coded(model.indicators.iter().map(|indicator| &indicator.code).collect(), &scores.indicators);
    let heads = coded(model.heads.iter().map(|head| &head.code).collect(), &scores.heads);
    let conditions = model.conditions.iter().zip(&scores.conditions).map(|(condition, verdicts)| {
        let verdict = verdicts.get(row).map(|verdict| words::verdict(*verdict, wording.language));
        (condition.name.clone(), json!(verdict))
    });
    let notes = scores.notes.get(row);
    let mut told = json!({
        "key": scores.subjects.key(row),
        "name": scores.subjects.name(row),
        "indicators": indicators,
        "heads": heads,
        "base": mark(&scores.base),
        "bonus": mark(&scores.bonus),
        "deduction": mark(&scores.deduction),
        "total": mark(&scores.total),
        "rank": *entry(&scores.rank, row),
        "grade": scores.grade.get(row).and_then(Option::as_deref),
        "decision": scores.decisions.get(row),
        "notes": notes.map(|notes| wording.notes(notes)),
        "reasons": notes,
        "conditions": conditions.collect::<Map<String, Value>>(),
    });
    let key = model.subject_key();
    if let (2.., Some(members)) = (key.len(), told.as_object_mut()) {
        let names = key.iter().filter_map(|field| model.schema.field(Schema::SUBJECTS, *field));
        let parts = names.map(|field| field.name.clone()).zip(scores.subjects.key_parts(row, key.len()));
        members.insert("keys".to_owned(), parts.map(|(name, part)| (name, Value::String(part))).collect());
    }
    told
}

/// What the items are called to which reasons and decisions point by their place.
fn items(model: &RuleSet) -> Value {
    let grades = model.grades.as_ref().map(|grades| grades.grades.as_slice()).unwrap_or_default();
    json!({
        "tables": model.schema.tables.iter().map(|table| &table.name).collect::<Vec<_>>(),
        "indicators": model.indicators.iter().map(|indicator| &indicator.code).collect::<Vec<_>>(),
        "heads": model.heads.iter().map(|head| &head.code).collect::<Vec<_>>(),
        "vetoes": model.vetoes.iter().map(|veto| &veto.name).collect::<Vec<_>>(),
        "restrictions": model.restrictions.iter().map(|restriction| &restriction.name).collect::<Vec<_>>(),
        "demotions": model.demotions.iter().map(|demotion| &demotion.name).collect::<Vec<_>>(),
        "grades": grades.iter().map(|grade| &grade.name).collect::<Vec<_>>(),
    })
}

/// One explanation in words, and `data`: what it says as data, whole.
#[must_use]
pub fn explanation(told: &Told, explanation: &Explanation) -> String {
    sorted::text(&Document { told, data: explanation }).or_broken("an explanation can be written as JSON")
}

#[derive(Serialize)]
struct Document<'e> {
    #[serde(flatten)]
    told: &'e Told,
    data: &'e Explanation,
}

fn pretty(value: &Value) -> String {
    let mut text = Looking::default();
    serde_json::to_writer_pretty(&mut text, value).or_broken("a JSON value can be written");
    text.bytes.push(b'\n');
    String::from_utf8(text.bytes).or_broken("JSON is text")
}

/// A text that is looked at while it is written.
#[derive(Default)]
struct Looking {
    bytes: Vec<u8>,
    /// How long it was at the last look.
    looked: usize,
}

impl Write for Looking {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() - self.looked > BYTES {
            look();
            self.looked = self.bytes.len();
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
