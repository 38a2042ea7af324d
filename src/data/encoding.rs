//! Bytes of a file to text.

use std::borrow::Cow;
use std::io;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::cancel::{BYTES, look};
use crate::finding::Words;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};
use crate::words;

/// How the characters of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// GBK is a part of it. No byte of a longer character is a separator, a quotation mark or a line end.
    Gb18030,
}

/// What a text is that is not all UTF-8.
pub(super) enum Verdict {
    /// It is in another encoding, which is read as it stands.
    In(Encoding),
    /// It was in UTF-16 and is now in UTF-8.
    Converted(Vec<u8>),
    /// It cannot be read: why, and the way out.
    Refused(Words, Words),
}

impl Encoding {
    /// The text of bytes; `None` when they are none.
    pub(super) fn text(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => simdutf8::basic::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Gb18030 => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
        }
    }
}

/// Whether a file begins as a text of UTF-16 or as no text.
pub(super) fn is_foreign(start: &[u8]) -> bool {
    of_utf_16(start).is_some() || binary(start).is_some()
}

fn of_utf_16(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match start {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// What a file is that is no text.
fn binary(start: &[u8]) -> Option<Words> {
    if start.starts_with(b"PK\x03\x04") {
        Some(words!("这是 xlsx 文件，不是文本文件", "this is an xlsx file, not a text file"))
    } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
        Some(words!("这是 xls 或 et 文件，不是文本文件", "this is an xls or et file, not a text file"))
    } else {
        None
    }
}

/// What a file is that is not UTF-8.
///
/// # Errors
/// As the file system says.
pub(super) fn verdict(input: &dyn Input) -> io::Result<Verdict> {
    let mut parts = Parts { input, at: 0 };
    let mut line = 1_u64;
    let mut rest: Vec<u8> = Vec::new();
    let mut is_start = true;
    let mut is_utf_8 = false;
    while let Some(part) = parts.next()? {
        if let Some(encoding) = of_utf_16(&part).filter(|_| is_start) {
            return from_utf_16(input, encoding);
        }
        if let Some(what) = binary(&part).filter(|_| is_start) {
            return Ok(Verdict::Refused(what, save_as()));
        }
        is_start = false;
        rest.extend_from_slice(&part);
        let Err(error) = str::from_utf8(&rest) else {
            is_utf_8 |= has_ideographs(&rest);
            line = line.saturating_add(lines(&rest));
            rest.clear();
            continue;
        };
        let (good, behind) = rest.split_at_checked(error.valid_up_to()).or_broken("the good part is a part");
        line = line.saturating_add(lines(good));
        is_utf_8 |= has_ideographs(good);
        rest = behind.to_vec();
        // The part may end within a character.
        if error.error_len().is_some() {
            return judged((line, is_utf_8), rest, parts);
        }
    }
    judged((line, is_utf_8), rest, parts)
}

/// Whether a text of UTF-8 has characters of three bytes, which those of GBK do not look like: 营 of GBK is two letters of
/// UTF-8.
fn has_ideographs(good: &[u8]) -> bool {
    str::from_utf8(good).is_ok_and(|text| text.chars().any(|sign| sign >= '\u{2E80}'))
}

fn from_utf_16(input: &dyn Input, encoding: &'static encoding_rs::Encoding) -> io::Result<Verdict> {
    let mut bytes = Vec::new();
    let mut parts = Parts { input, at: 0 };
    while let Some(part) = parts.next()? {
        bytes.extend_from_slice(&part);
    }
    let text = bytes.get(2..).unwrap_or_default();
    Ok(match encoding.decode_without_bom_handling_and_without_replacement(text) {
        Some(text) => Verdict::Converted(text.into_owned().into_bytes()),
        None => Verdict::Refused(
            words!("文件是 UTF-16 编码，但有坏字符", "the file is in UTF-16 and has broken characters"),
            save_as(),
        ),
    })
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

/// So many bytes from the first unreadable one on tell what a file is.
const TELLING: u64 = 1 << 20;

/// What the bytes from the first unreadable one on look like.
fn judged((line, is_utf_8): (u64, bool), mut rest: Vec<u8>, mut parts: Parts<'_>) -> io::Result<Verdict> {
    let (mut gbk, mut latin) = (Gbk::default(), Latin::default());
    let end = parts.at.saturating_add(TELLING);
    loop {
        latin.go_on(&rest);
        let used = gbk.go_on(&rest);
        rest.drain(..used);
        if parts.at >= end {
            break;
        }
        match parts.next()? {
            // Of neither there is more to learn.
            Some(part) if !gbk.is_refuted || latin.is_one() => rest.extend_from_slice(&part),
            _ => {
                gbk.is_refuted |= !rest.is_empty();
                break;
            }
        }
    }
    Ok(if gbk.is_one() && !is_utf_8 {
        Verdict::In(Encoding::Gb18030)
    } else if gbk.is_one() {
        let message = words!(
            "文件前面是 UTF-8 编码，后面像是 GBK 编码（第 {line} 行起）",
            "the file begins in UTF-8 and goes on in what looks like GBK (from line {line})"
        );
        Verdict::Refused(message, save_as())
    } else if latin.is_one() {
        let message = words!(
            "文件不是 UTF-8 编码，像是西欧的 Latin-1 编码（第 {line} 行起）",
            "the file is not UTF-8; it looks like Latin-1 of Western Europe (from line {line})"
        );
        Verdict::Refused(message, save_as())
    } else {
        let message = words!(
            "文件不是 UTF-8 编码（第 {line} 行起读不出）",
            "the file is not UTF-8 (unreadable from line {line})"
        );
        Verdict::Refused(message, save_as())
    })
}

/// Why a file that began in GBK cannot be read, and the way out.
pub(super) fn broken_gbk() -> (Words, Words) {
    let message = words!(
        "文件像是 GBK 编码，但有的字读不出",
        "the file looks like GBK, but some characters in it cannot be read"
    );
    (message, save_as())
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
                // Common ones; and of four bytes, two of them digits between high ones, which no other text has.
                [0xA1..=0xF7, 0xA1..=0xFE, tail @ ..]
                | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, tail @ ..] => {
                    self.common = self.common.saturating_add(1);
                    tail
                }
                [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, tail @ ..] => {
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
