//! A column of marks as results give them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::column::{Integers, Slice};
use crate::invariant::{OrBroken, entry};
use crate::number::Number;

/// A truth for each subject; `None` is unknown.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Truths;
///
/// let known: Truths = vec![Some(true), None].into();
/// assert_eq!(known[1], None);
/// # Ok::<(), heng::Error>(())
/// ```
pub type Truths = Arc<[Option<bool>]>;

/// A mark or sum of marks of one subject. Written down it is a text with its decimals, `not_applicable`, or nothing.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Mark;
///
/// let scores = parks::run()?.score()?;
/// assert_eq!(scores.indicators[0].get(0), Some(Mark::Given { value: 3800, places: 2 }));
/// // Its cell is empty.
/// assert_eq!(scores.indicators[0].get(2), Some(Mark::Withheld));
/// # Ok::<(), heng::Error>(())
/// ```
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

impl JsonSchema for Mark {
    fn schema_name() -> Cow<'static, str> {
        "Mark".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A mark with its decimals; null when it is withheld because something that it needs is missing.",
            "type": ["string", "null"],
            "pattern": format!(r"^(-?[0-9]+(\.[0-9]+)?|{NOT_APPLICABLE})$"),
        })
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(Self::Withheld) };
        Self::read(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"a mark such as 12.50"))
    }
}

/// The marks of one indicator, head or total, one for each subject. A mark is made when it is asked for: what an
/// engine gave is shared, not copied.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let scores = parks::run()?.score()?;
/// let served = &scores.indicators[0];
/// assert_eq!(served.places(), 2);
/// assert_eq!(served.iter().filter_map(|mark| mark.decimal()).collect::<Vec<_>>(), ["38.00", "32.00", "28.00"]);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Marks {
    rows: usize,
    places: u32,
    values: Option<Integers>,
    applies: Option<Truths>,
    participates: Option<Truths>,
}

impl Marks {
    /// Of so many decimals; without values all are withheld, without `applies` all apply.
    #[must_use]
    pub fn new(rows: usize, values: Option<(u32, Integers)>, applies: Option<Truths>) -> Self {
        let (places, values) = values.map_or((0, None), |(places, values)| (places, Some(values)));
        Self { rows, places, values, applies, participates: None }
    }

    /// The same marks, not applicable for those who do not participate: nothing is missing, there are none.
    #[must_use]
    pub fn of_participants(self, participates: Option<&Truths>) -> Self {
        Self { participates: participates.cloned(), ..self }
    }

    /// Decimals of every mark.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.places
    }

    /// Some marks × 10^places; those that are not [given](Self::given) mean nothing.
    pub(crate) fn slice(&self, rows: &Range<usize>) -> Option<Slice<'_>> {
        self.values.as_ref().map(|values| values.slice(rows))
    }

    /// Which of some rows have a mark; nothing when all have one.
    pub(crate) fn given(&self, rows: Range<usize>) -> Option<Vec<bool>> {
        let Some(values) = &self.values else { return Some(vec![false; rows.len()]) };
        let mut given = values.presence(&rows);
        // The marks of those who may participate are said.
        let says = [(&self.applies, Some(true)), (&self.participates, None)];
        for (truths, least) in says.into_iter().filter_map(|(truths, least)| Some((truths.as_ref()?, least))) {
            let given = given.get_or_insert_with(|| vec![true; rows.len()]);
            let truths = truths.get(rows.clone()).or_broken("every subject has its mark");
            for (given, truth) in given.iter_mut().zip(truths) {
                *given &= *truth == Some(true) || *truth == least;
            }
        }
        given
    }

    /// Whether there may be a mark that does not apply.
    #[must_use]
    pub fn may_lapse(&self) -> bool {
        self.applies.is_some() || self.participates.is_some()
    }

    /// Whether some mark has more than 18 digits.
    #[must_use]
    pub fn is_long(&self) -> bool {
        let ends = self.values.as_ref().and_then(Integers::range);
        ends.is_some_and(|(low, high)| low.unsigned_abs().max(high.unsigned_abs()) >= 10_u128.pow(18))
    }

    /// The mark of a subject; `None` past the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Mark> {
        if row >= self.rows {
            return None;
        }
        let says = |truths: &Option<Truths>| truths.as_ref().map(|truths| *entry(truths, row));
        let takes_part = says(&self.participates) != Some(Some(false));
        Some(match says(&self.applies) {
            _ if !takes_part => Mark::NotApplicable,
            Some(Some(false)) => Mark::NotApplicable,
            Some(None) => Mark::Withheld,
            Some(Some(true)) | None => {
                let value = self.values.as_ref().and_then(|values| values.get(row));
                value.map_or(Mark::Withheld, |value| Mark::Given { value, places: self.places })
            }
        })
    }

    /// The marks of all subjects.
    pub fn iter(&self) -> impl Iterator<Item = Mark> + '_ {
        (0..self.rows).filter_map(|row| self.get(row))
    }
}

impl PartialEq for Marks {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.iter().eq(other.iter())
    }
}

impl Eq for Marks {}

/// Marks as they are written down.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Written {
    /// Decimals of every mark.
    places: u32,
    /// One for each subject.
    marks: Vec<Mark>,
}

impl JsonSchema for Marks {
    fn schema_name() -> Cow<'static, str> {
        "Marks".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Written::json_schema(generator)
    }
}

impl From<Marks> for Written {
    fn from(marks: Marks) -> Self {
        Self { places: marks.places, marks: marks.iter().collect() }
    }
}

impl TryFrom<Written> for Marks {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { places, marks } = written;
        let value = |mark: &Mark| match mark {
            Mark::Given { value, .. } => Some(*value),
            Mark::NotApplicable | Mark::Withheld => None,
        };
        let odd = marks.iter().find(|mark| matches!(mark, Mark::Given { places: own, .. } if *own != places));
        if let Some(odd) = odd.and_then(|odd| odd.decimal()) {
            return Err(format!("the mark {odd} does not have {places} decimals"));
        }
        let values: Integers = marks.iter().map(value).collect();
        let applies = marks.contains(&Mark::NotApplicable);
        let applies = applies.then(|| marks.iter().map(|mark| Some(*mark != Mark::NotApplicable)).collect());
        Ok(Self::new(marks.len(), Some((places, values)), applies))
    }
}
