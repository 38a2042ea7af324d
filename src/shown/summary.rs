//! What the numbers of a column come to together.

use super::column::Column;
use super::select::Shown;
use super::value::{Kind, Value, kind, value};
use crate::core::HeadId;
use crate::invariant::entry;
use crate::number::{Number, Unit, quantile};
use crate::result::{OutputColumn, Scores};
use crate::rules::{ResultColumn, RuleSet};

/// The numbers of a column, put together exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The column.
    pub column: Column,
    /// Its unit.
    pub unit: Unit,
    /// How many have a number.
    pub count: usize,
    /// How many have none: it is missing or does not apply.
    pub without: usize,
    /// What these come to; nothing where none has a number.
    pub numbers: Option<Numbers>,
    /// Of marks: how many have the full ones.
    pub full: Option<usize>,
}

/// Of numbers, of which there is one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// Their sum over how many there are.
    pub mean: Number,
    /// The least.
    pub least: Number,
    /// A quarter is below it: the quantile of type 7, that of the usual spreadsheets.
    pub lower: Number,
    /// The one in the middle, or the mean of the two.
    pub median: Number,
    /// Three quarters are below it.
    pub upper: Number,
    /// The greatest.
    pub greatest: Number,
    /// How many decimals they are shown with; nothing of exact ones.
    pub places: u32,
}

/// The type of quantiles.
const TYPE: u32 = 7;

/// Of each column that is shown and holds numbers, but for the ranks, over the rows that are shown.
#[must_use]
pub fn summaries(model: &RuleSet, scores: &Scores, shown: &Shown) -> Vec<Summary> {
    let columns = shown.columns().iter().copied();
    columns.filter_map(|column| summary(model, scores, shown, column)).collect()
}

fn summary(model: &RuleSet, scores: &Scores, shown: &Shown, column: Column) -> Option<Summary> {
    let Kind::Number(unit) = kind(model, column) else { return None };
    if column == Column::Standing(ResultColumn::Rank) {
        return None;
    }
    let all = shown.len(scores);
    let values =
        crate::cancel::looking(0..all).filter_map(|place| match value(model, scores, column, shown.row(place)) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        });
    let mut numbers: Vec<Number> = values.collect();
    crate::cancel::sort_by(&mut numbers, Number::cmp);
    let full = full_marks(model, column).map(|full| numbers.iter().filter(|number| **number == full).count());
    let count = numbers.len();
    Some(Summary {
        column,
        unit,
        count,
        without: all - count,
        numbers: together(&numbers, places(scores, column)),
        full,
    })
}

/// Of numbers from the least up.
fn together(numbers: &[Number], places: Option<u32>) -> Option<Numbers> {
    let (least, greatest) = (numbers.first()?.clone(), numbers.last()?.clone());
    let sum: Number = numbers.iter().sum();
    let at = |top: i128| quantile(numbers, &Number::ratio(top, 4)?, TYPE);
    let longest = || numbers.iter().filter_map(Number::places).max().unwrap_or(0);
    Some(Numbers {
        mean: sum.checked_div(&Number::count(numbers.len()))?,
        least,
        lower: at(1)?,
        median: at(2)?,
        upper: at(3)?,
        greatest,
        places: places.unwrap_or_else(longest),
    })
}

/// The decimals of a column that is rounded.
fn places(scores: &Scores, column: Column) -> Option<u32> {
    let marks = match column {
        Column::Indicator(id) => entry(&scores.indicators, id.0),
        Column::Head(id) => entry(&scores.heads, id.0),
        Column::Standing(ResultColumn::Base) => &scores.base,
        Column::Standing(ResultColumn::Bonus) => &scores.bonus,
        Column::Standing(ResultColumn::Deduction) => &scores.deduction,
        Column::Standing(_) => &scores.total,
        Column::Output(id) => match entry(&scores.outputs, id.0) {
            OutputColumn::Rounded { numbers } => numbers,
            _ => return None,
        },
        Column::Key(_) | Column::Name | Column::Condition(_) => return None,
    };
    Some(marks.places())
}

/// The most that a column of marks gives: that of all subjects to whom all applies.
fn full_marks(model: &RuleSet, column: Column) -> Option<Number> {
    match column {
        Column::Indicator(id) => Some(model.indicator(id).full.clone()),
        Column::Head(HeadId(place)) => model.heads.get(place).map(|head| head.full.clone()),
        Column::Standing(ResultColumn::Total) => model.full.clone(),
        _ => None,
    }
}
