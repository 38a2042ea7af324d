//! What of a result is published where columns are 不公开.
//!
//! A digest of few possible values tells them: whoever tries all of them has the one that fits. So of what is left out no
//! digest is given but a seal, which only the owner of the key that signs can make.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::core::{Field, FieldId, OutputId, Schema, Table, TableId};
use crate::finding::{Diagnostic, Place};
use crate::packet::{Digest, Inputs, described};
use crate::program::{Program, Reader, Readers};
use crate::result::{OutputColumn, Scores, Subjects};
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

/// The results as they are published: without names that are not, and without what 列出 puts out of columns that are not.
#[must_use]
pub fn scores(program: &Program, scores: &Scores) -> Scores {
    let scores = named(&program.rules, scores);
    let hidden = hidden_outputs(program);
    let rows = scores.subjects.len();
    let blank = || OutputColumn::Texts { texts: (0..rows).map(|_| None::<String>).collect() };
    let outputs = scores.outputs.iter().enumerate();
    let outputs = outputs.map(|(id, column)| if hidden.contains(&OutputId(id)) { blank() } else { column.clone() });
    Scores { outputs: outputs.collect(), ..scores }
}

/// The columns of 列出 that read a column that is not public, but through marks.
fn hidden_outputs(program: &Program) -> BTreeSet<OutputId> {
    let readers = Readers::of(program);
    let mut found = BTreeSet::new();
    for (table, declared) in program.rules.schema.tables.iter().enumerate() {
        for (field, _) in declared.fields.iter().enumerate().filter(|(_, field)| field.private) {
            found.extend(readers.of_column(TableId(table), FieldId(field)).filter_map(|reader| match reader {
                Reader::Output(id) => Some(id),
                _ => None,
            }));
        }
    }
    found
}

fn named(model: &RuleSet, scores: &Scores) -> Scores {
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
