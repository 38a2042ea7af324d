//! Places of a quota and those who compete for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Name, Value};
use crate::core::StillTied;
use crate::number::{Number, RoundingMode};

/// The places of a quota, and where a subject stands among those who compete for them.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// // 优秀 has no quota here.
/// let ruling = parks::run()?.explain("P1")?.ruling.unwrap();
/// assert_eq!(ruling.grades[0].placing, None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Placing {
    /// 名额 as written.
    pub clause: String,
    /// The share of the participants.
    pub share: Number,
    /// How it is rounded to places.
    pub rounding: RoundingMode,
    /// What those who share the quota have in common, as found in the data.
    pub group: Vec<String>,
    /// How many of them participate.
    pub participants: usize,
    /// How many places there are.
    pub places: usize,
    /// How many of them people gave away.
    pub by_people: usize,
    /// How many earned the grade.
    pub earned: usize,
    /// How many of those have a place.
    pub kept: usize,
    /// By what they are put in order: 总分, then the tie-breaks. More is better, unless it falls.
    pub by: Vec<Name>,
    /// Less is better.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub falls: bool,
    /// What happens to those whom nothing tells apart at the line.
    pub still_tied: StillTied,
    /// Those around the line and the subject itself, the best first; all of few.
    pub competitors: Vec<Competitor>,
    /// Before whom the subject would have to stand to have a place; absent where it has one, and where there is none to
    /// have.
    pub pass: Option<Passing>,
}

/// Someone who earned a grade with a quota.
///
/// ```
/// use heng::result::Competitor;
///
/// let read = r#"{"key":"P1","name":null,"place":1,"values":[],"has":true,"apart":null}"#;
/// assert!(serde_json::from_str::<Competitor>(read).is_ok_and(|competitor| competitor.has == Some(true)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Competitor {
    /// Key.
    pub key: String,
    /// What the subject is called.
    pub name: Option<String>,
    /// From 1; those whom nothing tells apart share one.
    pub place: usize,
    /// What it has of each thing that puts them in order.
    pub values: Vec<Value>,
    /// Whether it has a place; absent while that is open.
    pub has: Option<bool>,
    /// Which of these things sets it apart from the next one in this list; absent where nothing does, and of the last.
    pub apart: Option<usize>,
}

/// Before whom a subject would have to stand.
///
/// ```
/// use heng::result::{Passing, Value};
///
/// let read = r#"{"key":"P1","by":0,"gap":{"number":{"exact":"0.07","unit":{"name":"分","scale":"1"}}}}"#;
/// let passing = serde_json::from_str::<Passing>(read);
/// assert!(passing.is_ok_and(|passing| matches!(passing.gap, Value::Number { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passing {
    /// The key of that subject, which is one of the competitors.
    pub key: String,
    /// Which of the things that put them in order sets it before the subject; the last one where nothing does.
    pub by: usize,
    /// How much more it has of that.
    pub gap: Value,
}
