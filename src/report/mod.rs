//! Results as text: one small file for each form.

mod bounds;
mod check;
mod clauses;
mod coverage;
mod csv;
mod diagnostics;
pub mod diff;
mod effect;
mod explanation;
mod file_name;
mod firm;
mod json;
mod mutants;
pub mod packet;
mod page;
mod parquet;
mod plan;
mod proofs;
mod schema;
mod script;
mod sorted;
mod summary;
pub mod survey;
mod table;
pub mod template;
mod why_not;

pub use bounds::{json as bounds_json, text as bounds_text};
pub use clauses::{Clauses as ClausesJson, json as clauses_json, text as clauses_text};
pub use coverage::{Json as CoverageJson, text as coverage_text};
pub use csv::csv;
pub use diagnostics::{Json as DiagnosticsJson, concise};
pub use effect::{json as effect_json, text as effect_text};
pub use explanation::text as explanation_text;
pub use file_name::file_of;
pub use firm::{json as firm_json, text as firm_text};
pub use json::{explanation as explanation_json, scores as scores_json, summary as summary_json};
pub use mutants::text as mutants_text;
pub use page::{Around, Entry, index as explanation_index, page as explanation_html};
pub use parquet::parquet;
pub use plan::{program_text, text as plan_text};
pub use proofs::{Proof as ProofJson, json as proofs_json, text as proofs_text};
pub use schema::{Printed, schema};
pub use script::{json as script_json, text as script_text};
pub use summary::text as summary_text;
pub use table::table;
pub use why_not::{json as why_not_json, text as why_not_text};

/// How many columns a result has.
#[must_use]
pub fn columns(model: &crate::rules::RuleSet) -> usize {
    crate::shown::Column::all(model).len()
}
