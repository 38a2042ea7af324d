//! Whole numbers as pages: marks are small, and few of them differ.

use std::borrow::Cow;
use std::io;

use super::chunk::{Chunk, Rows};
use crate::column::Slice;
use crate::invariant::{OrBroken, fit};

/// So far apart may the ends of numbers lie that are found in a list of all between.
const SPAN: usize = 1 << 16;

/// What one core uses again for every column.
#[derive(Default)]
pub(super) struct Numbers {
    keys: Vec<u32>,
    /// By distance from the least: 0 for what no row says, or its key + 1.
    known: Vec<u32>,
}

impl Numbers {
    /// The chunk of some rows of a column. `present` says which rows have a number; all do where it says nothing.
    pub(super) fn chunk(
        &mut self,
        column: Option<&Slice<'_>>,
        present: Option<&[bool]>,
        rows: usize,
    ) -> io::Result<Chunk> {
        let Some(column) = column else {
            let mut chunk = Chunk::default();
            chunk.plain(Rows::some(&vec![false; rows]), &[])?;
            return Ok(chunk);
        };
        match column {
            Slice::Bits8(column) => self.coded(&told(column, present), present),
            Slice::Bits16(column) => self.coded(&told(column, present), present),
            Slice::Bits32(column) => self.coded(&told(column, present), present),
            Slice::Bits64(column) => self.coded(&told(column, present), present),
            Slice::Bits128(column) => {
                let short = |value: &i128| i64::try_from(*value).or_broken("a short mark fits 64 bits");
                let values: Vec<i64> = told(column, present).iter().map(short).collect();
                self.coded(&values, present)
            }
        }
    }

    /// The same of counts, of which every row has one or none.
    pub(super) fn counts(&mut self, counts: &[Option<usize>]) -> io::Result<Chunk> {
        let present: Vec<bool> = counts.iter().map(Option::is_some).collect();
        let values: Vec<i64> = counts.iter().flatten().map(|count| fit(*count)).collect();
        self.coded(&values, Some(&present))
    }

    /// The values of the rows that have one.
    fn coded<T: Copy + Ord>(&mut self, values: &[T], present: Option<&[bool]>) -> io::Result<Chunk>
    where
        i64: From<T>,
    {
        let rows = present.map_or(Rows::full(values.len()), Rows::some);
        let mut chunk = Chunk::default();
        let Some((least, greatest)) = ends(values) else {
            chunk.plain(rows, &[])?;
            return Ok(chunk);
        };
        let span = usize::try_from(greatest.abs_diff(least)).ok().filter(|span| *span < SPAN);
        if let Some(entries) = span.and_then(|span| self.entries(values, least, span)) {
            let count = entries.len() / size_of::<i64>();
            chunk.dictionary(&entries, count)?;
            chunk.keys(rows, &self.keys, count)?;
        } else {
            let bytes = |value: &T| i64::from(*value).to_le_bytes();
            chunk.plain(rows, &values.iter().flat_map(bytes).collect::<Vec<u8>>())?;
        }
        Ok(chunk.between(Some((least.to_le_bytes().into(), greatest.to_le_bytes().into()))))
    }

    /// The entries of a dictionary from the least on, with the key of each value in `keys`; `None` when too many
    /// differ for it to be of use.
    fn entries<T: Copy>(&mut self, values: &[T], least: i64, span: usize) -> Option<Vec<u8>>
    where
        i64: From<T>,
    {
        self.known.clear();
        self.known.resize(span + 1, 0);
        let place = |value: T| fit::<usize>(i64::from(value).abs_diff(least));
        let between = "a value lies between its ends";
        for value in values {
            *self.known.get_mut(place(*value)).or_broken(between) = 1;
        }
        let mut entries = Vec::new();
        let mut count = 0;
        for (value, key) in (least..).zip(&mut self.known).filter(|(_, key)| **key > 0) {
            count += 1;
            *key = count;
            entries.extend_from_slice(&value.to_le_bytes());
        }
        if fit::<usize>(count) > values.len() / 2 {
            return None;
        }
        let key = |value: &T| self.known.get(place(*value)).or_broken(between) - 1;
        self.keys.clear();
        self.keys.extend(values.iter().map(key));
        Some(entries)
    }
}

/// The least and the greatest.
fn ends<T: Copy + Ord>(values: &[T]) -> Option<(i64, i64)>
where
    i64: From<T>,
{
    let first = *values.first()?;
    let (least, greatest) =
        values.iter().fold((first, first), |(least, greatest), value| (least.min(*value), greatest.max(*value)));
    Some((least.into(), greatest.into()))
}

/// Decimals of more than 18 digits: none is like another, and few files have them.
pub(super) fn long(present: &[bool], values: &[i128]) -> io::Result<Chunk> {
    let ends = values.iter().min().zip(values.iter().max());
    let ends = ends.map(|(least, greatest)| (least.to_be_bytes().into(), greatest.to_be_bytes().into()));
    let mut chunk = Chunk::default();
    let values: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    chunk.plain(Rows::some(present), &values)?;
    Ok(chunk.between(ends))
}

/// The numbers of the rows that have one.
fn told<'c, T: Copy>(values: &'c [T], present: Option<&[bool]>) -> Cow<'c, [T]> {
    match present {
        None => values.into(),
        Some(present) => values.iter().zip(present).filter(|(_, is)| **is).map(|(value, _)| *value).collect(),
    }
}
