//! A compound file: streams in chains of sectors. No chain is longer than the file has sectors.

use super::bytes::{Run, u16_at, u32_at};
use crate::book::fault::Fault;
use crate::cancel::look;
use crate::invariant::fit;
use crate::words;

/// A compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// Two to this power is the size of a sector.
    shift: u32,
    /// The sector that comes after each.
    next: Vec<u32>,
    entries: Vec<Entry>,
    /// The small streams beside one another, and which part of 64 bytes comes after each.
    small: Vec<u8>,
    next_small: Vec<u32>,
    /// Streams shorter than this are small.
    cutoff: u64,
}

/// A stream by its name.
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

/// The first number that is no sector.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Two to this power is the size of a part of a small stream.
const SMALL: u32 = 6;

impl<'b> Compound<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        Self::read(bytes).ok_or_else(broken)
    }

    fn read(bytes: &'b [u8]) -> Option<Self> {
        let shift = u32::from(u16_at(bytes, 30)?);
        if shift != 9 && shift != 12 {
            return None;
        }
        let mut file = Self {
            bytes,
            shift,
            next: Vec::new(),
            entries: Vec::new(),
            small: Vec::new(),
            next_small: Vec::new(),
            cutoff: u32_at(bytes, 56)?.into(),
        };
        file.next = file.table()?;
        let directory = file.chain(u32_at(bytes, 48)?, u64::MAX)?;
        let (entries, _) = directory.as_chunks::<128>();
        for entry in entries {
            look();
            file.entries.extend(stream(entry));
        }
        let root = entries.first()?;
        file.next_small = numbers(&file.chain(u32_at(bytes, 60)?, u64::MAX)?);
        let (start, length) = (u32_at(root, 116)?, u32_at(root, 120)?);
        file.small = file.chain(start, length.into())?;
        Some(file)
    }

    /// The table of which sector comes after which: the first places of its own sectors stand in the head of the file, the
    /// others in a chain.
    fn table(&self) -> Option<Vec<u32>> {
        let mut places = numbers(self.bytes.get(76..512)?);
        let mut more = u32_at(self.bytes, 68)?;
        let mut left = self.sectors();
        while more < NO_SECTOR {
            left = left.checked_sub(1)?;
            let mut some = numbers(self.sector(more)?);
            more = some.pop()?;
            places.extend(some);
        }
        let mut table = Vec::new();
        let mut left = self.sectors();
        for place in places.into_iter().filter(|place| *place < NO_SECTOR) {
            look();
            // A sector of the table that stands twice could make it longer than the file.
            left = left.checked_sub(1)?;
            table.extend(numbers(self.sector(place)?));
        }
        Some(table)
    }

    /// How many sectors there are, the head not among them.
    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    fn sector(&self, place: u32) -> Option<&'b [u8]> {
        let size = 1_usize << self.shift;
        let start = usize::try_from(place).ok()?.checked_add(1)?.checked_mul(size)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        // The last one may be cut off.
        Some(rest.get(..size).unwrap_or(rest))
    }

    /// What a chain of sectors holds, and no more than so many bytes.
    fn chain(&self, start: u32, length: u64) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut place = start;
        let mut left = self.sectors().saturating_add(1);
        while place < NO_SECTOR && fit::<u64>(bytes.len()) < length {
            look();
            left = left.checked_sub(1)?;
            bytes.extend_from_slice(self.sector(place)?);
            place = *self.next.get(usize::try_from(place).ok()?)?;
        }
        bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Some(bytes)
    }

    /// Whether there is a stream of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, if there is one of the name.
    pub(super) fn stream(&self, name: &str) -> Option<Result<Vec<u8>, Fault>> {
        let entry = self.entry(name)?;
        let bytes = if entry.length < self.cutoff { self.small(entry) } else { self.chain(entry.start, entry.length) };
        let bytes = bytes.filter(|bytes| fit::<u64>(bytes.len()) == entry.length);
        Some(bytes.ok_or_else(broken))
    }

    fn small(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut place = entry.start;
        while fit::<u64>(bytes.len()) < entry.length {
            if bytes.len() > self.small.len() {
                return None;
            }
            let start = usize::try_from(place).ok()?.checked_mul(1 << SMALL)?;
            let rest = self.small.get(start..).filter(|rest| !rest.is_empty())?;
            bytes.extend_from_slice(rest.get(..1 << SMALL).unwrap_or(rest));
            place = *self.next_small.get(usize::try_from(place).ok()?)?;
        }
        bytes.truncate(fit(entry.length));
        Some(bytes)
    }
}

/// The stream that an entry of the directory is of.
fn stream(entry: &[u8; 128]) -> Option<Entry> {
    const STREAM: u8 = 2;
    if entry.get(66) != Some(&STREAM) {
        return None;
    }
    let length = usize::from(u16_at(entry, 64)?).checked_sub(2)?;
    let (units, _) = entry.get(..length.min(64))?.as_chunks::<2>();
    let name = String::from_utf16_lossy(&units.iter().map(|unit| u16::from_le_bytes(*unit)).collect::<Vec<_>>());
    // Of small sectors the upper half of a length may be anything.
    Some(Entry { name, start: u32_at(entry, 116)?, length: u32_at(entry, 120)?.into() })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let mut run = Run(bytes);
    std::iter::from_fn(|| run.u32()).collect()
}

fn broken() -> Fault {
    let why = words!("不完整（文件可能没有下载完）", "it is not complete (the file may not be downloaded whole)");
    Fault::Broken { part: "xls".to_owned(), why }
}
