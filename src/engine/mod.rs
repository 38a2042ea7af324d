//! A checked rule set and tables to scores.
//!
//! ```text
//! RuleSet ──program──► Program ──columnar::run──► Outputs ──standing──► Scores
//!                          └─exact::run────►
//! ```
//!
//! Both engines give the same [`Outputs`], figure for figure. [`exact`] is the oracle, explains one
//! subject, and works out what [`columnar`] cannot.

mod ahead;
mod best;
mod chosen;
pub mod columnar;
mod effective;
pub mod exact;
mod faults;
mod full_marks;
mod left_out;
mod manual;
mod members;
mod order;
mod outputs;
pub mod possible;
mod reasons;
mod reweighted;
mod sample;
mod scores;
mod standing;
mod subjects;

pub use chosen::chosen;
pub use effective::{NoWeight, NodeWeights, PartWeight, TreeWeights, tree_weighs, tree_weights, weights_of};
pub use full_marks::full_marks;
pub use members::Members;
pub use outputs::{NumberColumn, Outputs};
pub use reasons::{missing, missing_notes};
pub use reweighted::{Heads, Reweighted};
pub use sample::{Unlike, sampled};
pub use scores::{EngineKind, score, score_assumed, score_knowing};
pub use subjects::{row_key, subject_key, subjects};
