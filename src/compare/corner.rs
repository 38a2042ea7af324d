//! Rule sets that were scored, and who is in both.

use std::collections::BTreeMap;

use crate::program::Program;
use crate::result::{Mark, Scores};

/// A rule set with some of the edits, and its scores.
#[derive(Debug)]
pub struct Corner {
    /// The program.
    pub program: Program,
    /// The scores.
    pub scores: Scores,
}

impl Corner {
    /// 总分 of a subject.
    pub(super) fn total(&self, row: usize) -> Option<Mark> {
        self.scores.total.get(row).filter(|mark| matches!(mark, Mark::Given { .. }))
    }

    /// 等次 of a subject.
    pub(super) fn grade(&self, row: usize) -> Option<&str> {
        self.scores.grade.get(row)?.as_deref()
    }
}

/// The first and the last of the rule sets between which a move is shared.
#[derive(Debug)]
pub struct Ends<'c> {
    pub(super) start: &'c Corner,
    pub(super) end: &'c Corner,
    /// The rows of each subject that is in both.
    pub(super) both: Vec<(usize, usize)>,
    pub(super) gone: Vec<String>,
    pub(super) new: Vec<String>,
}

impl<'c> Ends<'c> {
    /// Of the older and the newer one.
    #[must_use]
    pub fn of(start: &'c Corner, end: &'c Corner) -> Self {
        let key = |corner: &Corner, row: usize| corner.scores.subjects.key(row).into_owned();
        let mut rows: BTreeMap<String, usize> =
            (0..start.scores.subjects.len()).map(|row| (key(start, row), row)).collect();
        let (mut both, mut new) = (Vec::new(), Vec::new());
        for row in 0..end.scores.subjects.len() {
            match rows.remove(&key(end, row)) {
                Some(before) => both.push((before, row)),
                None => new.push(key(end, row)),
            }
        }
        Self { start, end, both, gone: rows.into_keys().collect(), new }
    }

    /// Whether a rule set between the two gives whom both give a total or a grade one too.
    #[must_use]
    pub fn holds(&self, corner: &Corner, is_newer: bool) -> bool {
        self.both.iter().all(|(before, after)| {
            let row = if is_newer { *after } else { *before };
            let totals = self.start.total(*before).is_none() || self.end.total(*after).is_none();
            let grades = self.start.grade(*before).is_none() || self.end.grade(*after).is_none();
            (totals || corner.total(row).is_some()) && (grades || corner.grade(row).is_some())
        })
    }
}
