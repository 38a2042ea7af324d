//! A mark as results give it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::number::Number;

/// A mark or sum of marks of one subject. Written down it is a text with its decimals, `not_applicable`, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// value × 10^places.
    Given {
        /// The digits.
        value: i128,
        /// Decimals.
        places: u32,
    },
    /// The indicator does not apply to the subject, or the subject does not participate.
    NotApplicable,
    /// Withheld: something that it needs is missing.
    Withheld,
}

const NOT_APPLICABLE: &str = "not_applicable";

impl Mark {
    /// A mark that is given, as a plain decimal with its places.
    #[must_use]
    pub fn decimal(self) -> Option<String> {
        match self {
            Self::Given { value, places } => Some(Number::from_scaled(value, places).to_fixed(places)),
            Self::NotApplicable | Self::Withheld => None,
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text == NOT_APPLICABLE {
            return Some(Self::NotApplicable);
        }
        let places = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let places = u32::try_from(places).ok()?;
        Some(Self::Given { value: Number::from_exact(text)?.to_scaled(places)?, places })
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, self.decimal()) {
            (_, Some(decimal)) => serializer.serialize_str(&decimal),
            (Self::NotApplicable, None) => serializer.serialize_str(NOT_APPLICABLE),
            _ => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(Self::Withheld) };
        Self::read(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"a mark such as 12.50"))
    }
}
