//! Changes to workbooks: to the members of a zip archive, to tags and numbers within them, to bytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::random::Random;
use crate::support::zipped;

/// The members of a zip archive.
pub(crate) fn members(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).ok()?;
        let mut inside = Vec::new();
        file.read_to_end(&mut inside).ok()?;
        let name = file.name().ok()?.into_owned();
        members.push((name, inside));
    }
    Some(members)
}

/// Numbers that programs stumble over.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "255",
    "16384",
    "16385",
    "65535",
    "1048576",
    "1048577",
    "2147483647",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e308",
    "1E-400",
    "NaN",
    "",
    "0.1",
    "A1",
    "XFD1048576",
    "AAAA1",
    "A1:XFD1048576",
    "甲",
];

/// A change to a workbook that is a zip archive: to one of its members, or to which there are.
pub(crate) fn packed(members: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let mut members = members.to_vec();
    for _ in 0..=random.below(3) {
        let place = random.below(members.len());
        match random.below(20) {
            0 => drop(members.remove(place)),
            1 => members[place].1.clone_from(&other[random.below(other.len())].1),
            2 => {
                let to = random.below(members.len());
                let bytes = members[place].1.clone();
                members[to].1 = bytes;
            }
            3 => members[place].0 = members[place].0.to_uppercase(),
            4 | 5 => flipped(&mut members[place].1, random),
            _ => text(&mut members[place].1, random),
        }
        if members.is_empty() {
            break;
        }
    }
    members.dedup_by(|one, other| one.0 == other.0);
    let parts: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let is_twice = names.windows(2).any(|two| two[0] == two[1]);
    let mut bytes = if is_twice { Vec::new() } else { zipped(&parts) };
    if random.one_in(8) {
        flipped(&mut bytes, random);
    }
    bytes
}

/// A change to a text of tags: a tag left out, written twice or moved, a value put in, a part cut off.
pub(crate) fn text(bytes: &mut Vec<u8>, random: &mut Random) {
    let tags: Vec<(usize, usize)> = {
        let mut tags = Vec::new();
        let mut from = 0;
        while let Some(start) = bytes[from..].iter().position(|byte| *byte == b'<').map(|at| at + from) {
            let Some(end) = bytes[start..].iter().position(|byte| *byte == b'>').map(|at| at + start + 1) else {
                break;
            };
            tags.push((start, end));
            from = end;
        }
        tags
    };
    if tags.is_empty() {
        return flipped(bytes, random);
    }
    let (start, end) = tags[random.below(tags.len())];
    let (other_start, other_end) = tags[random.below(tags.len())];
    match random.below(9) {
        0 => drop(bytes.drain(start..end)),
        1 => {
            let tag = bytes[start..end].to_vec();
            bytes.splice(other_start..other_start, tag);
        }
        2 => {
            let (from, to) = (start.min(other_start), end.max(other_end));
            let stretch = bytes[from..to].to_vec();
            if stretch.len() < 20_000 {
                let times = if random.one_in(30) { 200 } else { 1 };
                bytes.splice(to..to, stretch.repeat(times));
            }
        }
        3 => drop(bytes.drain(start.min(other_start)..start.max(other_start))),
        4 => {
            let number = random.of_all(NUMBERS);
            let from = bytes[start..end].iter().position(|byte| *byte == b'"').map(|at| at + start + 1);
            let quotes: Vec<usize> = (start..end).filter(|at| bytes[*at] == b'"').collect();
            let at = if quotes.len() >= 2 { 2 * random.below(quotes.len() / 2) } else { 0 };
            match (from, quotes.get(at), quotes.get(at + 1)) {
                (Some(_), Some(open), Some(close)) => drop(bytes.splice(open + 1..*close, number.bytes())),
                _ => drop(bytes.splice(end..end, number.bytes())),
            }
        }
        5 => {
            // What stands between this tag and the next.
            let until = bytes[end..].iter().position(|byte| *byte == b'<').map_or(bytes.len(), |at| at + end);
            bytes.splice(end..until, random.of_all(NUMBERS).bytes());
        }
        6 => bytes.truncate(start),
        7 => {
            let name_end =
                bytes[start..end].iter().position(|byte| matches!(byte, b' ' | b'/' | b'>')).unwrap() + start;
            let other_name: Vec<u8> = {
                let length = bytes[other_start..other_end].iter().position(|byte| matches!(byte, b' ' | b'>')).unwrap();
                bytes[other_start..other_start + length].to_vec()
            };
            bytes.splice(start..name_end, other_name);
        }
        _ => flipped(bytes, random),
    }
}

/// Bytes changed, put in or cut off.
pub(crate) fn flipped(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0..=2 => bytes[at] ^= 1 << random.below(8),
            3 => bytes[at] = random.of_all(&[0, 1, 0x7F, 0x80, 0xFE, 0xFF]),
            4 => bytes.insert(at, random.of_all(&[0, 0x20, 0x3C, 0xFF])),
            _ if random.one_in(6) => bytes.truncate(at.max(1)),
            _ => bytes[at] = bytes[random.below(bytes.len())],
        }
    }
}

/// A change to an xls: to its bytes, mostly where records have their lengths and numbers.
pub(crate) fn old(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len().saturating_sub(8));
        match random.below(4) {
            0 => flipped(&mut bytes, random),
            1 => {
                let value = random.of_all(&[0_u16, 1, 0x7FFF, 0x8000, 0xFFFF, 0x0006, 0x0207, 0x003C, 0x0809, 0x000A]);
                bytes[at..at + 2].copy_from_slice(&value.to_le_bytes());
            }
            2 => {
                let value = random.of_all(&[0_u32, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFE, 3, 7]);
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
            _ => {
                // The head and the directory of a compound file are small, and decide most.
                let head = random.below(bytes.len().min(2048));
                bytes[head] = random.of_all(&[0, 1, 2, 3, 0x7F, 0xFF, 0xFE]);
            }
        }
        if bytes.len() < 64 {
            break;
        }
    }
    bytes
}
