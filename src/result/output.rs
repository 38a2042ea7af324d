//! Columns that 列出 puts out beside marks and grades.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Mark, Marks, Number, StepId};
use crate::column::Texts;

/// A column that 列出 puts out: one value for each subject, or nothing where it is missing.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// // These rules put nothing out.
/// assert!(schools::run()?.score()?.outputs.is_empty());
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutputColumn {
    /// Numbers of so many places.
    Rounded {
        /// Them.
        numbers: Marks,
    },
    /// Numbers without places.
    Exact {
        /// Them.
        numbers: Vec<Option<Number>>,
    },
    /// Whether something holds.
    Truths {
        /// Them.
        truths: Vec<Option<bool>>,
    },
    /// Texts, choices and dates.
    Texts {
        /// Them.
        texts: Texts,
    },
}

/// A value of an [`OutputColumn`].
///
/// ```
/// use heng::result::{OutputColumn, OutputValue};
///
/// let column = OutputColumn::Truths { truths: vec![Some(true), None] };
/// assert_eq!(column.get(0), Some(OutputValue::Truth(true)));
/// assert_eq!(column.get(1), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputValue<'o> {
    /// A number of so many places.
    Rounded(Mark),
    /// A number.
    Exact(&'o Number),
    /// Whether something holds.
    Truth(bool),
    /// A text, a choice or a date.
    Text(&'o str),
}

impl OutputColumn {
    /// The value of a subject; `None` where there is none.
    #[must_use]
    pub fn get(&self, subject: usize) -> Option<OutputValue<'_>> {
        Some(match self {
            Self::Rounded { numbers } => {
                OutputValue::Rounded(numbers.get(subject).filter(|mark| matches!(mark, Mark::Given { .. }))?)
            }
            Self::Exact { numbers } => OutputValue::Exact(numbers.get(subject)?.as_ref()?),
            Self::Truths { truths } => OutputValue::Truth((*truths.get(subject)?)?),
            Self::Texts { texts } => OutputValue::Text(texts.get(subject)?),
        })
    }
}

/// What a line of 列出 puts out of one subject, with how it came about.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// // These rules put nothing out.
/// assert!(schools::run()?.explain("S1")?.outputs.is_empty());
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// What the column is called.
    pub title: String,
    /// What is put out, as the rules write it.
    pub written: String,
    /// A number as it stands in the column, with its places or exact; absent of other values and where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The unit of the column; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether it is the label of a further grading.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_grading: bool,
    /// The figure before it was put into that unit and rounded.
    pub step: StepId,
}
