//! Which figures and expressions hang on open cells.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Argument, ClassId, ExprId, ExprKind, FieldId, FigureId, Schema, Statistic, TableId};
use crate::program::Program;

/// What hangs on open cells, the same for all ways to fill them.
pub(super) struct Hangs {
    /// The open columns.
    pub(super) columns: BTreeSet<(TableId, FieldId)>,
    /// Figures that read an open column, or one that does.
    pub(super) touched: BTreeSet<FigureId>,
    /// Figures that are there although something that they rest on is missing: of other subjects, or with a stand-in.
    pub(super) wide: BTreeSet<FigureId>,
    expressions: RefCell<BTreeMap<ClassId, (bool, bool)>>,
}

impl Hangs {
    /// What hangs on these columns.
    pub(super) fn new(program: &Program, columns: BTreeSet<(TableId, FieldId)>) -> Self {
        let touched = program.changed(|id| reads(program, id, |kind| is_open(kind, &columns)), |_| false);
        let wide = program.changed(|id| reads(program, id, |kind| is_wide(kind, &columns)), |_| false);
        Self { columns, touched, wide, expressions: RefCell::default() }
    }

    /// Whether an expression hangs on an open column, and whether it can be there although something is missing.
    pub(super) fn of(&self, program: &Program, expr: ExprId) -> (bool, bool) {
        let class = program.arena[expr].class;
        if let Some(known) = self.expressions.borrow().get(&class) {
            return *known;
        }
        let (mut is_touched, mut wide) = (false, false);
        for (_, node) in program.arena.walk(expr) {
            let figure = match &node.kind {
                ExprKind::Figure(id) => Some(id),
                _ => None,
            };
            is_touched |= is_open(&node.kind, &self.columns);
            is_touched |= figure.is_some_and(|id| self.touched.contains(id));
            wide |= is_wide(&node.kind, &self.columns) || figure.is_some_and(|id| self.wide.contains(id));
        }
        self.expressions.borrow_mut().insert(class, (is_touched, wide));
        (is_touched, wide)
    }
}

fn reads(program: &Program, id: FigureId, is: impl Fn(&ExprKind) -> bool) -> bool {
    program.body(id).is_some_and(|body| program.arena.walk(body).any(|(_, node)| is(&node.kind)))
}

/// Whether a node itself reads an open column.
fn is_open(kind: &ExprKind, open: &BTreeSet<(TableId, FieldId)>) -> bool {
    let subjects = |same: &[FieldId]| same.iter().any(|field| open.contains(&(Schema::SUBJECTS, *field)));
    match kind {
        ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => open.contains(&(*table, *field)),
        ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } => {
            peers.same.iter().any(|shared| open.contains(shared))
        }
        ExprKind::CohortWeights { same, .. } => subjects(same),
        ExprKind::Rows { table, statistic: Statistic::SumOfGreatest { by }, .. } => open.contains(&(*table, *by)),
        ExprKind::Script(call) => call.arguments.iter().any(|argument| match argument {
            Argument::Value(_) => false,
            Argument::Column { same, .. } => subjects(same),
            Argument::Record(table) | Argument::Rows { table, .. } => open.iter().any(|(open, _)| open == table),
        }),
        _ => false,
    }
}

/// Whether a node can have a value although something that it rests on is missing.
fn is_wide(kind: &ExprKind, open: &BTreeSet<(TableId, FieldId)>) -> bool {
    match kind {
        ExprKind::Cohort { .. }
        | ExprKind::Rank { .. }
        | ExprKind::CohortWeights { .. }
        | ExprKind::CohortWeight { .. }
        | ExprKind::IfMissing { .. }
        | ExprKind::NothingApplies(_) => true,
        ExprKind::IsEmpty { table, field } => open.contains(&(*table, *field)),
        ExprKind::Script(call) => call.arguments.iter().any(|argument| !matches!(argument, Argument::Value(_))),
        _ => false,
    }
}
