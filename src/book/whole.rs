//! The bytes of a file.

use super::fault::Fault;
use crate::cancel::{BYTES, parts};
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};
use crate::words;

/// A workbook is in memory while it is read, packed as it is.
const MOST: u64 = 1 << 29;

/// The bytes of a file.
pub(super) fn whole(input: &dyn Input) -> Result<Vec<u8>, Fault> {
    if input.length() > MOST {
        let why = words!("超过 512 MiB", "it has more than 512 MiB");
        return Err(Fault::TooLarge { part: String::new(), why });
    }
    let mut bytes = vec![0; fit(input.length())];
    let mut length = 0_usize;
    for part in parts(bytes.len(), BYTES) {
        let start = fit(part.start);
        let read = read_all(input, start, bytes.get_mut(part).or_broken("a part is within the whole"));
        length = length.saturating_add(read.map_err(Fault::Unread)?);
    }
    bytes.truncate(length);
    Ok(bytes)
}
