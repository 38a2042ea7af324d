//! 更正: what a cell was corrected to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stands in the place of what the file of a cell says.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Operation;
/// use heng::{Data, Rules, Run};
///
/// let rules = Rules::from_text(parks::RULES)?;
/// let corrections = "表,键,字段,原值,新值,理由,文号\n园区,P2,产值,300,280,审计核减,审〔2024〕3号\n";
/// let files = [("parks.csv".into(), parks::PARKS.into()), ("更正.csv".into(), corrections.into())];
/// let explanation = Run::of(&rules, &Data::from_texts(&rules, files)?)?.explain("P2")?;
/// let corrected = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Cell { cell: Some(cell), .. } => cell.correction.as_ref().map(|correction| (cell, correction)),
///     _ => None,
/// });
/// let (cell, correction) = corrected.ok_or(heng::Error::OtherTables)?;
/// assert_eq!((cell.text.as_str(), correction.value.as_str()), ("300", "280"));
/// assert_eq!(correction.reason, "审计核减");
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// What holds; empty where the cell is to be empty.
    pub value: String,
    /// Why.
    pub reason: String,
    /// The document that says so; may be empty.
    pub document: String,
}
