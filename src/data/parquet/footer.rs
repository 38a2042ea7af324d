//! What a parquet file says of itself at its end, gone through before the library takes memory for it.
//!
//! The library takes room for as many parts as a list says that it has, and goes down as deep as columns are nested,
//! before it has seen one of them; it reads a field by its number, whatever kind it says it is of. So all of it is
//! walked here first: every field is of its kind, every list has its parts, and nothing is nested deeper than any table.

use polars_buffer::Buffer;
use polars_core::prelude::{PolarsResult, polars_bail};
use polars_parquet::parquet::read::deserialize_metadata;
use polars_parquet::read::FileMetadata;

use crate::cancel::look;
use crate::host::{Input, read_all};
use crate::invariant::fit;

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// The length of the footer, and [`MAGIC`].
const END: u64 = 8;

/// No table has columns within columns of more levels than these.
const DEEPEST: usize = 64;

/// Reads it.
///
/// # Errors
/// A file that is none, or that does not say what it is.
pub(super) fn read(input: &dyn Input) -> PolarsResult<FileMetadata> {
    let length = input.length();
    let mut end = [0_u8; 8];
    let from = length.saturating_sub(END);
    let Some((size, magic)) = end.split_first_chunk_mut::<4>().filter(|_| length > END) else {
        polars_bail!(ComputeError: "a file of less than a footer");
    };
    if read_all(input, from, size)? < size.len() || read_all(input, from.saturating_add(4), magic)? < magic.len() {
        polars_bail!(ComputeError: "a file that grows shorter");
    }
    if magic != MAGIC {
        polars_bail!(ComputeError: "the file does not end with PAR1");
    }
    let size = u32::from_le_bytes(*size);
    let Some(from) = from.checked_sub(u64::from(size)) else {
        polars_bail!(ComputeError: "the footer is longer than the file");
    };
    // The length and the mark behind it belong to what the library takes.
    let mut bytes = vec![0; fit::<usize>(size).saturating_add(fit(END))];
    if read_all(input, from, &mut bytes)? < bytes.len() {
        polars_bail!(ComputeError: "a file that grows shorter");
    }
    let mut walk = Walk { rest: bytes.get(..fit::<usize>(size)).unwrap_or_default(), children: Vec::new() };
    if walk.fields(FILE, 0).is_none() || !is_shallow(&walk.children) {
        polars_bail!(ComputeError: "the footer is damaged");
    }
    Ok(deserialize_metadata(Buffer::from(bytes))?)
}

/// What a field holds.
enum Kind {
    Truth,
    Byte,
    Number,
    Bytes,
    Numbers,
    Texts,
    One(&'static [(i16, Kind)]),
    Many(&'static [(i16, Kind)]),
    /// How many columns stand below one.
    Children,
}

const EMPTY: &[(i16, Kind)] = &[];
const UNIT: &[(i16, Kind)] = &[(1, Kind::One(EMPTY)), (2, Kind::One(EMPTY)), (3, Kind::One(EMPTY))];
const MOMENT: &[(i16, Kind)] = &[(1, Kind::Truth), (2, Kind::One(UNIT))];
const LOGICAL: &[(i16, Kind)] = &[
    (1, Kind::One(EMPTY)),
    (2, Kind::One(EMPTY)),
    (3, Kind::One(EMPTY)),
    (4, Kind::One(EMPTY)),
    (5, Kind::One(&[(1, Kind::Number), (2, Kind::Number)])),
    (6, Kind::One(EMPTY)),
    (7, Kind::One(MOMENT)),
    (8, Kind::One(MOMENT)),
    (10, Kind::One(&[(1, Kind::Byte), (2, Kind::Truth)])),
    (11, Kind::One(EMPTY)),
    (12, Kind::One(EMPTY)),
    (13, Kind::One(EMPTY)),
    (14, Kind::One(EMPTY)),
    (15, Kind::One(EMPTY)),
];
const ELEMENT: &[(i16, Kind)] = &[
    (1, Kind::Number),
    (2, Kind::Number),
    (3, Kind::Number),
    (4, Kind::Bytes),
    (5, Kind::Children),
    (6, Kind::Number),
    (7, Kind::Number),
    (8, Kind::Number),
    (9, Kind::Number),
    (10, Kind::One(LOGICAL)),
];
const STATISTICS: &[(i16, Kind)] = &[
    (1, Kind::Bytes),
    (2, Kind::Bytes),
    (3, Kind::Number),
    (4, Kind::Number),
    (5, Kind::Bytes),
    (6, Kind::Bytes),
    (7, Kind::Truth),
    (8, Kind::Truth),
];
const COLUMN: &[(i16, Kind)] = &[
    (1, Kind::Number),
    (2, Kind::Numbers),
    (3, Kind::Texts),
    (4, Kind::Number),
    (5, Kind::Number),
    (6, Kind::Number),
    (7, Kind::Number),
    (9, Kind::Number),
    (10, Kind::Number),
    (11, Kind::Number),
    (12, Kind::One(STATISTICS)),
    (14, Kind::Number),
    (15, Kind::Number),
];
const CHUNK: &[(i16, Kind)] = &[
    (1, Kind::Bytes),
    (2, Kind::Number),
    (3, Kind::One(COLUMN)),
    (4, Kind::Number),
    (5, Kind::Number),
    (6, Kind::Number),
    (7, Kind::Number),
];
const GROUP: &[(i16, Kind)] = &[
    (1, Kind::Many(CHUNK)),
    (2, Kind::Number),
    (3, Kind::Number),
    (4, Kind::Many(&[(1, Kind::Number), (2, Kind::Truth), (3, Kind::Truth)])),
    (5, Kind::Number),
    (6, Kind::Number),
    (7, Kind::Number),
];
const FILE: &[(i16, Kind)] = &[
    (1, Kind::Number),
    (2, Kind::Many(ELEMENT)),
    (3, Kind::Number),
    (4, Kind::Many(GROUP)),
    (5, Kind::Many(&[(1, Kind::Bytes), (2, Kind::Bytes)])),
    (6, Kind::Bytes),
    (7, Kind::Many(&[(1, Kind::One(EMPTY)), (2, Kind::One(EMPTY))])),
];

// The kinds of the compact protocol of thrift.
const STOP: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I32: u8 = 5;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// What is left to be gone through. Each step gives nothing where the footer is damaged.
struct Walk<'b> {
    rest: &'b [u8],
    /// How many columns stand below each, in the order of the file.
    children: Vec<i64>,
}

impl Walk<'_> {
    fn fields(&mut self, known: &[(i16, Kind)], depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let own = self.children.len();
        let is_element = known.iter().any(|(_, kind)| matches!(kind, Kind::Children));
        let mut last = 0_i16;
        loop {
            let head = self.byte()?;
            let (step, kind) = (head >> 4, head & 0x0F);
            if kind == STOP {
                break;
            }
            let id = match step {
                0 => i16::try_from(self.number()?).ok()?,
                step => last.checked_add(i16::from(step))?,
            };
            match known.iter().find(|(known, _)| *known == id) {
                Some((_, wanted)) => self.known(wanted, kind, depth)?,
                None => self.unknown(kind, depth)?,
            }
            last = id;
        }
        if is_element {
            self.children.truncate(own.saturating_add(1));
            self.children.resize(own.saturating_add(1), 0);
        }
        Some(())
    }

    fn known(&mut self, wanted: &Kind, kind: u8, depth: usize) -> Option<()> {
        match (wanted, kind) {
            (Kind::Truth, TRUE | FALSE) => Some(()),
            (Kind::Byte, BYTE) => self.byte().map(|_| ()),
            (Kind::Number, I16 | I32 | I64) => self.number().map(|_| ()),
            (Kind::Children, I32) => {
                let children = self.number()?;
                self.children.push(children);
                Some(())
            }
            (Kind::Bytes, BINARY) => self.bytes(),
            (Kind::Numbers, LIST) => {
                let (parts, kind) = self.list()?;
                matches!(kind, I16 | I32 | I64).then_some(())?;
                (0..parts).try_for_each(|_| self.number().map(|_| ()))
            }
            (Kind::Texts, LIST) => {
                let (parts, kind) = self.list()?;
                (kind == BINARY).then_some(())?;
                (0..parts).try_for_each(|_| self.bytes())
            }
            (Kind::One(fields), STRUCT) => self.fields(fields, depth.saturating_add(1)),
            (Kind::Many(fields), LIST) => {
                let (parts, kind) = self.list()?;
                // Some writers give an empty list no kind.
                (kind == STRUCT || parts == 0).then_some(())?;
                (0..parts).try_for_each(|_| {
                    look();
                    // Room is taken for each: one of which nothing is said is none.
                    (self.rest.first() != Some(&STOP)).then_some(())?;
                    self.fields(fields, depth.saturating_add(1))
                })
            }
            _ => None,
        }
    }

    /// A field of a later version.
    fn unknown(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            TRUE | FALSE => Some(()),
            BYTE => self.byte().map(|_| ()),
            I16 | I32 | I64 => self.number().map(|_| ()),
            DOUBLE => self.skip(8),
            BINARY => self.bytes(),
            STRUCT => self.fields(EMPTY, depth.saturating_add(1)),
            LIST => {
                let (parts, kind) = self.list()?;
                // The library and the format do not agree on how long a truth is in a list.
                (!matches!(kind, TRUE | FALSE) && depth < DEEPEST).then_some(())?;
                (0..parts).try_for_each(|_| self.unknown(kind, depth.saturating_add(1)))
            }
            _ => None,
        }
    }

    /// How many parts a list has, and their kind. Each takes a byte at least.
    fn list(&mut self) -> Option<(usize, u8)> {
        let head = self.byte()?;
        let parts = match head >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            parts => usize::from(parts),
        };
        (parts <= self.rest.len()).then_some((parts, head & 0x0F))
    }

    fn bytes(&mut self) -> Option<()> {
        let length = usize::try_from(self.varint()?).ok()?;
        self.skip(length)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.rest = self.rest.get(length..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<i64> {
        let written = self.varint()?;
        let magnitude = i64::try_from(written >> 1).ok()?;
        Some(if written & 1 == 0 { magnitude } else { !magnitude })
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7F);
            let shifted = part << shift;
            // The tenth byte has but one bit to give.
            (shifted >> shift == part).then_some(())?;
            value |= shifted;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

/// Whether columns below columns end before they are too deep. `children` are those of each column, a column before
/// those below it.
fn is_shallow(children: &[i64]) -> bool {
    // How many are still to come at each level.
    let mut open: Vec<i64> = Vec::new();
    for own in children {
        if let Some(left) = open.last_mut() {
            *left = left.saturating_sub(1);
        }
        if *own > 0 {
            open.push(*own);
        }
        while open.last() == Some(&0) {
            open.pop();
        }
        if open.len() > DEEPEST {
            return false;
        }
    }
    true
}
