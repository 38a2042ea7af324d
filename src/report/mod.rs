//! Results as text: one small file for each form.

mod check;
mod clauses;
mod coverage;
mod csv;
mod diagnostics;
mod effect;
mod explanation;
mod header;
mod json;
mod parquet;
mod plan;
mod proofs;
mod schema;
mod script;
mod sorted;
pub mod survey;
mod table;
pub mod template;
mod why_not;

pub use clauses::{Clauses as ClausesJson, json as clauses_json, text as clauses_text};
pub use coverage::{Json as CoverageJson, text as coverage_text};
pub use csv::csv;
pub use diagnostics::{Json as DiagnosticsJson, concise};
pub use effect::{json as effect_json, text as effect_text};
pub use explanation::text as explanation_text;
pub use json::{explanation as explanation_json, scores as scores_json};
pub use parquet::parquet;
pub use plan::{program_text, text as plan_text};
pub use proofs::{Proof as ProofJson, json as proofs_json, text as proofs_text};
pub use schema::{Printed, schema};
pub use script::{json as script_json, text as script_text};
pub use table::table;
pub use why_not::{json as why_not_json, text as why_not_text};
