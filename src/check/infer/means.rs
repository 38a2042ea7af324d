//! Means of values side by side, spelt out in the core.

use super::constant;
use crate::core::{Constant, Expr, ExprKind, Operator, Type};
use crate::finding::Span;
use crate::number::{Number, Unit};

/// Values of one kind, and what each counts.
pub(super) struct Weighted {
    /// Values and weights, none empty.
    pub(super) terms: Vec<(Expr, Expr)>,
    /// The sum of weights that do not add up to 1 for certain.
    pub(super) sum: Option<Expr>,
    /// All weights are 1, so that nothing need be multiplied.
    pub(super) equal: bool,
    /// The type of the values and of their mean.
    pub(super) ty: Type,
}

impl Weighted {
    /// The sum of weight × value, over the sum of weights.
    pub(super) fn mean(self, span: Span) -> Option<Expr> {
        let Self { terms, sum, equal, ty } = self;
        let parts =
            terms.into_iter().map(
                |(value, weight)| {
                    if equal { value } else { arithmetic(Operator::Multiply, weight, value, &ty, span) }
                },
            );
        let total = parts.reduce(|total, part| arithmetic(Operator::Add, total, part, &ty, span))?;
        Some(over(total, sum, &ty, span))
    }

    /// The product of value^weight, the weights over their sum.
    pub(super) fn geometric_mean(self, places: u32, span: Span) -> Option<Expr> {
        let Self { terms, sum, equal, ty } = self;
        let pure = Type::Number(Unit::pure());
        // One fixed exponent, 1/n, is the exponent of a root.
        let count = Number::from_integer(i64::try_from(terms.len()).ok()?);
        let share = number(Number::one().checked_div(&count)?, span);
        let exponent = |weight| if equal { share.clone() } else { over(weight, sum.clone(), &pure, span) };
        let factors = terms.into_iter().map(|(value, weight)| (value, exponent(weight))).collect();
        Some(Expr::new(ExprKind::Powers { factors, places: Some(places) }, ty, span))
    }

    /// The sum of weights over the sum of weight ÷ value.
    pub(super) fn harmonic_mean(self, span: Span) -> Option<Expr> {
        let Self { terms, sum, ty, .. } = self;
        // One over the unit of the values; the figure is never shown.
        let inverse = Type::Number(Unit::pure());
        let parts =
            terms.into_iter().map(|(value, weight)| arithmetic(Operator::Divide, weight, value, &inverse, span));
        let total = parts.reduce(|total, part| arithmetic(Operator::Add, total, part, &inverse, span))?;
        let top = sum.unwrap_or_else(|| number(Number::one(), span));
        Some(arithmetic(Operator::Divide, top, total, &ty, span))
    }
}

/// The weights by which the middle one counts, or the middle two half each.
pub(super) fn middle(count: usize) -> Vec<Number> {
    let (low, high) = (count.saturating_sub(1) / 2, count / 2);
    let weight = |place: usize| {
        if place != low && place != high {
            return Some(Number::zero());
        }
        if low == high { Some(Number::one()) } else { Number::ratio(1, 2) }
    };
    (0..count).filter_map(weight).collect()
}

/// A fixed plain number.
pub(super) fn number(value: Number, span: Span) -> Expr {
    constant(Constant::Number(value), Type::Number(Unit::pure()), span)
}

fn arithmetic(operator: Operator, left: Expr, right: Expr, ty: &Type, span: Span) -> Expr {
    let kind = ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
    Expr::new(kind, ty.clone(), span)
}

fn over(top: Expr, bottom: Option<Expr>, ty: &Type, span: Span) -> Expr {
    match bottom {
        Some(bottom) => arithmetic(Operator::Divide, top, bottom, ty, span),
        None => top,
    }
}
