//! The version of the format in which results are written down.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of the format. It rises when a reader of an older one would misread a result.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let written = serde_json::to_value(parks::run()?.explain("P1")?);
/// assert_eq!(written.map_err(|error| heng::Error::Internal(error.to_string()))?["version"], heng::result::VERSION);
/// # Ok::<(), heng::Error>(())
/// ```
pub const VERSION: u32 = 2;

/// Stands in a result for [`VERSION`]; another one is not read.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::VERSION;
///
/// let written = serde_json::to_value(parks::run()?.score()?).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(written["version"], VERSION);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(VERSION)
    }
}

impl JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The version of the format. It rises when a reader of an older one would misread a result; \
                members may be added without it.",
            "const": VERSION,
        })
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = u32::deserialize(deserializer)?;
        if found == VERSION {
            return Ok(Self);
        }
        Err(de::Error::invalid_value(de::Unexpected::Unsigned(found.into()), &"a version that this program reads"))
    }
}
