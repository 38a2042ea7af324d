//! What `heng check --format json` prints.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ClausesJson, DiagnosticsJson, ProofJson, sorted};

/// What was found in rule files.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "heng check --format json")]
pub(super) enum Document<'c> {
    /// The findings.
    Findings(&'c DiagnosticsJson),
    /// With `--proofs`.
    Proofs {
        /// The findings.
        findings: &'c DiagnosticsJson,
        /// The claims, in order.
        proofs: &'c [ProofJson],
    },
    /// With `--clauses`.
    Clauses {
        /// The findings.
        findings: &'c DiagnosticsJson,
        /// The document, held against the rules.
        clauses: &'c ClausesJson,
    },
}

impl DiagnosticsJson {
    /// The document.
    #[must_use]
    pub fn text(&self) -> String {
        sorted::text(&Document::Findings(self))
    }

    /// The document with what was proved.
    #[must_use]
    pub fn text_with_proofs(&self, proofs: &[ProofJson]) -> String {
        sorted::text(&Document::Proofs { findings: self, proofs })
    }

    /// The document with the clauses of another.
    #[must_use]
    pub fn text_with_clauses(&self, clauses: &ClausesJson) -> String {
        sorted::text(&Document::Clauses { findings: self, clauses })
    }
}
