//! Whole numbers as pages: marks are small, and few of them differ.

use std::io;
use std::ops::Range;

use super::chunk::Chunk;
use crate::column::Slice;
use crate::invariant::{OrBroken, fit};

/// So far apart may the ends of numbers lie that are found in a list of all between.
const SPAN: usize = 1 << 16;

/// What one core uses again for every column.
#[derive(Default)]
pub(super) struct Numbers {
    present: Vec<bool>,
    values: Vec<i64>,
    keys: Vec<u32>,
    /// By distance from the least: 0 for what no row says, or its key + 1.
    known: Vec<u32>,
}

impl Numbers {
    /// The chunk of some rows of a column. `present` says which rows have a number; all do where it says nothing.
    pub(super) fn chunk(
        &mut self,
        column: Option<&Slice<'_>>,
        present: Option<Vec<bool>>,
        rows: Range<usize>,
    ) -> io::Result<Chunk> {
        let Some(column) = column else {
            let mut chunk = Chunk::default();
            chunk.plain(&vec![false; rows.len()], &[])?;
            return Ok(chunk);
        };
        self.present = present.unwrap_or_else(|| vec![true; rows.len()]);
        self.values.clear();
        match column {
            Slice::Bits8(column) => self.values.extend(told(column, rows, &self.present).map(i64::from)),
            Slice::Bits16(column) => self.values.extend(told(column, rows, &self.present).map(i64::from)),
            Slice::Bits32(column) => self.values.extend(told(column, rows, &self.present).map(i64::from)),
            Slice::Bits64(column) => self.values.extend(told(column, rows, &self.present)),
            Slice::Bits128(column) => {
                let values = told(column, rows, &self.present);
                self.values.extend(values.map(|value| i64::try_from(value).or_broken("a short mark fits 64 bits")));
            }
        }
        self.coded()
    }

    /// The same of counts, of which every row has one or none.
    pub(super) fn counts(&mut self, counts: &[Option<usize>]) -> io::Result<Chunk> {
        self.present.clear();
        self.present.extend(counts.iter().map(Option::is_some));
        self.values.clear();
        self.values.extend(counts.iter().flatten().map(|count| fit::<i64>(*count)));
        self.coded()
    }

    fn coded(&mut self) -> io::Result<Chunk> {
        let (Some(least), Some(greatest)) = (self.values.iter().min().copied(), self.values.iter().max().copied())
        else {
            let mut chunk = Chunk::default();
            chunk.plain(&self.present, &[])?;
            return Ok(chunk);
        };
        let mut chunk = Chunk::default();
        let span = usize::try_from(greatest.abs_diff(least)).ok().filter(|span| *span < SPAN);
        if let Some(entries) = span.and_then(|span| self.entries(least, span)) {
            let count = entries.len() / size_of::<i64>();
            chunk.dictionary(&entries, count)?;
            chunk.keys(&self.present, &self.keys)?;
        } else {
            let values: Vec<u8> = self.values.iter().flat_map(|value| value.to_le_bytes()).collect();
            chunk.plain(&self.present, &values)?;
        }
        Ok(chunk.between(Some((least.to_le_bytes().into(), greatest.to_le_bytes().into()))))
    }

    /// The entries of a dictionary from the least on, with the key of each value in `keys`; `None` when too many
    /// differ for it to be of use.
    fn entries(&mut self, least: i64, span: usize) -> Option<Vec<u8>> {
        self.known.clear();
        self.known.resize(span + 1, 0);
        let place = |value: i64| fit::<usize>(value.abs_diff(least));
        for value in &self.values {
            *self.known.get_mut(place(*value)).or_broken("a value lies between its ends") = 1;
        }
        let mut entries = Vec::new();
        let mut count = 0;
        for (value, key) in (least..).zip(&mut self.known).filter(|(_, key)| **key > 0) {
            count += 1;
            *key = count;
            entries.extend_from_slice(&value.to_le_bytes());
        }
        if fit::<usize>(count) > self.values.len() / 2 {
            return None;
        }
        let key = |value: &i64| self.known.get(place(*value)).map(|key| key - 1);
        self.keys.clear();
        self.keys.extend(self.values.iter().filter_map(key));
        Some(entries)
    }
}

/// Decimals of more than 18 digits: none is like another, and few files have them.
pub(super) fn long(present: &[bool], values: &[i128]) -> io::Result<Chunk> {
    let ends = values.iter().min().zip(values.iter().max());
    let ends = ends.map(|(least, greatest)| (least.to_be_bytes().into(), greatest.to_be_bytes().into()));
    let mut chunk = Chunk::default();
    let values: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    chunk.plain(present, &values)?;
    Ok(chunk.between(ends))
}

/// The numbers of the rows that have one.
fn told<'c, T: Copy>(column: &'c [T], rows: Range<usize>, present: &'c [bool]) -> impl Iterator<Item = T> + 'c {
    let values = column.get(rows).or_broken("a column has its rows");
    values.iter().zip(present).filter(|(_, is_present)| **is_present).map(|(value, _)| *value)
}
