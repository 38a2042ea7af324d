//! JSON Schema of results, made from the types.

use schemars::{JsonSchema, Schema};

/// The schema of a kind of result: `schema::<Scores>()`. A test holds the files in `docs/schema` against it.
#[must_use]
pub fn schema<T: JsonSchema>() -> Schema {
    schemars::schema_for!(T)
}
