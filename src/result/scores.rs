//! Scores: what a rule set says of every subject.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Decision, Marks, Note, Notes, OutputColumn, Subjects, Version};
use crate::core::{ConditionId, Verdict};
use crate::invariant::entry;

/// The result for all subjects, in the order of the subject table. Every column has one entry for
/// each subject.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let scores = parks::run()?.score()?;
/// let grades: Vec<_> = scores.grade.iter().map(|grade| grade.as_deref()).collect();
/// assert_eq!(grades, [Some("优秀"), Some("良好"), None, Some("不予评定")]);
/// assert_eq!(scores.rank[1], Some(2));
/// assert_eq!(scores.total.get(0).and_then(|mark| mark.decimal()).as_deref(), Some("99.00"));
///
/// let written = serde_json::to_string(&scores).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(serde_json::from_str::<heng::Scores>(&written).ok(), Some(scores));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scores {
    /// The format of the result.
    pub version: Version,
    /// What the subjects are called.
    pub subjects: Subjects,
    /// Marks of the indicators in file order.
    pub indicators: Vec<Marks>,
    /// Marks of the 方面.
    pub heads: Vec<Marks>,
    /// 基础分
    pub base: Marks,
    /// 加分
    pub bonus: Marks,
    /// 扣分
    pub deduction: Marks,
    /// 总分
    pub total: Marks,
    /// 名次: from the greatest 总分 down, equal totals sharing a rank; `None` without a total.
    pub rank: Vec<Option<usize>>,
    /// 等次, or the label of an outcome outside the grades; `None` when withheld or not graded.
    #[schemars(with = "Vec<Option<String>>")]
    pub grade: Coded<Option<Arc<str>>>,
    /// What decided the grade.
    #[schemars(with = "Vec<Decision>")]
    pub decisions: Coded<Decision>,
    /// 说明: why a grade is withheld, lowered or outside the grades.
    #[schemars(with = "Vec<Vec<Note>>")]
    pub notes: Notes,
    /// Verdicts of the conditions in file order.
    pub conditions: Vec<Vec<Verdict>>,
    /// The columns of 列出 in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<OutputColumn>,
}

impl Scores {
    /// The verdict on a condition for a subject.
    pub(crate) fn verdict(&self, condition: ConditionId, row: usize) -> Verdict {
        let verdicts: &Vec<Verdict> = entry(&self.conditions, condition.0);
        *entry(verdicts, row)
    }
}
