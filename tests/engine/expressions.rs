//! Core expressions, shortly.

use heng::core::{Comparison, Constant, Expr, ExprKind, FieldId, FigureId, Operator, Statistic, TableId, Ties, Type};
use heng::finding::Span;
use heng::number::{Date, Number, Rounding, RoundingMode};

use crate::build::{field_type, number_type};

pub(crate) fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr::new(kind, ty, Span::default())
}

pub(crate) fn pure(kind: ExprKind) -> Expr {
    expr(kind, number_type(""))
}

pub(crate) fn truth(kind: ExprKind) -> Expr {
    expr(kind, Type::YesNo)
}

pub(crate) fn ratio(over: i128, under: i128) -> Expr {
    pure(ExprKind::Constant(Constant::Number(Number::ratio(over, under).unwrap())))
}

pub(crate) fn whole(value: i128) -> Expr {
    ratio(value, 1)
}

pub(crate) fn yes(value: bool) -> Expr {
    truth(ExprKind::Constant(Constant::YesNo(value)))
}

pub(crate) fn text(value: &str) -> Expr {
    expr(ExprKind::Constant(Constant::Text(value.to_owned())), Type::Text)
}

pub(crate) fn date(value: &str) -> Expr {
    expr(ExprKind::Constant(Constant::Date(Date::parse(value).unwrap())), Type::Date)
}

pub(crate) fn field(table: TableId, field: FieldId) -> Expr {
    expr(ExprKind::Field { table, field }, field_type(field))
}

pub(crate) fn empty(table: TableId, field: FieldId) -> Expr {
    truth(ExprKind::IsEmpty { table, field })
}

pub(crate) fn cell(id: FigureId, ty: Type) -> Expr {
    expr(ExprKind::Figure(id), ty)
}

pub(crate) fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    pure(ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) })
}

pub(crate) fn divided(left: Expr, right: Expr) -> Expr {
    arithmetic(Operator::Divide, left, right)
}

pub(crate) fn compared(comparison: Comparison, left: Expr, right: Expr) -> Expr {
    truth(ExprKind::Compare { comparison, left: Box::new(left), right: Box::new(right) })
}

pub(crate) fn not(value: Expr) -> Expr {
    truth(ExprKind::Not(Box::new(value)))
}

pub(crate) fn case(arms: Vec<(Expr, Expr)>, otherwise: Expr) -> Expr {
    let ty = otherwise.ty.clone();
    expr(ExprKind::Case { arms, otherwise: Box::new(otherwise) }, ty)
}

pub(crate) fn if_missing(value: Expr, default: Expr) -> Expr {
    let ty = default.ty.clone();
    expr(ExprKind::IfMissing { value: Box::new(value), default: Box::new(default) }, ty)
}

pub(crate) fn rounded(value: Expr, places: u32, mode: RoundingMode, unit: &str) -> Expr {
    let rounding = Rounding::new(places, mode);
    expr(ExprKind::Round { value: Box::new(value), rounding }, number_type(unit))
}

pub(crate) fn rows(table: TableId, figure: Statistic, filter: Option<Expr>, value: Option<Expr>) -> Expr {
    let ty = match (&figure, &value) {
        (Statistic::Exists, _) => Type::YesNo,
        (Statistic::Count | Statistic::CountDistinct, _) | (_, None) => number_type(""),
        (_, Some(value)) => value.ty.clone(),
    };
    expr(ExprKind::Rows { table, figure, filter: filter.map(Box::new), value: value.map(Box::new) }, ty)
}

pub(crate) fn cohort(same: Vec<FieldId>, figure: Statistic, filter: Option<Expr>, value: Option<Expr>) -> Expr {
    let ty = if figure == Statistic::Exists { Type::YesNo } else { number_type("") };
    expr(ExprKind::Cohort { same, figure, filter: filter.map(Box::new), value: value.map(Box::new) }, ty)
}

pub(crate) fn rank(same: Vec<FieldId>, value: Expr, descending: bool, ties: Ties) -> Expr {
    pure(ExprKind::Rank { same, value: Box::new(value), descending, ties })
}
