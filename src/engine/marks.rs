//! A column of marks as results give them.

use super::outputs::{NumberColumn, Truths};
use crate::core::Verdict;
use crate::data::Integers;
use crate::number::Number;

/// A mark or sum of marks of one subject.
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

impl Mark {
    /// The mark as printed: a plain decimal with its places, 不适用, or nothing.
    #[must_use]
    pub fn shown(self) -> String {
        match self {
            Self::Given { value, places } => Number::from_scaled(value, places).to_fixed(places),
            Self::NotApplicable => Verdict::NotApplicable.word().to_owned(),
            Self::Withheld => String::new(),
        }
    }
}

/// The marks of one indicator, head or total, one for each subject. A mark is made when it is asked for: what an
/// engine gave is shared, not copied.
#[derive(Debug, Clone)]
pub struct Marks {
    rows: usize,
    places: u32,
    values: Option<Integers>,
    applies: Option<Truths>,
    participates: Option<Truths>,
}

impl Marks {
    /// Of what an engine gave; nothing is withheld for all.
    pub(super) fn new(rows: usize, column: Option<&NumberColumn>, applies: Option<&Truths>) -> Self {
        let places = column.map_or(0, |column| column.places);
        let values = column.map(|column| column.values.clone());
        Self { rows, places, values, applies: applies.cloned(), participates: None }
    }

    /// The same marks, 不适用 for those who do not participate: nothing is missing, there are none.
    pub(super) fn of_participants(self, participates: Option<&Truths>) -> Self {
        Self { participates: participates.cloned(), ..self }
    }

    /// Decimals of every mark.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.places
    }

    /// The marks × 10^places where nobody's is taken away: what is not there is withheld.
    #[must_use]
    pub fn plain(&self) -> Option<&Integers> {
        self.values.as_ref().filter(|_| self.applies.is_none() && self.participates.is_none())
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
        let says = |truths: &Option<Truths>| truths.as_ref().map(|truths| truths.get(row).copied().flatten());
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
