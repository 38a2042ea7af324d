//! Scores as a parquet file, the columns of the csv form.
//!
//! Marks are decimals of their places; one that is withheld or does not apply is null, and 说明 says why.

use std::io::{self, Write};
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use polars_core::prelude::{
    Column, DataFrame, DataType, IntoColumn, NamedFrom, PlSmallStr, PolarsResult, Series, StringChunked, UInt64Chunked,
};
use polars_io::prelude::{ParquetCompression, ParquetWriter};

use super::header::header;
use crate::cancel::{here, look};
use crate::column::Texts;
use crate::finding::Language;
use crate::invariant::{OrBroken, fit};
use crate::result::{Mark, Marks, Scores};
use crate::rules::RuleSet;
use crate::words;
use crate::words::Wording;

/// Rows of one row group; so many are turned into columns of the file at a time.
const GROUP: usize = 1 << 17;

/// Digits of a decimal that a parquet file holds in 64 bits, and the most that it can hold.
const USUAL_DIGITS: usize = 18;
const MOST_DIGITS: usize = 38;

/// Writes one row for each subject in the order of the subject table.
///
/// # Errors
/// What the file or the writer says.
pub fn parquet(model: &RuleSet, scores: &Scores, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Remembering { out, failed: None };
    let written = written(model, scores, language, &mut out);
    written.map_err(|error| out.failed.unwrap_or_else(|| io::Error::other(error.to_string())))
}

/// A writer that remembers why it failed: polars makes an error of its own of that, which does not say whether the
/// reader has gone away.
struct Remembering<'a> {
    out: &'a mut dyn Write,
    failed: Option<io::Error>,
}

impl Remembering<'_> {
    fn remembered<T>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        outcome.map_err(|error| {
            let kind = error.kind();
            // Whoever calls tries again after an interruption.
            if kind != io::ErrorKind::Interrupted {
                self.failed.get_or_insert(error);
            }
            kind.into()
        })
    }
}

impl Write for Remembering<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.out.write(bytes);
        self.remembered(outcome)
    }

    fn flush(&mut self) -> io::Result<()> {
        let outcome = self.out.flush();
        self.remembered(outcome)
    }
}

/// One thread makes the next row group while this one writes the last.
fn written(model: &RuleSet, scores: &Scores, language: Language, out: &mut Remembering<'_>) -> PolarsResult<()> {
    let names = header(model, language);
    let wording = Wording { model, subjects: &scores.subjects, language };
    let all = scores.subjects.len();
    let piece = |start: usize| piece(wording, scores, &names, start..all.min(start.saturating_add(GROUP)));
    let first = piece(0)?;
    let mut writer = ParquetWriter::new(out).with_compression(ParquetCompression::Snappy).batched(first.schema())?;
    let cancel = here();
    thread::scope(|scope| {
        let (made, next) = sync_channel(1);
        let maker = scope.spawn(move || {
            cancel.over(|| {
                let pieces = (GROUP..all).step_by(GROUP).map(piece);
                // A writer that has given up takes no more.
                let _ = pieces.map(|piece| made.send(piece)).take_while(Result::is_ok).count();
            });
        });
        writer.write_batch(&first)?;
        drop(first);
        for piece in next {
            look();
            writer.write_batch(&piece?)?;
        }
        maker.join().unwrap_or_else(|fault| resume_unwind(fault));
        writer.finish().map(|_| ())
    })
}

/// Some rows of the result.
fn piece(
    wording: Wording<'_>,
    scores: &Scores,
    names: &[String],
    rows: std::ops::Range<usize>,
) -> PolarsResult<DataFrame> {
    let language = wording.language;
    let own = |texts: &Texts| texts.chunked().slice(start_of(&rows), rows.len()).into_column();
    let mut columns: Vec<Column> = Vec::new();
    match wording.model.subject_key().len() {
        0 => {}
        1 => columns.push(own(scores.subjects.keys())),
        several => columns.extend((0..several).map(|part| {
            let key = |row: usize| scores.subjects.key_parts(row, several).into_iter().nth(part);
            rows.clone().map(key).collect::<StringChunked>().into_column()
        })),
    }
    columns.extend(scores.subjects.names().map(own));
    let sums = [&scores.base, &scores.bonus, &scores.deduction, &scores.total];
    for marks in scores.indicators.iter().chain(&scores.heads).chain(sums) {
        look();
        columns.push(decimals(marks, &rows)?.into_column());
    }
    let ranks = scores.rank.get(rows.clone()).or_broken("every subject has its place");
    let ranks: UInt64Chunked = ranks.iter().map(|rank| rank.map(|rank| fit::<u64>(rank))).collect();
    columns.push(ranks.into_column());
    let grades = scores.grade.get(rows.clone()).or_broken("every subject has its place");
    columns.push(grades.iter().map(Option::as_deref).collect::<StringChunked>().into_column());
    let notes = scores.notes.get(rows.clone()).or_broken("every subject has its place");
    let notes =
        notes.iter().map(|notes| (!notes.is_empty()).then(|| words::sentences(&wording.notes(notes), language)));
    columns.push(notes.collect::<StringChunked>().into_column());
    for verdicts in &scores.conditions {
        let verdicts = verdicts.get(rows.clone()).or_broken("every subject has its place");
        columns.push(
            verdicts
                .iter()
                .map(|verdict| Some(words::verdict(*verdict, language)))
                .collect::<StringChunked>()
                .into_column(),
        );
    }
    let columns = columns.into_iter().zip(names).map(|(column, name)| column.with_name(PlSmallStr::from_str(name)));
    DataFrame::new(rows.len(), columns.collect())
}

fn start_of(rows: &std::ops::Range<usize>) -> i64 {
    fit(rows.start)
}

fn decimals(marks: &Marks, rows: &std::ops::Range<usize>) -> PolarsResult<Series> {
    let scale = fit(marks.places());
    let whole = if let Some(values) = marks.plain() {
        values.series().slice(start_of(rows), rows.len()).strict_cast(&DataType::Int128)?
    } else {
        let values = rows.clone().map(|row| match marks.get(row) {
            Some(Mark::Given { value, .. }) => Some(value),
            Some(Mark::NotApplicable | Mark::Withheld) | None => None,
        });
        Series::new(PlSmallStr::EMPTY, values.collect::<Vec<Option<i128>>>())
    };
    whole.into_decimal(if marks.is_long() { MOST_DIGITS } else { USUAL_DIGITS }, scale)
}
