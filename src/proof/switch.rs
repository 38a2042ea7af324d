//! What is settled by parameters alone: a rule set may turn a branch off by one, and that is no mistake.

use std::collections::BTreeSet;

use super::prover::{Opens, Prover};
use crate::core::{ExprId, ExprKind, FigureId, Type};

impl Prover<'_> {
    /// Whether an expression is taken for anything of its type.
    pub(super) fn is_open(&self, expr: ExprId) -> bool {
        let node = &self.program.arena[expr];
        match self.opens {
            Opens::Nothing => false,
            Opens::Switches => node.ty == Type::YesNo && self.is_switch(expr),
            Opens::Parameters => matches!(node.kind, ExprKind::Figure(FigureId::Parameter(_))),
        }
    }

    /// Whether an expression is worked out from parameters and no data.
    fn is_switch(&self, expr: ExprId) -> bool {
        let (mut is_data, mut reads) = (false, false);
        self.each_source(expr, |kind| {
            match kind {
                ExprKind::Constant(_) => {}
                ExprKind::Figure(FigureId::Parameter(_)) => reads = true,
                _ => is_data = true,
            }
            !is_data
        });
        reads && !is_data
    }

    /// Whether other parameters may change what a figure comes to. Marks and sums are settled for all parameters.
    pub(super) fn varies(&self, id: FigureId) -> bool {
        let closed = self.closed();
        let find = || {
            let settled = closed.settled.borrow();
            let is_parameter = |id| matches!(id, FigureId::Parameter(_));
            self.program.changed(is_parameter, |id| settled.contains_key(&id))
        };
        closed.varying.get_or_init(find).contains(&id)
    }

    /// Whether an expression reads a parameter.
    pub(super) fn reads_parameter(&self, expr: ExprId) -> bool {
        let mut reads = false;
        self.each_source(expr, |kind| {
            reads |= matches!(kind, ExprKind::Figure(FigureId::Parameter(_)));
            !reads
        });
        reads
    }

    /// Goes through what an expression is worked out from, definitions looked into, as long as that is wanted: constants,
    /// parameters, columns, and whatever reads other rows.
    fn each_source(&self, expr: ExprId, mut wants_more: impl FnMut(&ExprKind) -> bool) {
        let mut seen: BTreeSet<FigureId> = BTreeSet::new();
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            let kind = &self.program.arena[expr].kind;
            let is_source = match kind {
                ExprKind::Figure(FigureId::Parameter(_))
                | ExprKind::Rows { .. }
                | ExprKind::Cohort { .. }
                | ExprKind::Rank { .. }
                | ExprKind::CohortWeights { .. }
                | ExprKind::Copeland { .. }
                | ExprKind::CohortWeight { .. } => true,
                ExprKind::Figure(id) => {
                    let body = self.body_from_data(*id);
                    open.extend(body.filter(|_| seen.insert(*id)));
                    body.is_none()
                }
                kind => {
                    kind.each_child(|child| open.push(child));
                    kind.is_leaf()
                }
            };
            if is_source && !wants_more(kind) {
                return;
            }
        }
    }
}
