//! Nodes that are made often.

use std::sync::LazyLock;

use super::arena::Arena;
use super::expr::ExprKind;
use super::id::ExprId;
use super::id::FigureId;
use super::operator::{Comparison, Operator};
use super::origin::Origin;
use super::types::{Constant, Type};
use crate::invariant::OrBroken;
use crate::number::{Number, Unit};

impl Type {
    /// Marks, in 分.
    #[must_use]
    pub fn marks() -> Self {
        static MARKS: LazyLock<Unit> = LazyLock::new(|| Unit::parse("分").or_broken("分 is a unit"));
        Self::Number(MARKS.clone())
    }

    /// Numbers without a unit.
    #[must_use]
    pub fn pure() -> Self {
        Self::Number(Unit::pure())
    }
}

impl Arena {
    /// A value known without data.
    pub fn constant(&mut self, value: Constant, ty: Type, origin: impl Into<Origin>) -> ExprId {
        self.add(ExprKind::Constant(value), ty, origin)
    }

    /// A fixed number without a unit.
    pub fn pure(&mut self, value: Number, origin: impl Into<Origin>) -> ExprId {
        self.constant(Constant::Number(value), Type::pure(), origin)
    }

    /// So many marks.
    pub fn marks(&mut self, value: Number, origin: impl Into<Origin>) -> ExprId {
        self.constant(Constant::Number(value), Type::marks(), origin)
    }

    /// A named figure of the row at hand.
    pub fn figure(&mut self, id: FigureId, ty: Type, origin: impl Into<Origin>) -> ExprId {
        self.add(ExprKind::Figure(id), ty, origin)
    }

    /// A figure that is a number of marks.
    pub fn mark_of(&mut self, id: FigureId, origin: impl Into<Origin>) -> ExprId {
        self.figure(id, Type::marks(), origin)
    }

    /// A figure that is a yes or a no.
    pub fn truth_of(&mut self, id: FigureId, origin: impl Into<Origin>) -> ExprId {
        self.figure(id, Type::YesNo, origin)
    }

    /// A yes/no node.
    pub fn yes_no(&mut self, kind: ExprKind, origin: impl Into<Origin>) -> ExprId {
        self.add(kind, Type::YesNo, origin)
    }

    /// The opposite.
    pub fn not(&mut self, value: ExprId, origin: impl Into<Origin>) -> ExprId {
        self.yes_no(ExprKind::Not(value), origin)
    }

    /// left ∘ right, shown as a type.
    pub fn arithmetic(
        &mut self,
        operator: Operator,
        (left, right): (ExprId, ExprId),
        ty: Type,
        origin: impl Into<Origin>,
    ) -> ExprId {
        self.add(ExprKind::Arithmetic { operator, left, right }, ty, origin)
    }

    /// A comparison that a clause implies.
    pub fn compare(
        &mut self,
        comparison: Comparison,
        (left, right): (ExprId, ExprId),
        origin: impl Into<Origin>,
    ) -> ExprId {
        self.yes_no(ExprKind::Compare { comparison, left, right, word: None }, origin)
    }

    /// All added up; 0 of nothing.
    pub fn sum(&mut self, terms: Vec<ExprId>, ty: Type, origin: impl Into<Origin>) -> ExprId {
        match terms.as_slice() {
            [] => self.constant(Constant::Number(Number::zero()), ty, origin),
            [only] => *only,
            _ => self.add(ExprKind::Sum(terms), ty, origin),
        }
    }

    /// `value` where the condition holds, else `otherwise`.
    pub fn only_where(
        &mut self,
        condition: ExprId,
        value: ExprId,
        otherwise: ExprId,
        origin: impl Into<Origin>,
    ) -> ExprId {
        let ty = self[value].ty.clone();
        self.add(ExprKind::Case { arms: vec![(condition, value)], otherwise }, ty, origin)
    }

    /// Whether a figure that is a number is there; this itself is never missing.
    pub fn is_there(&mut self, id: FigureId, ty: &Type, origin: Origin) -> ExprId {
        let (left, right) = (self.figure(id, ty.clone(), origin), self.figure(id, ty.clone(), origin));
        let value = self.compare(Comparison::Equal, (left, right), origin);
        let default = self.constant(Constant::YesNo(false), Type::YesNo, origin);
        self.yes_no(ExprKind::IfMissing { value, default }, origin)
    }
}
