//! A checked rule set and tables to scores.
//!
//! ```text
//! RuleSet ──program──► Program ──columnar::run──► Outputs ──standing──► Scores
//!                          └─exact::run────►
//! ```
//!
//! Both engines give the same [`Outputs`], cell for cell. [`exact`] is the oracle, explains one
//! subject, and works out what [`columnar`] cannot.

mod ahead;
mod best;
mod chosen;
pub mod columnar;
mod effective;
pub mod exact;
mod faults;
mod left_out;
mod marks;
mod order;
mod outputs;
mod reasons;
mod scores;
mod standing;

pub use chosen::chosen;
pub use effective::{NoWeight, NodeWeights, PartWeight, TreeWeights, tree_weighs, tree_weights, weights_of};
pub use marks::{Mark, Marks};
pub use outputs::{NumberColumn, Outputs, Truths};
pub use reasons::missing;
pub use scores::{EngineKind, Scores, score, score_assumed, subject_key};
pub(crate) use standing::missing_notes;
