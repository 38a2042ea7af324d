//! Nodes of the core, as the translation makes them.

use super::Translator;
use crate::core::{Comparison, Constant, ExprId, ExprKind, Type};
use crate::finding::Span;
use crate::number::Number;
use crate::script::{Pure, PureKind};

impl Translator<'_, '_> {
    pub(super) fn add(&mut self, kind: ExprKind, ty: Type, span: Span) -> ExprId {
        self.checker.arena.add(kind, ty, span)
    }

    pub(super) fn ty(&self, value: ExprId) -> &Type {
        &self.checker.arena[value].ty
    }

    pub(super) fn constant(&mut self, value: Constant, ty: Type, span: Span) -> ExprId {
        self.add(ExprKind::Constant(value), ty, span)
    }

    pub(super) fn number_of(&mut self, number: Number, span: Span) -> ExprId {
        self.constant(Constant::Number(number), Type::pure(), span)
    }

    pub(super) fn compare(&mut self, comparison: Comparison, left: ExprId, right: ExprId, span: Span) -> ExprId {
        self.checker.arena.compare(comparison, (left, right), span)
    }

    /// `then` where a condition holds, else `otherwise`; both of one type.
    pub(super) fn choice(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId, span: Span) -> Option<ExprId> {
        let (then, otherwise) = self.comparable(then, otherwise)?;
        Some(self.checker.arena.only_where(condition, then, otherwise, span))
    }

    /// A value that is there only when all of these are known. What stands in the other branch never counts, for each
    /// is true or unknown.
    pub(super) fn behind(&mut self, ends: Vec<ExprId>, value: ExprId) -> ExprId {
        ends.into_iter().rev().fold(value, |value, known| {
            let (ty, span) = (self.ty(value).clone(), self.checker.arena.span(value));
            let never = self.add(ExprKind::Undecided, ty, span);
            self.checker.arena.only_where(known, value, never, span)
        })
    }

    /// True, or unknown when one of these is.
    pub(super) fn all_known(&mut self, ends: Vec<ExprId>) -> ExprId {
        let yes = self.constant(Constant::YesNo(true), Type::YesNo, Span::default());
        self.behind(ends, yes)
    }

    /// True, or unknown when a value is missing. The value is one that is shared.
    pub(super) fn is_known(&mut self, value: ExprId) -> ExprId {
        let span = self.checker.arena.span(value);
        let (one, other) = (self.checker.another(value), self.checker.another(value));
        if *self.ty(value) != Type::YesNo {
            return self.compare(Comparison::Equal, one, other, span);
        }
        let opposite = self.add(ExprKind::Not(other), Type::YesNo, span);
        self.add(ExprKind::Or(vec![one, opposite]), Type::YesNo, span)
    }

    /// Two values of one type. A text beside an enumeration is the choice of that name.
    pub(super) fn comparable(&mut self, left: ExprId, right: ExprId) -> Option<(ExprId, ExprId)> {
        match (self.ty(left).clone(), self.ty(right).clone()) {
            (Type::Number(_), Type::Number(_)) => Some((left, right)),
            (Type::Choice(choices), Type::Text) => {
                let right = self.chosen(right, &choices, Type::Choice(choices.clone()))?;
                Some((left, right))
            }
            (Type::Text, Type::Choice(choices)) => {
                let left = self.chosen(left, &choices, Type::Choice(choices.clone()))?;
                Some((left, right))
            }
            (own, other) if own == other => Some((left, right)),
            _ => None,
        }
    }

    fn chosen(&mut self, text: ExprId, choices: &[String], ty: Type) -> Option<ExprId> {
        let node = &self.checker.arena[text];
        let ExprKind::Constant(Constant::Text(name)) = &node.kind else { return None };
        let index = choices.iter().position(|choice| choice == name)?;
        let span = node.span();
        Some(self.constant(Constant::Choice(index), ty, span))
    }

    /// The choices of the names that a value comes to.
    pub(super) fn named(&mut self, value: ExprId, choices: &[String], ty: &Type) -> Option<ExprId> {
        let node = &self.checker.arena[self.checker.meant(value)];
        let (kind, span) = (node.kind.clone(), node.span());
        match kind {
            ExprKind::Constant(Constant::Text(_)) => self.chosen(value, choices, ty.clone()),
            ExprKind::Undecided => Some(self.add(ExprKind::Undecided, ty.clone(), span)),
            ExprKind::Case { arms, otherwise } => {
                let arms = arms.into_iter().map(|(when, then)| Some((when, self.named(then, choices, ty)?)));
                let arms = arms.collect::<Option<Vec<_>>>()?;
                let otherwise = self.named(otherwise, choices, ty)?;
                Some(self.add(ExprKind::Case { arms, otherwise }, ty.clone(), span))
            }
            _ => None,
        }
    }

    /// A fixed whole number.
    pub(super) fn whole(&self, expr: ExprId) -> Option<i64> {
        match &self.checker.arena[self.checker.meant(expr)].kind {
            ExprKind::Constant(Constant::Number(number)) => i64::try_from(number.to_scaled(0)?).ok(),
            ExprKind::Negate(inner) => self.whole(*inner)?.checked_neg(),
            _ => None,
        }
    }

    /// A fixed number of decimals.
    pub(super) fn small(&self, expr: ExprId) -> Option<u32> {
        u32::try_from(self.whole(expr)?).ok().filter(|places| *places <= 50)
    }
}

/// Fixed pairs of numbers.
pub(super) fn points(list: &Pure) -> Option<Vec<(Number, Number)>> {
    let PureKind::List(pairs) = &list.kind else { return None };
    pairs
        .iter()
        .map(|pair| match &pair.kind {
            PureKind::List(parts) => match parts.as_slice() {
                [at, value] => Some((fixed(at)?, fixed(value)?)),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

pub(super) fn fixed(pure: &Pure) -> Option<Number> {
    match &pure.kind {
        PureKind::Number(number) => Some(number.clone()),
        PureKind::Negate(inner) => Some(-fixed(inner)?),
        _ => None,
    }
}
