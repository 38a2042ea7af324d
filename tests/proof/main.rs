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
mod findings;
mod generated;
mod pages;
mod rules;
mod size;
