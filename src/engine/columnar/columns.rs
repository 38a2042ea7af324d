//! Columns of all subjects that are kept: for a later pass, for a question to all subjects, or as outputs. What a batch
//! gave lies in the narrowest width that holds it, as most of what is kept are marks.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::bounds::Width;
use super::groups::{Groups, NONE};
use super::kind::Kind;
use super::vector::{Values, Vector};
use crate::column::Integers;
use crate::invariant::{OrBroken, broken, entry, fit};

/// A column of all subjects.
pub(super) enum Column<'a> {
    /// The same for all.
    Same(Vector<'a>),
    /// The same for all of a group.
    Shared(Vector<'a>, Arc<Groups>),
    /// Part by part, one behind the other.
    Parts(Kind, Vec<Part<'a>>),
}

/// The values of some subjects.
pub(super) struct Part<'a> {
    rows: Range<usize>,
    /// One for each row, or one for all.
    list: List<'a>,
    /// Which rows have their value; all do where this is not given.
    present: Option<Vec<bool>>,
}

enum List<'a> {
    Bits8(Vec<i8>),
    Bits16(Vec<i16>),
    Bits32(Vec<i32>),
    Bits64(Vec<i64>),
    Bits128(Vec<i128>),
    Truths(Vec<bool>),
    Texts(Vec<&'a str>),
}

impl<'a> Part<'a> {
    /// What was worked out of some subjects.
    pub(super) fn of(vector: &Vector<'a>, rows: Range<usize>, is_nullable: bool) -> Self {
        let present = vector.present.clone().filter(|present| present.contains(&false));
        if present.is_some() && !is_nullable {
            broken("what cannot be null is not");
        }
        let is_there = present.as_deref();
        let list = match &vector.values {
            Values::Bits32(list) => narrowed32(&known(list, is_there)),
            Values::Bits64(list) => narrowed64(&known(list, is_there)),
            Values::Bits128(list) => narrowed128(&known(list, is_there)),
            Values::Truths(list) => List::Truths(list.clone()),
            Values::Texts(list) => List::Texts(list.clone()),
        };
        Self { rows, list, present }
    }

    fn len(&self) -> usize {
        match &self.list {
            List::Bits8(list) => list.len(),
            List::Bits16(list) => list.len(),
            List::Bits32(list) => list.len(),
            List::Bits64(list) => list.len(),
            List::Bits128(list) => list.len(),
            List::Truths(list) => list.len(),
            List::Texts(list) => list.len(),
        }
    }

    /// Which of its entries those of some subjects are, and for how many of them the only one stands.
    fn places(&self, rows: &Range<usize>) -> (Range<usize>, usize) {
        let own = rows.start.max(self.rows.start)..rows.end.min(self.rows.end);
        if self.len() == self.rows.len() {
            return (own.start - self.rows.start..own.end - self.rows.start, 1);
        }
        (0..1, own.len())
    }
}

/// Values without what stands under nothing.
fn known<'l, T: Copy + Default>(list: &'l [T], present: Option<&[bool]>) -> Cow<'l, [T]> {
    match present {
        Some(present) if present.len() == list.len() => {
            list.iter().zip(present).map(|(value, is_there)| if *is_there { *value } else { T::default() }).collect()
        }
        Some(_) => vec![T::default(); list.len()].into(),
        None => list.into(),
    }
}

fn ends<T: Copy + Ord + Default>(list: &[T]) -> (T, T) {
    list.iter().fold((T::default(), T::default()), |(least, most), value| (least.min(*value), most.max(*value)))
}

/// The low bytes hold a number that lies between the ends of the type.
fn narrowed32(list: &[i32]) -> List<'static> {
    let (least, most) = ends(list);
    if i8::try_from(least).is_ok() && i8::try_from(most).is_ok() {
        let low = |value: &i32| {
            let [low, ..] = value.to_le_bytes();
            i8::from_le_bytes([low])
        };
        List::Bits8(list.iter().map(low).collect())
    } else if i16::try_from(least).is_ok() && i16::try_from(most).is_ok() {
        let low = |value: &i32| {
            let [low, high, ..] = value.to_le_bytes();
            i16::from_le_bytes([low, high])
        };
        List::Bits16(list.iter().map(low).collect())
    } else {
        List::Bits32(list.to_vec())
    }
}

fn narrowed64(list: &[i64]) -> List<'static> {
    let (least, most) = ends(list);
    if i32::try_from(least).is_err() || i32::try_from(most).is_err() {
        return List::Bits64(list.to_vec());
    }
    let low = |value: &i64| {
        let [a, b, c, d, ..] = value.to_le_bytes();
        i32::from_le_bytes([a, b, c, d])
    };
    narrowed32(&list.iter().map(low).collect::<Vec<i32>>())
}

fn narrowed128(list: &[i128]) -> List<'static> {
    let narrow: Option<Vec<i64>> = list.iter().map(|value| i64::try_from(*value).ok()).collect();
    narrow.map_or_else(|| List::Bits128(list.to_vec()), |narrow| narrowed64(&narrow))
}

/// Numbers of some subjects in a width that holds them all.
macro_rules! numbers {
    ($parts:expr, $rows:expr, $to:ty; $($narrower:ident),*) => {{
        let mut all: Vec<$to> = Vec::with_capacity($rows.len());
        for part in $parts {
            let (own, times) = part.places($rows);
            match &part.list {
                $(List::$narrower(list) => {
                    let own = list.get(own).or_broken("a part has its rows");
                    match own {
                        [one] if times != 1 => all.extend(std::iter::repeat_n(<$to>::from(*one), times)),
                        own => all.extend(own.iter().map(|value| <$to>::from(*value))),
                    }
                })*
                _ => broken("a column is of one kind, and no wider than that"),
            }
        }
        all
    }};
}

impl<'a> Column<'a> {
    /// The values of some subjects; one entry where they are known to share it.
    pub(super) fn part(&self, rows: &Range<usize>) -> Vector<'a> {
        match self {
            Self::Same(vector) => vector.clone(),
            Self::Shared(found, groups) => spread(found, groups.some(rows)),
            Self::Parts(kind, parts) => {
                let own = some(parts, rows);
                if let [only] = own
                    && only.len() == 1
                {
                    return together(own, *kind, &(only.rows.start..only.rows.start + 1));
                }
                together(own, *kind, rows)
            }
        }
    }

    /// Whole numbers of so many subjects as results keep them.
    pub(super) fn integers(&self, subjects: usize) -> Integers {
        let rows = 0..subjects;
        let Self::Parts(_, parts) = self else { return self.part(&rows).integers(subjects) };
        let present = presence(parts, &rows);
        let widest = parts.iter().map(|part| match &part.list {
            List::Bits8(_) => 8,
            List::Bits16(_) => 16,
            List::Bits32(_) => 32,
            List::Bits64(_) => 64,
            List::Bits128(_) => 128,
            List::Truths(_) | List::Texts(_) => broken("a column of numbers is made of numbers"),
        });
        match widest.max().unwrap_or(8) {
            8 => Integers::of_bits8(numbers!(parts, &rows, i8; Bits8), present),
            16 => Integers::of_bits16(numbers!(parts, &rows, i16; Bits8, Bits16), present),
            32 => Integers::of_bits32(numbers!(parts, &rows, i32; Bits8, Bits16, Bits32), present),
            64 => Integers::of_bits64(numbers!(parts, &rows, i64; Bits8, Bits16, Bits32, Bits64), present),
            _ => Integers::of_bits128(numbers!(parts, &rows, i128; Bits8, Bits16, Bits32, Bits64, Bits128), present),
        }
    }

    /// Truths of so many subjects as results keep them.
    pub(super) fn truths(&self, subjects: usize) -> Arc<[Option<bool>]> {
        let truths = self.part(&(0..subjects));
        (0..subjects).map(|row| truths.holds(row)).collect()
    }
}

/// The parts that have some of the rows; the first one of no rows.
fn some<'p, 'a>(parts: &'p [Part<'a>], rows: &Range<usize>) -> &'p [Part<'a>] {
    let first = parts.partition_point(|part| part.rows.end <= rows.start).min(parts.len().saturating_sub(1));
    let behind = parts.partition_point(|part| part.rows.start < rows.end).max(first + 1);
    parts.get(first..behind).or_broken("a column has a part for each row")
}

/// Some rows of parts that have them.
fn together<'a>(parts: &[Part<'a>], kind: Kind, rows: &Range<usize>) -> Vector<'a> {
    let values = match kind {
        Kind::Whole(Width::Bits32) => Values::Bits32(numbers!(parts, rows, i32; Bits8, Bits16, Bits32)),
        Kind::Whole(Width::Bits64) => Values::Bits64(numbers!(parts, rows, i64; Bits8, Bits16, Bits32, Bits64)),
        Kind::Whole(Width::Bits128) => {
            Values::Bits128(numbers!(parts, rows, i128; Bits8, Bits16, Bits32, Bits64, Bits128))
        }
        Kind::Truth => Values::Truths(numbers!(parts, rows, bool; Truths)),
        Kind::Text => Values::Texts(numbers!(parts, rows, &'a str; Texts)),
    };
    Vector { values, present: presence(parts, rows) }
}

/// Which of some rows have their value; nothing when all do.
fn presence(parts: &[Part<'_>], rows: &Range<usize>) -> Option<Vec<bool>> {
    if parts.iter().all(|part| part.present.is_none()) {
        return None;
    }
    let mut all = Vec::with_capacity(rows.len());
    for part in parts {
        let (own, times) = part.places(rows);
        match &part.present {
            None => all.extend(std::iter::repeat_n(true, own.len() * times)),
            Some(present) => match present.as_slice() {
                [one] => all.extend(std::iter::repeat_n(*one, own.len() * times)),
                present => all.extend_from_slice(present.get(own).or_broken("a part has its rows")),
            },
        }
    }
    Some(all)
}

/// The value of its group for each of some subjects.
fn spread<'a>(found: &Vector<'a>, groups: &[u32]) -> Vector<'a> {
    fn each<T: Copy + Default>(list: &[T], groups: &[u32]) -> Vec<T> {
        let of = |group: u32| if group == NONE { T::default() } else { *entry(list, fit(group)) };
        groups.iter().map(|group| of(*group)).collect()
    }
    let values = match &found.values {
        Values::Bits32(list) => Values::Bits32(each(list, groups)),
        Values::Bits64(list) => Values::Bits64(each(list, groups)),
        Values::Bits128(list) => Values::Bits128(each(list, groups)),
        Values::Truths(list) => Values::Truths(each(list, groups)),
        Values::Texts(list) => Values::Texts(each(list, groups)),
    };
    let present = groups.iter().map(|group| *group != NONE && found.has(fit(*group)));
    Vector { values, present: Some(present.collect()) }
}
