//! The explanation of one subject's result in words, in the shape in which programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::ruled::{ToldHeld, ToldRuling};
use super::traced::Trace;
use super::unmet::UnmetTerm;

/// Everything about one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// Title of the rule set.
    pub rule_set: String,
    /// Marked 示例: not official.
    pub is_example: bool,
    /// Key of the subject.
    pub key: String,
    /// What the subject is called.
    pub name: Option<String>,
    /// Whether the rule set gives grades or outcomes at all.
    #[serde(skip)]
    pub gives_outcomes: bool,
    /// Whether there is a 总分.
    #[serde(skip)]
    pub has_total: bool,
    /// 等次 or outcome; `None` when withheld or when the rule set gives no grades.
    pub grade: Option<String>,
    /// 名次
    pub rank: Option<usize>,
    /// Number of subjects.
    pub subjects: usize,
    /// 基础分 as printed; empty when withheld.
    pub base: String,
    /// 总分 as printed; empty when withheld.
    pub total: String,
    /// How 总分 is added up, capped and rounded; absent where it is 基础分.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addition: Option<String>,
    /// 说明
    pub notes: Vec<String>,
    /// What stands above the marks and applies to the subject (人工定等, 参评, 否决, 限制, 降等), each with what
    /// it rests on.
    pub vetoes: Vec<ToldCondition>,
    /// How the grade follows from the entries of 等次.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<ToldRuling>,
    /// What is missing for the next better grade that can be reached.
    pub next_grade: Option<ToldNextGrade>,
    /// How 总分 came from what stands directly below it; absent of a plain sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_node: Option<ToldNode>,
    /// 指标 directly below 总分.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<ToldIndicator>,
    /// 方面 at every level, each before those within it.
    pub heads: Vec<ToldHead>,
    /// 加分
    pub bonus: Option<ToldBlock>,
    /// 扣分
    pub deduction: Option<ToldBlock>,
    /// 条件
    pub conditions: Vec<ToldCondition>,
    /// What 列出 puts out, but for what it puts out of each indicator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<ToldOutput>,
}

impl Told {
    /// The indicators of every level.
    pub fn all_indicators(&self) -> impl Iterator<Item = &ToldIndicator> {
        self.indicators.iter().chain(self.heads.iter().flat_map(|head| &head.indicators))
    }
}

/// The next better grade and which of its requirements are not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldNextGrade {
    /// The grade.
    pub grade: String,
    /// Requirements that are not met.
    pub unmet: Vec<UnmetTerm>,
    /// What keeps the subject from it whatever its marks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<ToldHeld>,
    /// The better grade that would do where a 降等 lowers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earning: Option<String>,
    /// Before whom the subject would have to stand in the quota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<String>,
}

/// A 方面.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldHead {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The code of the 方面 around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// How many 方面 stand around it.
    #[serde(skip)]
    pub depth: usize,
    /// Marks as printed.
    pub mark: String,
    /// Full marks for this subject.
    pub full: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// How it came from what stands directly below it; absent of a plain sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<ToldNode>,
    /// The indicators directly below it.
    pub indicators: Vec<ToldIndicator>,
}

/// A 指标.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldIndicator {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Rounded mark as printed; empty when withheld, 不适用 when it does not apply.
    pub mark: String,
    /// Mark before rounding; absent when missing.
    pub unrounded: Option<String>,
    /// Whether it applies.
    #[serde(skip)]
    pub applies: bool,
    /// Full marks.
    pub full: String,
    /// Its weight in 总分, down the tree; absent where the tree only adds up or does not weigh it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_weight: Option<String>,
    /// Clauses.
    pub basis: Vec<String>,
    /// The 计分 clause as written.
    pub method: String,
    /// The 调整 that changed it, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<ToldAdjustment>,
    /// How the mark was worked out.
    pub score: Trace,
    /// 佐证
    pub evidence: Option<String>,
    /// 建议, filled in; absent when nothing was lost.
    pub advice: Option<String>,
    /// What is missing.
    pub missing: Vec<String>,
    /// How it was rounded; absent where that changed nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
    /// Why it does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<String>,
    /// What that rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Trace>,
    /// The 口径 that cite it or one of its clauses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub glosses: Vec<String>,
}

/// A 调整 that changed a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldAdjustment {
    /// What the rule says.
    pub clause: String,
    /// The mark before it.
    pub before: String,
    /// The mark after it.
    pub after: String,
}

/// How a node came from its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldNode {
    /// 汇总 as written, with 缺项.
    pub how: String,
    /// 赋权, when the weights come from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighting: Option<String>,
    /// The weights as they count, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<ToldWeight>,
    /// Of 最大 and 最小, the parts that give the mark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// The mark before rounding; absent when missing.
    pub unrounded: Option<String>,
    /// How that comes from the parts, with their numbers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// What 汇总 算式 reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Trace>,
    /// 缺项 折算 with its numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescaled: Option<String>,
    /// How the mark was rounded; absent where that changed nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
}

/// The weight of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldWeight {
    /// Code of the part.
    pub code: String,
    /// Its share of the weight, in per cent; absent when it does not count.
    pub weight: Option<String>,
}

/// 加分 or 扣分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldBlock {
    /// Marks as printed.
    pub mark: String,
    /// 封顶
    pub cap: Option<String>,
    /// Entries.
    pub entries: Vec<ToldEntry>,
}

/// An entry of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldEntry {
    /// Title.
    pub title: String,
    /// How its marks were worked out.
    pub trace: Trace,
}

/// What a line of 列出 puts out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldOutput {
    /// What the column is called.
    pub title: String,
    /// What stands in it, with its unit.
    pub value: String,
    /// Whether it is the label of a further grading.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_grading: bool,
    /// How it was worked out.
    pub trace: Trace,
}

/// A 条件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToldCondition {
    /// Name.
    pub name: String,
    /// 符合 / 不符合 / 待说明 / 待定 / 不适用
    pub verdict: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// How it was decided; absent when it does not apply.
    pub trace: Option<Trace>,
    /// Terms that are not met, with how much is lacking.
    pub unmet: Vec<UnmetTerm>,
    /// How many of its items it takes: «同时符合下列条件».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demands: Option<String>,
    /// What it asks for one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ToldCondition>,
    /// Why it does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Trace>,
    /// The 口径 that cite it or one of its clauses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub glosses: Vec<String>,
}
