//! The generated parser. One file, because pest names `Rule` after no one.

#![allow(missing_docs, unreachable_pub, reason = "pest writes these items")]
#![allow(clippy::pedantic, reason = "pest writes these items")]

/// The parser of `grammar/heng.pest`.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/heng.pest"]
pub struct Grammar;
