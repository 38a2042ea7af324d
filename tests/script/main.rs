//! Scripts: what they may say, what they give, and that they end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "time and memory are what is tested")]
#![allow(clippy::format_collect, reason = "plain in a test")]

mod exactness;
mod forbidden;
mod library;
mod limits;
mod missing;
mod pure;
mod steps;
mod types;

use heng::number::{Accuracy, Calendar, Number};
use heng::script::{Complaint, Datum, Failure, Lack, Limits, Machine, Script};

/// Calls `f` of a text without arguments, to 6 decimals.
fn run(text: &str) -> Result<Datum, Failure> {
    call(text, Vec::new())
}

/// Calls `f` of a text, to 6 decimals.
fn call(text: &str, arguments: Vec<Datum>) -> Result<Datum, Failure> {
    let script = Script::parse(text, &Limits::default()).unwrap_or_else(|complaints| panic!("{text}: {complaints:#?}"));
    machine(&script).call("f", arguments, &Accuracy::new(6, &Number::one()))
}

/// The value of one expression.
fn value(expression: &str) -> Datum {
    run(&format!("fn f() {{ {expression} }}")).unwrap_or_else(|failure| panic!("{expression}: {failure:?}"))
}

fn machine(script: &Script) -> Machine {
    Machine::new(script, &Limits::default(), &Calendar::china().unwrap())
}

fn complaints(text: &str) -> Vec<Complaint> {
    Script::parse(text, &Limits::default()).expect_err(text)
}

/// A number as text: `3.5`, `-2`, `1/3`.
fn number(text: &str) -> Datum {
    Datum::Number(match text.split_once('/') {
        None => Number::parse(text).unwrap(),
        Some((above, below)) => Number::parse(above).unwrap().checked_div(&Number::parse(below).unwrap()).unwrap(),
    })
}

fn text(text: &str) -> Datum {
    Datum::Text(text.into())
}

fn missing(lacks: &[Lack]) -> Datum {
    Datum::Missing(lacks.iter().copied().collect())
}
