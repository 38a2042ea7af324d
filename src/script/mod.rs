//! Functions that authors of rules write in rhai, run exactly, bounded and without any view of the outside.
//!
//! The language is rhai and the crate `rhai` reads it; what it reads is translated to a [`tree`] of this
//! room and run here, not by rhai's own evaluator, for four reasons:
//!
//! * its numbers are 64-bit integers and approximate decimals, here they are exact rationals;
//! * a condition of it takes only `bool`, here one that meets a missing value says why it is missing;
//! * it copies a list at every mention, so that its limit of operations bounds neither time nor memory
//!   (a million operations on a list of ten thousand take more than a minute), here every copy is paid for;
//! * it looks names up while it runs, which makes a call of a small function five times dearer.
//!
//! ```text
//!  text ──► token ──► parse (rhai) ──► translate ──► tree ──┬──► pure      for columns
//!                                                           └──► machine   one call at a time
//! ```

mod cell;
mod complaint;
mod extract;
mod failure;
mod function;
mod helper;
mod limits;
mod machine;
mod parse;
mod pure;
mod token;
mod translate;
mod tree;
mod value;

pub use complaint::{Complaint, ComplaintKind};
pub use failure::{Failure, FailureKind};
pub use function::Function;
pub use helper::Helper;
pub use limits::Limits;
pub use machine::{Machine, Step};
pub use parse::Script;
pub use pure::{Binary, Impure, Pure, PureKind};
pub use value::{Datum, Lack};
