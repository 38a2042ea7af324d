//! Nodes of the core, as the translation makes them.

use crate::core::{Comparison, Constant, Expr, ExprKind, Operator, Type};
use crate::finding::Span;
use crate::number::{Number, Unit};
use crate::script::{Binary, Pure, PureKind};

pub(super) fn pure_type() -> Type {
    Type::Number(Unit::pure())
}

pub(super) fn constant(value: Constant, ty: Type, span: Span) -> Expr {
    Expr::new(ExprKind::Constant(value), ty, span)
}

pub(super) fn constant_number(number: Number, span: Span) -> Expr {
    constant(Constant::Number(number), pure_type(), span)
}

pub(super) fn compare(comparison: Comparison, left: &Expr, right: Expr, span: Span) -> Expr {
    let kind = ExprKind::Compare { comparison, left: Box::new(left.clone()), right: Box::new(right) };
    Expr::new(kind, Type::YesNo, span)
}

/// `then` where a condition holds, else `otherwise`; both of one type.
pub(super) fn choice(condition: Expr, then: Expr, otherwise: Expr, span: Span) -> Option<Expr> {
    let (then, otherwise) = comparable(then, otherwise)?;
    let ty = then.ty.clone();
    let kind = ExprKind::Case { arms: vec![(condition, then)], otherwise: Box::new(otherwise) };
    Some(Expr::new(kind, ty, span))
}

/// A value that is there only when all of these are known. What stands in the other branch never counts, for each is
/// true or unknown.
pub(super) fn behind(ends: Vec<Expr>, value: Expr) -> Expr {
    ends.into_iter().rev().fold(value, |value, known| {
        let (ty, span) = (value.ty.clone(), value.span);
        let never = Expr::new(ExprKind::Undecided, ty.clone(), span);
        let kind = ExprKind::Case { arms: vec![(known, value)], otherwise: Box::new(never) };
        Expr::new(kind, ty, span)
    })
}

/// True, or unknown when one of these is.
pub(super) fn all_known(ends: Vec<Expr>) -> Expr {
    let yes = constant(Constant::YesNo(true), Type::YesNo, Span::default());
    behind(ends, yes)
}

/// True, or unknown when a value is missing.
pub(super) fn is_known(value: &Expr) -> Expr {
    let span = value.span;
    if value.ty != Type::YesNo {
        return compare(Comparison::Equal, value, value.clone(), span);
    }
    let opposite = Expr::new(ExprKind::Not(Box::new(value.clone())), Type::YesNo, span);
    Expr::new(ExprKind::Or(vec![value.clone(), opposite]), Type::YesNo, span)
}

/// Two values of one type. A text beside an enumeration is the choice of that name.
pub(super) fn comparable(left: Expr, right: Expr) -> Option<(Expr, Expr)> {
    match (&left.ty, &right.ty) {
        (Type::Number(_), Type::Number(_)) => Some((left, right)),
        (Type::Choice(choices), Type::Text) => {
            let right = chosen(&right, choices, left.ty.clone())?;
            Some((left, right))
        }
        (Type::Text, Type::Choice(choices)) => {
            let left = chosen(&left, choices, right.ty.clone())?;
            Some((left, right))
        }
        (own, other) if own == other => Some((left, right)),
        _ => None,
    }
}

pub(super) fn chosen(text: &Expr, choices: &[String], ty: Type) -> Option<Expr> {
    let ExprKind::Constant(Constant::Text(name)) = &text.kind else { return None };
    let index = choices.iter().position(|choice| choice == name)?;
    Some(constant(Constant::Choice(index), ty, text.span))
}

pub(super) fn comparison(operator: Binary) -> Option<Comparison> {
    Some(match operator {
        Binary::Equal => Comparison::Equal,
        Binary::Unequal => Comparison::Unequal,
        Binary::Below => Comparison::Below,
        Binary::AtMost => Comparison::AtMost,
        Binary::Above => Comparison::Above,
        Binary::AtLeast => Comparison::AtLeast,
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => return None,
    })
}

pub(super) fn arithmetic(operator: Binary) -> Option<Operator> {
    Some(match operator {
        Binary::Add => Operator::Add,
        Binary::Subtract => Operator::Subtract,
        Binary::Multiply => Operator::Multiply,
        Binary::Divide => Operator::Divide,
        _ => return None,
    })
}

/// The choices of the names that a value comes to.
pub(super) fn named(value: Expr, choices: &[String], ty: &Type) -> Option<Expr> {
    let Expr { kind, span, .. } = value;
    match kind {
        ExprKind::Constant(Constant::Text(_)) => chosen(&Expr::new(kind, Type::Text, span), choices, ty.clone()),
        ExprKind::Undecided => Some(Expr::new(ExprKind::Undecided, ty.clone(), span)),
        ExprKind::Case { arms, otherwise } => {
            let arms = arms.into_iter().map(|(when, then)| Some((when, named(then, choices, ty)?)));
            let arms = arms.collect::<Option<Vec<_>>>()?;
            let otherwise = Box::new(named(*otherwise, choices, ty)?);
            Some(Expr::new(ExprKind::Case { arms, otherwise }, ty.clone(), span))
        }
        _ => None,
    }
}

/// A fixed whole number.
pub(super) fn whole(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Constant(Constant::Number(number)) => i64::try_from(number.to_scaled(0)?).ok(),
        ExprKind::Negate(inner) => whole(inner)?.checked_neg(),
        _ => None,
    }
}

/// A fixed number of decimals.
pub(super) fn small(expr: &Expr) -> Option<u32> {
    u32::try_from(whole(expr)?).ok().filter(|places| *places <= 50)
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
