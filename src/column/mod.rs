//! Columns that tables and results share instead of copying.

mod growing;
mod integers;
mod texts;

pub(crate) use growing::{Growing, cast, joined, taken};
pub use integers::Integers;
pub use texts::Texts;
