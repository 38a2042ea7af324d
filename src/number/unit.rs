//! Units as people write them: 万元, 平方米, %, 个工作日, 万元/平方米.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use super::{Dimension, Number};

/// A unit: what it measures and how large one of it is. Every expression has one, so that a copy shares its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<UnitParts>);

/// The parts of a [`Unit`].
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitParts {
    /// The name as written; empty for a pure number.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units (元, 平方米, 1) one of it is; never 0 in a unit made here.
    pub scale: Number,
}

impl Deref for Unit {
    type Target = UnitParts;

    fn deref(&self) -> &UnitParts {
        &self.0
    }
}

impl Unit {
    /// A unit of its parts.
    #[must_use]
    pub fn new(name: String, dimension: Dimension, scale: Number) -> Self {
        Self(Arc::new(UnitParts { name, dimension, scale }))
    }

    /// The unit of a bare number: no name, scale 1.
    #[must_use]
    pub fn pure() -> Self {
        static PURE: LazyLock<Unit> = LazyLock::new(|| Unit::new(String::new(), Dimension::pure(), Number::one()));
        PURE.clone()
    }

    /// Whether this is the per cent sign (`%` or `％`; not `‰`, not 百分点).
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.name == "%" || self.name == "％"
    }

    /// A value given in base units, written in this unit: `66490 万元`, `92.31%`, `12`, as
    /// [`Number::to_readable`] prints them.
    ///
    /// A unit whose scale was set to 0 can show nothing; the base value is printed without a name then.
    #[must_use]
    pub fn shows(&self, base: &Number, least_places: u32) -> String {
        shown_in(base, &self.name, &self.scale, least_places)
    }
}

/// A value given in base units, written in a unit of this name and scale: see [`Unit::shows`].
#[must_use]
pub fn shown_in(base: &Number, name: &str, scale: &Number, least_places: u32) -> String {
    let Some(value) = base.checked_div(scale) else {
        return base.to_readable(least_places);
    };
    let number = value.to_readable(least_places);
    let joined = name.is_empty() || name.starts_with(['%', '％', '‰']);
    let space = if joined { "" } else { " " };
    format!("{number}{space}{name}")
}
