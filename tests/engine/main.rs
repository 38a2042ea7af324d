//! The two engines give the same outputs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "tests"
)]

mod agreement;
mod bounds;
mod build;
mod calls;
mod cancel;
mod cohorts;
mod conditions;
mod expressions;
mod fallback;
mod firm;
mod functions;
mod generated;
mod growth;
mod logic;
mod missing;
mod other_tables;
mod possible;
mod result;
mod rounding;
mod rows;
mod soon;
mod threads;
mod trees;
mod wenzhou;
mod withheld;
