//! What of a result is published where columns are 不公开.
//!
//! A digest of few possible values tells them: whoever tries all of them has the one that fits. So of what is left out no
//! digest is given but a seal, which only the owner of the key that signs can make.

use serde::Serialize;

use crate::core::{Field, Schema, Table};
use crate::finding::{Diagnostic, Place};
use crate::packet::{Digest, Inputs, described};
use crate::result::{Scores, Subjects};
use crate::rules::RuleSet;

/// The file with the seal, in `data/`.
pub(super) const SEAL: &str = "private.json";

/// The packet that has everything.
#[derive(Serialize)]
struct Sealed {
    /// The SHA-256 of its signature (`signature.sig`).
    signature_sha256: String,
}

pub(super) fn sealed(seal: Digest) -> Vec<u8> {
    described(&Sealed { signature_sha256: seal.to_string() })
}

fn hidden(table: &Table) -> impl Iterator<Item = &Field> {
    table.fields.iter().filter(|field| field.private)
}

/// Whether something is not public.
pub(super) fn hides(schema: &Schema) -> bool {
    schema.tables.iter().any(|table| hidden(table).next().is_some())
}

/// Whether the key of the subjects is not public, without which there is no result.
#[must_use]
pub fn hides_key(model: &RuleSet) -> bool {
    let is_hidden = |field| model.schema.field(Schema::SUBJECTS, field).is_some_and(|field| field.private);
    model.subject_key().into_iter().any(is_hidden)
}

/// The results as they are published: without names that are not.
#[must_use]
pub fn scores(model: &RuleSet, scores: &Scores) -> Scores {
    let title = model.schema.table(Schema::SUBJECTS).and_then(|table| table.fields.get(table.title?.0));
    if title.is_none_or(|title| !title.private) {
        return scores.clone();
    }
    Scores { subjects: Subjects::new(scores.subjects.keys().clone(), None), ..scores.clone() }
}

/// Leaves out the digests of what has a column that is not public.
pub(super) fn inputs(schema: &Schema, inputs: &mut Inputs) {
    let is_hidden = |name: &str| {
        let own = schema.tables.iter().find(|table| table.name == name);
        own.is_some_and(|table| hidden(table).next().is_some())
    };
    for file in &mut inputs.files {
        if file.tables.is_empty() || file.tables.iter().any(|table| is_hidden(&table.table)) {
            (file.sha256, file.bytes) = (String::new(), 0);
        }
    }
    inputs.tables.iter_mut().filter(|table| is_hidden(&table.table)).for_each(|table| table.sha256.clear());
    inputs.evidence.clear();
}

/// Whether a finding is about nothing that is not public.
pub(super) fn is_told(schema: &Schema, finding: &Diagnostic) -> bool {
    let Some(Place::Cell(cell)) = &finding.place else { return true };
    let Some(column) = &cell.column else { return !hides(schema) };
    let is_of = |field: &Field| field.column == *column || field.name == *column || field.also.contains(column);
    !schema.tables.iter().flat_map(hidden).any(is_of)
}
