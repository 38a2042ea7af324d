//! The library as others use it: rules and data in, scores and explanations out. It hides the rooms, and the crates that
//! they own.

mod data;
mod error;
mod finding;
mod rules;
mod run;
mod stack;

pub use data::Data;
pub use error::Error;
pub use finding::{Finding, FindingSeverity, FoundAt};
pub use rules::Rules;
pub use run::{Engine, Run};
