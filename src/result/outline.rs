//! The parts of an explanation, from the grade down to the indicators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cell, Clause, Mark, Missing, Node, Shares, StepId, Unmet};
use crate::core::Verdict;
use crate::number::{Number, Rounding};

/// A mark or sum of marks as printed.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// let printed = &explanation.heads[0].printed;
/// assert_eq!(printed.mark.decimal().as_deref(), Some("38.00"));
/// assert_eq!(printed.rounding.places, 2);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Printed {
    /// As printed.
    pub mark: Mark,
    /// How it is rounded when it is printed; what is rounded already stays as it is.
    pub rounding: Rounding,
    /// How it was worked out.
    pub step: StepId,
}

/// 总分 and what it is made of: 基础分 + 加分 − 扣分, capped and rounded. Of one indicator or 方面 alone, what is added to
/// 基础分 is left out.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let total = parks::run()?.explain("P1")?.total.unwrap();
/// let decimal = |printed: &heng::result::Printed| printed.mark.decimal().unwrap();
/// assert_eq!(decimal(&total.base), "98.00");
/// assert_eq!(total.bonus.as_ref().map(decimal).as_deref(), Some("1.00"));
/// assert_eq!(decimal(&total.total), "99.00");
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Total {
    /// 总分
    pub total: Printed,
    /// 基础分
    pub base: Printed,
    /// 加分; absent of rules without.
    pub bonus: Option<Printed>,
    /// 扣分; absent of rules without.
    pub deduction: Option<Printed>,
    /// 基础分 + 加分 − 扣分; absent where the addition is left out.
    pub gross: Option<StepId>,
    /// 封顶
    pub cap: Option<Number>,
    /// How 基础分 came from what stands directly below 总分; absent of a plain sum.
    pub node: Option<Node>,
    /// What each of those weighs, where the tree is more than sums.
    pub shares: Option<Shares>,
}

/// A 方面.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// let head = &explanation.heads[1];
/// assert_eq!((head.code.as_str(), head.title.as_str(), head.indicators.len()), ("B", "效益", 1));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The code of the 方面 around it; absent directly below 总分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Its mark.
    pub printed: Printed,
    /// Whether something below it applies; absent where that is not asked.
    pub applies: Option<StepId>,
    /// Full marks for this subject.
    pub full: StepId,
    /// Full marks where everything applies.
    pub declared: Number,
    /// Clauses.
    pub basis: Vec<String>,
    /// How it came from what stands directly below it; absent of a plain sum.
    pub node: Option<Node>,
    /// What each of those weighs, where the tree is more than sums.
    pub shares: Option<Shares>,
    /// The indicators directly below it.
    pub indicators: Vec<Indicator>,
}

/// A 指标.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P1")?;
/// let indicator = &explanation.heads[0].indicators[0];
/// assert_eq!(indicator.method, "计分 换算 100% 封顶 满分 保底 0 分");
/// assert_eq!((indicator.full.to_string(), indicator.basis.as_slice()), ("40".into(), &["第一条".to_owned()][..]));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its mark.
    pub printed: Printed,
    /// Whether it applies; absent where it always does.
    pub applies: Option<StepId>,
    /// The mark before it is rounded.
    pub score: StepId,
    /// The mark on its way: what 计分 gives, then after 封顶, 保底 and each 调整.
    pub stages: Vec<StepId>,
    /// Full marks.
    pub full: Number,
    /// Its weight in 总分, down the tree: its share in its 方面 times the share of that. Absent where the tree only
    /// adds up or does not weigh it.
    pub effective_weight: Option<Number>,
    /// Clauses.
    pub basis: Vec<String>,
    /// The 计分 clause as written, on one line.
    pub method: String,
    /// Of a 计分 that 各指标 says for all: the line on which it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_line: Option<usize>,
    /// 佐证
    pub evidence: Option<String>,
    /// 建议; absent when nothing was lost.
    pub advice: Option<Vec<AdviceTerm>>,
    /// What is missing for the score.
    pub missing: Vec<Missing>,
    /// 适用 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_clause: Option<Clause>,
    /// Of one without 计分, which has no mark: its 取值.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unscored: Option<StepId>,
    /// It does not apply because something is missing (缺失 不适用).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lapsed: bool,
    /// The 口径 that cite it or one of its clauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub glosses: Vec<Gloss>,
}

/// A recorded decision on what a text leaves open (口径).
///
/// ```
/// use heng::result::Gloss;
///
/// let read = r#"{"code":"A6","text":"营业收入含代收代付","basis":["第九条（二）"]}"#;
/// assert!(serde_json::from_str::<Gloss>(read).is_ok_and(|gloss| gloss.code == "A6"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gloss {
    /// Code.
    pub code: String,
    /// What was decided.
    pub text: String,
    /// Clauses.
    pub basis: Vec<String>,
}

/// A part of an advice.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::AdviceTerm;
///
/// let explanation = schools::run()?.explain("S1")?;
/// let advice = explanation.heads[0].indicators[0].advice.as_ref().unwrap();
/// let [AdviceTerm::Text(text), AdviceTerm::Value(step)] = advice.as_slice() else { panic!() };
/// assert_eq!(text, "各科现为 ");
/// assert!(explanation.step(*step).is_some());
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdviceTerm {
    /// Words of the rule.
    Text(String),
    /// A value of the subject.
    Value(StepId),
}

/// 加分 or 扣分.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let bonus = parks::run()?.explain("P1")?.bonus.unwrap();
/// assert_eq!(bonus.cap.map(|cap| cap.to_string()).as_deref(), Some("2"));
/// assert_eq!(bonus.entries[0].title, "升级");
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Its marks.
    pub printed: Printed,
    /// 封顶
    pub cap: Option<Number>,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry of a block.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Value;
///
/// let explanation = parks::run()?.explain("P2")?;
/// let entry = &explanation.bonus.as_ref().unwrap().entries[0];
/// let marks = explanation.step(entry.step).map(|step| &step.value);
/// assert!(matches!(marks, Some(Value::Number { exact, .. }) if exact.is_zero()));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Title.
    pub title: String,
    /// Its marks.
    pub step: StepId,
}

/// A 条件.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Verdict;
///
/// let explanation = parks::run()?.explain("P1")?;
/// let condition = &explanation.conditions[0];
/// assert_eq!((condition.name.as_str(), condition.verdict), ("有产值", Verdict::Met));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Condition {
    /// Name.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// 原则上: a failure wants a reason.
    pub soft: bool,
    /// 定性: the requirement reads a person's recorded verdict.
    pub judged: bool,
    /// Clauses.
    pub basis: Vec<String>,
    /// Whether it counts for the subject; absent where it always does.
    pub applies: Option<StepId>,
    /// Whether it is met; absent where it does not apply.
    pub requirement: Option<StepId>,
    /// Terms that are not met; those of its items stand there.
    pub unmet: Vec<Unmet>,
    /// What it asks for one by one, where that is more than one thing, or has a label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ConditionItem>,
    /// So many of the items need hold; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<usize>,
    /// The 口径 that cite it or one of its clauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub glosses: Vec<Gloss>,
}

/// An item of a 条件.
///
/// ```
/// use heng::result::Condition;
///
/// # fn example(condition: &Condition) {
/// let labels: Vec<_> = condition.items.iter().filter_map(|item| item.label.as_deref()).collect();
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConditionItem {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What the rule says.
    pub clause: Clause,
    /// Clauses of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Whether it holds.
    pub step: StepId,
    /// What it lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<Unmet>,
}

/// What stands above the marks and applies to the subject.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let explanation = parks::run()?.explain("P4")?;
/// assert!(explanation.above[0].step.is_some());
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Above {
    /// What it is.
    pub what: AboveMarks,
    /// Clauses.
    pub basis: Vec<String>,
    /// What it rests on; absent of a decision of people.
    pub step: Option<StepId>,
    /// Of a decision of people: the cells that record the grade, the reason and the document.
    pub cells: Vec<Cell>,
    /// Of 参评: what is not met.
    pub unmet: Vec<Unmet>,
}

/// What may stand above the marks.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::AboveMarks;
///
/// let explanation = parks::run()?.explain("P4")?;
/// assert_eq!(explanation.above[0].what, AboveMarks::Veto { name: "停业".into(), outcome: "不予评定".into() });
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AboveMarks {
    /// 人工定等
    Manual {
        /// The grade or label that people gave.
        grade: String,
    },
    /// The subject does not participate (参评).
    NotParticipating {
        /// The label that it has.
        label: String,
    },
    /// 否决
    Veto {
        /// Its name.
        name: String,
        /// The label that it gives.
        outcome: String,
    },
    /// 限制
    Restriction {
        /// Its name.
        name: String,
        /// The best grade that remains possible.
        best: String,
    },
    /// 降等
    Demotion {
        /// Its name.
        name: String,
        /// By how many grades.
        steps: usize,
    },
}
