//! Columns of all subjects that are filled batch by batch, each batch in its own part.

use std::mem::take;
use std::ops::Range;

use super::kind::Kind;
use super::vector::{Values, Vector};
use crate::invariant::{OrBroken, broken};

/// A column of which parts are being filled.
pub(super) struct Filling<'a>(Vector<'a>);

/// The part of a batch.
pub(super) struct Part<'c, 'a> {
    values: Slice<'c, 'a>,
    present: Option<&'c mut [bool]>,
}

enum Slice<'c, 'a> {
    Bits32(&'c mut [i32]),
    Bits64(&'c mut [i64]),
    Bits128(&'c mut [i128]),
    Truths(&'c mut [bool]),
    Texts(&'c mut [&'a str]),
}

impl<'a> Filling<'a> {
    pub(super) fn new(kind: Kind, is_nullable: bool, rows: usize) -> Self {
        let present = is_nullable.then(|| vec![false; rows]);
        Self(Vector { values: Values::blank(kind, rows), present })
    }

    /// The parts of ranges that follow one another from the first row to the last.
    pub(super) fn parts(&mut self, ranges: &[Range<usize>]) -> Vec<Part<'_, 'a>> {
        let values: Vec<Slice<'_, 'a>> = match &mut self.0.values {
            Values::Bits32(list) => split(list, ranges).map(Slice::Bits32).collect(),
            Values::Bits64(list) => split(list, ranges).map(Slice::Bits64).collect(),
            Values::Bits128(list) => split(list, ranges).map(Slice::Bits128).collect(),
            Values::Truths(list) => split(list, ranges).map(Slice::Truths).collect(),
            Values::Texts(list) => split(list, ranges).map(Slice::Texts).collect(),
        };
        match &mut self.0.present {
            None => values.into_iter().map(|values| Part { values, present: None }).collect(),
            Some(present) => {
                let present = split(present, ranges);
                values.into_iter().zip(present).map(|(values, is)| Part { values, present: Some(is) }).collect()
            }
        }
    }

    /// The column, all parts of which are filled.
    pub(super) fn whole(self) -> Vector<'a> {
        self.0
    }
}

fn split<'c, 'r, T>(mut list: &'c mut [T], ranges: &'r [Range<usize>]) -> impl Iterator<Item = &'c mut [T]> + 'r
where
    'c: 'r,
{
    ranges.iter().map(move |range| {
        let (part, rest) = take(&mut list).split_at_mut_checked(range.len()).or_broken("batches are parts of a column");
        list = rest;
        part
    })
}

impl<'a> Part<'_, 'a> {
    /// Fills it.
    pub(super) fn fill(&mut self, vector: &Vector<'a>) {
        match (&mut self.values, &vector.values) {
            (Slice::Bits32(part), Values::Bits32(list)) => fill(part, list),
            (Slice::Bits64(part), Values::Bits64(list)) => fill(part, list),
            (Slice::Bits128(part), Values::Bits128(list)) => fill(part, list),
            (Slice::Truths(part), Values::Truths(list)) => fill(part, list),
            (Slice::Texts(part), Values::Texts(list)) => fill(part, list),
            _ => broken("a column is of one kind"),
        }
        match (&mut self.present, &vector.present) {
            (Some(part), Some(present)) => fill(part, present),
            (Some(part), None) => part.fill(true),
            (None, Some(present)) if present.contains(&false) => broken("what cannot be null is not"),
            (None, _) => {}
        }
    }
}

fn fill<T: Copy>(part: &mut [T], list: &[T]) {
    match list {
        [one] => part.fill(*one),
        list if list.len() == part.len() => part.copy_from_slice(list),
        _ => broken("a batch has a value for each row"),
    }
}
