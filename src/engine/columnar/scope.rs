//! What is to be done on the frame of one table, before any of it is done.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Expr, Series};

use super::operand::Operand;
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

/// One stage: all its columns read only what is there before it.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) columns: Vec<(String, Expr)>,
    /// Worked out after the columns of the stage; they read only what is there before it.
    pub(super) gatherings: Vec<Gathering>,
    /// What later stages and readers need of all that is there after the stage.
    pub(super) kept: BTreeSet<String>,
}

/// Figures over cohorts, and ranks in them.
#[derive(Clone)]
pub(super) enum Gathering {
    /// A figure by a grouping.
    Figure {
        name: String,
        /// Index of the grouping.
        cohort: usize,
        figure: Expr,
    },
    /// A rank by a grouping.
    Rank {
        name: String,
        /// Index of the grouping.
        cohort: usize,
        /// Numerator and, if it is not the same for all, denominator.
        value: (String, Option<String>),
        descending: bool,
        ties: Ties,
    },
}

/// Figures over the rows of one table below.
#[derive(Default)]
pub(super) struct Below {
    /// All in one grouping.
    pub(super) figures: Vec<(String, Expr)>,
    /// Sums of greatest values, each with a grouping of its own.
    pub(super) greatest: Vec<Greatest>,
    /// What must hold nowhere, or the exact engine decides: more than one row for a figure that
    /// wants one.
    pub(super) alarms: Vec<Alarm>,
}

/// The sum over different values of a column of the greatest value beside them.
#[derive(Clone, PartialEq)]
pub(super) struct Greatest {
    pub(super) name: String,
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

impl Gathering {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Figure { name, .. } | Self::Rank { name, .. } => name,
        }
    }

    pub(super) fn cohort(&self) -> usize {
        match self {
            Self::Figure { cohort, .. } | Self::Rank { cohort, .. } => *cohort,
        }
    }

    pub(super) fn reads(&self) -> Vec<String> {
        match self {
            Self::Figure { figure, .. } => columns_of(figure),
            Self::Rank { value: (top, bottom), .. } => std::iter::once(top).chain(bottom).cloned().collect(),
        }
    }
}

/// The columns that an expression reads.
pub(super) fn columns_of(expr: &Expr) -> Vec<String> {
    expr.into_iter()
        .filter_map(|node| match node {
            Expr::Column(name) => Some(name.to_string()),
            _ => None,
        })
        .collect()
}
