//! What decides about a subject while some cells are open, and how far it has come.

use super::level::Levels;
use super::may::Truth;
use crate::number::Number;

/// How far a subject has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) levels: Levels,
    /// It may still earn a grade, and nothing but that is possible.
    pub(super) open: (bool, bool),
    /// Something that is missing may leave it without a grade, so that it may take a place later.
    pub(super) withheld: bool,
    /// The best grade that it earned, where something lowers grades and all about it is known.
    pub(super) earned: Option<usize>,
    /// By how many grades it is lowered; nothing when that is not known.
    pub(super) steps: Option<usize>,
}

/// What decides about a subject.
#[derive(PartialEq, Eq)]
pub(super) struct Ballot {
    /// What comes before any grade.
    pub(super) begun: Run,
    pub(super) participates: Truth,
    /// Of each grade.
    pub(super) requirements: Vec<Truth>,
    /// What each grade with a quota is ordered by, the best the greatest; nothing where that is not known.
    pub(super) keys: Vec<Option<Vec<(Number, Number)>>>,
    /// Of each 限制.
    pub(super) restrictions: Vec<Truth>,
}

impl Run {
    /// Something that is missing may leave it without a grade.
    pub(super) fn withhold(&mut self) {
        self.levels.add(None);
        self.withheld = true;
        self.open.1 = false;
    }

    /// Something else than a grade may decide, or surely does.
    pub(super) fn close(&mut self, may: bool, must: bool, level: Option<usize>) {
        if may {
            self.levels.add(level);
            self.open.1 = false;
        }
        if must {
            self.open = (false, false);
        }
    }
}
