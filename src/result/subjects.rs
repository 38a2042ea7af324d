//! The subjects of a result.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::column::Texts;
use crate::core::key_parts;

/// What the subjects are called, in the order of the subject table. A row is named by its number from 0.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let subjects = parks::run()?.score()?.subjects;
/// assert_eq!((subjects.len(), subjects.is_empty()), (4, false));
/// assert_eq!((&*subjects.key(2), subjects.name(2)), ("P3", Some("南园")));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subjects {
    /// The key of each as found; one without a key has none.
    keys: Texts,
    /// What a reader calls it, where a column is declared for that.
    names: Option<Texts>,
}

impl Subjects {
    /// Subjects with these keys and names, as many of both.
    #[must_use]
    pub fn new(keys: Texts, names: Option<Texts>) -> Self {
        Self { keys, names }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key of a subject; its number from 1 where it has none.
    #[must_use]
    pub fn key(&self, row: usize) -> Cow<'_, str> {
        self.keys.get(row).map_or_else(|| row.saturating_add(1).to_string().into(), Cow::Borrowed)
    }

    /// The parts of the key of a subject, one for each column of the key.
    #[must_use]
    pub fn key_parts(&self, row: usize, columns: usize) -> Vec<String> {
        if columns == 1 {
            return vec![self.key(row).into_owned()];
        }
        let mut parts = key_parts(&self.key(row));
        parts.resize(columns, String::new());
        parts
    }

    /// What a subject is called, if that is known.
    #[must_use]
    pub fn name(&self, row: usize) -> Option<&str> {
        self.names.as_ref()?.get(row)
    }

    /// The keys as found.
    #[must_use]
    pub fn keys(&self) -> &Texts {
        &self.keys
    }

    /// The names, where a column is declared for them.
    #[must_use]
    pub fn names(&self) -> Option<&Texts> {
        self.names.as_ref()
    }
}
