//! Parquet files with a few slips in them: in what they say of themselves, in the headers of pages, in levels and keys,
//! and anywhere.

use flate2::Crc;

use super::thrift::{Value, structure};
use crate::random::Random;

/// A page: where its column chunk says that it begins, and its parts.
struct Page {
    start: usize,
    header: Value,
    body: std::ops::Range<usize>,
}

/// A file with up to three slips.
pub(crate) fn mutated(sound: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=random.below(3) {
        let changed = match random.below(10) {
            0..=3 => in_footer(&bytes, random),
            4..=7 => in_page(&bytes, random),
            _ => None,
        };
        bytes = changed.unwrap_or_else(|| anywhere(bytes, random));
    }
    bytes
}

fn footer_of(bytes: &[u8]) -> Option<(usize, Value)> {
    let end = bytes.len().checked_sub(8)?;
    let length = u32::from_le_bytes(bytes[end..end + 4].try_into().ok()?) as usize;
    let start = end.checked_sub(length)?;
    let footer = structure(&mut &bytes[start..end])?;
    Some((start, footer))
}

fn with_footer(body: &[u8], footer: &[u8]) -> Vec<u8> {
    let length = (footer.len() as u32).to_le_bytes();
    [body, footer, &length, b"PAR1"].concat()
}

fn in_footer(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let (start, mut footer) = footer_of(bytes)?;
    footer.change(random);
    Some(with_footer(&bytes[..start], &footer.bytes()))
}

/// The pages of all columns.
fn pages(bytes: &[u8], footer: &Value) -> Vec<Page> {
    let mut pages = Vec::new();
    for group in footer.field(4).map(Value::parts).unwrap_or_default() {
        for chunk in group.field(1).map(Value::parts).unwrap_or_default() {
            let Some(about) = chunk.field(3) else { continue };
            let number = |id| about.field(id).and_then(Value::number).and_then(|own| usize::try_from(own).ok());
            let Some((first, size)) = number(11).or(number(9)).zip(number(7)) else { continue };
            let mut at = first;
            while at < first.saturating_add(size) && pages.len() < 10_000 {
                let Some(mut rest) = bytes.get(at..) else { break };
                let before = rest.len();
                let Some(header) = structure(&mut rest) else { break };
                let begin = at + before - rest.len();
                let length = header.field(3).and_then(Value::number).and_then(|own| usize::try_from(own).ok());
                let Some(end) = length.and_then(|length| begin.checked_add(length)) else { break };
                if end > bytes.len() {
                    break;
                }
                pages.push(Page { start: at, header, body: begin..end });
                at = end;
            }
        }
    }
    pages
}

/// Changes a page, in its header or its body, and moves what stands behind it.
fn in_page(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let (start, mut footer) = footer_of(bytes)?;
    let mut pages = pages(bytes, &footer);
    if pages.is_empty() {
        return None;
    }
    let page = pages.swap_remove(random.below(pages.len()));
    let (mut header, mut body) = (page.header, bytes[page.body.clone()].to_vec());
    let is_summed = header.field(4).is_some();
    if random.one_in(2) {
        header.change(random);
    } else {
        in_body(&mut body, random);
        if let Some(Value::Number(_, size)) = header.field_mut(3)
            && !random.one_in(8)
        {
            *size = body.len() as i64;
        }
    }
    // A checksum would give most slips away.
    if is_summed && !random.one_in(10) {
        let mut sum = Crc::new();
        sum.update(&body);
        match header.field_mut(4) {
            Some(own) if random.one_in(2) => *own = Value::Number(5, i64::from(sum.sum().cast_signed())),
            _ => header.without(4),
        }
    }
    let own = [header.bytes(), body].concat();
    let moved = own.len() as i64 - (page.body.end - page.start) as i64;
    shift(&mut footer, page.start as i64, moved);
    let body = [&bytes[..page.start], &own, bytes.get(page.body.end..start)?].concat();
    Some(with_footer(&body, &footer.bytes()))
}

/// Moves what the footer says of places behind one, and the length of the column that it lies in.
fn shift(footer: &mut Value, at: i64, by: i64) {
    let Some(Value::List(_, groups, _)) = footer.field_mut(4) else { return };
    for group in groups {
        let Some(Value::List(_, chunks, _)) = group.field_mut(1) else { continue };
        for chunk in chunks {
            let Some(about) = chunk.field_mut(3) else { continue };
            let first = about.field(11).or(about.field(9)).and_then(Value::number).unwrap_or(0);
            let size = about.field(7).and_then(Value::number).unwrap_or(0);
            if (first..first.saturating_add(size)).contains(&at)
                && let Some(Value::Number(_, size)) = about.field_mut(7)
            {
                *size = size.saturating_add(by);
            }
            for id in [9, 10, 11] {
                if let Some(Value::Number(_, place)) = about.field_mut(id)
                    && *place > at
                {
                    *place = place.saturating_add(by);
                }
            }
        }
    }
}

/// Changes levels, widths, keys and values; the first bytes of a page say most.
fn in_body(body: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        if body.is_empty() {
            body.push(random.below(256) as u8);
            continue;
        }
        let reach = if random.one_in(2) { body.len().min(12) } else { body.len() };
        let at = random.below(reach);
        match random.below(8) {
            0 => body[at] ^= 1 << random.below(8),
            1 => body[at] = random.of_all(&[0, 1, 2, 8, 31, 32, 33, 64, 127, 128, 254, 255]),
            2 => body[at] = random.below(256) as u8,
            3 => body.truncate(at),
            4 => body.insert(at, random.below(256) as u8),
            5 => {
                // A number as long as any.
                let end = (at + 1 + random.below(10)).min(body.len());
                body[at..end].fill(0xFF);
            }
            6 => {
                let end = (at + 1 + random.below(16)).min(body.len());
                let part = body[at..end].to_vec();
                let to = random.below(body.len());
                body.splice(to..to, part);
            }
            _ => {
                if let Some(length) = body.get_mut(at..at + 4) {
                    length
                        .copy_from_slice(&random.of_all(&[0_u32, 1, 5, 255, 1 << 16, 1 << 31, u32::MAX]).to_le_bytes());
                }
            }
        }
    }
}

/// Changes bytes wherever they are, or cuts the file.
fn anywhere(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let at = random.below(bytes.len());
    match random.below(8) {
        0 => bytes.truncate(at),
        1 => {
            bytes.remove(at);
        }
        2 => bytes.insert(at, random.below(256) as u8),
        3 => {
            let end = (at + 1 + random.below(64)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, part);
        }
        4 => bytes[at] = random.below(256) as u8,
        _ => {
            // Half of the flips where the file says where everything is.
            let last = bytes.len() - 1;
            let at = if random.one_in(2) { at } else { last - random.below(last.min(2000) + 1) };
            bytes[at] ^= 1 << random.below(8);
        }
    }
    bytes
}
