//! Differences between two rule sets.

mod cells;
mod document;
mod effect;
mod rounded;
mod text;

pub(super) use document::Document;
pub use document::json;
pub use text::text;
