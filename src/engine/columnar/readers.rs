//! Who reads a figure, and in which branches.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Argument, ExprId, ExprKind, FigureId};
use crate::program::Program;

/// All places where figures are read.
#[derive(Default)]
pub(super) struct Readers {
    of: BTreeMap<FigureId, Vec<Reading>>,
    /// Branches, each behind the one that it stands in; a chain of n would hold n² of them one by one.
    branches: Vec<Branch>,
}

/// A place where a figure is read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Who reads; `None` where it does for other rows than the one at hand.
    pub(super) by: Option<FigureId>,
    branch: Option<usize>,
}

struct Branch {
    condition: ExprId,
    holds: bool,
    outer: Option<usize>,
}

impl Readers {
    /// Who reads what of some figures.
    pub(super) fn of(program: &Program, figures: &BTreeSet<FigureId>) -> Self {
        let mut readers = Self::default();
        for figure in figures {
            let Some(expr) = program.body(*figure) else { continue };
            let mut open = vec![(expr, Reading { by: Some(*figure), branch: None })];
            while let Some((expr, at)) = open.pop() {
                readers.read(program, expr, at, |expr, at| open.push((expr, at)));
            }
        }
        readers
    }

    /// Notes what a node reads; `below` is called with what stands below it.
    fn read(&mut self, program: &Program, expr: ExprId, at: Reading, mut below: impl FnMut(ExprId, Reading)) {
        let Reading { by, branch } = at;
        let kind = &program.arena[expr].kind;
        match kind {
            ExprKind::Figure(id) => self.of.entry(*id).or_default().push(at),
            ExprKind::Case { arms, otherwise } => {
                let mut outer = branch;
                for (condition, value) in arms {
                    below(*condition, Reading { by, branch: outer });
                    below(*value, Reading { by, branch: Some(self.within(*condition, true, outer)) });
                    outer = Some(self.within(*condition, false, outer));
                }
                below(*otherwise, Reading { by, branch: outer });
            }
            ExprKind::Script(call) => {
                call.translated.into_iter().for_each(|expr| below(expr, Reading { by, branch }));
                for argument in &call.arguments {
                    let by = by.filter(|_| matches!(argument, Argument::Value(_) | Argument::Parts(_)));
                    argument.expressions().for_each(|expr| below(expr, Reading { by, branch }));
                }
            }
            ExprKind::Rows { .. }
            | ExprKind::Cohort { .. }
            | ExprKind::Rank { .. }
            | ExprKind::Copeland { .. }
            | ExprKind::CohortWeights { .. } => {
                kind.each_child(|expr| below(expr, Reading { by: None, branch: None }));
            }
            _ => kind.each_child(|expr| below(expr, Reading { by, branch })),
        }
    }

    fn within(&mut self, condition: ExprId, holds: bool, outer: Option<usize>) -> usize {
        self.branches.push(Branch { condition, holds, outer });
        self.branches.len() - 1
    }

    /// The places where a figure is read.
    pub(super) fn of_figure(&self, figure: FigureId) -> &[Reading] {
        self.of.get(&figure).map(Vec::as_slice).unwrap_or_default()
    }

    /// The conditions on the way to a place, the innermost first, and what each is there.
    pub(super) fn conditions(&self, reading: Reading) -> Vec<(ExprId, bool)> {
        let mut conditions = Vec::new();
        let mut at = reading.branch.and_then(|branch| self.branches.get(branch));
        while let Some(branch) = at {
            conditions.push((branch.condition, branch.holds));
            at = branch.outer.and_then(|outer| self.branches.get(outer));
        }
        conditions
    }
}
