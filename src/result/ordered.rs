//! Values by their order, and what their places weigh.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepId;

/// A term of an `Operation::Ordered`.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::Operation;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let terms = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Ordered { terms, .. } => Some(terms),
///     _ => None,
/// });
/// let marks = terms.unwrap().iter().map(|term| explanation.step(term.value).unwrap().value.as_number());
/// let marks: Vec<_> = marks.map(|mark| mark.unwrap().to_string()).collect();
/// assert_eq!(marks, ["90", "80", "70"]);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrderedTerm {
    /// Its value.
    pub value: StepId,
    /// Whether it counts; it always does when absent.
    pub counts: Option<StepId>,
}

/// What places weigh, from the greatest term.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Operation, OrderedWeights};
///
/// let explanation = schools::run()?.explain("S1")?;
/// let weights = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Ordered { weights: OrderedWeights::Written(weights), .. } => Some(weights),
///     _ => None,
/// });
/// let greatest = &explanation.step(weights.unwrap()[0]).unwrap().value;
/// assert_eq!(greatest.as_number().map(|weight| weight.to_string()).as_deref(), Some("0.2"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderedWeights {
    /// As many as terms.
    Written(Vec<StepId>),
    /// All the same but for the first and the last ones, which weigh nothing.
    Trimmed {
        /// How many of the greatest are left out.
        high: usize,
        /// How many of the least are left out.
        low: usize,
    },
    /// The one in the middle, or both of them.
    Middle,
    /// The first alone.
    Greatest,
    /// The last alone.
    Least,
}
