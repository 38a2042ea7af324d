//! Findings: places in texts and tables, codes, messages in both languages, and how they are shown.

mod alike;
mod bounded;
mod code;
mod diagnostic;
mod fix;
mod items;
mod one_form;
mod outside;
mod render;
mod source;
mod visible;
mod words;

pub use alike::{are_alike, difference, look, look_of_name};
pub use bounded::{Bounded, MOST_FINDINGS};
pub use code::Code;
pub use diagnostic::{CellPlace, Diagnostic, Label, Place, Severity, nearest};
pub use fix::{Edit, Fix};
pub use items::told_once_for_items;
pub use one_form::{in_one_form, is_in_one_form};
pub use outside::{outside, outside_words};
pub use render::{Renderer, render_all};
pub use source::{Slice, Source, SourceId, Sources, Span, Spanned};
pub use visible::{visible, visible_lines};
pub use words::{Language, Words};
