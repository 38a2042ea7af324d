//! The room of data: files and facts to typed tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod blocks;
mod cell;
mod encoding;
#[path = "../support/english.rs"]
#[allow(dead_code, reason = "each test program uses what it needs")]
mod english_text;
mod facts;
mod file;
mod findings;
mod header;
mod key;
mod number;
mod parent;
mod parquet;
mod plain;
mod property;
mod range;
mod row;
mod several;
mod support;
