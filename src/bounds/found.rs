//! What is found of subjects of which something is missing or in dispute.

use schemars::JsonSchema;
use serde::Serialize;

/// What is found of some subjects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bounds {
    /// How many cells are open in all: empty ones that rules ask for a value, and those in dispute.
    pub open: usize,
    /// The subjects asked about, in the order of their table.
    pub subjects: Vec<SubjectBounds>,
}

/// What is found of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SubjectBounds {
    /// Its key.
    pub subject: String,
    /// Its name, where there is one.
    pub name: Option<String>,
    /// The total as it stands; absent while something is missing.
    pub total: Option<String>,
    /// The grade as it stands.
    pub grade: Option<String>,
    /// The least total; absent where there is none whatever is filled in.
    pub least: Option<End>,
    /// The greatest total.
    pub most: Option<End>,
    /// Whether it stays without a total whatever is filled in, or may: a row is missing, a divisor may be 0.
    pub may_lack_total: bool,
    /// The grades that are still possible, from the best down.
    pub grades: Vec<PossibleGrade>,
    /// Its own open cells, the most decisive first.
    pub fields: Vec<Deciding>,
    /// Whether open cells of others matter too: a rank, a quota, an extreme.
    pub others_matter: bool,
}

/// One end of what a total can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct End {
    /// The bound: no total lies beyond it. Absent where there is no bound.
    pub bound: Option<String>,
    /// The farthest total that was brought about.
    pub reached: Option<String>,
    /// Whether the bound itself was brought about.
    pub confirmed: bool,
    /// The values of its own cells that brought it about.
    pub with: Vec<CellValue>,
}

/// A grade that is still possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PossibleGrade {
    /// The grade or label; absent for none.
    pub grade: Option<String>,
    /// Whether it was brought about; otherwise it could only not be ruled out.
    pub confirmed: bool,
    /// The values of its own cells that brought it about.
    pub with: Vec<CellValue>,
    /// Whether cells of others had to be filled in a certain way too.
    pub with_others: bool,
}

/// A cell and a value of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CellValue {
    /// The cell, as `--dispute` names it.
    pub cell: String,
    /// The value with its unit.
    pub value: String,
}

/// An open cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenCell {
    /// The cell, as `--dispute` names it.
    pub cell: String,
    /// Where it stands: file and line.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// What it may say: the range of its column, or what is in dispute.
    pub range: String,
    /// Whether the column declares no range on some side.
    pub unbounded: bool,
    /// Whether it is in dispute and not empty.
    pub disputed: bool,
}

/// An open cell, and how much it decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deciding {
    /// The cell.
    #[serde(flatten)]
    pub cell: OpenCell,
    /// How far apart the ends of the total can still lie when this cell alone is known: at most. Absent without bounds.
    pub spread_left: Option<String>,
    /// How many grades are still possible then, at most.
    pub grades_left: usize,
}
