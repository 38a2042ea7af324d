//! What has to be said of a subject beside its marks and its grade.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{ChildId, DemotionId, GradeId, HeadId, IndicatorId, RestrictionId, SubjectId, VetoId};

use super::missing::Missing;

/// A note of 说明. Items are places in the rule set; grades count from the best down.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Missing, Note};
///
/// let notes = parks::run()?.score()?.notes;
/// let [Note::Missing { reason: Missing::Cell { at, column, .. } }, ..] = notes[2].as_slice() else { panic!() };
/// assert_eq!((at.line, column.as_str()), (4, "满意率"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// People gave the grade (人工定等).
    ManualGrade {
        /// The grade or the label of another outcome, as recorded.
        grade: String,
        /// Why.
        reason: String,
        /// The number of the document.
        document: String,
    },
    /// The subject does not participate (参评).
    NotParticipating,
    /// A 否决 fired.
    Vetoed {
        /// Which.
        veto: VetoId,
    },
    /// A grade was earned and lowered by a 降等.
    Demoted {
        /// The grade that was earned.
        grade: GradeId,
        /// What lowered it.
        demotion: DemotionId,
    },
    /// A grade was earned and a 限制 forbids it.
    Restricted {
        /// The grade that was earned.
        grade: GradeId,
        /// What forbids it.
        restriction: RestrictionId,
    },
    /// The grade of a further grading waits for others: its quota has no more places than those who may still come before.
    GradingOpen {
        /// The name of the grading.
        grading: String,
    },
    /// A grade was earned and its quota had no place left.
    BeyondQuota {
        /// The grade that was earned.
        grade: GradeId,
        /// How many places there are.
        places: usize,
        /// What the subjects that share the quota have in common, as found in the data.
        group: Arc<[String]>,
        /// How many of them participate.
        participants: usize,
        /// How many places people gave away.
        by_people: usize,
        /// There was a place left, and more subjects tied for it than could have it.
        is_tied: bool,
    },
    /// How many places a quota has is not known.
    PlacesOpen {
        /// The grade.
        grade: GradeId,
        /// Of so many subjects it is not known whether they participate, or in which group.
        subjects: usize,
    },
    /// The grade was given although something is missing: whatever that turns out to be, it is the same (缺失 无碍 照定).
    Immaterial {
        /// The least that the total can be; none when it has no end or is not known.
        least: Option<String>,
        /// The most that it can be.
        most: Option<String>,
    },
    /// Subjects of which something is missing may take the place in a quota.
    PlaceContested {
        /// The grade.
        grade: GradeId,
        /// Who.
        rivals: Several,
    },
    /// Subjects of which something is missing may come to rank before this one.
    RankMayFall {
        /// Who.
        absent: Several,
    },
    /// A comparison left out subjects of which something is missing.
    ComparedWithout {
        /// What rests on it.
        of: Compared,
        /// Who.
        absent: Several,
    },
    /// Weights were taken from the data without the subjects of which something is missing.
    WeighedWithout {
        /// The 方面, or none for 总分.
        head: Option<HeadId>,
        /// Who.
        absent: Several,
    },
    /// Of 最大 and 最小: the parts that gave the mark.
    Chosen {
        /// The 方面, or none for 总分.
        head: Option<HeadId>,
        /// What of those directly below it.
        parts: Vec<ChildId>,
    },
    /// An indicator does not apply for lack of data (缺失 不适用).
    Lapsed {
        /// Which.
        indicator: IndicatorId,
        /// What is missing.
        reasons: Vec<Note>,
    },
    /// Something that is needed is missing.
    Missing {
        /// Why.
        reason: Missing,
    },
    /// More is missing than is listed.
    MoreMissing {
        /// How much more.
        count: usize,
    },
}

/// What rests on a comparison.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Compared, IndicatorId};
///
/// let of = Compared::Indicator { indicator: IndicatorId(1) };
/// assert_eq!(serde_json::to_string(&of).ok().as_deref(), Some(r#"{"kind":"indicator","indicator":1}"#));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Compared {
    /// A mark.
    Indicator {
        /// Of this indicator.
        indicator: IndicatorId,
    },
    /// The requirement of a grade.
    Grade {
        /// The grade.
        grade: GradeId,
    },
}

/// Subjects of whom the first few are named.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Note;
///
/// // Who has no total yet may come to rank before P4.
/// let notes = parks::run()?.score()?.notes;
/// let absent = notes[3].iter().find_map(|note| match note {
///     Note::RankMayFall { absent } => Some(absent),
///     _ => None,
/// });
/// assert_eq!(absent.map(|absent| (absent.first[0].0, absent.count)), Some((2, 1)));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Several {
    /// Rows of the first.
    pub first: Vec<SubjectId>,
    /// How many there are in all.
    pub count: usize,
}
