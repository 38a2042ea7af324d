//! Bytes of a file to text.

use std::io;

use crate::cancel::{BYTES, look};
use crate::finding::Words;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};
use crate::words;

/// What a file is that does not begin as a text of UTF-8, and the way out.
pub(super) fn foreign(start: &[u8]) -> Option<(Words, Words)> {
    let what = if start.starts_with(b"PK\x03\x04") {
        words!("这是 xlsx 文件，不是文本文件", "this is an xlsx file, not a text file")
    } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
        words!("这是 xls 或 et 文件，不是文本文件", "this is an xls or et file, not a text file")
    } else if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        words!("文件是 UTF-16 编码（“Unicode 文本”）", "the file is in UTF-16 (“Unicode text”)")
    } else {
        return None;
    };
    Some((what, save_as()))
}

/// What a file is that is not UTF-8, and the way out.
///
/// # Errors
/// As the file system says.
pub(super) fn what(input: &dyn Input) -> io::Result<(Words, Words)> {
    let mut parts = Parts { input, at: 0 };
    let mut line = 1_u64;
    let mut rest: Vec<u8> = Vec::new();
    let mut is_start = true;
    while let Some(part) = parts.next()? {
        if let Some(foreign) = foreign(&part).filter(|_| is_start) {
            return Ok(foreign);
        }
        is_start = false;
        rest.extend_from_slice(&part);
        let Err(error) = str::from_utf8(&rest) else {
            line = line.saturating_add(lines(&rest));
            rest.clear();
            continue;
        };
        let (good, behind) = rest.split_at_checked(error.valid_up_to()).or_broken("the good part is a part");
        line = line.saturating_add(lines(good));
        rest = behind.to_vec();
        // The part may end within a character.
        if error.error_len().is_some() {
            return told(line, rest, parts);
        }
    }
    told(line, rest, parts)
}

/// The bytes of a file, some at a time.
struct Parts<'i> {
    input: &'i dyn Input,
    at: u64,
}

impl Parts<'_> {
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        look();
        let mut part = vec![0; BYTES];
        let read = read_all(self.input, self.at, &mut part)?;
        part.truncate(read);
        self.at = self.at.saturating_add(fit(read));
        Ok(Some(part).filter(|part| !part.is_empty()))
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0_u64, |lines, byte| lines.saturating_add(u64::from(*byte == b'\n')))
}

/// What the bytes from the first unreadable one on look like.
fn told(line: u64, mut rest: Vec<u8>, mut parts: Parts<'_>) -> io::Result<(Words, Words)> {
    let (mut gbk, mut latin) = (Gbk::default(), Latin::default());
    loop {
        latin.go_on(&rest);
        let used = gbk.go_on(&rest);
        rest.drain(..used);
        match parts.next()? {
            // Of neither there is more to learn.
            Some(part) if !gbk.is_refuted || latin.is_one() => rest.extend_from_slice(&part),
            _ => break,
        }
    }
    gbk.is_refuted |= !rest.is_empty();
    let message = if gbk.is_one() {
        words!(
            "文件不是 UTF-8 编码，像是 GBK 编码（第 {line} 行起）",
            "the file is not UTF-8; it looks like GBK (from line {line})"
        )
    } else if latin.is_one() {
        words!(
            "文件不是 UTF-8 编码，像是西欧的 Latin-1 编码（第 {line} 行起）",
            "the file is not UTF-8; it looks like Latin-1 of Western Europe (from line {line})"
        )
    } else {
        words!("文件不是 UTF-8 编码（第 {line} 行起读不出）", "the file is not UTF-8 (unreadable from line {line})")
    };
    Ok((message, save_as()))
}

fn save_as() -> Words {
    words!(
        "请在表格软件中打开，另存为“CSV UTF-8（逗号分隔）”",
        "open it in the spreadsheet program and save it as “CSV UTF-8”"
    )
}

/// Whether the bytes from the first unreadable one on are well-formed GB18030, of which GBK is a part, and mostly in the
/// common characters, whose second byte is high too. In Latin-1 a high byte stands alone among letters: Zürich.
#[derive(Default)]
struct Gbk {
    common: u64,
    rare: u64,
    is_refuted: bool,
}

impl Gbk {
    fn is_one(&self) -> bool {
        !self.is_refuted && self.common > self.rare
    }

    /// Goes over the characters that are whole and returns how many bytes they have.
    fn go_on(&mut self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while !self.is_refuted {
            rest = match rest {
                [0x00..=0x7F, tail @ ..] => tail,
                [0xA1..=0xF7, 0xA1..=0xFE, tail @ ..] => {
                    self.common = self.common.saturating_add(1);
                    tail
                }
                [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, tail @ ..]
                | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, tail @ ..] => {
                    self.rare = self.rare.saturating_add(1);
                    tail
                }
                [] | [0x81..=0xFE] | [0x81..=0xFE, 0x30..=0x39] | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE] => break,
                _ => {
                    self.is_refuted = true;
                    return bytes.len();
                }
            };
        }
        if self.is_refuted { bytes.len() } else { bytes.len().saturating_sub(rest.len()) }
    }
}

/// Whether the bytes look like Latin letters with accents, one byte each.
#[derive(Default)]
struct Latin {
    is_refuted: bool,
}

impl Latin {
    fn is_one(&self) -> bool {
        !self.is_refuted
    }

    fn go_on(&mut self, bytes: &[u8]) {
        let is_of_it = |byte: &u8| match byte {
            0x80.. => matches!(byte, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF),
            _ => !matches!(byte, 0x00..=0x08 | 0x0E..=0x1F | 0x7F),
        };
        self.is_refuted = self.is_refuted || !bytes.iter().all(is_of_it);
    }
}
