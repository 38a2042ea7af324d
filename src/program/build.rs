//! Expressions over marks.

use crate::core::{Comparison, Constant, Expr, ExprKind, FigureId, Operator, Type};
use crate::finding::Span;
use crate::number::{Number, Unit};
use crate::rules::Precision;

pub(super) fn marks_type() -> Type {
    Type::Number(Unit::parse("分").unwrap_or_else(Unit::pure))
}

pub(super) fn pure_type() -> Type {
    Type::Number(Unit::pure())
}

pub(super) fn mark_cell(id: FigureId, span: Span) -> Expr {
    Expr::new(ExprKind::Figure(id), marks_type(), span)
}

pub(super) fn truth_cell(id: FigureId, span: Span) -> Expr {
    Expr::new(ExprKind::Figure(id), Type::YesNo, span)
}

pub(super) fn marks_constant(value: Number, span: Span) -> Expr {
    Expr::new(ExprKind::Constant(Constant::Number(value)), marks_type(), span)
}

pub(super) fn pure_constant(value: Number, span: Span) -> Expr {
    Expr::new(ExprKind::Constant(Constant::Number(value)), pure_type(), span)
}

/// The rounded value; as it is when whatever reads it reads it exact.
pub(super) fn rounded(value: Expr, precision: Option<Precision>) -> Expr {
    let Some(Precision { rounding, exact: false }) = precision else { return value };
    let span = value.span;
    Expr::new(ExprKind::Round { value: Box::new(value), rounding }, marks_type(), span)
}

pub(super) fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
    Expr::new(kind, marks_type(), span)
}

pub(super) fn sum(terms: impl Iterator<Item = Expr>, span: Span) -> Expr {
    terms
        .reduce(|left, right| arithmetic(Operator::Add, left, right))
        .unwrap_or_else(|| marks_constant(Number::zero(), span))
}

/// `value` where the condition holds, else `otherwise`; `value` everywhere without a condition.
pub(super) fn only_where(condition: Option<&Expr>, value: Expr, otherwise: Expr) -> Expr {
    let Some(condition) = condition else { return value };
    let (span, ty) = (value.span, value.ty.clone());
    let kind = ExprKind::Case { arms: vec![(condition.clone(), value)], otherwise: Box::new(otherwise) };
    Expr::new(kind, ty, span)
}

pub(super) fn compare(comparison: Comparison, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Compare { comparison, left: Box::new(left), right: Box::new(right) };
    Expr::new(kind, Type::YesNo, span)
}

pub(super) fn yes_no(kind: ExprKind, span: Span) -> Expr {
    Expr::new(kind, Type::YesNo, span)
}

/// Whether a number is there, itself never missing.
pub(super) fn is_there(value: Expr) -> Expr {
    let span = value.span;
    let value = Box::new(compare(Comparison::Equal, value.clone(), value));
    let default = Box::new(yes_no(ExprKind::Constant(Constant::YesNo(false)), span));
    yes_no(ExprKind::IfMissing { value, default }, span)
}
