//! Scores as CSV, the columns of the command-line contract.

use crate::data::Tables;
use crate::engine::{Plan, Scores, subject_key};
use crate::lang::model::{RESULT_COLUMNS, Schema};

/// One row for each subject in the order of the subject table. UTF-8, LF.
#[must_use]
pub fn csv(plan: &Plan<'_>, tables: &Tables, scores: &Scores) -> String {
    let model = plan.model;
    let subjects = model.schema.table(Schema::SUBJECTS);
    let mut header: Vec<String> = Vec::new();
    let name_of = |field| model.schema.field(Schema::SUBJECTS, field).map(|field| field.name.clone());
    header.extend(model.subject_key().and_then(name_of));
    let title = subjects.and_then(|table| table.title);
    header.extend(title.and_then(name_of));
    header.extend(model.indicators.iter().map(|indicator| indicator.code.clone()));
    header.extend(model.heads.iter().map(|head| head.code.clone()));
    header.extend(RESULT_COLUMNS.map(str::to_owned));
    header.extend(model.conditions.iter().map(|condition| condition.name.clone()));
    let mut text = String::new();
    push(&mut text, &header);
    for row in 0..scores.subjects() {
        let mut record = vec![subject_key(plan, tables, row)];
        if let Some(title) = title {
            let place = tables.get(Schema::SUBJECTS).map(|table| table.place(title, row));
            record.push(place.and_then(|place| place.text).unwrap_or_default());
        }
        let columns = scores.indicators.iter().chain(&scores.heads).chain([
            &scores.base,
            &scores.bonus,
            &scores.deduction,
            &scores.total,
        ]);
        record.extend(columns.map(|column| column.get(row).map(|mark| mark.shown()).unwrap_or_default()));
        record.push(scores.rank.get(row).copied().flatten().map(|rank| rank.to_string()).unwrap_or_default());
        record.push(scores.grade.get(row).cloned().flatten().unwrap_or_default());
        record.push(scores.notes.get(row).map(|notes| notes.join("；")).unwrap_or_default());
        for verdicts in &scores.conditions {
            record.push(verdicts.get(row).map(|verdict| verdict.word().to_owned()).unwrap_or_default());
        }
        push(&mut text, &record);
    }
    text
}

fn push(text: &mut String, record: &[String]) {
    let cells: Vec<String> = record.iter().map(|cell| quoted(cell)).collect();
    text.push_str(&cells.join(","));
    text.push('\n');
}

/// Quotes where CSV needs it. A text that a spreadsheet would take for a formula gets an apostrophe
/// before it; a plain number does not.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && crate::number::Number::parse(cell).is_none();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
