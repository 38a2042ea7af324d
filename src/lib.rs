//! Heng 衡 turns written evaluation rules and data tables into grades, and every grade into evidence.
//!
//! ```text
//!  rule text ──► lang ──► Model ──┐
//!                                 ├──► engine ──► Scores ──► review ──► Explanation ──► report
//!  tables    ──► data ──► Tables ─┘    columnar │ exact
//!
//!  under all: number          on top: session ◄── cli
//! ```
//!
//! | stage | function | from | to |
//! |---|---|---|---|
//! | read rules | [`lang::syntax::parse`] | text | syntax tree |
//! | check | [`lang::check::check`] | syntax tree | [`lang::model::Model`] |
//! | hold against a document | [`document::compare`] | model, list of clauses | [`document::Comparison`] |
//! | read data | [`data::load`] | files | [`data::Tables`] |
//! | plan | [`engine::Plan::of`] | model | [`engine::Plan`] |
//! | score | [`engine::score`] | plan, tables | [`engine::Scores`] |
//! | explain | [`review::explain`] | plan, tables, scores, subject | [`review::Explanation`] |
//! | print | [`report`] | scores, explanation | text, csv, json |
//!
//! Each stage is a pure function from typed input to typed output and diagnostics; files come in
//! through [`host::Host`] alone. [`session`] is the only place that knows the order of the stages.

// What pest generates names this crate. Without its `std` feature pest does not ask for the stack that is left at each
// step: nesting is bounded before the grammar sees a statement.
extern crate alloc;

pub mod cli;
pub mod data;
pub mod document;
pub mod engine;
pub mod host;
pub mod lang;
pub mod number;
pub mod progress;
pub mod report;
pub mod review;
pub mod script;
pub mod session;
