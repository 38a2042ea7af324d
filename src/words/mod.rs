//! Every sentence about results, in Chinese and English.
//!
//! ```text
//! result (ids, numbers, reasons) ──Wording──► sentence
//! ```

mod clause;
mod compare;
mod explanation;
mod formula;
mod function;
mod layout;
mod line;
mod list;
mod missing;
mod name;
mod plan;
mod reason;
mod teller;
mod term;
mod told;
mod trace;
mod unmet;
mod value;
mod way;
mod wording;

pub use explanation::told;
pub use layout::Layout;
pub use line::one_line;
pub use list::{listed, sentences};
pub use term::{Term, verdict};
pub use told::{
    Told, ToldBlock, ToldCondition, ToldEntry, ToldHead, ToldIndicator, ToldNextGrade, ToldNode, ToldWeight,
};
pub use trace::{Trace, holds_word};
pub use unmet::UnmetTerm;
pub use value::{datum, truth};
pub use way::way_kind;
pub use wording::Wording;
