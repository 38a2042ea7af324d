//! Which figures can change when some columns say something else, and for whom.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::core::{Argument, ExprId, ExprKind, FieldId, FigureId, Peers, Quick, Schema, Statistic, TableId};
use crate::program::Program;

/// How something depends on some columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Depends {
    /// Through the rows of the subject at hand.
    pub(super) own: bool,
    /// Through the rows of others.
    pub(super) others: bool,
}

impl Depends {
    fn and(self, other: Self) -> Self {
        Self { own: self.own || other.own, others: self.others || other.others }
    }

    pub(super) fn is_any(self) -> bool {
        self.own || self.others
    }

    /// What is asked of a whole cohort depends on the rows of others.
    fn gathered(self) -> Self {
        Self { own: self.is_any(), others: self.is_any() }
    }
}

/// What depends on some columns.
pub(super) struct Reach<'a> {
    program: &'a Program,
    columns: BTreeSet<(TableId, FieldId)>,
    figures: Quick<FigureId, Depends>,
    /// What the outcome of a subject rests on.
    outcome: Depends,
    /// All through which the outcome of one depends on the rows of others; nothing where not all of it can be told apart.
    gatherings: Option<Vec<ExprId>>,
    exprs: RefCell<Quick<ExprId, Depends>>,
}

impl<'a> Reach<'a> {
    /// Of some columns.
    pub(super) fn of(program: &'a Program, columns: BTreeSet<(TableId, FieldId)>) -> Self {
        let (figures, outcome) = (Quick::default(), Depends::default());
        let gatherings = None;
        let mut reach = Self { program, columns, figures, outcome, gatherings, exprs: RefCell::default() };
        // Each figure comes after what it reads.
        for figure in program.figures() {
            let depends = reach.walked(figure.expr);
            if depends.is_any() {
                reach.figures.insert(figure.id, depends);
            }
        }
        let outcome = program.figures().iter().map(|figure| figure.id).filter(|id| decides(*id));
        reach.outcome = outcome.map(|id| reach.figure(id)).fold(Depends::default(), Depends::and);
        reach.gatherings = reach.gathered();
        reach
    }

    /// The figures of cohorts and ranks through which others come in.
    fn gathered(&self) -> Option<Vec<ExprId>> {
        let figures = self.program.figures().iter();
        let mut open: Vec<ExprId> = figures
            .filter(|figure| decides(figure.id) && self.figure(figure.id).others)
            .map(|figure| figure.expr)
            .collect();
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        while let Some(expr) = open.pop() {
            if !self.expr(expr).others || !seen.insert(expr) {
                continue;
            }
            match &self.program.arena[expr].kind {
                // Who ranks has a value of its own, which may rest on others too.
                ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } if peers.are_subjects() => {
                    found.push(expr);
                }
                ExprKind::Figure(id) => open.extend(self.program.body(*id)),
                // Rows of others come in by what each of them has, which is not told by subjects.
                ExprKind::Cohort { .. }
                | ExprKind::Rank { .. }
                | ExprKind::CohortWeights { .. }
                | ExprKind::CohortWeight { .. }
                | ExprKind::Script(_) => return None,
                kind => kind.each_child(|child| open.push(child)),
            }
        }
        Some(found)
    }

    /// As it says of itself: all through which the outcome of one depends on the rows of others.
    pub(super) fn gatherings(&self) -> Option<&[ExprId]> {
        self.gatherings.as_deref()
    }

    /// How the outcome of a subject depends on them.
    pub(super) fn outcome(&self) -> Depends {
        self.outcome
    }

    /// How a figure depends on them.
    pub(super) fn figure(&self, id: FigureId) -> Depends {
        self.figures.get(&id).copied().unwrap_or_default()
    }

    /// How an expression depends on them.
    pub(super) fn expr(&self, expr: ExprId) -> Depends {
        if let Some(known) = self.exprs.borrow().get(&expr) {
            return *known;
        }
        let depends = self.walked(expr);
        self.exprs.borrow_mut().insert(expr, depends);
        depends
    }

    /// Whether one of some columns of the subjects is one of them.
    pub(super) fn is_among(&self, fields: &[FieldId]) -> bool {
        fields.iter().any(|field| self.columns.contains(&(Schema::SUBJECTS, *field)))
    }

    /// Whether rows are compared by one of them.
    pub(super) fn is_shared(&self, peers: &Peers) -> bool {
        peers.same.iter().any(|shared| self.columns.contains(shared))
    }

    fn walked(&self, expr: ExprId) -> Depends {
        let node = &self.program.arena[expr];
        let below = || self.program.arena.children(expr).into_iter().map(|child| self.expr(child));
        let all = || below().fold(Depends::default(), Depends::and);
        let own = |own: bool| Depends { own, others: false };
        match &node.kind {
            ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                own(self.columns.contains(&(*table, *field)))
            }
            ExprKind::Figure(id) => self.figure(*id),
            ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } => {
                all().and(own(self.is_shared(peers))).gathered()
            }
            ExprKind::CohortWeights { same, .. } => all().and(own(self.is_among(same))).gathered(),
            ExprKind::Rows { table, statistic: Statistic::SumOfGreatest { by }, .. } => {
                all().and(own(self.columns.contains(&(*table, *by))))
            }
            ExprKind::Script(call) => {
                let arguments = call.arguments.iter().map(|argument| self.argument(argument));
                arguments.fold(all(), Depends::and)
            }
            _ => all(),
        }
    }

    fn argument(&self, argument: &Argument) -> Depends {
        let parts = argument.expressions().map(|part| self.expr(part)).fold(Depends::default(), Depends::and);
        match argument {
            Argument::Value(_) => parts,
            Argument::Column { same, .. } => parts.and(Depends { own: self.is_among(same), others: false }).gathered(),
            Argument::Record(table) | Argument::Rows { table, .. } => {
                let own = self.columns.iter().any(|(of, _)| of == table);
                parts.and(Depends { own, others: false })
            }
        }
    }
}

/// Whether a figure is asked for when grades are given. Marks break ties.
fn decides(id: FigureId) -> bool {
    matches!(
        id,
        FigureId::Participates
            | FigureId::Veto(_)
            | FigureId::Total
            | FigureId::Requirement(_)
            | FigureId::Restriction(_)
            | FigureId::Demotion(_)
            | FigureId::Head(_)
            | FigureId::Mark(_)
    )
}
