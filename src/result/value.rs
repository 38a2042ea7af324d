//! Values with their units.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::Type;
use crate::number::{Date, Number};

/// What came out of a step.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Value;
///
/// let explanation = parks::run()?.explain("P3")?;
/// let score = explanation.heads[0].indicators[0].score;
/// assert_eq!(explanation.step(score).map(|step| &step.value), Some(&Value::Missing));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number in base units: 664900000 元, not 66490 万元. All arithmetic is done in these.
    Number {
        /// Exactly.
        exact: Number,
        /// In what it is shown; absent of a pure number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Unit>,
    },
    /// 是 or 否.
    Truth(bool),
    /// 文本
    Text(String),
    /// The name of a choice of an enumeration.
    Choice(String),
    /// 日期
    Date(Date),
    /// Nothing: a step below, or the step itself, says why.
    Missing,
}

/// A unit in which numbers are shown.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Value;
///
/// let explanation = parks::run()?.explain("P1")?;
/// let unit = explanation.steps.iter().find_map(|step| match &step.value {
///     Value::Number { unit: Some(unit), .. } if unit.name == "万元" => Some(unit),
///     _ => None,
/// });
/// assert_eq!(unit.map(|unit| unit.scale.to_string()).as_deref(), Some("10000"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    /// As the rules write it.
    pub name: String,
    /// How many base units one of it is.
    pub scale: Number,
}

impl Value {
    /// A number shown as a type shows it.
    #[must_use]
    pub fn number(exact: Number, ty: &Type) -> Self {
        let unit = match ty {
            Type::Number(unit) if !unit.name.is_empty() || unit.scale != Number::one() => {
                Some(Unit { name: unit.name.clone(), scale: unit.scale.clone() })
            }
            _ => None,
        };
        Self::Number { exact, unit }
    }

    /// The number in base units, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number { exact, .. } => Some(exact),
            _ => None,
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}
