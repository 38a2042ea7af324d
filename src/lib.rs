//! Heng 衡 turns written evaluation rules and data tables into grades, and every grade into evidence.
//!
//! ```text
//!  rule text ──► lang ──► RuleSet ──┐
//!                                 ├──► engine ──► Scores ──► review ──► Explanation ──► report
//!  tables    ──► data ──► Tables ─┘    columnar │ exact
//!
//!  under all: number          on top: session ◄── cli
//! ```
//!
//! | stage | function | from | to |
//! |---|---|---|---|
//! | read rules | [`syntax::parse`] | text | syntax tree |
//! | check | [`check::check`] | syntax tree | [`rules::RuleSet`] |
//! | hold against a document | [`document::compare`] | model, list of clauses | [`document::Comparison`] |
//! | read data | [`data::load`] | files | [`data::Tables`] |
//! | plan | [`program::Program::of`] | model | [`program::Program`] |
//! | score | [`engine::score`] | plan, tables | [`engine::Scores`] |
//! | explain | [`review::explain`] | plan, tables, scores, subject | [`review::Explanation`] |
//! | print | [`report`] | scores, explanation | text, csv, json |
//!
//! Each stage is a pure function from typed input to typed output and diagnostics; files come in
//! through [`host::Host`] alone. [`session`] is the only place that knows the order of the stages.

// What pest generates names this crate. Without its `std` feature pest does not ask for the stack that is left at each
// step: nesting is bounded before the grammar sees a statement.
extern crate alloc;

pub mod check;
pub mod core;
pub mod data;
pub mod document;
pub mod engine;
pub mod finding;
pub mod host;
pub mod invariant;
pub mod number;
pub mod program;
pub mod proof;
pub mod report;
pub mod result;
pub mod review;
pub mod rules;
pub mod script;
pub mod session;
pub mod syntax;
pub mod words;
