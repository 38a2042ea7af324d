//! The pages of a column, one by one: each lies whole in its file, says its size, and has the checksum that it says.

use std::io::Cursor;
use std::ops::Range;

use flate2::Crc;
use polars_buffer::Buffer;
use polars_core::prelude::{PolarsResult, polars_bail};
use polars_parquet::parquet::compression::{Compression, DecompressionContext};
use polars_parquet::parquet::metadata::Descriptor;
use polars_parquet::parquet::page::{
    CompressedDataPage, CompressedDictPage, CompressedPage, DataPage, DataPageHeader, DictPage, Page, PageType,
    ParquetPageHeader,
};
use polars_parquet::parquet::{CowBuffer, error::ParquetError, read::decompress};
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;

/// No page has a longer header: it holds numbers, and an end or two of the values.
const LONGEST_HEADER: usize = 1 << 24;

/// What is said to be larger must be so by its compressed size.
const MODEST: usize = 1 << 24;

/// No byte stands for more of a large page: zstd writes 128 KiB of one byte as four.
const MOST_FOR_A_BYTE: usize = 1 << 15;

/// The bytes of a column in a row group, read from the first page on.
pub(super) struct Pages {
    bytes: Buffer<u8>,
    at: usize,
    compression: Compression,
    /// Memory that pages are decompressed into, one after the other.
    room: Vec<u8>,
    context: DecompressionContext,
}

/// A page where it stands.
pub(super) struct Standing {
    pub(super) header: ParquetPageHeader,
    /// Its bytes with its header.
    pub(super) whole: Range<usize>,
    /// Its bytes without.
    body: Range<usize>,
}

/// What a page is.
pub(super) enum Kind {
    Dictionary,
    Data(DataPageHeader),
}

impl Pages {
    pub(super) fn new(bytes: Buffer<u8>, compression: Compression) -> Self {
        Self { bytes, at: 0, compression, room: Vec::new(), context: DecompressionContext::Unset }
    }

    /// The next page.
    ///
    /// # Errors
    /// A page that is not what it says.
    pub(super) fn next(&mut self) -> PolarsResult<Standing> {
        let start = self.at;
        let mut rest = Cursor::new(self.bytes.as_slice());
        rest.set_position(position(start)?);
        let mut protocol = TCompactInputProtocol::new(&mut rest, LONGEST_HEADER);
        let header = ParquetPageHeader::read_from_in_protocol(&mut protocol).map_err(ParquetError::from)?;
        let begin = usize::try_from(rest.position()).unwrap_or(usize::MAX);
        let end = size(header.compressed_page_size)?.saturating_add(begin);
        let Some(body) = self.bytes.as_slice().get(begin..end) else {
            polars_bail!(ComputeError: "a page reaches beyond its column");
        };
        if header.crc.is_some_and(|said| said.cast_unsigned() != checksum(body)) {
            polars_bail!(ComputeError: "a page has another checksum than it says");
        }
        let large = size(header.uncompressed_page_size)?;
        if large > MODEST && large / MOST_FOR_A_BYTE > body.len() {
            polars_bail!(ComputeError: "a page says that it is larger than it can be");
        }
        self.at = end;
        Ok(Standing { header, whole: start..end, body: begin..end })
    }

    /// Pages as they stand.
    pub(super) fn bytes(&self, range: Range<usize>) -> Buffer<u8> {
        self.bytes.clone().sliced(range)
    }

    /// The entries of a dictionary.
    ///
    /// # Errors
    /// What cannot be decompressed.
    pub(super) fn dictionary(&mut self, page: &Standing) -> PolarsResult<DictPage> {
        let entries = page.header.dictionary_page_header.as_ref().map_or(0, |header| header.num_values);
        let large = size(page.header.uncompressed_page_size)?;
        let body = CowBuffer::Borrowed(self.bytes(page.body.clone()));
        let page = CompressedDictPage::new(body, self.compression, large, size(entries)?, false);
        match decompress(CompressedPage::Dict(page), &mut self.room, &mut self.context)? {
            Page::Dict(page) => Ok(page),
            Page::Data(_) => polars_bail!(ComputeError: "a dictionary became data"),
        }
    }

    /// Levels and values of a page.
    ///
    /// # Errors
    /// What cannot be decompressed.
    pub(super) fn data(
        &mut self,
        page: &Standing,
        header: DataPageHeader,
        descriptor: &Descriptor,
    ) -> PolarsResult<DataPage> {
        let large = size(page.header.uncompressed_page_size)?;
        let rows = header.num_values();
        let body = CowBuffer::Borrowed(self.bytes(page.body.clone()));
        let page = CompressedDataPage::new(header, body, self.compression, large, descriptor.clone(), rows);
        match decompress(CompressedPage::Data(page), &mut self.room, &mut self.context)? {
            Page::Data(page) => Ok(page),
            Page::Dict(_) => polars_bail!(ComputeError: "data became a dictionary"),
        }
    }

    /// Takes the memory of a page that has been read for the next.
    pub(super) fn reuse(&mut self, page: DataPage) {
        let mut page = page;
        // What was not compressed was not copied.
        if self.compression != Compression::Uncompressed {
            self.room = std::mem::take(page.buffer_mut());
        }
    }
}

impl Standing {
    /// What it is.
    ///
    /// # Errors
    /// A page of a kind without the header of that kind.
    pub(super) fn kind(&self) -> PolarsResult<Kind> {
        let header = &self.header;
        let kind = match PageType::try_from(header.type_)? {
            PageType::DictionaryPage => header.dictionary_page_header.as_ref().map(|_| Kind::Dictionary),
            PageType::DataPage => header.data_page_header.clone().map(DataPageHeader::V1).map(Kind::Data),
            PageType::DataPageV2 => header.data_page_header_v2.clone().map(DataPageHeader::V2).map(Kind::Data),
        };
        match kind {
            Some(kind) => Ok(kind),
            None => polars_bail!(ComputeError: "a page without its header"),
        }
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// A size, which is not below nothing.
fn size(said: i32) -> PolarsResult<usize> {
    match usize::try_from(said) {
        Ok(size) => Ok(size),
        Err(_) => polars_bail!(ComputeError: "a size below nothing"),
    }
}

fn position(at: usize) -> PolarsResult<u64> {
    match u64::try_from(at) {
        Ok(at) => Ok(at),
        Err(_) => polars_bail!(ComputeError: "a place beyond all"),
    }
}
