//! Places in an explanation.

use serde::{Deserialize, Serialize};

/// The place of a step in [`super::Explanation::steps`], from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StepId(pub usize);

/// The place of a cohort in [`super::Explanation::cohorts`], from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CohortId(pub usize);
