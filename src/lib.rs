//! Heng 衡 turns written evaluation rules and data tables into grades, and every grade into evidence.
//!
//! ```text
//!  rule text ─► syntax ─► check ─► Program ─┬─► proof ─► findings
//!  tables    ─► data ─► Tables ─────────────┴─► engine ─► Scores ─► review ─► Explanation
//!                                               columnar │ exact      words ─► report
//!  under all: number │ finding │ host │ cancel on top: session ◄── façade, cli
//! ```
//!
//! | stage | function | from | to |
//! |---|---|---|---|
//! | read rules | [`syntax::parse`] | text | syntax tree |
//! | check | [`check::check`] | syntax tree | [`check::Checked`]: [`program::Program`], symbols, findings |
//! | hold against a document | [`document::compare`] | claims of rule sets, list of clauses | [`document::Comparison`] |
//! | read data | [`data::load`] | files | [`data::Tables`] |
//! | put together | [`program::Program::of`] | rules, arena | [`program::Program`] |
//! | score | [`engine::score`] | program, tables | [`result::Scores`] |
//! | explain | [`review::Explainer`] | program, tables, scores, subject | [`result::Explanation`] |
//! | say | [`words`] | notes, reasons, explanations | sentences |
//! | print | [`report`] | scores, explanation | text, csv, json |
//!
//! Each stage is a pure function from typed input to typed output and diagnostics; files come in
//! through [`host::Host`] alone. [`session`] is the only place that knows the order of the stages.

// What pest generates names this crate. Without its `std` feature pest does not ask for the stack that is left at each
// step: nesting is bounded before the grammar sees a statement.
extern crate alloc;

mod facade;
pub mod result;

pub use cancel::Cancel;
pub use facade::{Data, Engine, Error, Finding, FindingSeverity, FoundAt, Rules, Run};
pub use finding::Language;
pub use result::{Explanation, Scores};

#[doc(hidden)]
pub mod book;
#[doc(hidden)]
pub mod bounds;
#[doc(hidden)]
pub mod cancel;
#[doc(hidden)]
pub mod change;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod column;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod core;
mod cores;
#[doc(hidden)]
pub mod data;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod finding;
#[doc(hidden)]
pub mod firm;
#[doc(hidden)]
pub mod host;
#[doc(hidden)]
pub mod invariant;
#[doc(hidden)]
pub mod number;
#[doc(hidden)]
pub mod packet;
#[doc(hidden)]
pub mod program;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod review;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod script;
#[doc(hidden)]
pub mod session;
#[doc(hidden)]
pub mod shown;
#[doc(hidden)]
pub mod survey;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod words;
