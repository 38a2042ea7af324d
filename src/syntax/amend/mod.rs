//! 沿用: last cycle's file and a list of changes make this cycle's file.
//!
//! ```text
//!  inherited text ──► skeleton ──┐
//!                                ├──► items with parts from both ──► text, and where each part was written
//!  amending text  ──► skeleton ──┘
//! ```
//!
//! The changes are carried out on skeletons, so nothing here knows what an item says, and the result is a rule file
//! like any other: every later stage reads it as one. Findings are led back to the place that was written.

mod block;
mod change;
mod compose;
mod find;
mod merge;
mod refusal;
mod renaming;
mod rows;

pub use change::Change;
pub use compose::Merged;

use super::grammar::Rule;
use super::layout;
use super::parser;
use super::skeleton::Statement;
use crate::finding::Diagnostic;
use crate::finding::{SourceId, Sources, Span};

/// Carries out the changes of one source on another, both without syntax errors. `inherit` is the place of 沿用.
///
/// Gives what the changes that can be carried out make of it, and a finding for each of the others.
#[must_use]
pub fn merge(sources: &Sources, base: SourceId, changes: SourceId, inherit: Span) -> (Merged, Vec<Diagnostic>) {
    let mut inherited = skeleton(sources, base);
    inherited.retain(|item| item.kind.word != Rule::kw_example);
    let mut merging = merge::Merging::new(base, inherited, inherit);
    for change in skeleton(sources, changes) {
        merging.apply(change);
    }
    let (items, renamings, changes, findings) = merging.finish();
    (Merged { changes, ..compose::compose(sources, &items, &renamings) }, findings)
}

fn skeleton(sources: &Sources, id: SourceId) -> Vec<Statement> {
    let text = sources.get(id).map_or("", |source| source.text.as_str());
    parser::skeleton(id, &layout::lay_out(id, text))
}
