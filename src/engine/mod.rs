//! A checked rule set and tables to scores.
//!
//! ```text
//! Model ──Plan::of──► Plan ──columnar::run──► Outputs ──standing──► Scores
//!                          └─exact::run────►
//! ```
//!
//! Both engines give the same [`Outputs`], cell for cell. [`exact`] is the oracle, explains one
//! subject, and works out what [`columnar`] cannot.

pub mod columnar;
pub mod exact;
mod left_out;
mod outputs;
mod plan;
mod scores;
mod standing;

pub use outputs::{NumberColumn, Outputs};
pub use plan::{Plan, PlannedCell};
pub use scores::{EngineKind, Mark, Scores, score, score_assumed, subject_key};
pub(crate) use standing::missing_notes;
