//! What cannot happen: a fault of the program itself, never of its input.
//!
//! A broken invariant ends the run where it is found. A plausible value in its place would become a wrong grade.

use std::fmt;
use std::panic::{Location, panic_any};

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
