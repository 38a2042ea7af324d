//! Scores as CSV, the columns of the command-line contract.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use super::header::header;
use crate::cancel::{looking, parts};
use crate::core::{Schema, SubjectId};
use crate::cores::on_all_cores;
use crate::finding::Language;
use crate::invariant::{OrBroken, entry, fit};
use crate::number::Number;
use crate::result::{Mark, Scores};
use crate::rules::RuleSet;
use crate::words;
use crate::words::Wording;

/// What a spreadsheet program takes for the beginning of a formula, some of them in either width.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// Rows that one core turns into text before it is written, and how many of those there are at a time.
const ROWS: usize = 1 << 13;
const AT_ONCE: usize = 1 << 4;

/// Writes one row for each subject in the order of the subject table. UTF-8, LF. A cell is empty where a mark is
/// withheld or does not apply, so that the others are numbers to whoever reads the column; 说明 says why.
///
/// # Errors
/// What the writer says.
pub fn csv(model: &RuleSet, scores: &Scores, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let mut text = String::new();
    for name in header(model, language) {
        cell(&mut text, &name);
    }
    end_row(&mut text);
    out.write_all(text.as_bytes())?;
    let subjects = scores.subjects.len();
    let pieces: Vec<Range<usize>> = parts(subjects, ROWS).collect();
    for some in pieces.chunks(AT_ONCE) {
        for text in on_all_cores(some.to_vec(), |rows| piece(wording, scores, rows)) {
            out.write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

/// Some rows.
fn piece(wording: Wording<'_>, scores: &Scores, rows: Range<usize>) -> String {
    let Wording { model, language, .. } = wording;
    let is_titled = model.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
    let columns = model.subject_key().len().max(1);
    let sums = [&scores.base, &scores.bonus, &scores.deduction, &scores.total];
    let mut text = String::new();
    for row in looking(rows) {
        for part in scores.subjects.key_parts(row, columns) {
            cell(&mut text, &part);
        }
        if is_titled {
            cell(&mut text, scores.subjects.name(row).unwrap_or_default());
        }
        for marks in scores.indicators.iter().chain(&scores.heads).chain(sums) {
            if let Mark::Given { value, places } = marks.get(row).or_broken("every subject has its mark") {
                decimal(&mut text, value, places);
            }
            text.push(',');
        }
        if let Some(rank) = entry(&scores.rank, row) {
            let _ = write!(text, "{rank}");
        }
        text.push(',');
        cell(&mut text, scores.grade.of(row).as_deref().unwrap_or_default());
        cell(&mut text, &words::sentences(&wording.remarks(scores, SubjectId(row)), language));
        for verdicts in &scores.conditions {
            cell(&mut text, words::verdict(*entry(verdicts, row), language));
        }
        end_row(&mut text);
    }
    text
}

/// A comma stands behind every cell until the row ends.
fn end_row(text: &mut String) {
    text.pop();
    text.push('\n');
}

/// `value` / 10^places.
fn decimal(text: &mut String, value: i128, places: u32) {
    let digits: usize = fit(places);
    let sign = if value < 0 { "-" } else { "" };
    let start = text.len() + sign.len();
    let _ = write!(text, "{sign}{:0>width$}", value.unsigned_abs(), width = digits + 1);
    if digits > 0 {
        text.insert((text.len() - digits).max(start), '.');
    }
}

/// A cell, in quotes where CSV needs them. A text that a spreadsheet would take for a formula gets an apostrophe before
/// it; a plain number does not.
fn cell(text: &mut String, cell: &str) {
    let formula = cell.starts_with(FORMULAS) && Number::parse(cell).is_none();
    let apostrophe = if formula { "'" } else { "" };
    if cell.contains([',', '"', '\n', '\r']) {
        let _ = write!(text, "\"{apostrophe}{}\"", cell.replace('"', "\"\""));
    } else {
        text.push_str(apostrophe);
        text.push_str(cell);
    }
    text.push(',');
}
