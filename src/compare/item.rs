//! What differs between two rule sets, item by item and clause by clause: data without a sentence.

use schemars::JsonSchema;
use serde::Serialize;

/// What kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 规则集
    RuleSet,
    /// 周期
    Cycle,
    /// 依据 of the whole
    Document,
    /// 满分 of the whole
    FullMarks,
    /// 层级
    Levels,
    /// 舍入 of a level
    Rounding,
    /// 方面
    Head,
    /// 指标
    Indicator,
    /// 总分
    Total,
    /// 加分
    Bonus,
    /// 扣分
    Deduction,
    /// 参评
    Participation,
    /// 否决
    Veto,
    /// 限制
    Restriction,
    /// 降等
    Demotion,
    /// 人工定等
    ManualGrades,
    /// 等次
    Grades,
    /// 列出
    Outputs,
    /// 条件
    Condition,
    /// 参数
    Parameter,
    /// 口径
    Gloss,
    /// 定义
    Definition,
    /// 枚举
    Enumeration,
    /// 数据
    Table,
    /// 脚本
    Script,
    /// 脚本限度
    ScriptLimits,
}

/// Under which title an item is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The rule set as a whole.
    Whole,
    /// 方面
    Heads,
    /// 指标
    Indicators,
    /// 总分, 加分 and 扣分
    Sums,
    /// 参评, 否决, 限制, 降等, 人工定等 and 等次
    Grades,
    /// 列出
    Outputs,
    /// 条件
    Conditions,
    /// 参数
    Parameters,
    /// 口径
    Glosses,
    /// 定义
    Definitions,
    /// 数据
    Tables,
    /// 脚本
    Scripts,
}

impl Kind {
    /// Under which title it is told.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Self::RuleSet | Self::Cycle | Self::Document | Self::FullMarks | Self::Levels | Self::Rounding => {
                Group::Whole
            }
            Self::Head => Group::Heads,
            Self::Indicator => Group::Indicators,
            Self::Total | Self::Bonus | Self::Deduction => Group::Sums,
            Self::Participation
            | Self::Veto
            | Self::Restriction
            | Self::Demotion
            | Self::ManualGrades
            | Self::Grades => Group::Grades,
            Self::Outputs => Group::Outputs,
            Self::Condition => Group::Conditions,
            Self::Parameter => Group::Parameters,
            Self::Gloss => Group::Glosses,
            Self::Definition => Group::Definitions,
            Self::Enumeration | Self::Table => Group::Tables,
            Self::Script | Self::ScriptLimits => Group::Scripts,
        }
    }
}

/// Which clause of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// What the item says, where it is all one.
    Itself,
    /// Its code or name.
    Code,
    /// Its title.
    Title,
    /// The 方面 in which an indicator stands.
    Head,
    /// 满分
    FullMarks,
    /// 依据
    Basis,
    /// 适用
    Applies,
    /// 范围
    Scope,
    /// 取值
    Value,
    /// 计分
    Scoring,
    /// 调整
    Adjustment,
    /// 缺失
    Missing,
    /// 权重
    Weight,
    /// 舍入
    Rounding,
    /// 方向
    Direction,
    /// 佐证
    Evidence,
    /// 建议
    Advice,
    /// 汇总
    Aggregate,
    /// 赋权
    Weighting,
    /// 缺项
    Gaps,
    /// 封顶
    Cap,
    /// When it fires.
    When,
    /// What follows then.
    Outcome,
    /// What a grade takes.
    Requirement,
    /// 名额 of a grade
    Quota,
    /// A grade that is there or not.
    Grade,
    /// 其余
    Otherwise,
    /// An entry of 加分 or 扣分.
    Entry,
    /// 原则上, 一般 or 定性
    Force,
    /// The file of a table.
    File,
    /// 属于
    Within,
    /// 主键
    Key,
    /// 其余列, 工作表, 表头行, 缺失记号, 不适用记号, 零记号
    Layout,
    /// A column.
    Column,
    /// A function of a script.
    Function,
    /// The text of a script.
    Text,
    /// A 参数 that it reads, also through definitions.
    Reads,
    /// A 口径 about it.
    Gloss,
}

/// A part of a clause that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartChange {
    /// As it was; absent where there was none.
    pub old: Option<String>,
    /// As it is; absent where there is none.
    pub new: Option<String>,
}

/// A clause that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClauseChange {
    /// Which clause.
    pub label: Label,
    /// Of several alike: the column, the grade, the entry, the parameter.
    pub name: Option<String>,
    /// As it was; absent where there was none.
    pub old: Option<String>,
    /// As it is; absent where there is none.
    pub new: Option<String>,
    /// Where only some of it differs: those parts. Empty: all of it does.
    pub parts: Vec<PartChange>,
}

/// How two items were found to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paired {
    /// By the code or name.
    Code,
    /// By the title: the code is another.
    Title,
    /// By what is said: code and title are others.
    Content,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is new.
    New,
    /// It is gone.
    Gone,
    /// It differs.
    Changed,
}

/// An item that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemChange {
    /// What kind of item.
    pub kind: Kind,
    /// Its code or name in the newer rule set that has it; empty of an item that is there once.
    pub code: String,
    /// Its title there.
    pub title: Option<String>,
    /// The 方面 of an indicator there.
    pub head: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Of one that differs: how the two were found to be one.
    pub paired: Paired,
    /// Its clauses that differ; of an item that is new or gone, all that say something about marks or data.
    pub clauses: Vec<ClauseChange>,
    /// What reads a 参数 or a 定义, also through others; of other items none.
    pub read_by: Vec<Reader>,
}

/// An item that reads another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reader {
    /// What kind of item.
    pub kind: Kind,
    /// Its code or name.
    pub code: String,
}

/// A rule set by its title and file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// The title.
    pub title: String,
    /// The rule file.
    pub file: String,
}

/// What stayed although something beside it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stayed {
    /// The full marks of an indicator changed, the marks written in its clause did not.
    Marks {
        /// The code.
        indicator: String,
        /// Full marks before.
        old: String,
        /// Full marks now.
        new: String,
        /// The marks in the clause.
        marks: Vec<String>,
        /// The 口径 of the new rules that names the indicator.
        gloss: Option<String>,
    },
    /// Full marks changed on which the line of a grade stands, the line did not.
    Line {
        /// The grade.
        grade: String,
        /// The line.
        requirement: String,
        /// The 方面 whose full marks changed; absent: those of all.
        head: Option<String>,
        /// Full marks before.
        old: String,
        /// Full marks now.
        new: String,
    },
    /// The cycle changed, a date or year of the old one did not.
    Date {
        /// What kind of item.
        item: Kind,
        /// Its code or name.
        code: String,
        /// The date or year.
        date: String,
        /// The clause.
        text: String,
    },
}

/// What differs between two rule sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Differences {
    /// The older one.
    pub old: Named,
    /// The newer one.
    pub new: Named,
    /// The items that differ.
    pub items: Vec<ItemChange>,
    /// What stayed but perhaps should not.
    pub stayed: Vec<Stayed>,
}
