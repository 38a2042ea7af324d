//! The values of some rows.

use std::ops::Range;
use std::sync::Arc;

use super::bounds::Width;
use super::kind::Kind;
use crate::column::Integers;
use crate::invariant::{OrBroken, broken};

/// A value or nothing for each of some rows; of one entry, the same in all of them.
#[derive(Debug, Clone)]
pub(super) struct Vector<'a> {
    pub(super) values: Values<'a>,
    /// Which rows have their value; all do where this is not given. What stands under nothing means nothing.
    pub(super) present: Option<Vec<bool>>,
}

/// Values of one kind.
#[derive(Debug, Clone)]
pub(super) enum Values<'a> {
    Bits32(Vec<i32>),
    Bits64(Vec<i64>),
    Bits128(Vec<i128>),
    Truths(Vec<bool>),
    Texts(Vec<&'a str>),
}

/// Does the same with the values of whatever kind.
macro_rules! each_kind {
    ($values:expr, $list:ident => $what:expr) => {
        match $values {
            $crate::engine::columnar::vector::Values::Bits32($list) => $what,
            $crate::engine::columnar::vector::Values::Bits64($list) => $what,
            $crate::engine::columnar::vector::Values::Bits128($list) => $what,
            $crate::engine::columnar::vector::Values::Truths($list) => $what,
            $crate::engine::columnar::vector::Values::Texts($list) => $what,
        }
    };
}

/// Does the same with two lists of values of one kind, and makes values of that kind of the result.
macro_rules! same_kind {
    ($left:expr, $right:expr, ($a:ident, $b:ident) => $what:expr) => {
        match ($left, $right) {
            (Values::Bits32($a), Values::Bits32($b)) => Values::Bits32($what),
            (Values::Bits64($a), Values::Bits64($b)) => Values::Bits64($what),
            (Values::Bits128($a), Values::Bits128($b)) => Values::Bits128($what),
            (Values::Truths($a), Values::Truths($b)) => Values::Truths($what),
            (Values::Texts($a), Values::Texts($b)) => Values::Texts($what),
            _ => $crate::invariant::broken("both values are of one kind"),
        }
    };
}

pub(super) use same_kind;

impl<'a> Vector<'a> {
    /// Values of which each is there.
    pub(super) fn full(values: Values<'a>) -> Self {
        Self { values, present: None }
    }

    /// The same whole number in all rows; its width holds it.
    pub(super) fn whole(value: i128, width: Width) -> Self {
        let fits = "a constant fits its width";
        Self::full(match width {
            Width::Bits32 => Values::Bits32(vec![i32::try_from(value).ok().or_broken(fits)]),
            Width::Bits64 => Values::Bits64(vec![i64::try_from(value).ok().or_broken(fits)]),
            Width::Bits128 => Values::Bits128(vec![value]),
        })
    }

    /// The same truth in all rows.
    pub(super) fn truth(truth: bool) -> Self {
        Self::full(Values::Truths(vec![truth]))
    }

    /// Nothing in any row.
    pub(super) fn nothing(kind: Kind) -> Self {
        Self { values: Values::blank(kind, 1), present: Some(vec![false]) }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        each_kind!(&self.values, list => list.len())
    }

    /// The place of the entry of a row.
    fn place(&self, row: usize) -> usize {
        if self.len() == 1 { 0 } else { row }
    }

    /// Whether a row has its value.
    pub(super) fn has(&self, row: usize) -> bool {
        self.present.as_ref().is_none_or(|present| present.get(self.place(row)) == Some(&true))
    }

    /// The whole number of a row.
    pub(super) fn number(&self, row: usize) -> Option<i128> {
        if !self.has(row) {
            return None;
        }
        let place = self.place(row);
        match &self.values {
            Values::Bits32(list) => list.get(place).copied().map(i128::from),
            Values::Bits64(list) => list.get(place).copied().map(i128::from),
            Values::Bits128(list) => list.get(place).copied(),
            Values::Truths(_) | Values::Texts(_) => broken("a number is asked of numbers"),
        }
    }

    /// Whether something holds in a row.
    pub(super) fn holds(&self, row: usize) -> Option<bool> {
        let Values::Truths(list) = &self.values else { broken("a truth is asked of truths") };
        list.get(self.place(row)).copied().filter(|_| self.has(row))
    }

    /// The text of a row.
    pub(super) fn text(&self, row: usize) -> Option<&'a str> {
        let Values::Texts(list) = &self.values else { broken("a text is asked of texts") };
        list.get(self.place(row)).copied().filter(|_| self.has(row))
    }

    /// Whole numbers row by row, in the narrowest width that holds them.
    pub(super) fn of_numbers(values: &[Option<i128>]) -> Vector<'static> {
        let is_within = |least: i128, most: i128| values.iter().flatten().all(|value| (least..=most).contains(value));
        let present: Vec<bool> = values.iter().map(Option::is_some).collect();
        let wide = || values.iter().map(|value| value.unwrap_or(0));
        let list = if is_within(i32::MIN.into(), i32::MAX.into()) {
            Values::Bits32(wide().filter_map(|value| i32::try_from(value).ok()).collect())
        } else if is_within(i64::MIN.into(), i64::MAX.into()) {
            Values::Bits64(wide().filter_map(|value| i64::try_from(value).ok()).collect())
        } else {
            Values::Bits128(wide().collect())
        };
        Vector { values: list, present: Some(present) }
    }

    /// Truths row by row.
    pub(super) fn of_truths(values: &[Option<bool>]) -> Vector<'static> {
        let present = Some(values.iter().map(Option::is_some).collect());
        Vector { values: Values::Truths(values.iter().map(|value| *value == Some(true)).collect()), present }
    }

    /// Whole numbers of so many rows as a column that results keep.
    pub(super) fn integers(self, rows: usize) -> Integers {
        let stretched = self.stretched(rows);
        match stretched.values {
            Values::Bits32(list) => Integers::of_bits32(list, stretched.present),
            Values::Bits64(list) => Integers::of_bits64(list, stretched.present),
            Values::Bits128(list) => Integers::of_bits128(list, stretched.present),
            Values::Truths(_) | Values::Texts(_) => broken("a column of numbers is made of numbers"),
        }
    }

    /// The entries of some rows.
    pub(super) fn part(&self, rows: &Range<usize>) -> Self {
        fn some<T: Copy>(list: &[T], rows: &Range<usize>) -> Vec<T> {
            list.get(rows.clone()).or_broken("a column has an entry for each row").to_vec()
        }
        let values = match &self.values {
            Values::Bits32(list) => Values::Bits32(some(list, rows)),
            Values::Bits64(list) => Values::Bits64(some(list, rows)),
            Values::Bits128(list) => Values::Bits128(some(list, rows)),
            Values::Truths(list) => Values::Truths(some(list, rows)),
            Values::Texts(list) => Values::Texts(some(list, rows)),
        };
        Self { values, present: self.present.as_ref().map(|present| some(present, rows)) }
    }

    /// With the entries of other rows behind its own, which are of the same kind.
    pub(super) fn and(self, (own, other): (usize, usize), more: Self) -> Self {
        let (first, second) = (self.stretched(own), more.stretched(other));
        let presence = |present: Option<Vec<bool>>, rows: usize| present.unwrap_or_else(|| vec![true; rows]);
        let present = (first.present.is_some() || second.present.is_some())
            .then(|| [presence(first.present, own), presence(second.present, other)].concat());
        let values = same_kind!(first.values, second.values, (a, b) => [a, b].concat());
        Self { values, present }
    }

    /// With an entry for each of so many rows.
    pub(super) fn stretched(self, rows: usize) -> Self {
        if self.len() == rows {
            return self;
        }
        let values = match self.values {
            Values::Bits32(list) => Values::Bits32(stretched(&list, rows)),
            Values::Bits64(list) => Values::Bits64(stretched(&list, rows)),
            Values::Bits128(list) => Values::Bits128(stretched(&list, rows)),
            Values::Truths(list) => Values::Truths(stretched(&list, rows)),
            Values::Texts(list) => Values::Texts(stretched(&list, rows)),
        };
        Self { values, present: self.present.map(|present| stretched(&present, rows)) }
    }
}

/// The one entry of a list for each of so many rows.
pub(super) fn stretched<T: Copy>(list: &[T], rows: usize) -> Vec<T> {
    match list {
        [one] => vec![*one; rows],
        _ => broken("a vector has one entry, or one for each row"),
    }
}

impl Values<'_> {
    /// Values that mean nothing yet.
    pub(super) fn blank(kind: Kind, rows: usize) -> Self {
        match kind {
            Kind::Whole(Width::Bits32) => Self::Bits32(vec![0; rows]),
            Kind::Whole(Width::Bits64) => Self::Bits64(vec![0; rows]),
            Kind::Whole(Width::Bits128) => Self::Bits128(vec![0; rows]),
            Kind::Truth => Self::Truths(vec![false; rows]),
            Kind::Text => Self::Texts(vec![""; rows]),
        }
    }

    /// Numbers in a width that has been proved to hold them.
    pub(super) fn narrowed(list: Vec<i64>, width: Width) -> Self {
        match width {
            Width::Bits32 => {
                let narrow =
                    |value: i64| i32::try_from(value).ok().or_broken("a sum fits the width that was proved for it");
                Self::Bits32(list.into_iter().map(narrow).collect())
            }
            Width::Bits64 => Self::Bits64(list),
            Width::Bits128 => Self::Bits128(list.into_iter().map(i128::from).collect()),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Bits32(_) => Kind::Whole(Width::Bits32),
            Self::Bits64(_) => Kind::Whole(Width::Bits64),
            Self::Bits128(_) => Kind::Whole(Width::Bits128),
            Self::Truths(_) => Kind::Truth,
            Self::Texts(_) => Kind::Text,
        }
    }
}

/// A column of a whole table that is known before the tables are gone through.
pub(super) type Given = Arc<Vector<'static>>;
