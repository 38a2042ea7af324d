//! What an engine works out for every subject.

use std::collections::BTreeMap;

use super::exact::Value;
use crate::cancel::looking;
use crate::column::{Integers, Texts};
use crate::core::{FigureId, Type};
use crate::invariant::{OrBroken, entry};
use crate::number::{Number, Rounding};
use crate::result::Truths;
use crate::rules::Precision;

/// The outputs of a program ([`super::Program::outputs`]), one value for each subject in the order of
/// the subject table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Marks and sums of marks; `None` is missing.
    pub numbers: BTreeMap<FigureId, NumberColumn>,
    /// Conditions.
    pub truths: BTreeMap<FigureId, Truths>,
    /// Texts, choices and dates that 列出 puts out.
    pub texts: BTreeMap<FigureId, Texts>,
}

/// A value that is no number and no truth as results say it.
pub(super) fn text_of(value: &Value, ty: &Type) -> Option<String> {
    Some(match (value, ty) {
        (Value::Text(text), _) => text.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Choice(choice), Type::Choice(choices)) => {
            choices.get(*choice).or_broken("a choice is one of its type").clone()
        }
        _ => return None,
    })
}

impl Outputs {
    /// What a condition comes to for a subject; `None` when that is unknown, or no rule asks.
    pub(super) fn truth(&self, id: FigureId, row: usize) -> Option<bool> {
        *entry(self.truths.get(&id)?, row)
    }
}

/// Numbers as they are printed, with a fixed number of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberColumn {
    /// Decimals of every value.
    pub places: u32,
    /// value × 10^places.
    pub values: Integers,
    /// The numbers behind the printed ones, where they are not rounded (不舍入).
    pub exact: Option<Vec<Option<Number>>>,
    /// The rows whose numbers are too large for `values`.
    pub beyond: Vec<usize>,
}

impl NumberColumn {
    /// Numbers that have so many decimals and no more.
    #[must_use]
    pub fn decimal(places: u32, values: Integers) -> Self {
        Self { places, values, exact: None, beyond: Vec::new() }
    }

    /// Numbers that are printed so. One that has more decimals although it is not exact is left out.
    #[must_use]
    pub fn of(printed: Precision, numbers: Vec<Option<Number>>) -> Self {
        if printed.exact {
            return Self::unrounded(printed.rounding, numbers);
        }
        let places = printed.rounding.places;
        let scaled = |number: &Option<Number>| number.as_ref()?.to_scaled(places);
        let is_decimal = |number: &Number| number.places().is_some_and(|own| own <= places);
        let beyond = rows_of(&numbers, |number| is_decimal(number) && number.to_scaled(places).is_none());
        Self { beyond, ..Self::decimal(places, looking(numbers.iter()).map(scaled).collect()) }
    }

    /// Numbers of any kind, rounded only in print.
    #[must_use]
    pub fn unrounded(shown: Rounding, numbers: Vec<Option<Number>>) -> Self {
        let print = |number: &Number| number.round(shown).to_scaled(shown.places);
        let values = looking(numbers.iter()).map(|number| number.as_ref().and_then(print)).collect();
        let beyond = rows_of(&numbers, |number| print(number).is_none());
        Self { places: shown.places, values, exact: Some(numbers), beyond }
    }

    /// The least and the greatest number; `None` when all are missing.
    #[must_use]
    pub fn range(&self) -> Option<(Number, Number)> {
        if let Some(numbers) = &self.exact {
            let known = || numbers.iter().flatten();
            return Some((known().min()?.clone(), known().max()?.clone()));
        }
        let (low, high) = self.values.range()?;
        Some((Number::from_scaled(low, self.places), Number::from_scaled(high, self.places)))
    }

    /// The number of a row itself, not as printed.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<Number> {
        match &self.exact {
            Some(numbers) => entry(numbers, row).clone(),
            None => self.values.get(row).map(|value| Number::from_scaled(value, self.places)),
        }
    }
}

fn rows_of(numbers: &[Option<Number>], is: impl Fn(&Number) -> bool) -> Vec<usize> {
    let rows = numbers.iter().enumerate().filter(|(_, number)| number.as_ref().is_some_and(&is));
    rows.map(|(row, _)| row).collect()
}
