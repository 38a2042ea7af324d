//! The bytes of a page to text.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::tokens::PART;
use crate::book::fault::Fault;
use crate::cancel::look;
use crate::words;

/// A page says what it is written in within so many bytes.
const HEAD: usize = 4096;

/// The text of a page: as its first bytes say; else UTF-8 if it can be that, which no other text of some length can, whatever
/// its head says; else as its head says; else GB18030.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Fault> {
    let (marked, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), bytes.get(length..).unwrap_or_default()),
        None => (None, bytes),
    };
    let said = || said(bytes.get(..HEAD).unwrap_or(bytes));
    let tried = match marked {
        Some(encoding) => vec![encoding],
        None => [UTF_8].into_iter().chain(said()).chain([GB18030]).collect(),
    };
    for encoding in tried {
        look();
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(rest) {
            return Ok(text.into_owned());
        }
    }
    let why = words!("的文字编码不对", "its text is not in the encoding that it says");
    Err(Fault::Broken { part: PART.to_owned(), why })
}

/// The encoding that a head says: `charset=gb2312`.
fn said(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")?;
    let behind = head.get(at.saturating_add(b"charset=".len())..)?;
    let label = behind.trim_ascii_start().split(|byte| matches!(byte, b' ' | b'"' | b'\'' | b'>' | b';' | b'/'));
    let encoding = Encoding::for_label(label.into_iter().find(|label| !label.is_empty())?)?;
    // GBK is a part of GB18030. What is said in ASCII cannot be UTF-16.
    match () {
        () if encoding == encoding_rs::GBK => Some(GB18030),
        () if encoding.is_ascii_compatible() => Some(encoding),
        () => None,
    }
}
