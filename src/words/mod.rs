//! Every sentence about results, in Chinese and English.
//!
//! ```text
//! result (ids, numbers, reasons) ──Wording──► sentence
//! ```

mod list;
mod missing;
mod note;
mod outcome;
mod quota;
mod summary;
mod term;
mod wording;

pub use list::{listed, sentences};
pub use outcome::{marks, missing, no_grade, truth};
pub use summary::{all_in_all, conditions, not_official, of_many, of_verdict};
pub use term::{Term, verdict};
pub use wording::Wording;
