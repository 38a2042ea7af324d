//! Core expressions, shortly.

use std::cell::RefCell;

use heng::core::{
    Arena, Comparison, Constant, ExprId, ExprKind, FieldId, FigureId, Operator, Peers, Places, Statistic, TableId,
    Term, Ties, Type,
};
use heng::finding::Span;
use heng::number::{Date, Number, Rounding, RoundingMode};
use heng::program::Program;
use heng::rules::RuleSet;

use crate::build::{field_type, number_type};

thread_local! {
    /// The nodes that a test makes.
    static ARENA: RefCell<Arena> = RefCell::default();
}

/// A node that nothing stands above yet. A node is part of one other only, so a clone is another occurrence.
#[derive(Debug)]
pub(crate) struct Expr(ExprId);

impl Expr {
    pub(crate) fn id(self) -> ExprId {
        self.0
    }

    pub(crate) fn ty(&self) -> Type {
        ARENA.with_borrow(|arena| arena[self.0].ty.clone())
    }

    /// The same shown in another unit.
    pub(crate) fn shown_as(self, ty: Type) -> Self {
        Self(ARENA.with_borrow_mut(|arena| arena.shown_as(self.0, ty)))
    }
}

impl Clone for Expr {
    fn clone(&self) -> Self {
        Self(ARENA.with_borrow_mut(|arena| arena.copied(self.0)))
    }
}

pub(crate) fn ids(all: Vec<Expr>) -> Vec<ExprId> {
    all.into_iter().map(Expr::id).collect()
}

/// Gives up the nodes that were made: what follows is another rule set.
pub(crate) fn start_afresh() {
    ARENA.take();
}

/// A rule set that was made of the nodes at hand.
pub(crate) fn program(model: &RuleSet) -> Program {
    Program::of(model.clone(), ARENA.with_borrow(Clone::clone)).expect("no figure reads itself")
}

pub(crate) fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr(ARENA.with_borrow_mut(|arena| arena.add(kind, ty, Span::default())))
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
    pure(ExprKind::Arithmetic { operator, left: left.id(), right: right.id() })
}

pub(crate) fn divided(left: Expr, right: Expr) -> Expr {
    arithmetic(Operator::Divide, left, right)
}

pub(crate) fn compared(comparison: Comparison, left: Expr, right: Expr) -> Expr {
    truth(ExprKind::Compare { comparison, left: left.id(), right: right.id(), word: None })
}

pub(crate) fn not(value: Expr) -> Expr {
    truth(ExprKind::Not(value.id()))
}

pub(crate) fn case(arms: Vec<(Expr, Expr)>, otherwise: Expr) -> Expr {
    let ty = otherwise.ty();
    let arms = arms.into_iter().map(|(when, then)| (when.id(), then.id())).collect();
    expr(ExprKind::Case { arms, otherwise: otherwise.id() }, ty)
}

pub(crate) fn if_missing(value: Expr, default: Expr) -> Expr {
    let ty = default.ty();
    expr(ExprKind::IfMissing { value: value.id(), default: default.id() }, ty)
}

pub(crate) fn rounded(value: Expr, places: u32, mode: RoundingMode, unit: &str) -> Expr {
    let rounding = Rounding::new(places, mode);
    expr(ExprKind::Round { value: value.id(), rounding }, number_type(unit))
}

pub(crate) fn rows(table: TableId, statistic: Statistic, filter: Option<Expr>, value: Option<Expr>) -> Expr {
    let ty = match (&statistic, &value) {
        (Statistic::Exists, _) => Type::YesNo,
        (Statistic::Count | Statistic::CountDistinct, _) | (_, None) => number_type(""),
        (_, Some(value)) => value.ty(),
    };
    let (filter, value) = (filter.map(Expr::id), value.map(Expr::id));
    expr(ExprKind::Rows { table, beside: None, statistic, filter, value }, ty)
}

/// Subjects that share these fields.
fn subjects(same: Vec<FieldId>) -> Peers {
    let table = TableId(0);
    Peers { table, same: same.into_iter().map(|field| (table, field)).collect() }
}

pub(crate) fn cohort(same: Vec<FieldId>, statistic: Statistic, filter: Option<Expr>, value: Option<Expr>) -> Expr {
    let ty = if statistic == Statistic::Exists { Type::YesNo } else { number_type("") };
    let (filter, value) = (filter.map(Expr::id), value.map(Expr::id));
    expr(ExprKind::Cohort { peers: subjects(same), statistic, filter, value }, ty)
}

pub(crate) fn rank(same: Vec<FieldId>, value: Expr, descending: bool, ties: Ties) -> Expr {
    pure(ExprKind::Rank { peers: subjects(same), value: value.id(), descending, ties })
}

/// All terms count.
pub(crate) fn ordered(terms: Vec<Expr>, weights: Vec<Expr>) -> Expr {
    let terms = ids(terms).into_iter().map(|value| Term { value, counts: None }).collect();
    pure(ExprKind::Ordered { terms, places: Places::Written(ids(weights)) })
}
