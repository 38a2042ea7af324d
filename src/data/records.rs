//! Text to records, each with the line it starts on.

use std::io::{self, Read};

use csv::{Reader, ReaderBuilder, StringRecord};

use super::quotes::{self, Marks};
use crate::cancel::{BYTES, look};
use crate::invariant::{OrBroken, fit};

/// Reads the records of a delimited text one by one.
pub(super) struct Records<'a> {
    reader: Reader<Looking<'a>>,
    lines: Lines<'a>,
    delimiter: u8,
    start: usize,
    /// The record at hand.
    pub(super) record: StringRecord,
}

impl<'a> Records<'a> {
    /// The bytes are UTF-8.
    pub(super) fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        let mut options = ReaderBuilder::new();
        let reader = options.delimiter(delimiter).flexible(true).has_headers(false).from_reader(Looking(bytes));
        let lines = Lines { bytes, at: 0, line: 1, after_return: false };
        Self { reader, lines, delimiter, start: 0, record: StringRecord::new() }
    }

    /// About how many records follow the header: a record may run over several lines, and the last need not end.
    pub(super) fn about(&self) -> usize {
        let parts = self.lines.bytes.chunks(BYTES).inspect(|_| look());
        let ends = |part: &[u8]| part.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        parts.map(ends).sum::<usize>().saturating_sub(1)
    }

    /// Reads the next record that is not blank and returns the line it starts on.
    pub(super) fn advance(&mut self) -> Option<u64> {
        loop {
            // The text is UTF-8 and in memory, so the reader has nothing to fail on.
            if !self.reader.read_record(&mut self.record).or_broken("text in memory can be read") {
                return None;
            }
            if self.record.iter().any(|cell| !super::blank::trim(cell).is_empty()) {
                let before = self.record.position().map_or(0, csv::Position::byte);
                self.start = self.lines.seek(fit(before));
                return Some(self.lines.line);
            }
        }
    }

    /// Whether the record at hand runs over several lines.
    pub(super) fn is_broken(&self) -> bool {
        self.record.iter().any(|cell| cell.contains(['\n', '\r']))
    }

    /// The quotation marks of the record at hand.
    pub(super) fn marks(&self) -> Marks<'_> {
        let end = fit(self.reader.position().byte());
        let written = self.lines.bytes.get(self.start..end).or_broken("a record stands within the text");
        // Most records have none.
        let written = if written.contains(&b'"') { written } else { &[] };
        quotes::marks(str::from_utf8(written).or_broken("the text is UTF-8"), char::from(self.delimiter))
    }
}

/// Bytes that are looked at as they are read: a mark that is not closed makes one record of a whole file.
struct Looking<'a>(&'a [u8]);

impl Read for Looking<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        look();
        self.0.read(out)
    }
}

/// Counts lines; a line ends with LF, CR LF or CR.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    after_return: bool,
}

impl Lines<'_> {
    /// Goes on to `byte` and over the line ends there, which the reader skips too.
    fn seek(&mut self, byte: usize) -> usize {
        let rest = self.bytes.get(byte..).or_broken("a record begins within the text");
        let skipped = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let to = byte.saturating_add(skipped);
        for byte in self.bytes.get(self.at..to).or_broken("records stand one after the other") {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.line = self.line.saturating_add(u64::from(ends));
            self.after_return = *byte == b'\r';
        }
        self.at = to;
        to
    }
}
