//! What is to be done on the frame of one table, before any of it is done.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::Series;

use super::figure::Figure;
use super::form::Form;
use super::operand::Operand;
use super::script::rows::Rows;
use crate::core::{ClassId, FieldId, TableId, Ties};
use crate::invariant::OrBroken;

/// The work on one frame. Columns have names that occur nowhere else.
#[derive(Default)]
pub(super) struct Scope {
    /// Fields of the table and of its ancestors that are read.
    pub(super) fields: BTreeSet<(TableId, FieldId)>,
    /// Columns that come from elsewhere: figures that the exact engine has worked out.
    pub(super) given: Vec<Series>,
    /// Groupings of the subjects.
    pub(super) cohorts: Vec<Vec<FieldId>>,
    /// Figures over the rows of tables below.
    pub(super) below: BTreeMap<TableId, Below>,
    /// Columns worked out one stage after the other.
    pub(super) stages: Vec<Stage>,
    /// Expressions that have been lowered to columns already, by what they mean.
    pub(super) known: BTreeMap<ClassId, Operand>,
}

/// One stage: all that it gives reads only what is there before it.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) columns: Vec<(String, Form)>,
    /// Places of columns by the hashes of their forms.
    places: BTreeMap<u64, Vec<usize>>,
    /// Figures over cohorts, by the index of the grouping.
    pub(super) figures: BTreeMap<(usize, Figure), String>,
    /// Ranks in cohorts.
    pub(super) ranks: Vec<Rank>,
    /// Calls of functions with the rows of columns.
    pub(super) calls: Vec<Call>,
    /// What it reads and nobody needs after it.
    pub(super) done: Vec<String>,
}

/// A rank by a grouping.
pub(super) struct Rank {
    pub(super) name: String,
    /// Index of the grouping.
    pub(super) cohort: usize,
    /// Numerator and, if it is not the same for all, denominator.
    pub(super) value: (String, Option<String>),
    pub(super) descending: bool,
    pub(super) ties: Ties,
}

/// The results of a function.
pub(super) struct Call {
    pub(super) name: String,
    /// The columns of its arguments.
    pub(super) arguments: Vec<String>,
    pub(super) function: Rows,
}

impl Stage {
    /// The name of the column of a form: `fresh` if there is none yet.
    pub(super) fn name_of(&mut self, form: &Form, fresh: String) -> &str {
        let alike = self.places.entry(form.key()).or_default();
        let known =
            alike.iter().copied().find(|place| self.columns.get(*place).is_some_and(|(_, known)| known == form));
        let place = known.unwrap_or_else(|| {
            alike.push(self.columns.len());
            self.columns.push((fresh, form.clone()));
            self.columns.len() - 1
        });
        self.columns.get(place).map(|(name, _)| name.as_str()).or_broken("columns are only added")
    }

    /// Whether it asks for more than what one row can tell after the other.
    pub(super) fn is_gathering(&self) -> bool {
        !(self.figures.is_empty() && self.ranks.is_empty() && self.calls.is_empty())
    }

    /// The groupings that it asks for.
    pub(super) fn cohorts(&self) -> BTreeSet<usize> {
        self.figures.keys().map(|(cohort, _)| *cohort).chain(self.ranks.iter().map(|rank| rank.cohort)).collect()
    }

    /// The columns that its figures, ranks and calls read.
    pub(super) fn gathered(&self) -> impl Iterator<Item = &str> {
        let figures = self.figures.keys().filter_map(|(_, figure)| figure.column());
        let ranks = self.ranks.iter().flat_map(|rank| std::iter::once(&rank.value.0).chain(&rank.value.1));
        let calls = self.calls.iter().flat_map(|call| &call.arguments);
        figures.chain(ranks.chain(calls).map(String::as_str))
    }
}

/// Figures over the rows of one table below.
#[derive(Default)]
pub(super) struct Below {
    /// All in one grouping.
    pub(super) figures: BTreeMap<Figure, String>,
    /// Sums of greatest values, each with a grouping of its own.
    pub(super) greatest: BTreeMap<Greatest, String>,
    /// What must hold nowhere, or the exact engine decides: more than one row for a figure that
    /// wants one.
    pub(super) alarms: Vec<Alarm>,
}

/// The sum over different values of a column of the greatest value beside them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Greatest {
    pub(super) by: String,
    pub(super) value: String,
}

/// Raised when `count` is above 1 where `unknown` does not hold, while `figure` is needed.
pub(super) struct Alarm {
    pub(super) figure: String,
    pub(super) count: String,
    pub(super) unknown: Option<String>,
}

impl Scope {
    /// The stage of a number, made if need be.
    pub(super) fn stage(&mut self, level: usize) -> &mut Stage {
        while self.stages.len() <= level {
            self.stages.push(Stage::default());
        }
        self.stages.get_mut(level).or_broken("the stage was made")
    }
}

impl Below {
    /// Whether nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.greatest.is_empty()
    }
}

/// The name of the column with the row of an ancestor.
pub(super) fn up_name(table: TableId) -> String {
    format!("up{}", table.0)
}

/// The name of the column of a field.
pub(super) fn field_name(table: TableId, field: FieldId) -> String {
    format!("f{}_{}", table.0, field.0)
}

/// The name of the column that tells the groups of a cohort apart: the least row of each.
pub(super) fn cohort_name(cohort: usize) -> String {
    format!("g{cohort}")
}

/// The name of the column of row numbers.
pub(super) const ROW: &str = "row";
