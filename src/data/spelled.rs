//! The texts of cells, as their values tell them and where they were spelt otherwise.

use std::collections::BTreeMap;

use polars_core::prelude::{DataType, IntoSeries, StringChunked};

use crate::column::joined;
use crate::core::Choices;
use crate::invariant::{OrBroken, entry, fit};

/// What the cells of a column say where the file has texts. A value says its cell in most rows, so that only the others
/// are kept.
#[derive(Debug, Clone)]
pub struct Spelled {
    /// Those of an enumeration.
    pub(super) choices: Choices,
    /// With how many decimals numbers were written.
    pub(super) places: Places,
    /// Cells that do not say their value in the plain way.
    pub(super) odd: Odd,
}

/// The decimals of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// All have as many.
    Same(u8),
    /// Row by row.
    Each(Vec<u8>),
}

/// Texts of some rows.
#[derive(Debug, Clone, Default)]
pub struct Odd {
    /// In ascending order.
    rows: Vec<u32>,
    texts: StringChunked,
}

impl Places {
    pub(super) fn of(&self, row: usize) -> u8 {
        match self {
            Self::Same(places) => *places,
            Self::Each(places) => *entry(places, row),
        }
    }

    /// Adds those of a row, of which so many stand before.
    pub(super) fn push(&mut self, rows: usize, own: u8) {
        match self {
            Self::Same(places) if *places == own => {}
            Self::Same(places) if rows == 0 => *places = own,
            Self::Same(places) => {
                let mut each = vec![*places; rows];
                each.push(own);
                *self = Self::Each(each);
            }
            Self::Each(places) => places.push(own),
        }
    }

    /// Adds those of a row without a number.
    pub(super) fn push_any(&mut self) {
        if let Self::Each(places) = self {
            places.push(0);
        }
    }

    /// Adds those of a part with so many rows, behind so many.
    pub(super) fn append(&mut self, rows: usize, part: Self, more: usize) {
        match (&mut *self, part) {
            (Self::Same(own), Self::Same(other)) if *own == other => {}
            (Self::Same(own), Self::Same(other)) if rows == 0 => *own = other,
            (own, part) => {
                let mut each = match own {
                    Self::Same(places) => vec![*places; rows],
                    Self::Each(places) => std::mem::take(places),
                };
                match part {
                    Self::Same(places) => each.resize(rows.saturating_add(more), places),
                    Self::Each(places) => each.extend(places),
                }
                *self = Self::Each(each);
            }
        }
    }
}

impl Odd {
    pub(super) fn new(rows: Vec<u32>, texts: StringChunked) -> Self {
        Self { rows, texts }
    }

    /// Those of parts, each with the rows before it.
    pub(super) fn joined(parts: Vec<(usize, Self)>) -> Self {
        let mut rows = Vec::new();
        let mut texts = Vec::new();
        for (before, part) in parts {
            rows.extend(part.rows.iter().map(|row| row.saturating_add(fit(before))));
            if !part.rows.is_empty() {
                texts.push(part.texts.into_series());
            }
        }
        let texts = joined(texts, &DataType::String).or_broken("texts can be put together");
        Self { rows, texts: texts.str().or_broken("texts are texts").clone() }
    }

    /// With some more, of rows that need not be odd otherwise.
    pub(super) fn with(self, more: Vec<(usize, String)>) -> Self {
        if more.is_empty() {
            return self;
        }
        let mut all: BTreeMap<u32, String> = more.into_iter().map(|(row, text)| (fit(row), text)).collect();
        let own = self.rows.iter().zip(self.texts.iter());
        all.extend(own.filter_map(|(row, text)| Some((*row, text?.to_owned()))));
        Self { rows: all.keys().copied().collect(), texts: all.values().map(|text| Some(text.as_str())).collect() }
    }

    /// The rows that have one, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().copied()
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        if self.rows.is_empty() {
            return None;
        }
        let place = self.rows.binary_search(&u32::try_from(row).ok()?).ok()?;
        self.texts.get(place)
    }
}

/// value / 10^scale with so many decimals, of which none beyond them is lost.
pub(super) fn written(value: i128, scale: u32, places: u32) -> String {
    let beyond = 10_i128.checked_pow(scale.saturating_sub(places)).or_broken("no scale is beyond 128 bits");
    let digits = (value / beyond).unsigned_abs().to_string();
    let sign = if value < 0 { "-" } else { "" };
    let places: usize = fit(places);
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = places.saturating_add(1));
    let (whole, decimals) = digits.split_at_checked(digits.len() - places).or_broken("digits are ASCII");
    format!("{sign}{whole}.{decimals}")
}

/// The plain way to write 是否.
pub(super) fn yes_or_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}
