//! Columns that tables and results share instead of copying.

mod bits;
mod growing;
mod integers;
mod narrow;
mod pieces;
mod texts;

pub(crate) use growing::joined;
pub use integers::Integers;
pub(crate) use integers::{Slice, Widened};
pub use texts::Texts;
