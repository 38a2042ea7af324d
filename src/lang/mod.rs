//! Rule text to a checked [`model::Model`].
//!
//! ```text
//! text ──syntax::parse──► ast::File ──check::check──► model::Model
//! ```
//!
//! Each arrow also returns diagnostics; the model exists only when none of them is an error.

pub mod check;
mod code;
mod diagnostic;
pub mod model;
pub mod proof;
mod render;
mod source;
pub mod syntax;

pub use code::Code;
pub use diagnostic::{CellPlace, Diagnostic, Label, Language, Place, Severity, Words, nearest};
pub use render::{Renderer, render_all};
pub use source::{Slice, Source, SourceId, Sources, Span, Spanned};
