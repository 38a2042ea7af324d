//! Scores as a parquet file, the columns of the csv form.
//!
//! Marks are decimals of their places; one that is withheld or does not apply is null, and 说明 says why. Pages are made
//! of the whole numbers that marks are, column by column on all cores.

mod chunk;
mod leaf;
mod numbers;
mod texts;

use std::io::{self, Write};
use std::ops::Range;

use polars_parquet_format::thrift::protocol::TCompactOutputProtocol;
use polars_parquet_format::{ColumnOrder, FileMetaData, RowGroup, SchemaElement, TypeDefinedOrder};

use super::header::header;
use crate::column::Texts;
use crate::core::SubjectId;
use crate::cores::with_hands;
use crate::finding::Language;
use crate::invariant::{OrBroken, entry, fit};
use crate::result::{Code, Mark, Marks, Scores};
use crate::rules::RuleSet;
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
pub fn parquet(model: &RuleSet, scores: &Scores, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let columns = columns(model, scores);
    let names = header(model, language).into_iter();
    let leaves: Vec<Leaf> = names.zip(&columns).map(|(name, column)| Leaf { name, kind: column.kind() }).collect();
    let all = scores.subjects.len();
    let mut place = MAGIC.len();
    let mut groups = Vec::new();
    out.write_all(MAGIC)?;
    for start in (0..all).step_by(GROUP) {
        let rows = start..all.min(start + GROUP);
        let chunk = |numbers: &mut Numbers, column: &Column<'_>| column.chunk(wording, scores, rows.clone(), numbers);
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

/// A column of the result.
enum Column<'s> {
    Texts(&'s Texts),
    /// One part of the key of a subject, of so many.
    KeyPart(usize, usize),
    Marks(&'s Marks),
    Rank,
    Grade,
    Notes,
    /// What one condition says.
    Verdicts(usize),
}

/// All columns, in the order of the header.
fn columns<'s>(model: &RuleSet, scores: &'s Scores) -> Vec<Column<'s>> {
    let parts = model.subject_key().len();
    let mut columns: Vec<Column<'_>> = match parts {
        1 => vec![Column::Texts(scores.subjects.keys())],
        parts => (0..parts).map(|part| Column::KeyPart(part, parts)).collect(),
    };
    columns.extend(scores.subjects.names().map(Column::Texts));
    let sums = [&scores.base, &scores.bonus, &scores.deduction, &scores.total];
    columns.extend(scores.indicators.iter().chain(&scores.heads).chain(sums).map(Column::Marks));
    columns.extend([Column::Rank, Column::Grade, Column::Notes]);
    columns.extend((0..scores.conditions.len()).map(Column::Verdicts));
    columns
}

impl Column<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Marks(marks) if marks.is_long() => Kind::LongDecimal(marks.places()),
            Self::Marks(marks) => Kind::Decimal(marks.places()),
            Self::Rank => Kind::Count,
            Self::Texts(_) | Self::KeyPart(..) | Self::Grade | Self::Notes | Self::Verdicts(_) => Kind::Text,
        }
    }

    /// Some rows of the column.
    fn chunk(
        &self,
        wording: Wording<'_>,
        scores: &Scores,
        rows: Range<usize>,
        numbers: &mut Numbers,
    ) -> io::Result<Chunk> {
        let language = wording.language;
        match self {
            Self::Texts(column) => texts::chunk(column.some(rows)),
            Self::KeyPart(part, parts) => {
                texts::chunk(rows.map(|row| scores.subjects.key_parts(row, *parts).into_iter().nth(*part)))
            }
            Self::Marks(marks) if marks.is_long() => {
                let value = |row: usize| match marks.get(row) {
                    Some(Mark::Given { value, .. }) => Some(value),
                    Some(Mark::NotApplicable | Mark::Withheld) | None => None,
                };
                let present: Vec<bool> = rows.clone().map(|row| value(row).is_some()).collect();
                numbers::long(&present, &rows.filter_map(value).collect::<Vec<i128>>())
            }
            Self::Marks(marks) => {
                numbers.chunk(marks.slice(&rows).as_ref(), marks.given(rows.clone()).as_deref(), rows.len())
            }
            Self::Rank => numbers.counts(scores.rank.get(rows).or_broken("every subject has its place")),
            Self::Grade => {
                let text = |code: Code| scores.grade.value(code).as_deref().map(str::to_owned);
                texts::coded(rows.map(|row| scores.grade.code_of(row)), text)
            }
            Self::Notes if !may_lapse(scores) => {
                let text = |place: u32| told(&wording.notes(scores.notes.at(place)), language);
                texts::coded(rows.map(|row| scores.notes.place(row)), text)
            }
            Self::Notes => texts::chunk(rows.map(|row| told(&wording.remarks(scores, SubjectId(row)), language))),
            Self::Verdicts(condition) => {
                let verdicts = entry(&scores.conditions, *condition);
                texts::chunk(rows.map(|row| Some(words::verdict(*entry(verdicts, row), language))))
            }
        }
    }
}

/// What 说明 says, if anything.
fn told(remarks: &[String], language: Language) -> Option<String> {
    (!remarks.is_empty()).then(|| words::sentences(remarks, language))
}
