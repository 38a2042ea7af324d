//! Numbers from numbers that may lie between two ends. An operation that only rises, or only falls, in each operand lies
//! between what it comes to at the ends.

use super::lens::Lens;
use super::may::{May, Truth};
use crate::core::{Expr, ExprId, ExprKind, Operator, Places, Statistic, TableId, Term};
use crate::engine::exact::{Value, statistic};
use crate::number::Number;

/// So many open operands are tried at all of their ends.
const MOST_OPEN: usize = 8;

impl Lens<'_> {
    /// A node that takes numbers to a number.
    pub(super) fn of_numbers(&self, expr: ExprId, parts: &[May]) -> May {
        if let Some(missing) = parts.iter().find(|part| part.is_missing()) {
            return missing.clone();
        }
        let ends: Option<Vec<(&Number, &Number)>> = parts.iter().map(May::ends).collect();
        let Some(ends) = ends else { return May::Anything };
        let node = &self.ground.program.arena[expr];
        let (lows, highs): (Vec<Number>, Vec<Number>) =
            ends.iter().map(|(low, high)| ((*low).clone(), (*high).clone())).unzip();
        let found = match &node.kind {
            // These rise in each operand.
            ExprKind::Sum(_)
            | ExprKind::Least(_)
            | ExprKind::Greatest(_)
            | ExprKind::Round { .. }
            | ExprKind::Exponential { .. }
            // And this one falls.
            | ExprKind::Negate(_) => Some(vec![node.of_numbers(&lows), node.of_numbers(&highs)]),
            ExprKind::Arithmetic { operator: Operator::Divide, .. } => {
                let divisor = ends.get(1);
                let has_zero =
                    divisor.is_none_or(|(low, high)| !low.is_negative() && low.is_zero() || straddles(low, high));
                (!has_zero).then(|| corners(node, &ends)).flatten()
            }
            ExprKind::Arithmetic { .. } => corners(node, &ends),
            ExprKind::Powers { .. } => {
                let bases = ends.iter().step_by(2);
                let positive = bases.clone().all(|(low, _)| !low.is_negative() && !low.is_zero());
                positive.then(|| corners(node, &ends)).flatten()
            }
            ExprKind::Logarithm { .. } => {
                let positive = ends.iter().all(|(low, _)| !low.is_negative() && !low.is_zero());
                let base = ends.get(1);
                let on_one_side = base.is_none_or(|(low, high)| **low > Number::one() || **high < Number::one());
                (positive && on_one_side).then(|| corners(node, &ends)).flatten()
            }
            _ => None,
        };
        hull(found.and_then(|found| found.into_iter().map(Result::ok).collect()))
    }

    /// Sorted terms: where no place weighs less than nothing, the whole rises with each of them.
    pub(super) fn ordered(&self, expr: ExprId, (terms, places): (&[Term], &Places), at: (TableId, usize)) -> May {
        let (table, row) = at;
        let mut counted = Vec::new();
        for term in terms {
            let counts = term.counts.map_or(Truth::of(Some(true)), |counts| self.eval(counts, table, row).truth());
            match counts.settled() {
                Some(Some(true)) => counted.push(self.eval(term.value, table, row)),
                Some(Some(false)) => {}
                _ => return May::Anything,
            }
        }
        let written: Vec<May> = match places {
            Places::Written(weights) => weights.iter().map(|weight| self.eval(*weight, table, row)).collect(),
            Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => Vec::new(),
        };
        if let Some(missing) = counted.iter().chain(&written).find(|part| part.is_missing()) {
            return missing.clone();
        }
        let fixed = |may: &May| may.only().and_then(Value::as_number).cloned();
        let written: Option<Vec<Number>> = written.iter().map(fixed).collect();
        let ends: Option<Vec<(&Number, &Number)>> = counted.iter().map(May::ends).collect();
        let (Some(written), Some(ends)) = (written, ends) else { return May::Anything };
        let all_known = ends.iter().all(|(low, high)| low == high);
        if !all_known && written.iter().any(Number::is_negative) {
            return May::Anything;
        }
        let of = |pick: fn(&(&Number, &Number)) -> Number| places.weighed(ends.iter().map(pick).collect(), &written);
        match (of(|(low, _)| (*low).clone()), of(|(_, high)| (*high).clone())) {
            (Ok(low), Ok(high)) => May::between(low, high),
            // The same operands are missing in the data as they are, or not: the exact engine says why.
            _ if all_known => {
                May::Be(Value::missing(crate::engine::exact::Reason::Uncovered(self.ground.program.arena.span(expr))))
            }
            _ => May::Anything,
        }
    }
}

/// What a node comes to at all ends of its operands; nothing when these are too many.
fn corners(node: &Expr, ends: &[(&Number, &Number)]) -> Option<Vec<Result<Number, crate::core::Undefined>>> {
    let open = ends.iter().filter(|(low, high)| low != high).count();
    if open > MOST_OPEN {
        return None;
    }
    let mut corners: Vec<Vec<Number>> = vec![Vec::with_capacity(ends.len())];
    for (low, high) in ends {
        if low == high {
            for corner in &mut corners {
                corner.push((*low).clone());
            }
            continue;
        }
        corners = corners
            .into_iter()
            .flat_map(|corner| [low, high].map(|end| [corner.as_slice(), &[(**end).clone()]].concat()))
            .collect();
    }
    Some(corners.into_iter().map(|corner| node.of_numbers(&corner)).collect())
}

fn hull(found: Option<Vec<Number>>) -> May {
    let Some(found) = found else { return May::Anything };
    match (found.iter().min(), found.iter().max()) {
        (Some(low), Some(high)) => May::between(low.clone(), high.clone()),
        _ => May::Anything,
    }
}

/// Whether 0 lies between two ends, or is one of them.
fn straddles(low: &Number, high: &Number) -> bool {
    low.is_zero() || high.is_zero() || low.is_negative() != high.is_negative()
}

/// A figure over numbers that may each lie between two ends, all of which count.
pub(super) fn over(of: &Statistic, node: &Expr, numbers: &[(Number, Number)]) -> May {
    let at = |pick: fn(&(Number, Number)) -> &Number| -> Option<Number> {
        statistic(of, numbers.iter().map(|ends| pick(ends).clone()).collect(), node)
    };
    let open: Vec<usize> = (0..).zip(numbers).filter(|(_, (low, high))| low != high).map(|(place, _)| place).collect();
    let positive = || numbers.iter().all(|(low, _)| !low.is_negative() && !low.is_zero());
    let rises = match of {
        Statistic::Sum
        | Statistic::Min
        | Statistic::Max
        | Statistic::Mean
        | Statistic::TrimmedMean { .. }
        | Statistic::Quantile { .. } => true,
        Statistic::GeometricMean { .. } | Statistic::HarmonicMean => positive(),
        _ => false,
    };
    if rises || open.is_empty() {
        return hull(at(|(low, _)| low).zip(at(|(_, high)| high)).map(|(low, high)| vec![low, high]));
    }
    // The spread is greatest at an end of the only open number, and least where that comes nearest to the mean of others.
    let (Statistic::Variance { .. } | Statistic::StandardDeviation { .. }, [only]) = (of, open.as_slice()) else {
        return May::Anything;
    };
    let others: Vec<&Number> = (0..).zip(numbers).filter(|(place, _)| place != only).map(|(_, (low, _))| low).collect();
    let Some((low, high)) = numbers.get(*only) else { return May::Anything };
    let sum: Number = others.iter().copied().sum();
    let Some(mean) = sum.checked_div(&Number::count(others.len())) else { return May::Anything };
    let nearest = mean.clamp(low.clone(), high.clone());
    let with = |own: &Number| {
        let all = others.iter().map(|other| (*other).clone()).chain([own.clone()]);
        statistic(of, all.collect(), node)
    };
    hull([low, high, &nearest].into_iter().map(with).collect())
}
