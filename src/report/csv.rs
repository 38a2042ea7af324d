//! Scores as CSV, the columns of the command-line contract.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use crate::cancel::{looking, parts};
use crate::core::SubjectId;
use crate::cores::on_all_cores;
use crate::finding::Language;
use crate::invariant::{OrBroken, entry, fit};
use crate::number::Number;
use crate::result::{Mark, Marks, OutputValue, Scores};
use crate::rules::{ResultColumn, RuleSet};
use crate::shown::{Column, Shown, Titles};
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
pub fn csv(model: &RuleSet, scores: &Scores, language: Language, shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let titles = Titles::of(model, language);
    let mut text = String::new();
    for column in shown.columns() {
        cell(&mut text, titles.title(*column));
    }
    end_row(&mut text);
    out.write_all(text.as_bytes())?;
    let pieces: Vec<Range<usize>> = parts(shown.len(scores), ROWS).collect();
    for some in pieces.chunks(AT_ONCE) {
        for text in on_all_cores(some.to_vec(), |places| piece(wording, scores, shown, places)) {
            out.write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

/// The rows of some places.
fn piece(wording: Wording<'_>, scores: &Scores, shown: &Shown, places: Range<usize>) -> String {
    let parts = wording.model.subject_key().len().max(1);
    let mut text = String::new();
    for row in looking(places).map(|place| shown.row(place)) {
        let mut key: Option<Vec<String>> = None;
        for column in shown.columns() {
            if let Column::Key(part) = column {
                let key: &[String] = key.get_or_insert_with(|| scores.subjects.key_parts(row, parts));
                let part: &String = entry(key, *part);
                cell(&mut text, part);
            } else {
                in_column(&mut text, wording, scores, (*column, row));
            }
        }
        end_row(&mut text);
    }
    text
}

/// What stands in a column but for the key, and a comma.
fn in_column(text: &mut String, wording: Wording<'_>, scores: &Scores, (column, row): (Column, usize)) {
    let language = wording.language;
    let mut mark = |marks: &Marks| {
        if let Mark::Given { value, places } = marks.get(row).or_broken("every subject has its mark") {
            decimal(text, value, places);
        }
        text.push(',');
    };
    match column {
        Column::Indicator(id) => mark(entry(&scores.indicators, id.0)),
        Column::Head(id) => mark(entry(&scores.heads, id.0)),
        Column::Standing(ResultColumn::Base) => mark(&scores.base),
        Column::Standing(ResultColumn::Bonus) => mark(&scores.bonus),
        Column::Standing(ResultColumn::Deduction) => mark(&scores.deduction),
        Column::Standing(ResultColumn::Total) => mark(&scores.total),
        Column::Standing(ResultColumn::Rank) => {
            if let Some(rank) = entry(&scores.rank, row) {
                let _ = write!(text, "{rank}");
            }
            text.push(',');
        }
        Column::Key(_) | Column::Name => cell(text, scores.subjects.name(row).unwrap_or_default()),
        Column::Standing(ResultColumn::Grade) => cell(text, scores.grade.of(row).as_deref().unwrap_or_default()),
        Column::Standing(ResultColumn::Notes) => {
            cell(text, &words::sentences(&wording.remarks(scores, SubjectId(row)), language));
        }
        Column::Condition(id) => cell(text, words::verdict(scores.verdict(id, row), language)),
        Column::Output(id) => match entry(&scores.outputs, id.0).get(row) {
            Some(OutputValue::Rounded(Mark::Given { value, places })) => {
                decimal(text, value, places);
                text.push(',');
            }
            // A fraction is no formula, whatever it begins with.
            Some(OutputValue::Exact(number)) => {
                let _ = write!(text, "{number},");
            }
            Some(value) => cell(text, &words::output(&value, language)),
            None => text.push(','),
        },
    }
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
