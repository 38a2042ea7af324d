//! What a change of rules does to marks and grades.

use schemars::JsonSchema;
use serde::Serialize;

use super::item::Kind;
use super::plan::Which;
use super::players::PlayerKind;
use crate::number::Number;

/// An edit by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditNamed {
    /// What kind of item.
    pub kind: Kind,
    /// Its code or name.
    pub code: String,
    /// Its title.
    pub title: Option<String>,
}

/// Why an edit goes with the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Lack {
    /// Tables, columns and dates that it reads and the data lack.
    Names {
        /// What they are called.
        names: Vec<String>,
    },
    /// With it nobody's marks can be given.
    Marks,
}

/// An edit that can be scored with one of the data alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tied {
    /// Which.
    pub edit: EditNamed,
    /// Which data lack it: those of the older or of the newer rules.
    pub data: Which,
    /// What they lack.
    pub lacks: Lack,
}

/// A column that the two rule sets read in another unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadAs {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The unit in which its cells were read.
    pub unit: String,
}

/// A date or year of one rule set that stood for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The 参数.
    pub parameter: String,
    /// What it was taken for.
    pub value: String,
    /// With the data of which rules.
    pub data: Which,
}

/// The data that were scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scored {
    /// The folder for the older rules.
    pub old: String,
    /// The folder for the newer ones.
    pub new: String,
    /// Of one folder: for which of the rules it was made.
    pub made_for: Option<Which>,
    /// Columns that the two rule sets read in another unit.
    pub read_as: Vec<ReadAs>,
    /// Dates and years that stood for others.
    pub moved: Vec<Moved>,
    /// Edits that can be scored with one of the data alone: with one folder they are left out, with two they go with the data.
    pub tied: Vec<Tied>,
}

/// Those among whom moves are shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlayerNamed {
    /// What it is; several where one does not go without the other.
    pub kinds: Vec<PlayerKind>,
    /// Its edits.
    pub edits: Vec<EditNamed>,
}

/// Total and grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Standing {
    /// 总分; absent where it is withheld or there is none.
    pub total: Option<String>,
    /// 等次; absent where it is withheld or there is none.
    pub grade: Option<String>,
    /// 名次
    pub rank: Option<usize>,
}

/// What became of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SubjectMove {
    /// Its key.
    pub key: String,
    /// What a reader calls it.
    pub name: Option<String>,
    /// By the older rules.
    pub old: Standing,
    /// By the newer ones.
    pub new: Standing,
    /// By how much 总分 moved; absent where one of them is.
    pub change: Option<Number>,
    /// Whose it is, in the order of `players`: they add up to `change`.
    pub shares: Option<Vec<Number>>,
    /// Whose another grade is, as shares of 1; absent where the grade stays.
    pub grade_shares: Option<Vec<Number>>,
}

/// A subject whose mark moved most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mover {
    /// Its key.
    pub key: String,
    /// By how much.
    pub change: Number,
}

/// A mark of an indicator by both rule sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IndicatorMove {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// Full marks by the older rules; absent of a new one.
    pub old_full: Option<Number>,
    /// Full marks by the newer rules; absent of one that is gone.
    pub new_full: Option<Number>,
    /// How many subjects have a mark by both, no mark counting as 0 of one that is new or gone.
    pub count: usize,
    /// The mean change.
    pub mean: Option<Number>,
    /// Who gained most, and how much; absent where nobody did.
    pub most: Option<Mover>,
    /// Who lost most, and how much.
    pub least: Option<Mover>,
}

/// How many went from which grade to which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Matrix {
    /// Grades by the older rules, from the best; nothing: none.
    pub old: Vec<Option<String>>,
    /// Grades by the newer rules.
    pub new: Vec<Option<String>>,
    /// Rows by the older ones.
    pub counts: Vec<Vec<usize>>,
}

/// The mean effect of rules and data by themselves, where there are two folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RulesAndData {
    /// The newer rules with the older data, against the older rules.
    pub rules_on_old: Option<Number>,
    /// The newer rules with the newer data, against the older rules.
    pub rules_on_new: Option<Number>,
    /// The newer data with the older rules, against the older data.
    pub data_on_old: Option<Number>,
    /// The newer data with the newer rules, against the older data.
    pub data_on_new: Option<Number>,
    /// Half of each rule effect.
    pub rules: Option<Number>,
    /// Half of each data effect.
    pub data: Option<Number>,
    /// Over how many subjects.
    pub count: usize,
}

/// What a change of rules does to marks and grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Effect {
    /// The data.
    pub scored: Scored,
    /// Those among whom moves are shared.
    pub players: Vec<PlayerNamed>,
    /// Whether each edit stands for itself.
    pub is_each: bool,
    /// Of players that were put together: that one does not go without the other.
    pub has_joined: bool,
    /// The subjects of both, in the order of the newer data.
    pub subjects: Vec<SubjectMove>,
    /// Keys of subjects that the older data alone have.
    pub gone: Vec<String>,
    /// Keys of subjects that the newer data alone have.
    pub new: Vec<String>,
    /// Migration.
    pub matrix: Matrix,
    /// Marks by indicator.
    pub indicators: Vec<IndicatorMove>,
    /// Rules apart from data, where there are two folders.
    pub apart: Option<RulesAndData>,
}
