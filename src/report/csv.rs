//! Scores as CSV, the columns of the command-line contract.

use super::header::header;
use crate::cancel::looking;
use crate::core::Schema;
use crate::finding::Language;
use crate::invariant::{OrBroken, entry};
use crate::number::Number;
use crate::result::Scores;
use crate::rules::RuleSet;
use crate::words;
use crate::words::Wording;

/// One row for each subject in the order of the subject table. UTF-8, LF.
#[must_use]
pub fn csv(model: &RuleSet, scores: &Scores, language: Language) -> String {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let is_titled = model.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
    let columns = model.subject_key().len().max(1);
    let mut text = String::new();
    push(&mut text, &header(model, language));
    for row in looking(0..scores.subjects.len()) {
        let mut record = scores.subjects.key_parts(row, columns);
        if is_titled {
            record.push(scores.subjects.name(row).unwrap_or_default().to_owned());
        }
        let columns = scores.indicators.iter().chain(&scores.heads).chain([
            &scores.base,
            &scores.bonus,
            &scores.deduction,
            &scores.total,
        ]);
        record.extend(columns.map(|column| wording.mark(column.get(row).or_broken("every subject has its mark"))));
        record.push(entry(&scores.rank, row).map(|rank| rank.to_string()).unwrap_or_default());
        record.push(entry(&scores.grade, row).as_deref().unwrap_or_default().to_owned());
        let notes = wording.notes(entry(&scores.notes, row).as_slice());
        record.push(words::sentences(&notes, language));
        for verdicts in &scores.conditions {
            record.push(words::verdict(*entry(verdicts, row), language).to_owned());
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
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && Number::parse(cell).is_none();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
