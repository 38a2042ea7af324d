//! Places in an explanation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The place of a step among the steps of its explanation, from 0.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// let mark = explanation.heads[0].indicators[0].printed.step;
/// assert!(explanation.step(mark).is_some());
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct StepId(pub usize);

/// The place of a cohort among the cohorts of its explanation, from 0.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Operation;
///
/// let explanation = parks::run()?.explain("P1")?;
/// let cohort = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Rank { cohort, .. } => Some(*cohort),
///     _ => None,
/// });
/// assert_eq!(cohort.map(|id| explanation.cohorts[id.0].members.len()), Some(4));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct CohortId(pub usize);
