//! Data from other sources than text files: databases, JSON and Arrow. `tests/databases/run` starts the servers; without
//! it their tests say that they are passed over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    clippy::wrong_self_convention,
    reason = "tests"
)]

mod arrow;
mod cycle;
mod folder;
mod json;
mod leave;
mod lost;
#[path = "../support/random.rs"]
mod random;
mod server;
mod sqlite;
mod types;
