//! A text cut into blocks of whole rows, so that a file is never held whole.

use std::io;

use super::quotes::Marked;
use crate::cancel::look;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};

/// No row has more bytes than these: what is longer is no table.
pub(super) const LONGEST: usize = 16 << 20;

/// So many bytes are read at once.
const BLOCK: usize = 1 << 20;

/// A byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why there is no further block.
#[derive(Debug)]
pub(super) enum Broken {
    /// A row that is too long, and whether it is so for a quotation mark that is not closed.
    Long { is_open: bool },
    /// The file system has no more to give.
    Unread(io::Error),
}

/// Cuts a file at the ends of rows.
pub(super) struct Blocks<'i> {
    input: &'i dyn Input,
    delimiter: u8,
    /// Where the file is read on.
    at: u64,
    /// The row that is begun.
    rest: Vec<u8>,
    /// How the marks stand at the end of what was read.
    marked: Marked,
    has_ended: bool,
}

impl<'i> Blocks<'i> {
    pub(super) fn new(input: &'i dyn Input, delimiter: u8) -> Self {
        Self { input, delimiter, at: 0, rest: Vec::new(), marked: Marked::Outside, has_ended: false }
    }

    /// Whether all was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.has_ended
    }

    /// The rows that come next, in a block that was used before; nothing at the end.
    pub(super) fn next(&mut self, mut block: Vec<u8>) -> Result<Option<Vec<u8>>, Broken> {
        block.clear();
        std::mem::swap(&mut block, &mut self.rest);
        while !self.has_ended {
            look();
            let from = block.len();
            if from > LONGEST {
                return Err(Broken::Long { is_open: self.marked == Marked::Inside });
            }
            block.resize(from.saturating_add(BLOCK), 0);
            let room = block.get_mut(from..).or_broken("there is room for what is read");
            let read = read_all(self.input, self.at, room).map_err(Broken::Unread)?;
            block.truncate(from.saturating_add(read));
            if self.at == 0 {
                while block.starts_with(MARK) {
                    block.drain(..MARK.len());
                }
            }
            self.at = self.at.saturating_add(fit(read));
            self.has_ended = read < BLOCK;
            if let Some(end) = self.marked.go_on(&block, from, self.delimiter).filter(|_| !self.has_ended) {
                self.rest.extend_from_slice(block.get(end..).or_broken("a row ends in its block"));
                block.truncate(end);
                return Ok(Some(block));
            }
        }
        Ok(Some(block).filter(|block| !block.is_empty()))
    }
}
