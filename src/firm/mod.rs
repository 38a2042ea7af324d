//! How firm grades are: whether they would change under another rounding, tie rule or reading of an edge, under each
//! recorded 另解, and how far weights may move before they do.
//!
//! Each variation is a rule set of its own that the engines score; what cannot be varied is left out by name. Weights are
//! moved on the marks as they came out, exactly.

mod draws;
mod edges;
mod events;
mod found;
mod grading;
mod model;
mod moves;
mod rounding;
mod run;
mod ties;
mod variation;

pub use found::{Change, Crossing, Draws, Firm, FirmSubject, LeftOut, Moves, Share, Tried, Weighed, Without};
pub use run::{Asked, firm};
pub use variation::{Alternative, Reread, Source};
