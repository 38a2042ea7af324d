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

mod assemble;
mod blend;
mod cells;
mod clauses;
mod corner;
mod differences;
mod effect;
mod indicator;
mod item;
mod marks;
mod meaning;
mod pairs;
mod period;
mod plan;
mod players;
mod reads;
mod shapley;
mod standing;
mod stayed;
mod tables;
mod view;

pub use assemble::{assembled, most_players};
pub use blend::Blend;
pub use cells::{Cause, Cells, InputChange, ResultChange, ResultColumn, results};
pub use corner::{Corner, Ends};
pub use differences::differences;
pub use effect::{
    EditNamed, Effect, IndicatorMove, Lack, Matrix, Moved, Mover, PlayerNamed, ReadAs, RulesAndData, Scored, Standing,
    SubjectMove, Tied,
};
pub use item::{
    ClauseChange, Differences, Fate, Group, ItemChange, Kind, Label, Named, Paired, PartChange, Reader, Stayed,
};
pub use plan::{Edit, Plan, Which};
pub use players::{MOST_PLAYERS, Player, PlayerKind, players, together, unions};
pub use shapley::shapley;
pub use tables::{Extra, extras, read_otherwise, reader, tables};
pub use view::Side;
