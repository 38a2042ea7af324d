//! Every sentence about results, in Chinese and English.
//!
//! ```text
//! result (ids, numbers, reasons) ──Wording──► sentence
//! ```

mod cells;
mod clause;
mod compare;
mod condition;
mod deadline;
mod difference;
mod effect;
mod explanation;
mod firm;
mod formula;
mod function;
mod immaterial;
mod layout;
mod line;
mod list;
mod migration;
mod missing;
mod name;
mod note;
mod outcome;
mod plan;
mod possible;
mod quota;
mod reason;
mod ruled;
mod ruling;
mod summary;
mod teller;
mod term;
mod told;
mod trace;
mod traced;
mod unmet;
mod value;
mod way;
mod why_not;
mod wording;

pub use difference::Differing;
pub use explanation::told;
pub use firm::Firmness;
pub use layout::Layout;
pub use line::one_line;
pub use list::{listed, sentences};
pub use note::may_lapse;
pub use outcome::{marks, missing, no_grade};
pub use plan::figure;
pub use possible::Possible;
pub use ruled::{ToldAsked, ToldCompetitor, ToldHeld, ToldPlacing, ToldRuling, ToldTerm};
pub use summary::{SummaryTerm, all_in_all, conditions, not_official, nothing_to_put_together, of_many, of_verdict};
pub use term::{Term, output, verdict};
pub use told::{
    Told, ToldAdjustment, ToldBlock, ToldCondition, ToldEntry, ToldHead, ToldIndicator, ToldNextGrade, ToldNode,
    ToldOutput, ToldWeight,
};
pub use traced::{Shared, Trace, TraceKind, holds_word};
pub use unmet::UnmetTerm;
pub use value::datum;
pub use way::{way_kind, way_of, way_text};
pub use wording::Wording;
