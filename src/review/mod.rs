//! How a grade came about: from the grade down to the cell and the clause.

mod above;
mod choice;
mod clause;
mod coverage;
mod explain;
mod member;
mod mutants;
mod node;
mod only;
mod placing;
mod reasons;
mod ruling;
mod steps;
mod unmet;
mod view;

pub use coverage::{Coverage, CoveredWay};
pub use explain::Explainer;
pub use mutants::{Mutants, Remedy, Unnoticed};
pub use only::parts;
pub use reasons::reasons;
pub use steps::datum;
