//! A rule set under other readings: its 另解, and another text in its place.

use std::sync::Arc;

use super::Rules;
use super::alternative::{carried_out, checked, each};
use crate::finding::{Diagnostic, SourceId};
use crate::host::{Fence, Host, folder_of};
use crate::program::Program;

/// A rule set under another reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The code of the 口径.
    pub gloss: String,
    /// How the text reads there.
    pub title: String,
    /// The rule set that it comes to.
    pub program: Arc<Program>,
}

/// The rule set under each 另解 in the order of the text. All can be carried out: whoever has a program has checked that.
#[must_use]
pub fn readings(host: &dyn Host, rules: &Rules) -> Vec<Reading> {
    let Some(program) = &rules.program else { return Vec::new() };
    let path = &rules.sources.source(SourceId::default()).path;
    let fence = Fence::within(host, [folder_of(path).to_owned()]);
    let mut readings = Vec::new();
    for (gloss, alternative) in each(&program.rules) {
        let mut sources = rules.sources.clone();
        if let Ok(program) = carried_out(&fence, &mut sources, (rules.whole, rules.language), alternative) {
            let (gloss, title) = (gloss.to_owned(), alternative.title.clone());
            readings.push(Reading { gloss, title, program: Arc::new(program) });
        }
    }
    readings
}

/// The rule set with another text in the place of the one that was checked.
///
/// # Errors
/// What is wrong with it.
pub fn with_text(host: &dyn Host, rules: &Rules, text: &str) -> Result<Arc<Program>, Vec<Diagnostic>> {
    let mut sources = rules.sources.clone();
    let path = sources.source(SourceId::default()).path.clone();
    let fence = Fence::within(host, [folder_of(&path).to_owned()]);
    let id = sources.add(path, text);
    checked(&fence, &mut sources, id, rules.language).map(Arc::new)
}
