//! Texts in a column.

use std::borrow::Cow;
use std::ops::Range;

use polars_arrow::array::Array;
use polars_core::prelude::StringChunked;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Texts or nothing, row by row.
#[derive(Debug, Clone)]
pub struct Texts(StringChunked);

impl Texts {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a row; `None` when there is none.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.0.get(row)
    }

    /// Row by row.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> + '_ {
        self.0.iter()
    }

    /// Those of some rows.
    pub(crate) fn some(&self, rows: Range<usize>) -> impl Iterator<Item = Option<&str>> + '_ {
        let mut before = 0;
        self.0.downcast_iter().flat_map(move |piece| {
            let start = before;
            before += piece.len();
            let own = rows.start.max(start)..rows.end.min(before);
            let own = own.start - start..own.end.max(start) - start;
            own.map(move |row| (!piece.is_null(row)).then(|| piece.value(row)))
        })
    }

    /// Those of a column of polars.
    pub(crate) fn of(texts: StringChunked) -> Self {
        Self(texts)
    }
}

impl FromIterator<Option<String>> for Texts {
    fn from_iter<I: IntoIterator<Item = Option<String>>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl JsonSchema for Texts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Option<String>>::json_schema(generator)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Option<String>>::deserialize(deserializer)?.into_iter().collect())
    }
}
