//! What it takes for a subject to have another grade.

use std::sync::Arc;

use super::change::Said;
use super::change::Was;
use super::{Decision, FieldId, IndicatorId, Mark, Number, SubjectId, TableId};

/// What a subject lacks, and what would change its grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// Whom.
    pub subject: SubjectId,
    /// 等次, or the label of another outcome.
    pub grade: Option<Arc<str>>,
    /// What decided it.
    pub decision: Decision,
    /// 总分
    pub total: Mark,
    /// 名次
    pub rank: Option<usize>,
    /// The marks that it does not have, most first.
    pub lost: Vec<Lost>,
    /// What leads to a better outcome.
    pub better: Outcome,
    /// What leads to a worse one.
    pub worse: Outcome,
    /// Columns of which a cell of the subject is empty, and was not tried.
    pub empty: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its table.
    pub table: TableId,
    /// Its place there.
    pub field: FieldId,
}

/// Marks of an indicator that a subject does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// What it has.
    pub mark: Mark,
    /// What it could have.
    pub full: Number,
    /// What lies between.
    pub lost: Number,
}

/// What the search for another outcome came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was searched.
    NotSearched(NotSearched),
    /// Cells were tried.
    Searched(Box<Searched>),
}

/// Why nothing was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSearched {
    /// There is no better outcome, or no worse one.
    AtEnd,
    /// The grade is open: something is missing.
    Open,
    /// The subject does not participate.
    NotParticipating,
    /// People decided.
    ByPeople,
    /// The rules give no grades.
    NoGrades,
}

/// What cells were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Searched {
    /// How many cells were tried.
    pub tried: usize,
    /// Single cells that lead there, the least change first.
    pub single: Vec<Reached>,
    /// How many more do, most likely: nobody has applied them.
    pub more: usize,
    /// Where no single cell does: the fewest cells, and of these the least change.
    pub together: Option<Reached>,
    /// Whether several cells were tried together.
    pub tried_together: bool,
    /// Cells of which not all was looked at, with the value up to which nothing leads there.
    pub unfinished: Vec<Said>,
    /// Whether not all was looked at of several cells together.
    pub is_together_unfinished: bool,
}

/// What leads to another outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The cells, with what they say and are to say.
    pub cells: Vec<Said>,
    /// How many steps of the last place (days of a date) each of them is changed by; 0 of what has no steps.
    pub steps: Vec<i128>,
    /// The changes as shares of what the cells may be, added up.
    pub share: Number,
    /// The outcome.
    pub grade: Option<Arc<str>>,
    /// 总分 then.
    pub total: Mark,
    /// 名次 then.
    pub rank: Option<usize>,
    /// Who else then has another outcome.
    pub others: Vec<(SubjectId, Was<Option<Arc<str>>>)>,
}

/// The columns that were tried for everyone, and those that were not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    /// Those that were tried, with the least and the greatest value; none of those that are chosen from a few.
    pub tried: Vec<TriedColumn>,
    /// Those that were not.
    pub untried: Vec<(Column, Untried)>,
    /// Whether the columns were named, by 可改 or on the command line.
    pub is_limited: bool,
}

/// A column that was tried, its ends where it has two, and whether one of them was not declared.
pub type TriedColumn = (Column, Option<(String, String)>, bool);

/// Why a column was not tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untried {
    /// It is a text.
    Text,
    /// Its table has very many rows below a subject.
    ManyRows,
}
