//! Nodes that take numbers to a number, of intervals.

use super::value::Possible;
use crate::core::{Expr, ExprKind, Operator, Places, TextTest, text_length};
use crate::invariant::OrBroken;
use crate::number::{Date, Number};
use crate::proof::{Domain, Interval, Texts, Truth};

/// A node of numbers; `operands` are its children in their order.
pub(super) fn of_numbers(expr: &Expr, operands: &[Possible]) -> Possible {
    let lacks = operands.iter().any(|operand| operand.lacks);
    let operands: Vec<Interval> = operands.iter().map(Possible::numbers).collect();
    if operands.iter().any(Interval::is_empty) {
        return Possible::missing(&expr.ty);
    }
    let points: Option<Vec<Number>> = operands.iter().map(|operand| operand.only().cloned()).collect();
    if let Some(points) = points {
        return match expr.of_numbers(&points) {
            Ok(number) => Possible { domain: Domain::Number(Interval::point(number)), lacks },
            Err(_) => Possible::missing(&expr.ty),
        };
    }
    let of = |interval: Interval, more: bool| Possible { domain: Domain::Number(interval), lacks: lacks || more };
    let folded = |fold: fn(&Interval, &Interval) -> Interval| {
        let all = operands.iter().cloned().reduce(|one, two| fold(&one, &two));
        of(all.unwrap_or_else(Interval::all), false)
    };
    match (&expr.kind, operands.as_slice()) {
        (ExprKind::Negate(_), [value]) => of(value.negated(), false),
        (ExprKind::Sum(_), _) => folded(Interval::plus),
        (ExprKind::Least(_), _) => folded(Interval::least),
        (ExprKind::Greatest(_), _) => folded(Interval::greatest),
        (ExprKind::Round { rounding, .. }, [value]) => {
            let scale = match &expr.ty {
                crate::core::Type::Number(unit) if !unit.scale.is_zero() => unit.scale.clone(),
                _ => Number::one(),
            };
            of(value.rounded(*rounding, &scale), false)
        }
        (ExprKind::Arithmetic { operator, .. }, [one, two]) => match operator {
            Operator::Add => of(one.plus(two), false),
            Operator::Subtract => of(one.minus(two), false),
            Operator::Multiply => of(one.times(two), false),
            Operator::Divide => of(one.over(two), two.holds(&Number::zero())),
        },
        (ExprKind::Powers { .. }, pairs) => powers(expr, pairs, lacks),
        (ExprKind::Exponential { .. }, [value]) => {
            let ends = at_ends(expr, std::slice::from_ref(value));
            of(ends.meet(&Interval::not_negative()), value.high.is_none() || value.low.is_none())
        }
        _ => Possible::anything(&expr.ty),
    }
}

/// A product of powers of bases that are not negative with fixed exponents above 0 rises with each base.
fn powers(expr: &Expr, pairs: &[Interval], lacks: bool) -> Possible {
    let rises = pairs.chunks_exact(2).all(|pair| match pair {
        [base, exponent] => {
            base.is_not_negative() && exponent.only().is_some_and(|fixed| !fixed.is_negative() && !fixed.is_zero())
        }
        _ => false,
    });
    if !rises {
        return Possible::anything(&expr.ty);
    }
    let interval = at_ends(expr, pairs).meet(&Interval::not_negative());
    let open = pairs.iter().any(|pair| pair.high.is_none());
    Possible { domain: Domain::Number(interval), lacks: lacks || open }
}

/// A node that rises with each operand.
fn at_ends(expr: &Expr, operands: &[Interval]) -> Interval {
    let low =
        operands.iter().map(|operand| operand.low.as_ref().map(|edge| edge.at.clone())).collect::<Option<Vec<_>>>();
    let high =
        operands.iter().map(|operand| operand.high.as_ref().map(|edge| edge.at.clone())).collect::<Option<Vec<_>>>();
    let at = |ends: Option<Vec<Number>>| expr.of_numbers(&ends?).ok();
    let above = at(low).map_or_else(Interval::all, |at| Interval::at_least(at, true));
    let below = at(high).map_or_else(Interval::all, |at| Interval::at_most(at, true));
    above.meet(&below)
}

/// A sorted sum of terms, each with whether it counts for certain; `written` are the weights that are expressions.
pub(super) fn ordered(expr: &Expr, terms: &[(Possible, bool)], places: &Places, written: &[Possible]) -> Possible {
    let lacks = terms.iter().any(|(term, _)| term.lacks) || written.iter().any(|weight| weight.lacks);
    let weights: Option<Vec<Number>> = written.iter().map(|weight| weight.numbers().only().cloned()).collect();
    let rises = weights.as_ref().is_some_and(|weights| weights.iter().all(|weight| !weight.is_negative()));
    let all_count = terms.iter().all(|(_, counts)| *counts);
    let values: Vec<Interval> = terms.iter().map(|(term, _)| term.numbers()).collect();
    if !all_count || !rises || values.iter().any(Interval::is_empty) {
        let hull = values.iter().cloned().reduce(|one, other| one.hull(&other));
        return match (places, hull) {
            // A mean of some of them lies between them.
            (Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least, Some(hull)) => {
                Possible { domain: Domain::Number(hull), lacks: true }
            }
            _ => Possible::anything(&expr.ty),
        };
    }
    let weights = weights.or_broken("each weight is a number here");
    let at = |ends: Option<Vec<Number>>| ends.map(|ends| places.weighed(ends, &weights));
    let low = at(values.iter().map(|value| value.low.as_ref().map(|edge| edge.at.clone())).collect());
    let high = at(values.iter().map(|value| value.high.as_ref().map(|edge| edge.at.clone())).collect());
    if matches!(low, Some(Err(_))) || matches!(high, Some(Err(_))) {
        return Possible::missing(&expr.ty);
    }
    let end = |end: Option<Result<Number, _>>| end.and_then(Result::ok);
    let above = end(low).map_or_else(Interval::all, |at| Interval::at_least(at, true));
    let below = end(high).map_or_else(Interval::all, |at| Interval::at_most(at, true));
    Possible { domain: Domain::Number(above.meet(&below)), lacks }
}

/// A date that rises with another one.
pub(super) fn dated(date: &Possible, of: impl Fn(Date) -> Option<Date>) -> Possible {
    let days = date.numbers();
    let end = |at: &Number| {
        let day = Date::from_days(at.to_scaled(0)?.try_into().ok()?)?;
        Some(Number::from_integer(of(day)?.days_since_epoch().into()))
    };
    let low = days.low.as_ref().and_then(|low| end(&low.at));
    let high = days.high.as_ref().and_then(|high| end(&high.at));
    let lacks = date.lacks || low.is_none() || high.is_none();
    let above = low.map_or_else(Interval::all, |at| Interval::at_least(at, true));
    let below = high.map_or_else(Interval::all, |at| Interval::at_most(at, true));
    let interval = if days.is_empty() { Interval::empty() } else { above.meet(&below) };
    Possible { domain: Domain::Number(interval), lacks }
}

/// How one text stands in another; of texts that are known, asked one by one.
pub(super) fn text_test(asked: TextTest, text: &Possible, part: &Possible) -> Possible {
    let lacks = text.lacks || part.lacks;
    let (Domain::Text(Texts::Only(texts)), Domain::Text(Texts::Only(parts))) = (&text.domain, &part.domain) else {
        return Possible { domain: Domain::Truth(Truth::OPEN), lacks };
    };
    let mut truth = Truth { can_hold: false, can_fail: false };
    for (text, part) in texts.iter().flat_map(|text| parts.iter().map(move |part| (text, part))) {
        let holds = asked.holds(text, part);
        truth = Truth { can_hold: truth.can_hold || holds, can_fail: truth.can_fail || !holds };
    }
    Possible { domain: Domain::Truth(truth), lacks }
}

/// How many characters a text has.
pub(super) fn length(text: &Possible) -> Possible {
    let known = match &text.domain {
        Domain::Text(Texts::Only(texts)) => {
            let lengths =
                texts.iter().filter_map(|text| i64::try_from(text_length(text)).ok()).map(Number::from_integer);
            let lengths: Vec<Number> = lengths.collect();
            lengths.iter().min().cloned().zip(lengths.iter().max().cloned())
        }
        _ => None,
    };
    let numbers = match known {
        Some((least, most)) => Interval::between(least, most),
        None if text.domain.is_empty() => Interval::all().meet(&Interval::point(Number::zero())),
        None => Interval::at_least(Number::zero(), true),
    };
    Possible { domain: Domain::Number(numbers), lacks: text.lacks }
}
