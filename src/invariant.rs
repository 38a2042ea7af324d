//! What cannot happen: a fault of the program itself, never of its input.
//!
//! A broken invariant ends the run where it is found. A plausible value in its place would become a wrong grade.

use std::fmt;
use std::panic::{Location, panic_any};
use std::slice::SliceIndex;

/// A broken invariant, as the payload of the panic that it ends in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What should hold.
    pub invariant: String,
    /// Where it was found broken: file, line and column of the program's source.
    pub place: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.invariant, self.place)
    }
}

/// Ends the run: what `invariant` says does not hold.
#[track_caller]
#[allow(clippy::panic, reason = "a broken invariant ends the run here and nowhere else")]
pub fn broken(invariant: impl fmt::Display) -> ! {
    let place = Location::caller();
    let place = format!("{}:{}:{}", place.file(), place.line(), place.column());
    panic_any(Broken { invariant: invariant.to_string(), place })
}

/// Takes what an invariant says is there.
pub trait OrBroken {
    /// What is there.
    type Value;

    /// The value; ends the run when there is none.
    #[track_caller]
    fn or_broken(self, invariant: &str) -> Self::Value;
}

/// The same count or place in another type. Rows, bytes and steps that memory holds fit the types that count them.
#[track_caller]
pub fn fit<T>(count: impl Copy + fmt::Debug + TryInto<T>) -> T {
    match count.try_into() {
        Ok(fitting) => fitting,
        Err(_) => broken(format_args!("a count fits the type that holds it: {count:?}")),
    }
}

/// The entry of a row in a column, which has one for each row.
#[track_caller]
pub fn entry<T>(column: &[T], row: usize) -> &T {
    match column.get(row) {
        Some(entry) => entry,
        None => broken(format_args!("a column has an entry for each row: {row} of {}", column.len())),
    }
}

/// The part of a text at a place that was found in it.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "a range is handed over like an index")]
pub fn part_of(text: &str, place: impl Clone + fmt::Debug + SliceIndex<str, Output = str>) -> &str {
    match text.get(place.clone()) {
        Some(part) => part,
        None => broken(format_args!("a place lies within its text, between letters: {place:?} of {}", text.len())),
    }
}

impl<T> OrBroken for Option<T> {
    type Value = T;

    #[track_caller]
    fn or_broken(self, invariant: &str) -> T {
        match self {
            Some(value) => value,
            None => broken(invariant),
        }
    }
}

impl<T, E: fmt::Debug> OrBroken for Result<T, E> {
    type Value = T;

    #[track_caller]
    fn or_broken(self, invariant: &str) -> T {
        match self {
            Ok(value) => value,
            Err(error) => broken(format_args!("{invariant}: {error:?}")),
        }
    }
}
