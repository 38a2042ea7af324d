//! Results as data: what came out for each subject, and why, without a word of any language.
//!
//! Everything here can be written down and read back ([`VERSION`]). Items are named by their place in the checked rule
//! set, subjects by their row; [`crate::words`] makes sentences of it.

mod decision;
mod marks;
mod missing;
mod note;
mod scores;
mod subjects;
mod version;

pub use decision::{Decision, Obstacle};
pub use marks::{Mark, Marks, Truths};
pub use missing::{Line, Missing};
pub use note::{Compared, Note, Several};
pub use scores::Scores;
pub use subjects::Subjects;
pub use version::{VERSION, Version};
