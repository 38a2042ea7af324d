//! What of a result is shown: which columns, which rows in which order, and what the rows come to together. Nothing here
//! changes a result: marks, ranks and grades are those of all subjects.

mod asked;
mod column;
mod order;
mod select;
mod summary;
mod titles;
mod value;

pub use asked::Question;
pub use column::Column;
pub use order::Order;
pub use select::Shown;
pub use summary::{Numbers, Summary, summaries};
pub use titles::{Titles, Unnamed};
pub use value::{Kind, Value, kind, value};
