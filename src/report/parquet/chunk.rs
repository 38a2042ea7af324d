//! The pages of one column in one row group.

use std::io;

use flate2::Crc;
use polars_parquet::parquet::compression::{CompressionOptions, compress};
use polars_parquet::parquet::encoding::bitpacked;
use polars_parquet::parquet::encoding::hybrid_rle::encode;
use polars_parquet_format::thrift::protocol::TCompactOutputProtocol;
use polars_parquet_format::{
    ColumnChunk, ColumnMetaData, CompressionCodec, DataPageHeader, DictionaryPageHeader, Encoding, PageHeader,
    PageType, Statistics,
};

use super::leaf::Leaf;
use crate::invariant::{OrBroken, fit};

/// Pages, compressed, each behind its header, and what the foot of the file says of them.
#[derive(Default)]
pub(super) struct Chunk {
    bytes: Vec<u8>,
    /// How many bytes it would have if it were not compressed.
    plain_bytes: usize,
    rows: usize,
    nulls: usize,
    /// The least and the greatest value, as a page would hold them.
    ends: Option<(Vec<u8>, Vec<u8>)>,
    /// Bytes of the dictionary's page, where there is one.
    dictionary: Option<usize>,
}

impl Chunk {
    /// The chunk with the ends of its values, written as a page would hold them.
    pub(super) fn between(self, ends: Option<(Vec<u8>, Vec<u8>)>) -> Self {
        Self { ends, ..self }
    }

    /// The page of a dictionary of so many entries, which comes first.
    pub(super) fn dictionary(&mut self, entries: &[u8], count: usize) -> io::Result<()> {
        let header = DictionaryPageHeader { num_values: fit(count), encoding: Encoding::PLAIN, is_sorted: None };
        self.page(entries, |header_of| PageHeader { dictionary_page_header: Some(header), ..header_of })?;
        self.dictionary = Some(self.bytes.len());
        Ok(())
    }

    /// A page of rows whose values are keys of a dictionary of so many entries, for those that have one.
    pub(super) fn keys(&mut self, rows: Rows<'_>, keys: &[u32], entries: usize) -> io::Result<()> {
        let mut body = levels(rows)?;
        packed(&mut body, keys, entries);
        self.data(rows, &body, Encoding::RLE_DICTIONARY)
    }

    /// A page of rows with the values of those that have one, one behind the other.
    pub(super) fn plain(&mut self, rows: Rows<'_>, values: &[u8]) -> io::Result<()> {
        let mut body = levels(rows)?;
        body.extend_from_slice(values);
        self.data(rows, &body, Encoding::PLAIN)
    }

    fn data(&mut self, rows: Rows<'_>, body: &[u8], encoding: Encoding) -> io::Result<()> {
        let header = DataPageHeader {
            num_values: fit(rows.count),
            encoding,
            definition_level_encoding: Encoding::RLE,
            repetition_level_encoding: Encoding::RLE,
            statistics: None,
        };
        self.rows += rows.count;
        self.nulls += rows.nulls();
        self.page(body, |header_of| PageHeader {
            type_: PageType::DATA_PAGE,
            data_page_header: Some(header),
            ..header_of
        })
    }

    /// A page with its header; what kind it is is said by `kind`.
    fn page(&mut self, body: &[u8], kind: impl FnOnce(PageHeader) -> PageHeader) -> io::Result<()> {
        let mut compressed = Vec::new();
        compress(CompressionOptions::Snappy, body, &mut compressed).map_err(io::Error::other)?;
        let mut checksum = Crc::new();
        checksum.update(&compressed);
        let header = kind(PageHeader {
            type_: PageType::DICTIONARY_PAGE,
            uncompressed_page_size: fit(body.len()),
            compressed_page_size: fit(compressed.len()),
            crc: Some(checksum.sum().cast_signed()),
            data_page_header: None,
            index_page_header: None,
            dictionary_page_header: None,
            data_page_header_v2: None,
        });
        let start = self.bytes.len();
        header.write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut self.bytes)).map_err(io::Error::other)?;
        self.plain_bytes += self.bytes.len() - start + body.len();
        self.bytes.extend_from_slice(&compressed);
        Ok(())
    }

    /// The pages for the file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the foot of the file says of the chunk that stands at this place.
    pub(super) fn described(&self, leaf: &Leaf, place: usize) -> ColumnChunk {
        let mut encodings = vec![Encoding::PLAIN, Encoding::RLE];
        encodings.extend(self.dictionary.map(|_| Encoding::RLE_DICTIONARY));
        let (least, greatest) = self.ends.clone().unzip();
        let is_exact = self.ends.as_ref().map(|_| true);
        let about = ColumnMetaData {
            type_: leaf.kind.physical(),
            encodings,
            path_in_schema: vec![leaf.name.clone()],
            codec: CompressionCodec::SNAPPY,
            num_values: fit(self.rows),
            total_uncompressed_size: fit(self.plain_bytes),
            total_compressed_size: fit(self.bytes.len()),
            key_value_metadata: None,
            data_page_offset: fit(place + self.dictionary.unwrap_or(0)),
            index_page_offset: None,
            dictionary_page_offset: self.dictionary.map(|_| fit(place)),
            statistics: Some(Statistics {
                max: None,
                min: None,
                null_count: Some(fit(self.nulls)),
                distinct_count: None,
                max_value: greatest,
                min_value: least,
                is_max_value_exact: is_exact,
                is_min_value_exact: is_exact,
            }),
            encoding_stats: None,
            bloom_filter_offset: None,
            bloom_filter_length: None,
            size_statistics: None,
        };
        ColumnChunk {
            file_path: None,
            file_offset: 0,
            meta_data: Some(about),
            offset_index_offset: None,
            offset_index_length: None,
            column_index_offset: None,
            column_index_length: None,
            crypto_metadata: None,
            encrypted_column_metadata: None,
        }
    }

    /// How many bytes the pages would have if they were not compressed.
    pub(super) fn plain_bytes(&self) -> usize {
        self.plain_bytes
    }
}

/// Rows of a page: how many there are, and which of them have a value; all do where that is not told.
#[derive(Clone, Copy)]
pub(super) struct Rows<'p> {
    count: usize,
    present: Option<&'p [bool]>,
}

impl<'p> Rows<'p> {
    /// So many rows, each with a value.
    pub(super) fn full(count: usize) -> Self {
        Self { count, present: None }
    }

    /// Rows of which these have a value.
    pub(super) fn some(present: &'p [bool]) -> Self {
        Self { count: present.len(), present: present.contains(&false).then_some(present) }
    }

    fn nulls(self) -> usize {
        self.present.map_or(0, |present| present.iter().filter(|is_present| !**is_present).count())
    }
}

/// Which rows have a value, behind the length of that.
fn levels(rows: Rows<'_>) -> io::Result<Vec<u8>> {
    let mut body = vec![0; size_of::<u32>()];
    match rows.present {
        Some(present) => encode(&mut body, present.iter().copied(), 1)?,
        None => repeated(&mut body, rows.count, 1),
    }
    let length: u32 = fit(body.len() - size_of::<u32>());
    for (byte, of_length) in body.iter_mut().zip(length.to_le_bytes()) {
        *byte = of_length;
    }
    Ok(body)
}

/// The width of keys, and the keys: one run of as many, each in as many bits as there are entries for. The library looks
/// for keys that repeat, which takes it ten times as long, and marks do not.
fn packed(body: &mut Vec<u8>, keys: &[u32], entries: usize) {
    let most: u32 = fit(entries.saturating_sub(1));
    let width: usize = fit(u32::BITS - most.leading_zeros());
    body.push(fit(width.max(1)));
    if width == 0 {
        repeated(body, keys.len(), 0);
        return;
    }
    let eights = keys.len().div_ceil(8);
    number(body, eights * 2 + 1);
    let start = body.len();
    // Keys are packed 32 at a time, and written eight at a time.
    body.resize(start + keys.len().div_ceil(32) * 4 * width, 0);
    bitpacked::encode(keys, width, body.get_mut(start..).or_broken("there is room for the keys"));
    body.truncate(start + eights * width);
}

/// One run of as many rows, and what all of them are.
fn repeated(body: &mut Vec<u8>, rows: usize, value: u8) {
    number(body, rows * 2);
    body.push(value);
}

/// A number, seven bits a byte.
fn number(body: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        body.push(fit(number % 0x80 + 0x80));
        number /= 0x80;
    }
    body.push(fit(number));
}
