//! Figures that bound one another: a value and the least and greatest of its cohort, a part and its whole.

use super::known::{Known, written};
use super::prover::Prover;
use crate::core::{Constant, Expr, ExprKind, FieldId, Operator, Statistic};
use crate::number::Number;

/// A figure over a whole cohort, to which the subject at hand belongs.
struct OverCohort<'e> {
    same: &'e [FieldId],
    figure: &'e Statistic,
    value: &'e Expr,
}

fn over_cohort(expr: &Expr) -> Option<OverCohort<'_>> {
    match &expr.kind {
        ExprKind::Cohort { same, figure, filter: None, value: Some(value) } => Some(OverCohort { same, figure, value }),
        _ => None,
    }
}

/// Whether two expressions are the same figure.
pub(super) fn is_same(prover: &Prover<'_>, one: &Expr, two: &Expr) -> bool {
    let (one, two) = (prover.meant(one), prover.meant(two));
    std::mem::discriminant(&one.kind) == std::mem::discriminant(&two.kind) && written(one) == written(two)
}

/// Whether one figure is never below the other: the greatest of a cohort, a member, the least.
pub(super) fn is_never_below(prover: &Prover<'_>, upper: &Expr, lower: &Expr) -> bool {
    let same = |one: &Expr, two: &Expr| is_same(prover, one, two);
    match (over_cohort(upper), over_cohort(lower)) {
        (Some(upper), Some(lower)) => {
            let least = *lower.figure == Statistic::Min && matches!(upper.figure, Statistic::Max | Statistic::Mean);
            let most = *upper.figure == Statistic::Max && matches!(lower.figure, Statistic::Min | Statistic::Mean);
            (least || most) && upper.same == lower.same && same(upper.value, lower.value)
        }
        (Some(upper), None) => *upper.figure == Statistic::Max && same(upper.value, lower),
        (None, Some(lower)) => *lower.figure == Statistic::Min && same(upper, lower.value),
        (None, None) => false,
    }
}

/// Whether a quotient is a share of a whole, from 0 to 1.
pub(super) fn is_share(prover: &Prover<'_>, part: &Expr, whole: &Expr, known: &Known) -> bool {
    if is_place_between(prover, part, whole)
        || is_percent_rank(prover, part, whole)
        || is_part_of_rows(prover, part, whole, known)
    {
        return true;
    }
    over_cohort(whole).is_some_and(|cohort| {
        matches!(cohort.figure, Statistic::Max | Statistic::Sum)
            && is_same(prover, part, cohort.value)
            && prover.interval(part, known).is_not_negative()
            && prover.interval(whole, &Known::default()).is_not_negative()
    })
}

/// (x − least) ÷ (greatest − least), or (greatest − x) ÷ (greatest − least).
pub(super) fn is_place_between(prover: &Prover<'_>, part: &Expr, whole: &Expr) -> bool {
    let (Some((above, below)), Some((most, least))) = (difference(part), difference(whole)) else { return false };
    let spans = over_cohort(most).is_some_and(|cohort| *cohort.figure == Statistic::Max)
        && over_cohort(least).is_some_and(|cohort| *cohort.figure == Statistic::Min)
        && is_never_below(prover, most, least);
    let same = |one: &Expr, two: &Expr| is_same(prover, one, two);
    spans
        && is_never_below(prover, above, below)
        && (same(above, most) || is_never_below(prover, most, above))
        && (same(below, least) || is_never_below(prover, below, least))
}

/// (n − rank) ÷ (n − 1), of the n that have a rank.
fn is_percent_rank(prover: &Prover<'_>, part: &Expr, whole: &Expr) -> bool {
    let (Some((count, rank)), Some((all, one))) = (difference(part), difference(whole)) else { return false };
    let ExprKind::Rank { same, value, .. } = &rank.kind else { return false };
    let counts = |expr: &Expr| match &expr.kind {
        ExprKind::Cohort { same: of, figure: Statistic::Count, filter: None, value: Some(counted) } => {
            of == same && is_same(prover, counted, value)
        }
        _ => false,
    };
    let is_one = matches!(&one.kind, ExprKind::Constant(Constant::Number(one)) if *one == Number::one());
    is_one && counts(count) && counts(all)
}

pub(super) fn difference(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Arithmetic { operator: Operator::Subtract, left, right } => Some((left, right)),
        _ => None,
    }
}

/// Some rows of a table over all of them, counted or summed up from what is never negative.
fn is_part_of_rows(prover: &Prover<'_>, part: &Expr, whole: &Expr, known: &Known) -> bool {
    let (part, whole) = (named(prover, part), named(prover, whole));
    let (
        ExprKind::Rows { table, figure, filter, value },
        ExprKind::Rows { table: other, figure: also, filter: outer, value: each },
    ) = (&part.kind, &whole.kind)
    else {
        return false;
    };
    let same = |one: &Option<Box<Expr>>, two: &Option<Box<Expr>>| match (one, two) {
        (Some(one), Some(two)) => is_same(prover, one, two),
        (None, None) => true,
        _ => false,
    };
    let counted = match figure {
        Statistic::Count => true,
        Statistic::Sum => value.as_ref().is_some_and(|value| prover.interval(value, known).is_not_negative()),
        _ => false,
    };
    table == other
        && figure == also
        && counted
        && same(value, each)
        && chosen_among(prover, filter.as_deref(), outer.as_deref())
}

/// A named figure as it is worked out.
fn named<'e>(prover: &Prover<'e>, expr: &'e Expr) -> &'e Expr {
    let expr = prover.meant(expr);
    match &expr.kind {
        ExprKind::Figure(id) => prover.body(*id).unwrap_or(expr),
        _ => expr,
    }
}

/// Whether rows that pass the first filter also pass the second, as far as their words show.
fn chosen_among(prover: &Prover<'_>, filter: Option<&Expr>, outer: Option<&Expr>) -> bool {
    let Some(outer) = outer else { return true };
    let Some(filter) = filter else { return false };
    let terms = |expr: &Expr| -> Vec<String> {
        match &expr.kind {
            ExprKind::And(terms) => terms.iter().map(|term| written(prover.meant(term))).collect(),
            _ => vec![written(prover.meant(expr))],
        }
    };
    let inner = terms(filter);
    terms(outer).iter().all(|term| inner.contains(term))
}
