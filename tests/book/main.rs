//! The room of workbooks: bytes to sheets of cells.
//!
//! `fixtures` holds files of `LibreOffice`, openpyxl and xlwt, with the scripts that made them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    clippy::print_stderr,
    reason = "tests; the environment chooses how long the long run is, and the clock watches for hangs"
)]

mod archives;
mod content;
mod fuzz;
mod hostile;
mod mutate;
mod office;
mod pages;
mod parts;
#[path = "../support/random.rs"]
mod random;
mod records;
mod support;
