//! What a column holds in one row group: values, or the entries of a dictionary with a key for each row.
//!
//! The library decodes values of every type and encoding. Keys are decoded here, so that an entry is looked at once and
//! not for each row that says it.

use std::io::Cursor;
use std::mem::take;
use std::ops::Range;

use polars_arrow::bitmap::BitmapBuilder;
use polars_arrow::bitmap::utils::SlicesIterator;
use polars_buffer::Buffer;
use polars_core::prelude::{ArrowField, IdxCa, PlSmallStr, PolarsResult, Series, polars_bail};
use polars_parquet::parquet::compression::Compression;
use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::encoding::hybrid_rle::{HybridRleChunk, HybridRleDecoder};
use polars_parquet::parquet::error::ParquetError;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, Descriptor};
use polars_parquet::parquet::page::{DataPage, DataPageHeaderV1, DictPage, ParquetPageHeader, split_buffer};
use polars_parquet::parquet::read::{BasicDecompressor, PageMetaData, PageReader};
use polars_parquet::parquet::schema::Repetition;
use polars_parquet::read::column_iter_to_arrays;
use polars_parquet_format::thrift::protocol::TCompactOutputProtocol;
use polars_parquet_format::{Encoding as Written, PageType};

use super::delta;
use super::page::{Kind, Pages};
use crate::cancel::look;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};

/// Rows that stand one below the other.
pub(super) struct Run {
    /// One for each row, or entries.
    pub(super) values: Series,
    /// The entry of each row; null where a row has none. Every entry is said by some row, or null.
    pub(super) keys: Option<IdxCa>,
}

/// Where a column of a row group stands, and what its values are read as.
pub(super) struct Place<'f> {
    pub(super) column: &'f ColumnChunkMetadata,
    pub(super) field: &'f ArrowField,
    pub(super) rows: usize,
}

/// So many rows are handed on at once, or as many as a page has: a row group may have all rows of a large file.
const ROWS: usize = 1 << 17;

/// Reads the column from its file, and hands its rows on.
///
/// # Errors
/// A column that is not what it says; what `hand_on` says.
pub(super) fn read(
    file: &dyn Input,
    place: &Place<'_>,
    mut hand_on: impl FnMut(&Run) -> PolarsResult<()>,
) -> PolarsResult<()> {
    let column = place.column;
    let range = column.byte_range();
    let length = range.end.checked_sub(range.start).and_then(|length| usize::try_from(length).ok());
    let Some(length) = length.filter(|_| range.end <= file.length()) else {
        polars_bail!(ComputeError: "a column reaches beyond its file");
    };
    let descriptor = &column.descriptor().descriptor;
    let is_flat = column.descriptor().path_in_schema.len() == 1 && descriptor.max_rep_level == 0;
    if !is_flat || descriptor.max_def_level > 1 {
        polars_bail!(ComputeError: "a column of lists or structures");
    }
    let mut bytes = vec![0; length];
    if read_all(file, range.start, &mut bytes)? < length {
        polars_bail!(ComputeError: "a column reaches beyond its file");
    }
    let library = Library { field: place.field, descriptor, compression: column.compression() };
    let mut pages = Pages::new(bytes.into(), column.compression());
    let mut dictionary: Option<Dictionary> = None;
    // Pages of values that the library has not decoded, and their rows.
    let mut plain: Option<(Range<usize>, usize)> = None;
    let mut left = place.rows;
    while left > 0 {
        look();
        let page = pages.next()?;
        let header = match page.kind()? {
            Kind::Data(header) => header,
            Kind::Dictionary if dictionary.is_none() && left == place.rows => {
                dictionary = Some(Dictionary::new(library.entries(&pages.dictionary(&page)?)?));
                continue;
            }
            Kind::Dictionary => polars_bail!(ComputeError: "a dictionary after data"),
        };
        let rows = header.num_values();
        let Some(fewer) = left.checked_sub(rows) else {
            polars_bail!(ComputeError: "a column has more rows than its row group");
        };
        left = fewer;
        let keys = [Encoding::PlainDictionary, Encoding::RleDictionary];
        let keyed =
            dictionary.as_mut().filter(|_| Encoding::try_from(header.encoding()).is_ok_and(|own| keys.contains(&own)));
        // What stands before is of the other kind, or is enough.
        let is_enough = |rows: usize| rows >= ROWS;
        if let Some((range, before)) = plain.take_if(|(_, rows)| keyed.is_some() || is_enough(*rows)) {
            hand_on(&Run { values: library.values(pages.bytes(range), before)?, keys: None })?;
        }
        if let Some(dictionary) = keyed {
            let data = pages.data(&page, header, descriptor)?;
            dictionary.add(&data, descriptor.max_def_level > 0)?;
            pages.reuse(data);
            if !is_enough(dictionary.keys.len()) {
                continue;
            }
        } else {
            if delta::is_of(&header) {
                let data = pages.data(&page, header, descriptor)?;
                delta::check(&data)?;
                pages.reuse(data);
            }
            let (from, before) = plain.take().map_or((page.whole.start, 0), |(range, rows)| (range.start, rows));
            plain = Some((from..page.whole.end, before.saturating_add(rows)));
        }
        if let Some(run) = dictionary.as_mut().and_then(Dictionary::take) {
            hand_on(&run?)?;
        }
    }
    if let Some(run) = dictionary.as_mut().and_then(Dictionary::take) {
        hand_on(&run?)?;
    }
    match plain {
        Some((range, rows)) => hand_on(&Run { values: library.values(pages.bytes(range), rows)?, keys: None }),
        None => Ok(()),
    }
}

/// How the library reads the column.
struct Library<'f> {
    field: &'f ArrowField,
    descriptor: &'f Descriptor,
    compression: Compression,
}

impl Library<'_> {
    /// So many values of pages.
    fn values(&self, pages: Buffer<u8>, rows: usize) -> PolarsResult<Series> {
        self.decoded(pages, rows, self.compression, self.descriptor.clone())
    }

    /// The entries of a dictionary. It is read as a page of values of which none is missing.
    fn entries(&self, dictionary: &DictPage) -> PolarsResult<Series> {
        let bytes: &[u8] = &dictionary.buffer;
        // Memory is taken for as many as are said.
        if dictionary.num_values > bytes.len() {
            polars_bail!(ComputeError: "a dictionary has fewer entries than it says");
        }
        let (Ok(length), Ok(entries)) = (i32::try_from(bytes.len()), i32::try_from(dictionary.num_values)) else {
            polars_bail!(ComputeError: "a dictionary is too large");
        };
        let data = DataPageHeaderV1::new(entries, Written::PLAIN, Written::RLE, Written::RLE, None);
        let header = ParquetPageHeader::new(PageType::DATA_PAGE, length, length, None, data, None, None, None);
        let mut page = Vec::with_capacity(bytes.len().saturating_add(64));
        header.write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut page)).map_err(ParquetError::from)?;
        page.extend_from_slice(bytes);
        let mut descriptor = self.descriptor.clone();
        descriptor.max_def_level = 0;
        descriptor.primitive_type.field_info.repetition = Repetition::Required;
        self.decoded(page.into(), dictionary.num_values, Compression::Uncompressed, descriptor)
    }

    fn decoded(
        &self,
        pages: Buffer<u8>,
        rows: usize,
        compression: Compression,
        descriptor: Descriptor,
    ) -> PolarsResult<Series> {
        let ty = descriptor.primitive_type.clone();
        let about = PageMetaData::new(0, fit(rows), compression, descriptor);
        let reader = PageReader::new_with_page_meta(Cursor::new(pages), about, Vec::new(), usize::MAX);
        let pages = BasicDecompressor::new(reader, Vec::new());
        let (arrays, _) = column_iter_to_arrays(vec![pages], vec![&ty], self.field.clone(), None)?;
        let values = Series::try_from((self.field, arrays))?;
        if values.len() != rows {
            polars_bail!(ComputeError: "a column has fewer values than rows");
        }
        Ok(values)
    }
}

/// A dictionary with the keys read since the last run.
struct Dictionary {
    entries: Series,
    /// Whether an entry is said by some row.
    said: Vec<bool>,
    all_said: bool,
    keys: Vec<u32>,
    present: BitmapBuilder,
}

impl Dictionary {
    fn new(entries: Series) -> Self {
        let said = vec![false; entries.len()];
        Self { entries, said, all_said: false, keys: Vec::new(), present: BitmapBuilder::new() }
    }

    /// Adds the keys of a page.
    fn add(&mut self, page: &DataPage, is_optional: bool) -> PolarsResult<()> {
        let rows = page.num_values();
        let parts = split_buffer(page)?;
        let mut present = BitmapBuilder::with_capacity(rows);
        if is_optional {
            for chunk in HybridRleDecoder::new(parts.def, 1, rows).into_chunk_iter() {
                match chunk? {
                    HybridRleChunk::Rle(level, rows) => present.extend_constant(rows, level != 0),
                    HybridRleChunk::Bitpacked(levels) => present.extend_from_slice(levels.as_slice(), 0, levels.len()),
                }
            }
        } else {
            present.extend_constant(rows, true);
        }
        if present.len() != rows {
            polars_bail!(ComputeError: "a page has fewer levels than rows");
        }
        let present = present.freeze();
        let some = present.set_bits();
        let keys = match parts.values.split_first() {
            Some((width, keys)) if *width <= 32 => HybridRleDecoder::new(keys, (*width).into(), some).collect()?,
            None if some == 0 => Vec::new(),
            _ => polars_bail!(ComputeError: "a page of keys without their width"),
        };
        if keys.len() != some {
            polars_bail!(ComputeError: "a page has fewer keys than rows");
        }
        let entries: u32 = fit(self.said.len());
        // No branch for each of them.
        let beyond: usize = keys.iter().map(|key| usize::from(*key >= entries)).sum();
        if beyond > 0 {
            polars_bail!(ComputeError: "a key beyond its dictionary");
        }
        if !self.all_said {
            for key in &keys {
                *self.said.get_mut(fit::<usize>(*key)).or_broken("each key has its entry") = true;
            }
            self.all_said = self.said.iter().all(|said| *said);
        }
        if some == rows && self.keys.is_empty() {
            self.keys = keys;
        } else if some == rows {
            self.keys.extend_from_slice(&keys);
        } else {
            // Most rows have a key: they are copied run by run.
            let (start, mut keys) = (self.keys.len(), keys.as_slice());
            for (from, length) in SlicesIterator::new(&present) {
                self.keys.resize(start + from, 0);
                let (run, rest) = keys.split_at_checked(length).or_broken("there is a key for each row that has one");
                self.keys.extend_from_slice(run);
                keys = rest;
            }
            self.keys.resize(start + rows, 0);
        }
        self.present.extend_from_bitmap(&present);
        Ok(())
    }

    /// The rows since the last run, if any.
    fn take(&mut self) -> Option<PolarsResult<Run>> {
        if self.keys.is_empty() {
            return None;
        }
        let keys = IdxCa::from_vec_validity(
            PlSmallStr::EMPTY,
            take(&mut self.keys),
            take(&mut self.present).into_opt_validity(),
        );
        Some(self.heard().map(|values| Run { values, keys: Some(keys) }))
    }

    /// The entries that were said: what no row says must not be found wrong, or ask for decimals.
    fn heard(&self) -> PolarsResult<Series> {
        if self.all_said {
            return Ok(self.entries.clone());
        }
        let places: IdxCa = (0_u32..).zip(&self.said).map(|(place, said)| said.then_some(place)).collect();
        self.entries.take(&places)
    }
}
