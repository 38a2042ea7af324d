//! What a requirement lacks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Clause, Name, Value};
use crate::core::{Comparison, Verdict};

/// A term of a requirement that does not hold.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Name, UnmetWhat, Value};
///
/// let next = parks::run()?.explain("P2")?.next_grade.unwrap();
/// assert_eq!(next.unmet[0].what, UnmetWhat::Figure(Name::Total));
/// assert!(matches!(&next.unmet[0].gap, Some(Value::Number { exact, .. }) if exact.to_string() == "8"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unmet {
    /// What is compared.
    pub what: UnmetWhat,
    /// Its value; of what is no comparison, that it does not hold.
    pub value: Value,
    /// What is wanted of it.
    pub wanted: Wanted,
    /// How much is lacking; absent where a difference has no meaning.
    pub gap: Option<Value>,
    /// Of the share of its full marks that a 方面 has: the same in marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Value>,
    /// Which of several that would each do it belongs to; absent where it is wanted in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<Alternative>,
}

/// One of several things each of which would do.
///
/// ```
/// use heng::result::Alternative;
///
/// let written = serde_json::to_string(&Alternative { set: 0, option: 1 }).ok();
/// assert_eq!(written.as_deref(), Some(r#"{"set":0,"option":1}"#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    /// Of which things, from 0.
    pub set: usize,
    /// Which of them, from 0; what is of the same one is wanted together.
    pub option: usize,
}

/// What a requirement asks for.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Name, UnmetWhat};
///
/// let next = parks::run()?.explain("P2")?.next_grade.unwrap();
/// assert_eq!(next.unmet[0].what, UnmetWhat::Figure(Name::Total));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnmetWhat {
    /// A figure.
    Figure(Name),
    /// The share of its full marks that a 方面 has.
    HeadRate {
        /// Of the 方面.
        code: String,
    },
    /// What a 条件 comes to.
    Condition {
        /// Its name.
        name: String,
        /// The outcome.
        verdict: Verdict,
    },
    /// What the rule says.
    Clause(Clause),
}

/// What is wanted.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Comparison, Wanted};
///
/// let next = parks::run()?.explain("P2")?.next_grade.unwrap();
/// assert!(matches!(&next.unmet[0].wanted, Wanted::Compare { comparison: Comparison::AtLeast, .. }));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// That it holds.
    Holds,
    /// That it does not hold.
    Fails,
    /// Of a 条件: that it comes to an outcome, or that it does not.
    Outcome {
        /// The outcome.
        verdict: Verdict,
        /// Whether it is wanted.
        is: bool,
    },
    /// That it compares so with a value.
    Compare {
        /// How.
        comparison: Comparison,
        /// The word of the rule for it.
        word: Option<String>,
        /// With what.
        value: Value,
        /// What that is, where it is a figure with a name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<UnmetWhat>,
        /// Whether they are dates.
        dates: bool,
    },
}
