//! Differences between two rule sets.

mod text;

pub use text::text;
