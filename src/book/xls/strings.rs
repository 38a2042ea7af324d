//! Texts of records: letters of one byte or two, which may go on in the next record.

use encoding_rs::Encoding;

use super::bytes::Run;
use super::records::{broken, kind, record};
use crate::book::fault::Fault;
use crate::cancel::look;
use crate::invariant::{OrBroken, fit, part_of};

/// What texts of older files are written in, a byte or two each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page(pub(super) &'static Encoding);

impl Page {
    /// By its number: 936 is the Chinese one.
    pub(super) fn of(number: u16) -> Self {
        Self(match number {
            932 => encoding_rs::SHIFT_JIS,
            949 => encoding_rs::EUC_KR,
            950 => encoding_rs::BIG5,
            1250 => encoding_rs::WINDOWS_1250,
            1251 => encoding_rs::WINDOWS_1251,
            1252 | 367 | 32769 => encoding_rs::WINDOWS_1252,
            _ => encoding_rs::GB18030,
        })
    }
}

/// Texts that cells share, beside one another.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place.
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end: usize = fit(*self.ends.get(place)?);
        let start = match place.checked_sub(1) {
            Some(before) => fit(*self.ends.get(before).or_broken("each text has one before it but the first")),
            None => 0_usize,
        };
        Some(part_of(&self.text, start..end))
    }
}

/// Reads the texts that cells share, whose record begins at a place.
pub(super) fn read(stream: &[u8], start: Option<usize>) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let Some(first) = start.and_then(|start| record(stream.get(start..)?)) else { return Ok(strings) };
    let mut pieces = Pieces { run: Run(first.data), rest: first.rest };
    pieces.take(4).ok_or_else(broken)?;
    let count = pieces.u32().ok_or_else(broken)?;
    for _ in 0..count {
        look();
        shared(&mut pieces, &mut strings.text).ok_or_else(broken)?;
        strings.ends.push(u32::try_from(strings.text.len()).map_err(|_| broken())?);
    }
    Ok(strings)
}

/// A record with those that continue it.
struct Pieces<'s> {
    run: Run<'s>,
    rest: &'s [u8],
}

impl<'s> Pieces<'s> {
    /// Goes on to the record that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let next = record(self.rest).filter(|next| next.kind == kind::CONTINUE)?;
        (self.run, self.rest) = (Run(next.data), next.rest);
        Some(())
    }

    /// Bytes that stand in one record.
    fn take(&mut self, count: usize) -> Option<&'s [u8]> {
        if self.run.0.is_empty() {
            self.go_on()?;
        }
        self.run.take(count)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|bytes| Run(bytes).u16())
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|bytes| Run(bytes).u32())
    }

    /// Passes over bytes that may stand in several records.
    fn pass(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.run.0.is_empty() {
                self.go_on()?;
                continue;
            }
            let some = count.min(self.run.0.len());
            self.run.take(some)?;
            count = count.saturating_sub(some);
        }
        Some(())
    }
}

/// Reads a text, also where it goes on in the next record: that says anew how wide letters are.
fn shared(pieces: &mut Pieces<'_>, out: &mut String) -> Option<()> {
    const WIDE: u8 = 1;
    const PHONETIC: u8 = 4;
    const RICH: u8 = 8;
    let mut left = usize::from(pieces.u16()?);
    let mut flags = pieces.take(1)?.first().copied()?;
    let runs = if flags & RICH == 0 { 0 } else { usize::from(pieces.u16()?).saturating_mul(4) };
    let phonetic = if flags & PHONETIC == 0 { 0 } else { fit(pieces.u32()?) };
    let mut units: Vec<u16> = Vec::with_capacity(left);
    while left > 0 {
        if pieces.run.0.is_empty() {
            pieces.go_on()?;
            flags = pieces.run.u8()?;
        }
        let is_wide = flags & WIDE != 0;
        let width = if is_wide { 2 } else { 1 };
        let some = left.min(pieces.run.0.len() / width);
        if some == 0 && !pieces.run.0.is_empty() {
            return None;
        }
        letters(pieces.run.take(some.saturating_mul(width))?, is_wide, &mut units);
        left = left.saturating_sub(some);
    }
    out.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
    pieces.pass(runs)?;
    pieces.pass(phonetic)
}

fn letters(bytes: &[u8], is_wide: bool, units: &mut Vec<u16>) {
    if is_wide {
        units.extend(bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)));
    } else {
        units.extend(bytes.iter().map(|byte| u16::from(*byte)));
    }
}

/// A text of one record: its length, then letters, in older files those of their page.
pub(super) fn text(run: &mut Run<'_>, is_length_short: bool, page: Option<Page>) -> Option<String> {
    let length = if is_length_short { usize::from(run.u8()?) } else { usize::from(run.u16()?) };
    if let Some(Page(page)) = page {
        return Some(page.decode_without_bom_handling(run.take(length)?).0.into_owned());
    }
    let is_wide = run.u8()? & 1 != 0;
    let mut units = Vec::new();
    letters(run.take(if is_wide { length.saturating_mul(2) } else { length })?, is_wide, &mut units);
    Some(String::from_utf16_lossy(&units))
}
