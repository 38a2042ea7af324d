//! How the grade of a subject follows from the entries of 等次.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AboveMarks, Placing, StepId, Unmet};

/// How the grade of a subject follows from the entries of 等次.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Fate;
///
/// let ruling = parks::run()?.explain("P2")?.ruling.unwrap();
/// let fates: Vec<_> = ruling.grades.iter().map(|asked| (asked.grade.as_str(), asked.fate)).collect();
/// assert_eq!(fates, [("优秀", Fate::NotMet), ("良好", Fate::Given)]);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruling {
    /// Clauses of 等次.
    pub basis: Vec<String>,
    /// The grades from the best down, as far as it was their turn. None where people or 参评 decide.
    pub grades: Vec<Asked>,
}

/// A grade that was asked of a subject.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let ruling = parks::run()?.explain("P2")?.ruling.unwrap();
/// let asked = &ruling.grades[1];
/// assert_eq!((asked.clause.as_str(), asked.terms.len()), ("良好 总分 不低于 60 分", 1));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// The grade.
    pub grade: String,
    /// Its entry as written.
    pub clause: String,
    /// Whether its requirement is met.
    pub requirement: StepId,
    /// What came of it.
    pub fate: Fate,
    /// The parts of the requirement, all of which it takes.
    pub terms: Vec<Term>,
    /// The places of its quota, where the subject came so far.
    pub placing: Option<Placing>,
}

/// What came of asking for a grade.
///
/// ```
/// use heng::result::Fate;
///
/// assert_eq!(serde_json::to_string(&Fate::BeyondQuota).ok().as_deref(), Some(r#""beyond_quota""#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The subject has it.
    Given,
    /// The requirement is not met.
    NotMet,
    /// It is met, and a 降等 lowered the subject.
    Lowered,
    /// It is not known, and need not be: a 降等 lowered the subject past the grade.
    PassedOver,
    /// It is met, and a 限制 forbids the grade.
    Barred,
    /// It is met, and the quota had no place left.
    BeyondQuota,
    /// Something that is missing could change it.
    Open,
    /// A 否决 counts before it, whether it is met or that is not known.
    Vetoed,
}

/// A part of a requirement.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let ruling = parks::run()?.explain("P2")?.ruling.unwrap();
/// assert_eq!(ruling.grades[0].terms[0].holds, Some(false));
/// assert_eq!(ruling.grades[1].terms[0].holds, Some(true));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// Whether it holds, as it was worked out.
    pub step: StepId,
    /// The same; absent where nobody knows.
    pub holds: Option<bool>,
    /// What is compared with what; the gap is how far what holds lies beyond the line.
    pub says: Unmet,
}

/// What keeps a subject from a grade whatever its marks, and what lifts it.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::AboveMarks;
///
/// let next = parks::run()?.explain("P4")?.next_grade.unwrap();
/// assert!(matches!(&next.held[0].what, AboveMarks::Veto { name, .. } if name == "停业"));
/// assert_eq!(next.unmet, []);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// What it is.
    pub what: AboveMarks,
    /// What would lift it.
    pub lift: Vec<Unmet>,
}
