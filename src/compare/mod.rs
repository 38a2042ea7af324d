//! Two rule sets beside one another: what differs, item by item and clause by clause, and what each edit does to marks and
//! grades. Data; [`crate::words`] makes sentences of it.
//!
//! ```text
//!  old tree ─► items of clauses ─┐
//!                                ├─► pairs ─► differences
//!  new tree ─► items of clauses ─┘      └───► edits ─► groups ─► a tree for each set of groups ─► values ─► shares
//! ```
//!
//! Order and spelling are no difference: items are paired by code and title, clauses by their word, and two clauses are the
//! same that say the same in other words (`5 亿元`, `50000 万元`) or whose expressions mean the same.

mod clauses;
mod differences;
mod item;
mod meaning;
mod pairs;
mod period;
mod reads;
mod standing;
mod stayed;
mod view;

pub use differences::differences;
pub use item::{ClauseChange, Differences, Fate, Group, ItemChange, Kind, Label, Named, Paired, PartChange, Stayed};
pub use view::Side;
