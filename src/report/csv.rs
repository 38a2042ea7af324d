//! Scores as CSV, the columns of the command-line contract.

use super::header::header;
use crate::core::Schema;
use crate::data::Tables;
use crate::engine::{Mark, Scores, subject_key};
use crate::program::Program;

/// One row for each subject in the order of the subject table. UTF-8, LF.
#[must_use]
pub fn csv(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let rules = &program.rules;
    let title = rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let mut text = String::new();
    push(&mut text, &header(program));
    for row in 0..scores.subjects() {
        let mut record = vec![subject_key(program, tables, row)];
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
        record.extend(columns.map(|column| column.get(row).map(Mark::shown).unwrap_or_default()));
        record.push(scores.rank.get(row).copied().flatten().map(|rank| rank.to_string()).unwrap_or_default());
        record.push(scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned).unwrap_or_default());
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
