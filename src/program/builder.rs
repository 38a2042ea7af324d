//! What makes figures and the nodes that they need.

use super::figure::Figure;
use crate::core::{Arena, Constant, ExprId, ExprKind, FigureId, Origin, Role, Runs, Schema, TableId, Type};
use crate::finding::Span;
use crate::number::Number;
use crate::rules::{Precision, RuleSet};

/// Makes figures and the nodes that they need.
pub(super) struct Builder<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) arena: &'a mut Arena,
    pub(super) figures: Runs<Figure>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(rules: &'a RuleSet, arena: &'a mut Arena) -> Self {
        Self { rules, arena, figures: Runs::default() }
    }

    pub(super) fn subject(&mut self, id: FigureId, expr: ExprId) {
        self.figures.push(Figure { id, table: Some(Schema::SUBJECTS), expr });
    }

    pub(super) fn of_rows(&mut self, id: FigureId, table: Option<TableId>, expr: ExprId) {
        self.figures.push(Figure { id, table, expr });
    }

    /// A value that only those have for whom a condition holds.
    pub(super) fn of_those(&mut self, condition: ExprId, value: ExprId) -> ExprId {
        let origin = Origin::implied(self.arena.span(value));
        let nothing = self.arena.add(ExprKind::Undecided, self.arena[value].ty.clone(), origin);
        self.arena.only_where(condition, value, nothing, origin)
    }

    /// Who does not participate has neither value nor mark.
    pub(super) fn of_participants(&mut self, value: ExprId) -> ExprId {
        if self.rules.participation.is_none() {
            return value;
        }
        let origin = Origin::implied(self.arena.span(value));
        let participates = self.arena.truth_of(FigureId::Participates, origin);
        self.of_those(participates, value)
    }

    /// Another occurrence of a written expression.
    pub(super) fn copied(&mut self, expr: ExprId) -> ExprId {
        self.arena.copied(expr)
    }

    /// The rounded value; as it is when whatever reads it reads it exact.
    pub(super) fn rounded(&mut self, value: ExprId, precision: Option<Precision>, origin: Origin) -> ExprId {
        let Some(Precision { rounding, exact: false }) = precision else { return value };
        self.arena.add(ExprKind::Round { value, rounding }, Type::marks(), origin)
    }

    pub(super) fn capped(&mut self, value: ExprId, cap: Option<&Number>, origin: Origin) -> ExprId {
        let Some(cap) = cap else { return value };
        let cap = self.arena.marks(cap.clone(), Origin { role: Role::Cap, ..origin });
        self.arena.add(ExprKind::Least(vec![value, cap]), Type::marks(), origin)
    }
}

/// The number, if it is known without data.
pub(super) fn fixed(arena: &Arena, expr: ExprId) -> Option<&Number> {
    match &arena[expr].kind {
        ExprKind::Constant(Constant::Number(number)) => Some(number),
        _ => None,
    }
}

/// A share that is read as a number.
pub(super) fn share_of(share: FigureId, span: Span, arena: &mut Arena) -> ExprId {
    arena.figure(share, Type::pure(), Origin::implied(span))
}
