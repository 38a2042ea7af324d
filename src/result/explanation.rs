//! The explanation of one subject's result, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Above, Block, Cohort, Condition, Head, Indicator, Listed, NextGrade, Note, Ruling, Step, StepId, Total, Version,
};

/// Everything about one subject: the parts of its result from the grade down, and the steps by which each figure in
/// them was worked out.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P2")?;
/// assert_eq!((explanation.grade.as_deref(), explanation.rank), (Some("良好"), Some(2)));
/// // Each figure is a step, after those that it needs.
/// let total = explanation.total.as_ref().map(|total| total.total.step);
/// let step = total.and_then(|id| explanation.step(id));
/// assert!(step.is_some_and(|step| step.operation.operands().iter().all(|below| explanation.step(*below).is_some())));
///
/// let written = serde_json::to_string(&explanation).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(serde_json::from_str::<heng::Explanation>(&written).ok(), Some(explanation));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// How the grade follows from the entries of 等次; absent of rules without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// What is missing for the next better grade that can be reached.
    pub next_grade: Option<NextGrade>,
    /// 总分; absent of a rule set of conditions.
    pub total: Option<Total>,
    /// 指标 directly below 总分.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// 方面 at every level, each before those within it.
    pub heads: Vec<Head>,
    /// 加分
    pub bonus: Option<Block>,
    /// 扣分
    pub deduction: Option<Block>,
    /// 条件
    pub conditions: Vec<Condition>,
    /// What 列出 puts out, but for what it puts out of each indicator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Listed>,
    /// Every step, after those that it needs.
    pub steps: Vec<Step>,
    /// The cohorts that steps compare.
    pub cohorts: Vec<Cohort>,
}

/// Whose result it is.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let subject = parks::run()?.explain("P2")?.subject;
/// assert_eq!((subject.key.as_str(), subject.name.as_deref()), ("P2", Some("西园")));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subject {
    /// Key.
    pub key: String,
    /// What the subject is called.
    pub name: Option<String>,
}

impl Explanation {
    /// The indicators of every level.
    pub fn all_indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().chain(self.heads.iter().flat_map(|head| &head.indicators))
    }

    /// How many 方面 stand around one of them.
    #[must_use]
    pub fn depth(&self, head: &Head) -> usize {
        let around = |code: &Option<String>| {
            let code = code.as_ref()?;
            self.heads.iter().find(|head| head.code == *code)
        };
        std::iter::successors(around(&head.within), |head| around(&head.within)).count()
    }

    /// A step. `None` of an id that is of no step of this explanation.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.0)
    }
}
