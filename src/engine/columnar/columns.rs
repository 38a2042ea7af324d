//! Columns of all subjects that are kept: for a later pass, for a question to all subjects, or as outputs. What a batch
//! gave lies in the narrowest width that holds it, as most of what is kept are marks.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::bounds::Width;
use super::groups::{Groups, NONE};
use super::kind::Kind;
use super::vector::{Values, Vector, stretched};
use crate::column::Integers;
use crate::invariant::{OrBroken, broken, entry, fit};

/// Two lists of numbers, one behind the other, in the width of the first kind.
macro_rules! both {
    ($list:expr, $more:expr, $to:ty; $own:ident $(, $narrower:ident)*) => {{
        let mut all: Vec<$to> = match $list {
            List::$own(list) => list,
            $(List::$narrower(list) => list.into_iter().map(<$to>::from).collect(),)*
            _ => broken("no list is wider than the wider one"),
        };
        match $more {
            List::$own(list) => all.extend(list),
            $(List::$narrower(list) => all.extend(list.into_iter().map(<$to>::from)),)*
            _ => broken("no list is wider than the wider one"),
        }
        all
    }};
}

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
#[derive(Clone)]
pub(super) struct Part<'a> {
    rows: Range<usize>,
    /// One for each row, or one for all.
    list: List<'a>,
    /// Which rows have their value; all do where this is not given.
    present: Option<Vec<bool>>,
}

#[derive(Clone, PartialEq)]
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

    /// Adds what was worked out of the subjects that come next.
    pub(super) fn append(&mut self, vector: &Vector<'a>, rows: Range<usize>, is_nullable: bool) {
        let more = Self::of(vector, rows, is_nullable);
        let rows = self.rows.start..more.rows.end;
        if self.len() == 1 && more.len() == 1 && self.list == more.list && self.present == more.present {
            self.rows = rows;
            return;
        }
        let mut all =
            std::mem::replace(self, Self { rows: 0..0, list: List::Truths(Vec::new()), present: None }).stretched();
        let more = more.stretched();
        if all.present.is_some() || more.present.is_some() {
            let mut present = all.present.unwrap_or_else(|| vec![true; all.rows.len()]);
            match more.present {
                Some(more) => present.extend(more),
                None => present.resize(rows.len(), true),
            }
            all.present = Some(present);
        }
        *self = Self { rows, list: all.list.and(more.list), present: all.present };
    }

    /// With an entry for each row.
    fn stretched(self) -> Self {
        let rows = self.rows.len();
        if self.len() == rows {
            return self;
        }
        let list = match self.list {
            List::Bits8(list) => List::Bits8(stretched(&list, rows)),
            List::Bits16(list) => List::Bits16(stretched(&list, rows)),
            List::Bits32(list) => List::Bits32(stretched(&list, rows)),
            List::Bits64(list) => List::Bits64(stretched(&list, rows)),
            List::Bits128(list) => List::Bits128(stretched(&list, rows)),
            List::Truths(list) => List::Truths(stretched(&list, rows)),
            List::Texts(list) => List::Texts(stretched(&list, rows)),
        };
        Self { list, present: self.present.map(|present| stretched(&present, rows)), ..self }
    }

    /// The whole numbers of its rows.
    fn integers(self) -> Integers {
        let Self { list, present, .. } = self.stretched();
        match list {
            List::Bits8(list) => Integers::of_bits8(list, present),
            List::Bits16(list) => Integers::of_bits16(list, present),
            List::Bits32(list) => Integers::of_bits32(list, present),
            List::Bits64(list) => Integers::of_bits64(list, present),
            List::Bits128(list) => Integers::of_bits128(list, present),
            List::Truths(_) | List::Texts(_) => broken("a column of numbers is made of numbers"),
        }
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

impl List<'_> {
    /// This list and another behind it, in the wider of their widths.
    fn and(self, more: Self) -> Self {
        match (self, more) {
            (List::Truths(mut list), List::Truths(more)) => {
                list.extend(more);
                List::Truths(list)
            }
            (List::Texts(mut list), List::Texts(more)) => {
                list.extend(more);
                List::Texts(list)
            }
            (list, more) => match list.bits().max(more.bits()) {
                8 => List::Bits8(both!(list, more, i8; Bits8)),
                16 => List::Bits16(both!(list, more, i16; Bits16, Bits8)),
                32 => List::Bits32(both!(list, more, i32; Bits32, Bits8, Bits16)),
                64 => List::Bits64(both!(list, more, i64; Bits64, Bits8, Bits16, Bits32)),
                _ => List::Bits128(both!(list, more, i128; Bits128, Bits8, Bits16, Bits32, Bits64)),
            },
        }
    }

    /// The width of its numbers.
    fn bits(&self) -> u32 {
        match self {
            List::Bits8(_) => 8,
            List::Bits16(_) => 16,
            List::Bits32(_) => 32,
            List::Bits64(_) => 64,
            List::Bits128(_) => 128,
            List::Truths(_) | List::Texts(_) => broken("numbers stand behind numbers"),
        }
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

    /// Whole numbers of so many subjects as results keep them: the parts themselves, where nobody else has them.
    pub(super) fn integers(self: Arc<Self>, subjects: usize) -> Integers {
        let parts = match Arc::try_unwrap(self) {
            Ok(Self::Parts(_, parts)) => parts,
            Ok(other) => return other.part(&(0..subjects)).integers(subjects),
            Err(shared) => match shared.as_ref() {
                Self::Parts(_, parts) => parts.clone(),
                other => return other.part(&(0..subjects)).integers(subjects),
            },
        };
        let pieces = parts.into_iter().map(Part::integers).collect();
        Integers::joined(pieces).or_broken("whole numbers can be put together")
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
