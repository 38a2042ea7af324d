//! What changes when some cells say something else.

use std::sync::Arc;

use super::{ConditionId, FieldId, IndicatorId, Mark, SubjectId, TableId, Verdict};
use crate::core::OutputId;

/// What something was, and what it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Was<T> {
    /// In the data as they are.
    pub before: T,
    /// With what is supposed.
    pub after: T,
}

impl<T: PartialEq> Was<T> {
    /// Whether it becomes something else.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

/// A cell that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its table.
    pub table: TableId,
    /// Its column.
    pub field: FieldId,
    /// The key of its row; of a table without a key its file and line.
    pub key: String,
    /// The subject that the row belongs to.
    pub subject: SubjectId,
    /// What it says, with its unit; `None` when it is empty.
    pub text: Was<Option<String>>,
    /// Why, where that is written.
    pub reason: String,
    /// By which document, where that is written.
    pub document: String,
}

/// A subject of whom something changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whom.
    pub subject: SubjectId,
    /// Whether one of the cells is its own, or of a row below it.
    pub is_own: bool,
    /// The marks of indicators that change.
    pub indicators: Vec<(IndicatorId, Was<Mark>)>,
    /// The verdicts on conditions that change.
    pub conditions: Vec<(ConditionId, Was<Verdict>)>,
    /// The labels of further gradings that change; `None` is an open one.
    pub gradings: Vec<(OutputId, Was<Option<String>>)>,
    /// 加分
    pub bonus: Was<Mark>,
    /// 扣分
    pub deduction: Was<Mark>,
    /// 总分
    pub total: Was<Mark>,
    /// 名次
    pub rank: Was<Option<usize>>,
    /// 等次, or the label of another outcome.
    pub grade: Was<Option<Arc<str>>>,
}

/// What some cells that say something else do to everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The cells.
    pub said: Vec<Said>,
    /// Of whom something changes: first those whose cells they are, then those whose grade changes, then the others.
    pub moved: Vec<Moved>,
    /// Those whose cells they are and of whom nothing changes.
    pub unmoved: Vec<SubjectId>,
    /// How many there are in all.
    pub subjects: usize,
}

impl Effect {
    /// Those other than the ones whose cells they are.
    pub fn others(&self) -> impl Iterator<Item = &Moved> {
        self.moved.iter().filter(|moved| !moved.is_own)
    }
}
