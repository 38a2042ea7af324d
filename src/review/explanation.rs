//! The explanation of one subject's result, as data.

use serde::Serialize;

use crate::finding::CellPlace;

/// Everything about one subject.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
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
    /// 说明
    pub notes: Vec<String>,
    /// What stands above the marks and applies to the subject (人工定等, 参评, 否决, 限制, 降等), each with what
    /// it rests on.
    pub vetoes: Vec<ConditionExplanation>,
    /// What is missing for the next better grade.
    pub next_grade: Option<NextGrade>,
    /// How 总分 came from the 方面; absent of a plain sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_node: Option<NodeExplanation>,
    /// 方面
    pub heads: Vec<HeadExplanation>,
    /// 加分
    pub bonus: Option<BlockExplanation>,
    /// 扣分
    pub deduction: Option<BlockExplanation>,
    /// 条件
    pub conditions: Vec<ConditionExplanation>,
}

/// The next better grade and which of its requirements are not met.
#[derive(Debug, Clone, Serialize)]
pub struct NextGrade {
    /// The grade.
    pub grade: String,
    /// Requirements that are not met.
    pub unmet: Vec<UnmetTerm>,
}

/// A requirement that is not met.
#[derive(Debug, Clone, Serialize)]
pub struct UnmetTerm {
    /// What is compared, with its figures.
    pub what: String,
    /// Its value.
    pub value: String,
    /// The requirement, such as «不低于 90 分».
    pub wanted: String,
    /// How much is lacking; absent where a difference has no meaning.
    pub gap: Option<String>,
}

impl UnmetTerm {
    /// «总分 80 分，要求不低于 90 分，差 10 分»
    #[must_use]
    pub fn sentence(&self) -> String {
        let gap = self.gap.as_ref().map(|gap| format!("，差 {gap}")).unwrap_or_default();
        format!("{} {}，要求{}{gap}", self.what, self.value, self.wanted)
    }
}

/// A 方面.
#[derive(Debug, Clone, Serialize)]
pub struct HeadExplanation {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Marks as printed.
    pub mark: String,
    /// Full marks for this subject.
    pub full: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// How it came from its indicators; absent of a plain sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeExplanation>,
    /// Its indicators.
    pub indicators: Vec<IndicatorExplanation>,
}

/// A 指标.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorExplanation {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Rounded mark as printed; empty when withheld, 不适用 when it does not apply.
    pub mark: String,
    /// Mark before rounding; absent when missing.
    pub unrounded: Option<String>,
    /// Full marks.
    pub full: String,
    /// Its weight in 总分, down the tree; absent where the tree only adds up or does not weigh it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_weight: Option<String>,
    /// Clauses.
    pub basis: Vec<String>,
    /// The 计分 clause as written.
    pub method: String,
    /// How the mark was worked out.
    pub score: Trace,
    /// 佐证
    pub evidence: Option<String>,
    /// 建议, filled in; absent when nothing was lost.
    pub advice: Option<String>,
    /// What is missing.
    pub missing: Vec<String>,
}

/// How a node came from its parts.
#[derive(Debug, Clone, Serialize)]
pub struct NodeExplanation {
    /// 汇总 as written, with 缺项.
    pub how: String,
    /// 赋权, when the weights come from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighting: Option<String>,
    /// The weights as they count, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<PartWeight>,
    /// Of 最大 and 最小, the parts that give the mark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// The mark before rounding; absent when missing.
    pub unrounded: Option<String>,
}

/// The weight of a part.
#[derive(Debug, Clone, Serialize)]
pub struct PartWeight {
    /// Code of the part.
    pub code: String,
    /// Its share of the weight, in per cent; absent when it does not count.
    pub weight: Option<String>,
}

/// 加分 or 扣分.
#[derive(Debug, Clone, Serialize)]
pub struct BlockExplanation {
    /// Marks as printed.
    pub mark: String,
    /// 封顶
    pub cap: Option<String>,
    /// Entries.
    pub entries: Vec<EntryExplanation>,
}

/// An entry of a block.
#[derive(Debug, Clone, Serialize)]
pub struct EntryExplanation {
    /// Title.
    pub title: String,
    /// How its marks were worked out.
    pub trace: Trace,
}

/// A 条件.
#[derive(Debug, Clone, Serialize)]
pub struct ConditionExplanation {
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
}

/// A figure and where it comes from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Trace {
    /// What it is called, or the text of the rule.
    pub label: String,
    /// The formula with names and numbers; empty when there is nothing to work out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// The value with its unit, exact or cut with «…»; 缺失 when missing.
    pub value: String,
    /// The branch that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The input cell that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellOrigin>,
    /// One of many rows of a table, called by its file and line.
    #[serde(skip)]
    pub is_row: bool,
    /// A line of a script that ran: its label is its place, its formula the line, its value what it changed.
    #[serde(skip)]
    pub is_step: bool,
    /// What it was worked out from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Trace>,
}

/// An input cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellOrigin {
    /// File.
    pub file: String,
    /// Line of the file, from 1.
    pub row: u64,
    /// Header of the column.
    pub column: String,
    /// Text as found.
    pub text: String,
}

impl From<CellPlace> for CellOrigin {
    fn from(place: CellPlace) -> Self {
        Self {
            file: place.file,
            row: place.row.unwrap_or(0),
            column: place.column.unwrap_or_default(),
            text: place.text.unwrap_or_default(),
        }
    }
}
