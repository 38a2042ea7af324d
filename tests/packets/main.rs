//! Packets: what is changed in one is found, what is hostile is refused, and those of earlier versions go on verifying.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    reason = "tests"
)]

mod bytes;
mod corpus;
mod databases;
mod folder;
mod hostile;
#[cfg(unix)]
mod on_disk;
mod others;
mod published;
mod zipped;
