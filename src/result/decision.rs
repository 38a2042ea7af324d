//! How the grade of a subject was decided.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{DemotionId, GradeId, RestrictionId, VetoId};

/// What decided the grade of a subject, or its lack of one.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Decision, GradeId, Obstacle, VetoId};
///
/// let decisions = parks::run()?.score()?.decisions;
/// assert_eq!(decisions[0], Decision::Graded { grade: GradeId(0) });
/// assert_eq!(decisions[2], Decision::Withheld { by: Obstacle::Total });
/// assert_eq!(decisions[3], Decision::Vetoed { veto: VetoId(0) });
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// Nothing: the rule set has no grades.
    Open,
    /// People (人工定等).
    Manual,
    /// It does not participate (参评).
    NotParticipating,
    /// A 否决 fired.
    Vetoed {
        /// The first that counts.
        veto: VetoId,
    },
    /// It earned the grade and had a place.
    Graded {
        /// The grade, from the best down.
        grade: GradeId,
    },
    /// It has no grade of the scale (其余).
    Otherwise,
    /// The grade is withheld: what is missing could change it.
    Withheld {
        /// What is not known.
        by: Obstacle,
    },
}

/// What is not known and keeps a grade from being given.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Decision, Obstacle};
///
/// let withheld = parks::run()?.score()?.decisions[2];
/// assert!(matches!(withheld, Decision::Withheld { by: Obstacle::Total }));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// Whether the subject participates.
    Participation,
    /// Whether a 否决 fires.
    Veto {
        /// Which.
        veto: VetoId,
    },
    /// The total.
    Total,
    /// Whether the requirement of a grade is met.
    Requirement {
        /// Which grade.
        grade: GradeId,
    },
    /// Whether a 降等 fires.
    Demotion {
        /// Which.
        demotion: DemotionId,
    },
    /// Whether a 限制 fires.
    Restriction {
        /// Which.
        restriction: RestrictionId,
    },
    /// In which group the subject takes a place of a quota.
    Group {
        /// The quota of this grade.
        grade: GradeId,
    },
    /// How many places a quota has: of some subjects it is not known whether they participate, or in which group.
    Places {
        /// The quota of this grade.
        grade: GradeId,
    },
    /// Whether others, of whom something is missing, take the places of a quota.
    Rivals {
        /// The quota of this grade.
        grade: GradeId,
    },
}
