//! Figures over rows or subjects of which some may not count, and some are not known.

use super::value::Possible;
use crate::core::{Expr, Statistic, TableId, Type};
use crate::engine::exact::{Value, summary};
use crate::invariant::fit;
use crate::number::Number;
use crate::proof::{Choices, Domain, Interval};

/// One that counts, or may count.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Whether it counts for certain.
    pub(super) is_sure: bool,
    /// What its value can be.
    pub(super) domain: Domain,
}

/// A figure over some members; `lacks`: whether it can be missing because something of a member is.
pub(super) fn figure(statistic: &Statistic, members: &[Member], expr: &Expr, table: TableId, lacks: bool) -> Possible {
    let found = numbers(statistic, members, expr, table, lacks);
    match (&expr.ty, found.domain) {
        // The best and the worst of choices were looked for among their places.
        (Type::Choice(choices), Domain::Number(places)) => {
            Possible { domain: Domain::Choice(Choices::within(choices.len(), &places)), lacks: found.lacks }
        }
        (_, domain) => Possible { domain, lacks: found.lacks },
    }
}

fn numbers(statistic: &Statistic, members: &[Member], expr: &Expr, table: TableId, lacks: bool) -> Possible {
    let sure = members.iter().filter(|member| member.is_sure).count();
    let number = |interval: Interval, more: bool| Possible { domain: Domain::Number(interval), lacks: lacks || more };
    let whole = |count: usize| Number::from_integer(fit::<i64>(count));
    match statistic {
        Statistic::Count => return number(Interval::between(whole(sure), whole(members.len())), false),
        Statistic::Exists if sure > 0 => return Possible::truth(true, false, false),
        Statistic::Exists => return Possible::truth(!members.is_empty(), true, lacks),
        Statistic::CountDistinct => return number(distinct(members), false),
        Statistic::Only => return only(members, expr, lacks),
        _ => {}
    }
    let numbers: Vec<Interval> = members.iter().map(Member::numbers).collect();
    let hull = numbers.iter().cloned().reduce(|one, other| one.hull(&other));
    let all_sure = sure == members.len();
    if members.is_empty() {
        return match statistic {
            Statistic::Sum | Statistic::SumOfGreatest { .. } => number(Interval::point(Number::zero()), false),
            _ => Possible::missing(&expr.ty),
        };
    }
    let hull = hull.unwrap_or_else(Interval::all);
    let points: Option<Vec<Number>> = numbers.iter().map(|interval| interval.only().cloned()).collect();
    if let Some(points) = points.filter(|_| all_sure && !matches!(statistic, Statistic::SumOfGreatest { .. })) {
        return match summary(statistic, points, expr, table) {
            Value::Number(exact) => number(Interval::point(exact), false),
            _ => Possible::missing(&expr.ty),
        };
    }
    match statistic {
        Statistic::Sum => {
            let zero = Interval::point(Number::zero());
            let terms = members.iter().zip(&numbers);
            let terms = terms.map(|(member, own)| if member.is_sure { own.clone() } else { own.hull(&zero) });
            number(terms.reduce(|one, other| one.plus(&other)).unwrap_or(zero), false)
        }
        Statistic::SumOfGreatest { .. } if hull.is_not_negative() => {
            let most = numbers.iter().cloned().reduce(|one, other| one.plus(&other)).unwrap_or_else(Interval::all);
            number(Interval { low: Interval::not_negative().low, high: most.high }, true)
        }
        Statistic::Min | Statistic::Max => number(extreme(statistic, members, &numbers, &hull), sure == 0),
        Statistic::Mean | Statistic::TrimmedMean { .. } | Statistic::Quantile { .. } if all_sure => {
            match at_ends(statistic, &numbers, expr, table) {
                Some(ends) => number(ends, false),
                None => Possible::missing(&expr.ty),
            }
        }
        Statistic::GeometricMean { .. } if all_sure && hull.is_not_negative() => {
            number(at_ends(statistic, &numbers, expr, table).unwrap_or_else(Interval::not_negative), false)
        }
        Statistic::Mean | Statistic::TrimmedMean { .. } | Statistic::Quantile { .. } | Statistic::Winsorised { .. } => {
            number(hull, true)
        }
        Statistic::Gini => number(Interval::between(Number::zero(), Number::one()), true),
        Statistic::GeometricMean { .. } | Statistic::HarmonicMean if hull.is_not_negative() => {
            number(Interval::not_negative(), true)
        }
        Statistic::Variance { .. } | Statistic::StandardDeviation { .. } => number(Interval::not_negative(), true),
        _ => Possible::anything(&expr.ty),
    }
}

/// How many different values there are.
fn distinct(members: &[Member]) -> Interval {
    let whole = |count: usize| Number::from_integer(fit::<i64>(count));
    // The values that are known for certain are there, each once; of the others each may be one more.
    let mut known: Vec<&Domain> = Vec::new();
    let mut others = 0_usize;
    for member in members {
        let value = Possible::there(member.domain.clone());
        if member.is_sure && value.is_certain() {
            if !known.contains(&&member.domain) {
                known.push(&member.domain);
            }
        } else {
            others += 1;
        }
    }
    let some_sure = members.iter().any(|member| member.is_sure);
    Interval::between(whole(known.len().max(usize::from(some_sure))), whole(known.len().saturating_add(others)))
}

/// The value of the only one. More than one is a fault, of which there are no results.
fn only(members: &[Member], expr: &Expr, lacks: bool) -> Possible {
    let sure: Vec<&Member> = members.iter().filter(|member| member.is_sure).collect();
    match sure.as_slice() {
        [one] => Possible { domain: one.domain.clone(), lacks },
        [] => {
            let nothing = Possible::missing(&expr.ty);
            members.iter().fold(nothing, |found, member| found.or(&Possible::there(member.domain.clone())))
        }
        _ => Possible::missing(&expr.ty),
    }
}

fn extreme(statistic: &Statistic, members: &[Member], numbers: &[Interval], hull: &Interval) -> Interval {
    let fold = if *statistic == Statistic::Min { Interval::least } else { Interval::greatest };
    let sure = members.iter().zip(numbers).filter(|(member, _)| member.is_sure).map(|(_, own)| own.clone());
    let Some(sure) = sure.reduce(|one, other| fold(&one, &other)) else { return hull.clone() };
    let all = numbers.iter().cloned().reduce(|one, other| fold(&one, &other)).unwrap_or_else(Interval::all);
    // Those that may count can only move it one way.
    sure.hull(&all)
}

/// A figure that rises with each number, at the ends of all; nothing where there is none.
fn at_ends(statistic: &Statistic, numbers: &[Interval], expr: &Expr, table: TableId) -> Option<Interval> {
    let of = |ends: Option<Vec<Number>>| match ends.map(|ends| summary(statistic, ends, expr, table)) {
        None => Some(None),
        Some(Value::Number(number)) => Some(Some(number)),
        Some(_) => None,
    };
    let low = of(numbers.iter().map(|own| own.low.as_ref().map(|edge| edge.at.clone())).collect())?;
    let high = of(numbers.iter().map(|own| own.high.as_ref().map(|edge| edge.at.clone())).collect())?;
    let above = low.map_or_else(Interval::all, |at| Interval::at_least(at, true));
    let below = high.map_or_else(Interval::all, |at| Interval::at_most(at, true));
    Some(above.meet(&below))
}
