//! Columns that tables and results share instead of copying.

mod integers;
mod texts;

pub use integers::Integers;
pub use texts::Texts;
