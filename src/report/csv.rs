//! Scores as CSV, the columns of the command-line contract.

use super::header::header;
use crate::core::Schema;
use crate::finding::Language;
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
    for row in 0..scores.subjects.len() {
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
        record.extend(columns.map(|column| column.get(row).map(|mark| wording.mark(mark)).unwrap_or_default()));
        record.push(scores.rank.get(row).copied().flatten().map(|rank| rank.to_string()).unwrap_or_default());
        record.push(scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned).unwrap_or_default());
        let notes = scores.notes.get(row).map(|notes| wording.notes(notes)).unwrap_or_default();
        record.push(words::sentences(&notes, language));
        for verdicts in &scores.conditions {
            let verdict = verdicts.get(row).map(|verdict| words::verdict(*verdict, language));
            record.push(verdict.unwrap_or_default().to_owned());
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
