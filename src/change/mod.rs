//! What would be, if some cells said something else: for everyone (what-if), and the least that it takes for one subject
//! (why-not).
//!
//! ```text
//! --set ──address──► Supposed ──Tables::supposing──► Tables ──score──► Scores ──effect──► Effect
//!
//! cells that may be changed ──grid──► stretches of values ──lens──► what figures may be ──standing──► outcomes
//!                                          └──search, together──► the nearest with another outcome ──► WhyNot
//! ```

mod address;
mod ballot;
mod below;
mod cohort;
mod effect;
mod grid;
mod lens;
mod level;
mod limits;
mod may;
mod numbers;
mod reach;
mod said;
mod search;
mod standing;
mod together;
mod why_not;

pub use address::supposed;
pub use effect::effect;
pub use limits::Limits;
pub use said::said;
pub use why_not::Asked;
