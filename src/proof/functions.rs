//! Powers, logarithms, exponentials and sorted sums of intervals. Each rises or falls in each operand, also after
//! rounding, so that it is worked out at the ends.

use super::interval::{Edge, Interval};
use super::known::Known;
use super::prover::Prover;
use crate::core::{Expr, ExprId, ExprKind, Places, Term};
use crate::number::Number;

/// What a power, a logarithm or an exponential can come to.
pub(super) fn range(prover: &Prover<'_>, expr: ExprId, known: &Known) -> Interval {
    let expr = &prover.program.arena[expr];
    let operands: Vec<Interval> = expr.kind.children().iter().map(|part| prover.interval(*part, known)).collect();
    if operands.iter().any(Interval::is_empty) {
        return Interval::empty();
    }
    let points: Option<Vec<Number>> = operands.iter().map(|operand| operand.only().cloned()).collect();
    if let Some(points) = points {
        // Outside its domain a node is missing.
        return expr.of_numbers(&points).map_or_else(|_| Interval::empty(), Interval::point);
    }
    match &expr.kind {
        ExprKind::Powers { rounding, .. } => powers(expr, &operands, rounding.is_some()),
        ExprKind::Logarithm { base, .. } => logarithm(expr, &operands, base.is_some()),
        ExprKind::Exponential { .. } => at_ends(expr, &operands, &operands).meet(&Interval::not_negative()),
        _ => Interval::all(),
    }
}

/// What a sorted sum can come to.
pub(super) fn ordered(prover: &Prover<'_>, terms: &[Term], places: &Places, known: &Known) -> Interval {
    let mut weights = Vec::new();
    if let Places::Written(written) = places {
        for weight in written {
            match prover.interval(*weight, known).only() {
                Some(weight) if !weight.is_negative() => weights.push(weight.clone()),
                _ => return Interval::all(),
            }
        }
    }
    let mut values = Vec::new();
    let mut all_count = true;
    for term in terms {
        let (value, counts) = match term.counts {
            None => (prover.interval(term.value, known), true),
            Some(counts) => {
                let (holding, failing) = prover.split(counts, known);
                let Some(holding) = holding else { continue };
                (prover.interval(term.value, &holding), failing.is_none())
            }
        };
        match (value.is_empty(), counts) {
            // The whole is missing as soon as this term counts.
            (true, true) => return Interval::empty(),
            (true, false) => {}
            (false, _) => {
                values.push(value);
                all_count &= counts;
            }
        }
    }
    if all_count { sorted(&values, places, &weights) } else { any_sorted(&values, places, &weights) }
}

/// Of terms that all count. The sum rises with each of them.
fn sorted(values: &[Interval], places: &Places, written: &[Number]) -> Interval {
    let weights = match places {
        Places::Written(_) => Some(written.to_vec()),
        Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => places.weights(values.len()),
    };
    // Too few or too many terms make it missing.
    let Some(weights) = weights.filter(|weights| weights.len() == values.len()) else { return Interval::empty() };
    let end = |edges: Vec<Option<&Edge>>, is_high: bool| {
        let mut finite: Vec<&Number> = edges.iter().flatten().map(|edge| &edge.at).collect();
        finite.sort_by(|one, other| other.cmp(one));
        // Terms without an end take the first places, or the last ones, and may do so where these weigh nothing.
        let (others, own) = match edges.len() - finite.len() {
            endless if is_high => weights.split_at_checked(endless),
            _ => weights.split_at_checked(finite.len()).map(|(own, others)| (others, own)),
        }?;
        let at = own.iter().zip(finite).map(|(weight, at)| weight * at).sum();
        others.iter().all(Number::is_zero).then_some(Edge { at, inclusive: true })
    };
    Interval {
        low: end(values.iter().map(|value| value.low.as_ref()).collect(), false),
        high: end(values.iter().map(|value| value.high.as_ref()).collect(), true),
    }
}

/// Of terms of which some may not count: each place holds one of them.
fn any_sorted(values: &[Interval], places: &Places, weights: &[Number]) -> Interval {
    let each = values.iter().cloned().reduce(|one, other| one.hull(&other)).unwrap_or_else(Interval::empty);
    match places {
        Places::Written(_) if weights.len() > values.len() => Interval::empty(),
        Places::Written(_) => each.times(&Interval::point(weights.iter().sum())),
        Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => each,
    }
}

/// The node at the lower ends of some operands and at the upper ends of others.
fn at_ends(expr: &Expr, low: &[Interval], high: &[Interval]) -> Interval {
    let at = |ends: Option<Vec<Number>>| {
        let at = expr.of_numbers(&ends?).ok()?;
        Some(Edge { at, inclusive: true })
    };
    let lower = low.iter().map(|operand| operand.low.as_ref().map(|edge| edge.at.clone())).collect();
    let upper = high.iter().map(|operand| operand.high.as_ref().map(|edge| edge.at.clone())).collect();
    Interval { low: at(lower), high: at(upper) }
}

fn logarithm(expr: &Expr, operands: &[Interval], has_base: bool) -> Interval {
    let above_one =
        |base: &Interval| base.is_within(&Interval::at_least(Number::one(), false)) && base.only().is_some();
    let rises = !has_base || operands.get(1).is_some_and(above_one);
    if rises { at_ends(expr, operands, operands) } else { Interval::all() }
}

/// A product of powers with fixed exponents. With rounding a base is never negative; without, exponents are whole.
fn powers(expr: &Expr, operands: &[Interval], is_rounded: bool) -> Interval {
    if !is_rounded {
        return operands
            .chunks_exact(2)
            .map(whole_power)
            .fold(Interval::point(Number::one()), |product, factor| product.times(&factor));
    }
    let mut turned = Vec::new();
    for pair in operands.chunks_exact(2) {
        let [base, exponent] = pair else { return Interval::not_negative() };
        let Some(fixed) = exponent.only() else { return Interval::not_negative() };
        let base = base.meet(&Interval::not_negative());
        // The lower end of such a base makes the product greater.
        let base = if fixed.is_negative() { Interval { low: base.high, high: base.low } } else { base };
        turned.extend([base, exponent.clone()]);
    }
    at_ends(expr, &turned, &turned).meet(&Interval::not_negative())
}

fn whole_power(pair: &[Interval]) -> Interval {
    const GREATEST: i64 = 16;
    let [base, exponent] = pair else { return Interval::all() };
    let whole = exponent.only().and_then(|exponent| exponent.to_scaled(0)).and_then(|whole| i64::try_from(whole).ok());
    let Some(whole) = whole.filter(|whole| whole.abs() <= GREATEST) else { return Interval::all() };
    // An even power does not see the sign.
    let base = if whole % 2 == 0 && !base.is_not_negative() {
        let mirrored = base.hull(&base.negated());
        mirrored.meet(&Interval::not_negative())
    } else {
        base.clone()
    };
    let one = Interval::point(Number::one());
    let power = (0..whole.abs()).fold(one.clone(), |power, _| power.times(&base));
    if whole < 0 { one.over(&power) } else { power }
}
