//! What missing or disputed cells could still do: the least and the greatest total, the grades that are still possible,
//! and the fields that decide.
//!
//! `engine/possible` gives what cannot be left out, and is sound; here values are looked for that bring each of it about, and
//! the whole population is scored with them. What is not brought about is said to be so.

mod cells;
mod climb;
mod disputed;
mod found;
mod search;
mod sound;
mod tell;
mod values;

pub use cells::named;
pub use disputed::{Disputed, disputed};
pub use found::{Bounds, CellValue, Deciding, End, OpenCell, PossibleGrade, SubjectBounds};
pub use search::{Request, bounds};
