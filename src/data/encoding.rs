//! Bytes of a file to text.

use crate::cancel::{BYTES, look};
use crate::finding::Words;
use crate::invariant::OrBroken;
use crate::words;

/// The bytes of a UTF-8 file without its byte order mark, or what the file is instead and the way out.
pub(super) fn utf8(bytes: &[u8]) -> Result<&[u8], (Words, Words)> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err((words!("这是 xlsx 文件，不是文本文件", "this is an xlsx file, not a text file"), save_as()));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err((
            words!("这是 xls 或 et 文件，不是文本文件", "this is an xls or et file, not a text file"),
            save_as(),
        ));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err((
            words!("文件是 UTF-16 编码（“Unicode 文本”）", "the file is in UTF-16 (“Unicode text”)"),
            save_as(),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    good(bytes).map_or(Ok(bytes), |good| {
        let (good, rest) = bytes.split_at_checked(good).or_broken("the good part is a part");
        let line = good.iter().fold(1_u64, |line, byte| line.saturating_add(u64::from(*byte == b'\n')));
        let message = if looks_like_gbk(rest) {
            words!(
                "文件不是 UTF-8 编码，像是 GBK 编码（第 {line} 行起）",
                "the file is not UTF-8; it looks like GBK (from line {line})"
            )
        } else if looks_like_latin(rest) {
            words!(
                "文件不是 UTF-8 编码，像是西欧的 Latin-1 编码（第 {line} 行起）",
                "the file is not UTF-8; it looks like Latin-1 of Western Europe (from line {line})"
            )
        } else {
            words!("文件不是 UTF-8 编码（第 {line} 行起读不出）", "the file is not UTF-8 (unreadable from line {line})")
        };
        Err((message, save_as()))
    })
}

/// How many bytes are UTF-8, if not all.
fn good(bytes: &[u8]) -> Option<usize> {
    let mut good: usize = 0;
    while let Some(rest) = bytes.get(good..).filter(|rest| !rest.is_empty()) {
        look();
        let part = rest.get(..BYTES).unwrap_or(rest);
        match std::str::from_utf8(part) {
            Ok(part) => good = good.saturating_add(part.len()),
            // The part may end within a character.
            Err(error) if error.error_len().is_none() && part.len() < rest.len() => {
                good = good.saturating_add(error.valid_up_to());
            }
            Err(error) => return Some(good.saturating_add(error.valid_up_to())),
        }
    }
    None
}

fn save_as() -> Words {
    words!(
        "请在表格软件中打开，另存为“CSV UTF-8（逗号分隔）”",
        "open it in the spreadsheet program and save it as “CSV UTF-8”"
    )
}

/// Whether the bytes from the first unreadable one on are well-formed GB18030, of which GBK is a part, and mostly in the
/// common characters, whose second byte is high too. In Latin-1 a high byte stands alone among letters: Zürich.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return common > rare,
            [0x00..=0x7F, tail @ ..] => tail,
            [0xA1..=0xF7, 0xA1..=0xFE, tail @ ..] => {
                common = common.saturating_add(1);
                tail
            }
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, tail @ ..]
            | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, tail @ ..] => {
                rare = rare.saturating_add(1);
                tail
            }
            _ => return false,
        };
    }
}

/// Whether the bytes look like Latin letters with accents, one byte each.
fn looks_like_latin(bytes: &[u8]) -> bool {
    let is_letter = |byte: &u8| matches!(byte, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF);
    let high = bytes.iter().filter(|byte| !byte.is_ascii());
    let is_printed = |byte: &&u8| !matches!(byte, 0x00..=0x08 | 0x0E..=0x1F | 0x7F);
    high.clone().count() == high.filter(|byte| is_letter(byte)).count() && bytes.iter().all(|byte| is_printed(&byte))
}
