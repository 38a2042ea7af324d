//! What `heng diff --format json` prints.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{Cells, Differences, Effect};
use crate::report::sorted;

/// The differences between two rule sets, and what they do.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng diff --format json")]
pub(in crate::report) struct Document<'d> {
    /// What differs.
    differences: &'d Differences,
    /// With `--data`: what that does to marks and grades.
    effect: Option<&'d Effect>,
    /// Of two packets: what changed cell by cell.
    cells: Option<&'d Cells>,
}

/// The document.
#[must_use]
pub fn json(differences: &Differences, effect: Option<&Effect>, cells: Option<&Cells>) -> String {
    sorted::text(&Document { differences, effect, cells })
}
