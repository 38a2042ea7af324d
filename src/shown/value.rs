//! What stands in a column of a result.

use super::column::Column;
use crate::core::{Type, Verdict};
use crate::invariant::{OrBroken, entry};
use crate::number::{Number, Unit};
use crate::result::{Mark, Marks, OutputValue, Scores};
use crate::rules::{ResultColumn, RuleSet};

/// A value of a subject in a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number as it is shown, in the unit of the column.
    Number(Number),
    /// Whether something holds.
    Truth(bool),
    /// A text.
    Text(String),
}

/// What the values of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Numbers in a unit.
    Number(Unit),
    /// Whether something holds.
    Truth,
    /// Texts.
    Text,
    /// Sentences, which nobody compares.
    Sentences,
}

/// What the values of a column are.
#[must_use]
pub fn kind(model: &RuleSet, column: Column) -> Kind {
    let marks = || Kind::Number(Unit::parse("分").or_broken("分 is a unit"));
    match column {
        Column::Indicator(_) | Column::Head(_) => marks(),
        Column::Standing(standing) => match standing {
            ResultColumn::Base | ResultColumn::Bonus | ResultColumn::Deduction | ResultColumn::Total => marks(),
            ResultColumn::Rank => Kind::Number(Unit::pure()),
            ResultColumn::Grade => Kind::Text,
            ResultColumn::Notes => Kind::Sentences,
        },
        Column::Key(_) | Column::Name | Column::Condition(_) => Kind::Text,
        Column::Output(id) => match &model.output(id).ty {
            Type::Number(unit) => Kind::Number(unit.clone()),
            Type::YesNo => Kind::Truth,
            Type::Text | Type::Choice(_) | Type::Date => Kind::Text,
        },
    }
}

/// The value of a subject in a column; `None` where it is missing or does not apply.
#[must_use]
pub fn value(model: &RuleSet, scores: &Scores, column: Column, row: usize) -> Option<Value> {
    let mark = |marks: &Marks| number(marks.get(row)?);
    match column {
        Column::Key(part) => {
            let parts = model.subject_key().len().max(1);
            scores.subjects.key_parts(row, parts).into_iter().nth(part).map(Value::Text)
        }
        Column::Name => scores.subjects.name(row).map(|name| Value::Text(name.to_owned())),
        Column::Indicator(id) => mark(entry(&scores.indicators, id.0)),
        Column::Head(id) => mark(entry(&scores.heads, id.0)),
        Column::Standing(standing) => match standing {
            ResultColumn::Base => mark(&scores.base),
            ResultColumn::Bonus => mark(&scores.bonus),
            ResultColumn::Deduction => mark(&scores.deduction),
            ResultColumn::Total => mark(&scores.total),
            ResultColumn::Rank => entry(&scores.rank, row).map(|rank| Value::Number(Number::count(rank))),
            ResultColumn::Grade => scores.grade.of(row).as_deref().map(|grade| Value::Text(grade.to_owned())),
            ResultColumn::Notes => None,
        },
        Column::Condition(id) => Some(Value::Text(scores.verdict(id, row).word().to_owned())),
        Column::Output(id) => match entry(&scores.outputs, id.0).get(row)? {
            OutputValue::Rounded(mark) => number(mark),
            OutputValue::Exact(number) => Some(Value::Number(number.clone())),
            OutputValue::Truth(truth) => Some(Value::Truth(truth)),
            OutputValue::Text(text) => Some(Value::Text(text.to_owned())),
        },
    }
}

fn number(mark: Mark) -> Option<Value> {
    match mark {
        Mark::Given { value, places } => Some(Value::Number(Number::from_scaled(value, places))),
        Mark::NotApplicable | Mark::Withheld => None,
    }
}

/// The words that a column of texts can say, where these are few and known.
#[must_use]
pub(super) fn choices(model: &RuleSet, column: Column) -> Vec<String> {
    match column {
        Column::Standing(ResultColumn::Grade) => model.outcomes().into_iter().map(str::to_owned).collect(),
        Column::Condition(_) => Verdict::ALL.map(|verdict| verdict.word().to_owned()).to_vec(),
        Column::Output(id) => match &model.output(id).ty {
            Type::Choice(choices) => choices.to_vec(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
