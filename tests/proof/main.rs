//! What `heng check` proves of rules: small rule sets, the answers that must come, and counter-examples that hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod answers;
mod english;
#[path = "../support/english.rs"]
#[allow(dead_code, reason = "each test program uses what it needs")]
mod english_text;
mod findings;
mod fixed;
mod generated;
mod pages;
mod rules;
mod size;
