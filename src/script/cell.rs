//! Values while a script runs: copies share, and a change makes a copy of what is shared.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::value::{Datum, Lack};
use crate::number::{Date, Number};

/// Lists and records within one another; deeper ones are refused, so that nothing that walks them runs deep.
pub(super) const MOST_NESTED: usize = 16;

/// Reasons of a missing value.
pub(super) type Reasons = Rc<BTreeSet<Lack>>;

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Nothing,
    Number(Number),
    YesNo(bool),
    Text(Arc<str>),
    Date(Date),
    List(Rc<Items>),
    Record(Rc<Fields>),
    /// From the first, below the second.
    Range(i64, i64),
    Missing(Reasons),
}

/// A list.
#[derive(Debug, Clone, Default)]
pub(super) struct Items {
    /// How many lists and records lie within one another, this one counted.
    pub(super) nested: usize,
    pub(super) cells: Vec<Cell>,
}

/// A record.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    /// How many lists and records lie within one another, this one counted.
    pub(super) nested: usize,
    pub(super) fields: Vec<(Arc<str>, Cell)>,
}

impl Items {
    pub(super) fn of(cells: Vec<Cell>) -> Self {
        Self { nested: 1 + cells.iter().map(Cell::nested).max().unwrap_or(0), cells }
    }
}

impl Fields {
    pub(super) fn of(fields: Vec<(Arc<str>, Cell)>) -> Self {
        Self { nested: 1 + fields.iter().map(|(_, cell)| cell.nested()).max().unwrap_or(0), fields }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Cell> {
        self.fields.iter().find(|(known, _)| &**known == name).map(|(_, cell)| cell)
    }
}

impl Cell {
    pub(super) fn of(value: Datum) -> Self {
        match value {
            Datum::Number(number) => Self::Number(number),
            Datum::YesNo(truth) => Self::YesNo(truth),
            Datum::Text(text) => Self::Text(text),
            Datum::Date(date) => Self::Date(date),
            Datum::List(values) => Self::List(Rc::new(Items::of(values.into_iter().map(Self::of).collect()))),
            Datum::Record(fields) => Self::Record(Rc::new(Fields::of(
                fields.into_iter().map(|(name, value)| (name, Self::of(value))).collect(),
            ))),
            Datum::Missing(reasons) => Self::Missing(Rc::new(reasons)),
        }
    }

    pub(super) fn missing(lack: Lack) -> Self {
        Self::Missing(Rc::new(BTreeSet::from([lack])))
    }

    pub(super) fn nested(&self) -> usize {
        match self {
            Self::List(items) => items.nested,
            Self::Record(fields) => fields.nested,
            _ => 0,
        }
    }

    /// What it is, in Chinese and English.
    pub(super) fn sort(&self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => ("没有值", "nothing"),
            Self::Number(_) => ("数", "a number"),
            Self::YesNo(_) => ("是或否", "true or false"),
            Self::Text(_) => ("文本", "a text"),
            Self::Date(_) => ("日期", "a date"),
            Self::List(_) => ("列", "a list"),
            Self::Record(_) => ("记录", "a record"),
            Self::Range(..) => ("范围", "a range"),
            Self::Missing(_) => ("缺失", "missing"),
        }
    }
}

/// The reasons of both.
pub(super) fn united(left: &Reasons, right: &Reasons) -> Reasons {
    if Rc::ptr_eq(left, right) || right.is_subset(left) {
        return Rc::clone(left);
    }
    Rc::new(left.union(right).copied().collect())
}
