//! What is found of how firm grades are.

use schemars::JsonSchema;
use serde::Serialize;

/// How firm the grades of some subjects are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Firm {
    /// What was varied.
    pub tried: Vec<Tried>,
    /// What could not be varied.
    pub left_out: Vec<LeftOut>,
    /// The weights that were moved.
    pub weights: Vec<Weighed>,
    /// How weights were drawn; absent when they were not.
    pub draws: Option<Draws>,
    /// The subjects asked about, in the order of their table.
    pub subjects: Vec<FirmSubject>,
}

/// Something that was varied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tried {
    /// What, in words.
    pub what: String,
    /// How many grades change in all.
    pub changed: usize,
}

/// Something that could not be varied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// What, in words.
    pub what: String,
    /// Why, in words.
    pub why: String,
}

/// A weight that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weighed {
    /// The code of the 方面 or indicator.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its weight: full marks, or what 权重 says.
    pub weight: String,
    /// What it is moved to: the total stays, so all others are scaled.
    pub least: String,
    /// What it can be at most.
    pub most: String,
}

/// How weights were drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Draws {
    /// How often.
    pub count: u64,
    /// The seed.
    pub seed: u64,
    /// Each weight is drawn within so many per cent of its own, then all are scaled to their old sum.
    pub within: String,
}

/// How firm the grade of a subject is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FirmSubject {
    /// Its key.
    pub subject: String,
    /// Its name, where there is one.
    pub name: Option<String>,
    /// Its grade; absent when it is withheld.
    pub grade: Option<String>,
    /// Its total.
    pub total: Option<String>,
    /// What would change the grade.
    pub changes: Vec<Change>,
    /// How far each weight may move.
    pub moves: Vec<Moves>,
    /// The grade without an indicator, where that is another one.
    pub without: Vec<Without>,
    /// How often each grade came out of drawn weights.
    pub shares: Vec<Share>,
}

/// A variation under which the grade is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// What was varied.
    pub what: String,
    /// The grade then; absent when it is withheld.
    pub grade: Option<String>,
}

/// How far a weight may move before the grade changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moves {
    /// The code of the 方面 or indicator.
    pub code: String,
    /// Downwards; absent when the grade stays down to 0.
    pub down: Option<Crossing>,
    /// Upwards; absent when the grade stays until it is the only weight.
    pub up: Option<Crossing>,
}

/// Where a grade changes as a weight moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Crossing {
    /// The weight at which it changes, exact: a decimal or a fraction.
    pub at: String,
    /// The same to four decimals.
    pub about: String,
    /// Whether it has changed at that weight; otherwise it changes just beyond.
    pub reached: bool,
    /// The grade there; absent when it is withheld.
    pub grade: Option<String>,
}

/// The grade without an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Without {
    /// The code of the indicator, or of the 方面 where indicators cannot be moved.
    pub code: String,
    /// The grade then.
    pub grade: Option<String>,
}

/// How often a grade came out of drawn weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// The grade; absent for none.
    pub grade: Option<String>,
    /// How often.
    pub count: u64,
}
