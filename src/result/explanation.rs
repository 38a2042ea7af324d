//! The explanation of one subject's result, as data.

use serde::{Deserialize, Serialize};

use super::{Above, Block, Cohort, Condition, Head, NextGrade, Note, Step, StepId, Total, Version};

/// Everything about one subject: the parts of its result from the grade down, and the steps by which each figure in
/// them was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The format.
    pub version: Version,
    /// Title of the rule set.
    pub rule_set: String,
    /// Marked 示例: not official.
    pub is_example: bool,
    /// The subject.
    pub subject: Subject,
    /// Whether the rule set gives grades or outcomes at all.
    pub gives_outcomes: bool,
    /// 等次 or outcome; absent when withheld or when the rule set gives no grades.
    pub grade: Option<String>,
    /// 名次 among those who participate.
    pub rank: Option<usize>,
    /// How many participate.
    pub subjects: usize,
    /// 说明
    pub notes: Vec<Note>,
    /// What stands above the marks and applies to the subject.
    pub above: Vec<Above>,
    /// What is missing for the next better grade.
    pub next_grade: Option<NextGrade>,
    /// 总分; absent of a rule set of conditions.
    pub total: Option<Total>,
    /// 方面
    pub heads: Vec<Head>,
    /// 加分
    pub bonus: Option<Block>,
    /// 扣分
    pub deduction: Option<Block>,
    /// 条件
    pub conditions: Vec<Condition>,
    /// Every step, after those that it needs.
    pub steps: Vec<Step>,
    /// The cohorts that steps compare.
    pub cohorts: Vec<Cohort>,
}

/// Whose result it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Key.
    pub key: String,
    /// What the subject is called.
    pub name: Option<String>,
}

impl Explanation {
    /// A step. `None` of an id that is of no step of this explanation.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.0)
    }
}
