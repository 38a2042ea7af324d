//! The next grade that can be reached.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Held, Passing, StepId, Unmet};

/// The next better grade than the requirements of the subject reach.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let next = parks::run()?.explain("P2")?.next_grade.unwrap();
/// assert_eq!((next.grade.as_str(), next.unmet.len()), ("优秀", 1));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextGrade {
    /// The grade.
    pub grade: String,
    /// What it takes.
    pub requirement: StepId,
    /// Terms that are not met; none where the marks are not what is in the way.
    pub unmet: Vec<Unmet>,
    /// What keeps the subject from it whatever its marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
    /// The grade to be earned so that it is this one when a 降等 has lowered it; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earning: Option<String>,
    /// Before whom the subject would have to stand in the quota.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Passing>,
    /// There is no place of the quota to be had, however good the marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_place: bool,
}
