//! Columns that 列出 puts out beside marks and grades.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Mark, Marks, Number};
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
