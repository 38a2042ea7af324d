//! Files to typed tables, each cell with its origin.
//!
//! ```text
//! folder ──load──► Tables          facts of a 示例 ──from_facts──► Tables
//! ```
//!
//! ```text
//! file ──text, blocks──► rows of text ──records──► record ──header, rows──► cells ──cell, decimal──► column
//! json, ipc, database ──asked──► texts of cells ──sheet──► rows of text, as above
//! corrections ──corrections──► what holds in the place of what some cells say
//! suppositions ──supposed──► tables in which some cells say something else
//! files of one table ──several──► files ──joined──► columns ──keys, link──► unique keys, parent rows
//! ```
//!
//! Post-conditions: every declared column is there with its type; keys are unique; every child row
//! has its parent. Both functions report all findings at once.

mod aside;
mod asked;
mod blank;
mod blocks;
mod cell;
mod cells;
mod column;
mod complaint;
mod correction;
mod corrections;
mod crowded;
mod database;
mod decimal;
mod duplicates;
mod encoding;
mod facts;
mod findings;
mod header;
mod heading;
mod ipc;
mod joined;
mod json;
mod keys;
mod layout;
mod left_out;
mod lines;
mod link;
mod load;
mod looks;
mod origin;
mod origins;
mod packed;
mod parents;
mod parquet;
mod plain;
mod quotes;
mod reading;
mod records;
mod repaired;
mod rows;
mod separator;
mod serial;
mod several;
mod sheet;
mod source;
mod spelled;
mod spoken;
mod spread;
mod stream;
mod stretches;
mod supposed;
mod table;
mod telling;
mod text;
mod totals;
mod unread;
mod unreadable;

pub use cells::cells;
pub use correction::Correction;
pub use facts::{from_example, from_facts};
pub use left_out::{LeftOut, What};
pub use lines::{File, Lines};
pub use load::{load, load_corrected};
pub use looks::alike;
pub use parents::Parents;
pub use parquet::is_about_a_file;
pub use reading::{Form, Reading};
pub use several::CORRECTIONS;
pub use spelled::{Odd, Places, Spelled};
pub use stretches::Stretches;
pub use supposed::{Supposed, fixed, written};
pub use table::{Cell, Column, Found, Table, Tables, Typed};
