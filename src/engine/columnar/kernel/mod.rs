//! One operation on the values of some rows: loops over slices.
//!
//! Whole numbers wrap here, and nothing is checked: [`super::whole`] has proved that every value that counts fits, and
//! what stands under nothing may be anything.

mod arithmetic;
mod bands;
mod choice;
mod comparison;
mod logic;
mod text;

pub(super) use arithmetic::{computed, resized};
pub(super) use bands::bands;
pub(super) use choice::{case, choice, filled};
pub(super) use comparison::compared;
pub(super) use logic::{both, either, is_null, is_present, not};
pub(super) use text::{characters, tested};

use crate::invariant::entry;

/// A list that has an entry for each row, or one for all.
#[derive(Clone, Copy)]
pub(super) enum Side<'v, T> {
    Each(&'v [T]),
    All(T),
}

impl<'v, T: Copy> Side<'v, T> {
    pub(super) fn of(list: &'v [T]) -> Self {
        match list {
            [one] => Self::All(*one),
            each => Self::Each(each),
        }
    }

    /// The entry of a row.
    pub(super) fn at(self, row: usize) -> T {
        match self {
            Self::Each(list) => *entry(list, row),
            Self::All(one) => one,
        }
    }
}

/// A function of the entries of each row; one entry where both have one.
fn zipped<A: Copy, B: Copy, C>(left: &[A], right: &[B], function: impl Fn(A, B) -> C) -> Vec<C> {
    match (Side::of(left), Side::of(right)) {
        (Side::Each(left), Side::Each(right)) => left.iter().zip(right).map(|(a, b)| function(*a, *b)).collect(),
        (Side::Each(left), Side::All(b)) => left.iter().map(|a| function(*a, b)).collect(),
        (Side::All(a), Side::Each(right)) => right.iter().map(|b| function(a, *b)).collect(),
        (Side::All(a), Side::All(b)) => vec![function(a, b)],
    }
}

/// Which rows have both values.
fn both_present(left: Option<&[bool]>, right: Option<&[bool]>, length: usize) -> Option<Vec<bool>> {
    let present = match (left, right) {
        (None, None) => return None,
        (Some(only), None) | (None, Some(only)) => only.to_vec(),
        (Some(left), Some(right)) => zipped(left, right, |a, b| a & b),
    };
    Some(lengthened(present, length))
}

/// With so many entries.
fn lengthened<T: Copy>(list: Vec<T>, length: usize) -> Vec<T> {
    match list.as_slice() {
        [one] if length != 1 => vec![*one; length],
        _ => list,
    }
}
