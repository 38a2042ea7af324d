//! Results as text: one small file for each form.

mod csv;
mod diagnostics;
mod explanation;
mod json;
mod plan;
mod proofs;
mod table;

pub use csv::csv;
pub use diagnostics::{Json as DiagnosticsJson, concise};
pub use explanation::text as explanation_text;
pub use json::{explanation as explanation_json, scores as scores_json};
pub use plan::text as plan_text;
pub use proofs::{json as proofs_json, text as proofs_text};
pub use table::table;
