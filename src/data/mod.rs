//! Files to typed tables, each cell with its origin.
//!
//! ```text
//! folder ──load──► Tables          facts of a 示例 ──from_facts──► Tables
//! ```
//!
//! ```text
//! file ──encoding──► text ──records──► record ──header, rows──► cells ──cell, decimal──► column
//!                                                   columns ──keys, link──► unique keys, parent rows
//! ```
//!
//! Post-conditions: every declared column is there with its type; keys are unique; every child row
//! has its parent. Both functions report all findings at once.

mod aside;
mod blank;
mod cell;
mod column;
mod complaint;
mod crowded;
mod days;
mod decimal;
mod duplicates;
mod encoding;
mod facts;
mod findings;
mod growing;
mod guard;
mod header;
mod keys;
mod link;
mod load;
mod looks;
mod misfit;
mod parquet;
mod records;
mod rows;
mod separator;
mod shortest;
mod sound;
mod table;

pub use facts::{from_example, from_facts};
pub use guard::is_about_a_file;
pub use load::load;
pub use looks::alike;
pub use table::{Cell, Column, Found, Lines, Table, Tables, Typed};
