//! Numbers as exact text: how results are written down and read back.

use std::borrow::Cow;

use num_bigint::BigInt;
use num_traits::Zero;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Number;
use super::rational::power_of_ten;
use crate::invariant::OrBroken;

impl Number {
    /// Reads what [`Display`](std::fmt::Display) writes: `66490`, `-0.25`, `1/3`.
    ///
    /// `None` for anything else; 4/2 is read too, but never written.
    #[must_use]
    pub fn from_exact(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (top, bottom) = if let Some((top, bottom)) = digits.split_once('/') {
            (whole(top)?, whole(bottom)?)
        } else if let Some((before, after)) = digits.split_once('.') {
            if before.is_empty() || after.is_empty() {
                return None;
            }
            (whole(&format!("{before}{after}"))?, power_of_ten(u32::try_from(after.len()).ok()?))
        } else {
            (whole(digits)?, BigInt::from(1))
        };
        (!bottom.is_zero()).then(|| Self::quotient(top * sign, bottom))
    }
}

/// A whole number of ASCII digits.
fn whole(digits: &str) -> Option<BigInt> {
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| digits.parse().or_broken("digits are a number"))
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An exact number: a plain decimal such as -0.25, or a fraction such as 1/3.",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
        })
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_exact(&text)
            .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"an exact number such as 0.25 or 1/3"))
    }
}
