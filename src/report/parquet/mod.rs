//! Scores as a parquet file, the columns of the csv form.
//!
//! Marks are decimals of their places; one that is withheld or does not apply is null, and 说明 says why. Pages are made
//! of the whole numbers that marks are, column by column on all cores.

mod chunk;
mod leaf;
mod numbers;
mod texts;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use polars_parquet_format::thrift::protocol::TCompactOutputProtocol;
use polars_parquet_format::{ColumnOrder, FileMetaData, RowGroup, SchemaElement, TypeDefinedOrder};

use crate::column::Texts;
use crate::core::SubjectId;
use crate::cores::with_hands;
use crate::finding::Language;
use crate::invariant::{entry, fit};
use crate::number::Number;
use crate::result::{Code, Mark, Marks, OutputColumn, Scores};
use crate::rules::{ResultColumn, RuleSet};
use crate::shown::{Column as Which, Shown, Titles};
use crate::words;
use crate::words::{Wording, may_lapse};
use chunk::Chunk;
use leaf::{Kind, Leaf};
use numbers::Numbers;

/// Rows of one row group.
const GROUP: usize = 1 << 17;

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// Writes one row for each subject in the order of the subject table.
///
/// # Errors
/// What the writer says.
pub fn parquet(
    model: &RuleSet,
    scores: &Scores,
    language: Language,
    shown: &Shown,
    out: &mut dyn Write,
) -> io::Result<()> {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let columns = columns(model, scores, shown);
    let titles = Titles::of(model, language);
    let names = shown.columns().iter().map(|column| titles.title(*column).to_owned());
    let leaves: Vec<Leaf> = names.zip(&columns).map(|(name, column)| Leaf { name, kind: column.kind() }).collect();
    let all = shown.len(scores);
    let mut place = MAGIC.len();
    let mut groups = Vec::new();
    out.write_all(MAGIC)?;
    for start in (0..all).step_by(GROUP) {
        let rows = start..all.min(start + GROUP);
        let chunk =
            |numbers: &mut Numbers, column: &Column<'_>| column.chunk(wording, (scores, shown), rows.clone(), numbers);
        let chunks = with_hands(columns.iter().collect(), Numbers::default, chunk);
        let chunks = chunks.into_iter().collect::<io::Result<Vec<Chunk>>>()?;
        groups.push(described(&chunks, &leaves, rows.len(), place));
        for chunk in &chunks {
            out.write_all(chunk.bytes())?;
            place += chunk.bytes().len();
        }
    }
    let mut foot = Vec::new();
    let about = foot_of(&leaves, groups, all);
    about.write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut foot)).map_err(io::Error::other)?;
    let length: u32 = fit(foot.len());
    foot.extend_from_slice(&length.to_le_bytes());
    foot.extend_from_slice(MAGIC);
    out.write_all(&foot)
}

/// What the foot says of a row group whose first chunk stands at a place.
fn described(chunks: &[Chunk], leaves: &[Leaf], rows: usize, start: usize) -> RowGroup {
    let mut place = start;
    let columns = chunks.iter().zip(leaves).map(|(chunk, leaf)| {
        let described = chunk.described(leaf, place);
        place += chunk.bytes().len();
        described
    });
    RowGroup {
        columns: columns.collect(),
        total_byte_size: fit(chunks.iter().map(Chunk::plain_bytes).sum::<usize>()),
        num_rows: fit(rows),
        sorting_columns: None,
        file_offset: Some(fit(start)),
        total_compressed_size: Some(fit(chunks.iter().map(|chunk| chunk.bytes().len()).sum::<usize>())),
        // A file may have more row groups than this numbers.
        ordinal: None,
    }
}

fn foot_of(leaves: &[Leaf], row_groups: Vec<RowGroup>, rows: usize) -> FileMetaData {
    let root = SchemaElement {
        type_: None,
        type_length: None,
        repetition_type: None,
        name: "schema".to_owned(),
        num_children: Some(fit(leaves.len())),
        converted_type: None,
        scale: None,
        precision: None,
        field_id: None,
        logical_type: None,
    };
    FileMetaData {
        version: 1,
        schema: std::iter::once(root).chain(leaves.iter().map(Leaf::element)).collect(),
        num_rows: fit(rows),
        row_groups,
        key_value_metadata: None,
        created_by: Some(concat!("heng version ", env!("CARGO_PKG_VERSION")).to_owned()),
        column_orders: Some(leaves.iter().map(|_| ColumnOrder::TYPEORDER(TypeDefinedOrder {})).collect()),
        encryption_algorithm: None,
        footer_signing_key_metadata: None,
    }
}

/// What a column of the file is made of.
enum Column<'s> {
    /// Texts that results keep as a column.
    Texts(&'s Texts),
    /// Names, of a result that was made public without them.
    NoNames,
    /// A part of the keys, of so many.
    KeyPart(usize, usize),
    Marks(Cow<'s, Marks>),
    Rank,
    Grade,
    Notes,
    /// What one condition says.
    Verdicts(usize),
    /// What one line of 列出 puts out, but for decimals.
    Output(usize),
}

/// The columns that are shown, in their order.
fn columns<'s>(model: &RuleSet, scores: &'s Scores, shown: &Shown) -> Vec<Column<'s>> {
    let parts = model.subject_key().len();
    let marks = |marks: &'s Marks| {
        Column::Marks(match shown.rows() {
            Some(rows) => Cow::Owned(picked(marks, rows)),
            None => Cow::Borrowed(marks),
        })
    };
    let of = |column: &Which| match *column {
        Which::Key(_) if parts == 1 => Column::Texts(scores.subjects.keys()),
        Which::Key(part) => Column::KeyPart(part, parts),
        Which::Name => scores.subjects.names().map_or(Column::NoNames, Column::Texts),
        Which::Indicator(id) => marks(entry(&scores.indicators, id.0)),
        Which::Head(id) => marks(entry(&scores.heads, id.0)),
        Which::Standing(ResultColumn::Base) => marks(&scores.base),
        Which::Standing(ResultColumn::Bonus) => marks(&scores.bonus),
        Which::Standing(ResultColumn::Deduction) => marks(&scores.deduction),
        Which::Standing(ResultColumn::Total) => marks(&scores.total),
        Which::Standing(ResultColumn::Rank) => Column::Rank,
        Which::Standing(ResultColumn::Grade) => Column::Grade,
        Which::Standing(ResultColumn::Notes) => Column::Notes,
        Which::Condition(id) => Column::Verdicts(id.0),
        Which::Output(id) => match entry(&scores.outputs, id.0) {
            OutputColumn::Rounded { numbers } => marks(numbers),
            OutputColumn::Exact { numbers } => match decimals(numbers) {
                Some(numbers) => Column::Marks(Cow::Owned(match shown.rows() {
                    Some(rows) => picked(&numbers, rows),
                    None => numbers,
                })),
                None => Column::Output(id.0),
            },
            OutputColumn::Truths { .. } | OutputColumn::Texts { .. } => Column::Output(id.0),
        },
    };
    shown.columns().iter().map(of).collect()
}

/// The marks of some subjects, in their order.
fn picked(marks: &Marks, rows: &[usize]) -> Marks {
    let value = |row: &usize| match marks.get(*row) {
        Some(Mark::Given { value, .. }) => Some(value),
        Some(Mark::NotApplicable | Mark::Withheld) | None => None,
    };
    Marks::new(rows.len(), Some((marks.places(), rows.iter().map(value).collect())), None)
}

/// Exact numbers as decimals of as many places as the longest of them has; `None` where one has no end or is too long.
fn decimals(numbers: &[Option<Number>]) -> Option<Marks> {
    let places = numbers.iter().flatten().map(Number::places).collect::<Option<Vec<u32>>>()?;
    let places = places.into_iter().max().unwrap_or(0);
    let scaled = |number: &Option<Number>| match number {
        Some(number) => number.to_scaled(places).map(Some),
        None => Some(None),
    };
    let values = numbers.iter().map(scaled).collect::<Option<Vec<Option<i128>>>>()?;
    Some(Marks::new(numbers.len(), Some((places, values.into_iter().collect())), None))
}

impl Column<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Marks(marks) if marks.is_long() => Kind::LongDecimal(marks.places()),
            Self::Marks(marks) => Kind::Decimal(marks.places()),
            Self::Rank => Kind::Count,
            Self::Texts(_)
            | Self::NoNames
            | Self::KeyPart(..)
            | Self::Grade
            | Self::Notes
            | Self::Verdicts(_)
            | Self::Output(_) => Kind::Text,
        }
    }

    /// Some places of the column.
    fn chunk(
        &self,
        wording: Wording<'_>,
        (scores, shown): (&Scores, &Shown),
        places: Range<usize>,
        numbers: &mut Numbers,
    ) -> io::Result<Chunk> {
        let language = wording.language;
        let rows = || places.clone().map(|place| shown.row(place));
        match self {
            Self::Texts(column) if shown.rows().is_none() => texts::chunk(column.some(places)),
            Self::Texts(column) => texts::chunk(rows().map(|row| column.get(row))),
            Self::NoNames => texts::chunk(places.map(|_| None::<&str>)),
            Self::KeyPart(part, parts) => {
                texts::chunk(rows().map(|row| scores.subjects.key_parts(row, *parts).into_iter().nth(*part)))
            }
            Self::Marks(marks) if marks.is_long() => {
                let value = |place: usize| match marks.get(place) {
                    Some(Mark::Given { value, .. }) => Some(value),
                    Some(Mark::NotApplicable | Mark::Withheld) | None => None,
                };
                let present: Vec<bool> = places.clone().map(|place| value(place).is_some()).collect();
                numbers::long(&present, &places.filter_map(value).collect::<Vec<i128>>())
            }
            Self::Marks(marks) => {
                numbers.chunk(marks.slice(&places).as_ref(), marks.given(places.clone()).as_deref(), places.len())
            }
            Self::Rank => numbers.counts(&rows().map(|row| *entry(&scores.rank, row)).collect::<Vec<_>>()),
            Self::Grade => {
                let text = |code: Code| scores.grade.value(code).as_deref().map(str::to_owned);
                texts::coded(rows().map(|row| scores.grade.code_of(row)), text)
            }
            Self::Notes if !may_lapse(scores) => {
                let text = |place: u32| told(&wording.notes(scores.notes.at(place)), language);
                texts::coded(rows().map(|row| scores.notes.place(row)), text)
            }
            Self::Notes => texts::chunk(rows().map(|row| told(&wording.remarks(scores, SubjectId(row)), language))),
            Self::Verdicts(condition) => {
                let verdicts = entry(&scores.conditions, *condition);
                texts::chunk(rows().map(|row| Some(words::verdict(*entry(verdicts, row), language))))
            }
            Self::Output(output) => {
                let column = entry(&scores.outputs, *output);
                texts::chunk(rows().map(|row| Some(words::output(&column.get(row)?, language))))
            }
        }
    }
}

/// What 说明 says, if anything.
fn told(remarks: &[String], language: Language) -> Option<String> {
    (!remarks.is_empty()).then(|| words::sentences(remarks, language))
}
