//! Why an outcome of an 示例 came about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AboveMarks, Bound, Clause, Note, Unmet, Value};

/// A reason that 因 may name.
///
/// ```
/// use heng::result::{Bound, Reason, Value};
///
/// let reason: Reason = serde_json::from_str(r#"{"bound":{"bound":"cap","clause":null,"value":"missing"}}"#)
///     .map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(reason, Reason::Bound { bound: Bound::Cap, clause: None, value: Value::Missing });
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// What the rule says of a branch that was taken, or of a term that holds.
    Clause(Clause),
    /// No condition holds: the last branch was taken.
    Otherwise {
        /// How the rule says it: 其余, 否则, or the last band.
        said: Option<Clause>,
    },
    /// Something stood in for a missing value.
    StandIn(Clause),
    /// 封顶 or 保底 cut a number.
    Bound {
        /// Which.
        bound: Bound,
        /// How the rule says it; absent of one that is only a number.
        clause: Option<Clause>,
        /// What it is.
        value: Value,
    },
    /// An entry of 加分 or 扣分 that counts.
    Entry {
        /// Its title.
        title: String,
        /// Its marks.
        marks: Value,
    },
    /// A recorded verdict.
    Recorded(Value),
    /// A term that does not hold.
    Unmet(Unmet),
    /// A term that keeps from the next grade.
    NextGrade {
        /// The grade.
        grade: String,
        /// The term.
        term: Unmet,
    },
    /// What stands above the marks.
    Above(AboveMarks),
    /// A note: of 说明, or on what is missing.
    Note(Note),
}
