//! Figures that bound one another: a value and the least and greatest of its cohort, a part and its whole.

use super::known::Known;
use super::prover::Prover;
use crate::core::{ClassId, Constant, ExprId, ExprKind, Operator, Peers, Statistic};
use crate::number::Number;

/// A figure over a whole cohort, to which the subject at hand belongs.
struct OverCohort<'p> {
    peers: &'p Peers,
    statistic: &'p Statistic,
    value: ExprId,
}

fn over_cohort<'p>(prover: &'p Prover<'_>, expr: ExprId) -> Option<OverCohort<'p>> {
    match prover.kind(expr) {
        ExprKind::Cohort { peers, statistic, filter: None, value: Some(value) } => {
            Some(OverCohort { peers, statistic, value: *value })
        }
        _ => None,
    }
}

/// What an expression means, named figures that only stand for another one looked through.
fn class(prover: &Prover<'_>, expr: ExprId) -> ClassId {
    prover.program.arena[prover.meant(expr)].class
}

/// Whether two expressions are the same figure.
pub(super) fn is_same(prover: &Prover<'_>, one: ExprId, two: ExprId) -> bool {
    class(prover, one) == class(prover, two)
}

/// Whether one figure is never below the other: the greatest of a cohort, a member, the least.
pub(super) fn is_never_below(prover: &Prover<'_>, upper: ExprId, lower: ExprId) -> bool {
    let same = |one: ExprId, two: ExprId| is_same(prover, one, two);
    match (over_cohort(prover, upper), over_cohort(prover, lower)) {
        (Some(upper), Some(lower)) => {
            let least =
                *lower.statistic == Statistic::Min && matches!(upper.statistic, Statistic::Max | Statistic::Mean);
            let most =
                *upper.statistic == Statistic::Max && matches!(lower.statistic, Statistic::Min | Statistic::Mean);
            (least || most) && upper.peers == lower.peers && same(upper.value, lower.value)
        }
        (Some(upper), None) => *upper.statistic == Statistic::Max && same(upper.value, lower),
        (None, Some(lower)) => *lower.statistic == Statistic::Min && same(upper, lower.value),
        (None, None) => false,
    }
}

/// Whether a quotient is a share of a whole, from 0 to 1.
pub(super) fn is_share(prover: &Prover<'_>, part: ExprId, whole: ExprId, known: &Known) -> bool {
    if is_place_between(prover, part, whole)
        || is_percent_rank(prover, part, whole)
        || is_part_of_rows(prover, part, whole, known)
    {
        return true;
    }
    over_cohort(prover, whole).is_some_and(|cohort| {
        matches!(cohort.statistic, Statistic::Max | Statistic::Sum)
            && is_same(prover, part, cohort.value)
            && prover.interval(part, known).is_not_negative()
            && prover.interval(whole, &Known::default()).is_not_negative()
    })
}

/// (x − least) ÷ (greatest − least), or (greatest − x) ÷ (greatest − least).
pub(super) fn is_place_between(prover: &Prover<'_>, part: ExprId, whole: ExprId) -> bool {
    let (Some((above, below)), Some((most, least))) = (difference(prover, part), difference(prover, whole)) else {
        return false;
    };
    let spans = over_cohort(prover, most).is_some_and(|cohort| *cohort.statistic == Statistic::Max)
        && over_cohort(prover, least).is_some_and(|cohort| *cohort.statistic == Statistic::Min)
        && is_never_below(prover, most, least);
    let same = |one: ExprId, two: ExprId| is_same(prover, one, two);
    spans
        && is_never_below(prover, above, below)
        && (same(above, most) || is_never_below(prover, most, above))
        && (same(below, least) || is_never_below(prover, below, least))
}

/// (n − rank) ÷ (n − 1), of the n that have a rank.
fn is_percent_rank(prover: &Prover<'_>, part: ExprId, whole: ExprId) -> bool {
    let (Some((count, rank)), Some((all, one))) = (difference(prover, part), difference(prover, whole)) else {
        return false;
    };
    let ExprKind::Rank { peers, value, .. } = prover.kind(rank) else { return false };
    let counts = |expr: ExprId| {
        let cohort = over_cohort(prover, expr).filter(|cohort| *cohort.statistic == Statistic::Count);
        cohort.is_some_and(|cohort| cohort.peers == peers && is_same(prover, cohort.value, *value))
    };
    let is_one = matches!(prover.kind(one), ExprKind::Constant(Constant::Number(one)) if *one == Number::one());
    is_one && counts(count) && counts(all)
}

pub(super) fn difference(prover: &Prover<'_>, expr: ExprId) -> Option<(ExprId, ExprId)> {
    match prover.kind(expr) {
        ExprKind::Arithmetic { operator: Operator::Subtract, left, right } => Some((*left, *right)),
        _ => None,
    }
}

/// Some rows of a table over all of them, counted or summed up from what is never negative.
fn is_part_of_rows(prover: &Prover<'_>, part: ExprId, whole: ExprId, known: &Known) -> bool {
    let (
        ExprKind::Rows { table, beside: None, statistic, filter, value },
        ExprKind::Rows { table: other, beside: None, statistic: also, filter: outer, value: each },
    ) = (prover.kind(named(prover, part)), prover.kind(named(prover, whole)))
    else {
        return false;
    };
    let same = match (value, each) {
        (Some(one), Some(two)) => is_same(prover, *one, *two),
        (None, None) => true,
        _ => false,
    };
    let counted = match statistic {
        Statistic::Count => true,
        Statistic::Sum => value.is_some_and(|value| prover.interval(value, known).is_not_negative()),
        _ => false,
    };
    table == other && statistic == also && counted && same && chosen_among(prover, *filter, *outer)
}

/// A named figure as it is worked out.
fn named(prover: &Prover<'_>, expr: ExprId) -> ExprId {
    let expr = prover.meant(expr);
    match prover.kind(expr) {
        ExprKind::Figure(id) => prover.body(*id).unwrap_or(expr),
        _ => expr,
    }
}

/// Whether rows that pass the first filter also pass the second, as far as their words show.
fn chosen_among(prover: &Prover<'_>, filter: Option<ExprId>, outer: Option<ExprId>) -> bool {
    let Some(outer) = outer else { return true };
    let Some(filter) = filter else { return false };
    let terms = |expr: ExprId| -> Vec<ClassId> {
        match prover.kind(expr) {
            ExprKind::And(terms) => terms.iter().map(|term| class(prover, *term)).collect(),
            _ => vec![class(prover, expr)],
        }
    };
    let inner = terms(filter);
    terms(outer).iter().all(|term| inner.contains(term))
}
