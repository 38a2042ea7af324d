//! What figures and grades can come to, whatever the cells turn out to say of which nobody knows.
//!
//! Sound: of what is left out here there is no way to fill the open cells within their columns that brings it about.
//! More may be given than can happen, as what two figures have in common is only seen where one is compared.
//! What does not hang on an open cell is what the exact engine gives.

mod cells;
mod cohort;
mod evaluator;
mod functions;
mod hangs;
mod open;
mod outcome;
mod outcomes;
mod places;
mod quota;
mod rank;
mod several;
mod value;

pub(crate) use cells::domain;
pub use cells::missing;
pub use evaluator::Supposing;
pub use open::{Cell, Open};
pub use outcome::Outcome;
pub use outcomes::{Outcomes, outcomes};
pub use value::Possible;
