//! Whether what an Arrow file claims can be true, seen before the library makes room for it: it takes the lengths that
//! stand in the file at their word.

use polars_arrow_format::ipc::planus::ReadAsRoot;
use polars_arrow_format::ipc::{FieldRef, MessageHeaderRef, MessageRef, RecordBatchRef, SchemaRef};

use crate::cancel::look;
use crate::host::{Input, read_all};
use crate::invariant::fit;

/// No message says about itself more bytes than these.
const LONGEST_HEAD: u64 = 64 << 20;

/// A batch has no more bytes than these when it is unpacked.
const LARGEST: u64 = 4 << 30;

/// What is packed best, the same byte without end, is so many times as long when it is unpacked.
const DENSEST: u64 = 1 << 15;

/// Columns within columns.
const DEEPEST: usize = 32;

/// Columns, and columns within them.
const MOST_FIELDS: usize = 1 << 16;

/// Dictionaries one behind the other; the library goes one step down for each.
const MOST_DICTIONARIES: usize = 1 << 14;

/// What cannot be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsound;

impl<E: std::error::Error> From<E> for Unsound {
    fn from(_: E) -> Self {
        Self
    }
}

/// Goes over all messages of a stream, and finds it whole. The first is the list of columns, and the last says that it is
/// the last.
pub(super) fn check(input: &dyn Input, start: u64) -> Result<(), Unsound> {
    let mut walk = Walk { input, at: start };
    let mut is_first = true;
    let mut dictionaries = 0_usize;
    loop {
        look();
        let Some(head) = walk.head()? else {
            return if is_first { Err(Unsound) } else { Ok(()) };
        };
        let message = MessageRef::read_as_root(&head)?;
        let length = u64::try_from(message.body_length()?)?;
        let body = walk.at;
        if length > walk.left() {
            return Err(Unsound);
        }
        match message.header()?.ok_or(Unsound)? {
            MessageHeaderRef::Schema(schema) if is_first => check_schema(&schema)?,
            MessageHeaderRef::DictionaryBatch(batch) if !is_first => {
                dictionaries = dictionaries.saturating_add(1);
                if dictionaries > MOST_DICTIONARIES {
                    return Err(Unsound);
                }
                walk.check(&batch.data()?.ok_or(Unsound)?, body, length)?;
            }
            MessageHeaderRef::RecordBatch(batch) if !is_first => {
                dictionaries = 0;
                walk.check(&batch, body, length)?;
            }
            _ => return Err(Unsound),
        }
        is_first = false;
        walk.at = body.saturating_add(length);
    }
}

fn check_schema(schema: &SchemaRef<'_>) -> Result<(), Unsound> {
    let mut fields: Vec<(FieldRef<'_>, usize)> = Vec::new();
    for field in schema.fields()?.ok_or(Unsound)? {
        fields.push((field?, 0));
    }
    let mut seen = 0_usize;
    while let Some((field, depth)) = fields.pop() {
        seen = seen.saturating_add(1);
        if seen > MOST_FIELDS || depth > DEEPEST {
            return Err(Unsound);
        }
        for child in field.children()?.into_iter().flatten() {
            fields.push((child?, depth.saturating_add(1)));
        }
    }
    Ok(())
}

struct Walk<'i> {
    input: &'i dyn Input,
    at: u64,
}

impl Walk<'_> {
    fn left(&self) -> u64 {
        self.input.length().saturating_sub(self.at)
    }

    fn bytes<const N: usize>(&self, at: u64) -> Result<[u8; N], Unsound> {
        let mut bytes = [0; N];
        if read_all(self.input, at, &mut bytes)? < N { Err(Unsound) } else { Ok(bytes) }
    }

    /// What the next message says about itself; nothing at the end of the stream.
    fn head(&mut self) -> Result<Option<Vec<u8>>, Unsound> {
        let mut length = i32::from_le_bytes(self.bytes(self.at)?);
        self.at = self.at.saturating_add(4);
        // Since its fifth version the format has a mark before each message.
        if length == -1 {
            length = i32::from_le_bytes(self.bytes(self.at)?);
            self.at = self.at.saturating_add(4);
        }
        let length = u64::try_from(length)?;
        if length == 0 {
            return Ok(None);
        }
        if length > self.left() || length > LONGEST_HEAD {
            return Err(Unsound);
        }
        let mut head = vec![0; usize::try_from(length)?];
        if read_all(self.input, self.at, &mut head)? < head.len() {
            return Err(Unsound);
        }
        self.at = self.at.saturating_add(length);
        Ok(Some(head))
    }

    /// Whether the pieces of a batch lie in its body, and are not too large when they are unpacked; and whether it has no
    /// more rows than can stand there.
    fn check(&self, batch: &RecordBatchRef<'_>, body: u64, length: u64) -> Result<(), Unsound> {
        let is_packed = batch.compression()?.is_some();
        let mut plain = 0_u64;
        for buffer in batch.buffers()?.into_iter().flatten() {
            let (at, size) = (u64::try_from(buffer.offset())?, u64::try_from(buffer.length())?);
            if at.checked_add(size).is_none_or(|end| end > length) {
                return Err(Unsound);
            }
            let mut own = size;
            if is_packed && size > 0 {
                own = match i64::from_le_bytes(self.bytes(body.saturating_add(at))?) {
                    -1 => size,
                    plain => u64::try_from(plain)?,
                };
            }
            if own > size.saturating_mul(DENSEST) {
                return Err(Unsound);
            }
            plain = plain.saturating_add(own);
        }
        let rows = u64::try_from(batch.length()?)?;
        // A row takes a bit at least.
        let is_possible = plain <= LARGEST && rows <= plain.saturating_mul(8);
        if is_possible && rows <= fit::<u64>(u32::MAX) { Ok(()) } else { Err(Unsound) }
    }
}
