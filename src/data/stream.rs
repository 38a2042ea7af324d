//! A file as a stream that can be wound.

use std::io::{self, Read, Seek, SeekFrom};

use crate::host::Input;

/// Where the stream stands in its file.
pub(in crate::data) struct Stream<'i> {
    input: &'i dyn Input,
    at: u64,
}

impl<'i> Stream<'i> {
    pub(in crate::data) fn new(input: &'i dyn Input) -> Self {
        Self { input, at: 0 }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read_at(self.at, out)?;
        self.at = self.at.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

impl Seek for Stream<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.input.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
