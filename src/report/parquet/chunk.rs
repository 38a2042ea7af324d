//! The pages of one column in one row group.

use std::io;

use flate2::Crc;
use polars_parquet::parquet::compression::{CompressionOptions, compress};
use polars_parquet::parquet::encoding::hybrid_rle::encode;
use polars_parquet_format::thrift::protocol::TCompactOutputProtocol;
use polars_parquet_format::{
    ColumnChunk, ColumnMetaData, CompressionCodec, DataPageHeader, DictionaryPageHeader, Encoding, PageHeader,
    PageType, Statistics,
};

use super::leaf::Leaf;
use crate::invariant::fit;

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

    /// A page of rows whose values are keys of the dictionary, for those that have one.
    pub(super) fn keys(&mut self, present: &[bool], keys: &[u32]) -> io::Result<()> {
        let most = keys.iter().max().copied().unwrap_or(0);
        let width = (u32::BITS - most.leading_zeros()).max(1);
        let mut body = levels(present)?;
        body.push(fit(width));
        encode(&mut body, keys.iter().copied(), width)?;
        self.data(present, &body, Encoding::RLE_DICTIONARY)
    }

    /// A page of rows with the values of those that have one, one behind the other.
    pub(super) fn plain(&mut self, present: &[bool], values: &[u8]) -> io::Result<()> {
        let mut body = levels(present)?;
        body.extend_from_slice(values);
        self.data(present, &body, Encoding::PLAIN)
    }

    fn data(&mut self, present: &[bool], body: &[u8], encoding: Encoding) -> io::Result<()> {
        let header = DataPageHeader {
            num_values: fit(present.len()),
            encoding,
            definition_level_encoding: Encoding::RLE,
            repetition_level_encoding: Encoding::RLE,
            statistics: None,
        };
        self.rows += present.len();
        self.nulls += present.iter().filter(|is_present| !**is_present).count();
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

/// Which rows have a value, behind the length of that.
fn levels(present: &[bool]) -> io::Result<Vec<u8>> {
    let mut body = vec![0; size_of::<u32>()];
    if present.contains(&false) {
        encode(&mut body, present.iter().copied(), 1)?;
    } else {
        // One run of as many rows: twice their number, seven bits a byte, and what all of them are.
        let mut twice = present.len() * 2;
        while twice > 0x7F {
            body.push(fit(twice % 0x80 + 0x80));
            twice /= 0x80;
        }
        body.push(fit(twice));
        body.push(1);
    }
    let length: u32 = fit(body.len() - size_of::<u32>());
    for (byte, of_length) in body.iter_mut().zip(length.to_le_bytes()) {
        *byte = of_length;
    }
    Ok(body)
}
