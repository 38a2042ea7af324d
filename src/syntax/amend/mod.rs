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
mod doubt;
mod each;
mod find;
mod head;
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
use crate::finding::{Place, SourceId, Sources, Span};

/// Carries out the changes of one source on another. `inherit` is the place of 沿用; `unread` are the statements of the
/// changing source that could not be read, which are left out.
///
/// Gives what the changes that can be carried out make of it, a finding for each of the others, and doubts.
#[must_use]
pub fn merge(
    sources: &Sources,
    base: SourceId,
    changes: SourceId,
    inherit: Span,
    unread: &[Span],
) -> (Merged, Vec<Diagnostic>) {
    let mut inherited = skeleton(sources, base);
    inherited.retain(|item| item.kind.word != Rule::kw_example);
    let mut merging = merge::Merging::new(sources, base, inherited, inherit);
    let is_read = |change: &Statement| !unread.iter().any(|unread| unread.contains(change.written));
    for change in skeleton(sources, changes).into_iter().filter(is_read) {
        merging.apply(change);
    }
    let (items, renamings, changes, mut findings) = merging.finish();
    // What is about a name in an unread statement may follow from that.
    let lost: Vec<String> = unread.iter().flat_map(|unread| super::names(sources.text(*unread))).collect();
    let is_of_lost = |place: Span| super::names(sources.text(place)).iter().any(|name| lost.contains(name));
    findings.retain(|finding| !matches!(finding.place, Some(Place::Source(place)) if is_of_lost(place)));
    (Merged { changes, ..compose::compose(sources, &items, &renamings) }, findings)
}

fn skeleton(sources: &Sources, id: SourceId) -> Vec<Statement> {
    let text = &sources.source(id).text;
    parser::skeleton(id, &layout::lay_out(id, text))
}
