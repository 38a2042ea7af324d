//! Figures over many values.

use std::collections::BTreeMap;

use num_traits::{One, Signed, ToPrimitive, Zero};
use serde_json::Value as Json;

use super::value::{Fraction, Value, exact, float, near};

/// Holds a figure over numbers that are all there against what is told. `None`: it should be missing.
pub(super) fn summary(statistic: &Json, numbers: &[Fraction], told: &Fraction, unit: &Fraction) -> Result<(), String> {
    let mut sorted = numbers.to_vec();
    sorted.sort();
    let count = |numbers: &[Fraction]| Fraction::from_integer(numbers.len().into());
    let mean = |numbers: &[Fraction]| (!numbers.is_empty()).then(|| total(numbers) / count(numbers));
    let variance = |sample: bool| {
        let mean = mean(numbers)?;
        let squares: Fraction = numbers.iter().map(|number| (number - &mean) * (number - &mean)).sum();
        let over = count(numbers) - if sample { Fraction::one() } else { Fraction::zero() };
        (!over.is_zero()).then(|| squares / over)
    };
    let (kind, inside) = match statistic {
        Json::String(kind) => (kind.as_str(), &Json::Null),
        other => {
            let (kind, inside) = other.as_object().and_then(|members| members.iter().next()).ok_or("no statistic")?;
            (kind.as_str(), inside)
        }
    };
    let places = || i32::try_from(inside["places"].as_i64().unwrap()).unwrap();
    let size = |name: &str| usize::try_from(inside[name].as_u64().unwrap()).unwrap();
    let exactly = match kind {
        "sum" => Some(total(numbers)),
        "min" => sorted.first().cloned(),
        "max" => sorted.last().cloned(),
        "mean" => mean(numbers),
        "trimmed_mean" => {
            let (high, low) = (size("high"), size("low"));
            let end = sorted.len().checked_sub(high).filter(|end| *end > low);
            end.and_then(|end| mean(&sorted[low..end]))
        }
        "quantile" => quantile(sorted.len(), |place| sorted.get(place), &exact(&inside["at"])?, size("kind")),
        "variance" => variance(inside["sample"] == true),
        "harmonic_mean" => {
            let parts: Fraction = numbers.iter().map(|number| Fraction::one() / number).sum();
            Some(count(numbers) / parts)
        }
        "skewness" => {
            let wanted = super::moments::skewness(numbers, inside["sample"] == true).ok_or("no skewness")?;
            return if near(told, wanted, places(), unit) { Ok(()) } else { Err(format!("a skewness of {wanted}")) };
        }
        "kurtosis" => super::moments::kurtosis(numbers, inside["sample"] == true),
        "gini" => super::moments::gini(numbers),
        "winsorised" => super::moments::winsorised(numbers, inside),
        "standard_deviation" => {
            let wanted = float(&variance(inside["sample"] == true).ok_or("no variance")?).sqrt();
            return if near(told, wanted, places(), unit) { Ok(()) } else { Err(format!("a deviation of {wanted}")) };
        }
        "geometric_mean" => {
            let logs: f64 = numbers.iter().map(|number| float(number).ln()).sum();
            let wanted = (logs / float(&count(numbers))).exp();
            return if near(told, wanted, places(), unit) { Ok(()) } else { Err(format!("a mean of {wanted}")) };
        }
        other => return Err(format!("an unknown statistic {other}")),
    };
    match exactly {
        Some(wanted) if wanted == *told => Ok(()),
        wanted => Err(format!("{kind} is {wanted:?}, not {told}")),
    }
}

pub(super) fn total(numbers: &[Fraction]) -> Fraction {
    numbers.iter().sum()
}

/// Hyndman and Fan (1996), of so many values, each at its place from the least up.
pub(super) fn quantile<'n>(
    count: usize,
    value: impl Fn(usize) -> Option<&'n Fraction>,
    at: &Fraction,
    kind: usize,
) -> Option<Fraction> {
    let part = |top: i64, bottom: i64| Fraction::new(top.into(), bottom.into());
    let shift = match kind {
        1 | 2 | 4 => part(0, 1),
        3 => part(-1, 2),
        5 => part(1, 2),
        6 => at.clone(),
        7 => part(1, 1) - at,
        8 => (at + part(1, 1)) / part(3, 1),
        9 => at / part(4, 1) + part(3, 8),
        _ => return None,
    };
    let place = Fraction::from_integer(count.into()) * at + shift;
    let (whole, rest) = (place.floor(), &place - place.floor());
    let even = (whole.to_integer() % 2_u8).is_zero();
    let weight = match kind {
        1 if rest.is_zero() => part(0, 1),
        2 if rest.is_zero() => part(1, 2),
        3 if rest.is_zero() && even => part(0, 1),
        1..=3 => part(1, 1),
        _ => rest,
    };
    let number = |place: i64, weight: Fraction| {
        let place = usize::try_from(place.max(1) - 1).unwrap().min(count - 1);
        // What does not count need not be known.
        if weight.is_zero() { Some(weight) } else { Some(weight * value(place)?) }
    };
    let whole = whole.to_integer().to_i64()?;
    Some(number(whole, part(1, 1) - &weight)? + number(whole + 1, weight)?)
}

/// A rank from 1 among numbers.
pub(super) fn rank(numbers: &[Fraction], own: &Fraction, descending: bool, ties: &str) -> Fraction {
    let before = |number: &&Fraction| if descending { *number > own } else { *number < own };
    let ahead: Vec<&Fraction> = numbers.iter().filter(before).collect();
    let like = numbers.iter().filter(|number| *number == own).count();
    let whole = |count: usize| Fraction::from_integer(count.into());
    match ties {
        "dense" => {
            let mut distinct = ahead;
            distinct.sort();
            distinct.dedup();
            whole(distinct.len() + 1)
        }
        "last" => whole(ahead.len() + like),
        "average" => (whole(ahead.len() + 1) + whole(ahead.len() + like)) / whole(2),
        _ => whole(ahead.len() + 1),
    }
}

/// The weight of an item by what the members of a cohort have of all items; each row is a member.
pub(super) fn data_weight(method: &str, rows: &[Vec<Fraction>], index: usize) -> Option<f64> {
    let (members, items) = (rows.len(), rows.first()?.len());
    let column = |item: usize| -> Vec<f64> { rows.iter().map(|row| float(&row[item])).collect() };
    let count = f64::from(u32::try_from(members).unwrap());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let product = |one: &[f64], other: &[f64]| {
        let (of_one, of_other) = (mean(one), mean(other));
        one.iter().zip(other).map(|(left, right)| (left - of_one) * (right - of_other)).sum::<f64>()
    };
    let differs = |item: usize| rows.iter().any(|row| row[item] != rows[0][item]);
    let parts: Vec<f64> = (0..items)
        .map(|item| {
            let own = column(item);
            let root = product(&own, &own).max(0.0).sqrt();
            match method {
                _ if !differs(item) => 0.0,
                "deviation" => root,
                "entropy" => {
                    let all: f64 = own.iter().sum();
                    let shares = own.iter().filter(|value| **value > 0.0).map(|value| value / all);
                    1.0 + shares.map(|share| share * share.ln()).sum::<f64>() / count.ln()
                }
                _ => {
                    let others = (0..items).filter(|other| *other != item && differs(*other));
                    let conflict = others.map(|other| {
                        let beside = column(other);
                        1.0 - product(&own, &beside) / (root * product(&beside, &beside).sqrt())
                    });
                    root * conflict.sum::<f64>()
                }
            }
        })
        .collect();
    Some(parts[index] / parts.iter().sum::<f64>())
}

/// The sum over groups of the greatest value in each.
pub(super) fn sum_of_greatest(rows: &[(Value, Fraction)]) -> Fraction {
    let mut greatest: BTreeMap<String, Fraction> = BTreeMap::new();
    for (group, number) in rows {
        let best = greatest.entry(format!("{group:?}")).or_insert_with(|| number.clone());
        *best = number.max(best).clone();
    }
    greatest.into_values().sum()
}

/// The product of powers, in floating point; `None` where floats do not reach.
pub(super) fn powers(factors: &[(&Fraction, &Fraction)]) -> Option<f64> {
    let mut log = 0.0;
    for (base, exponent) in factors {
        if exponent.is_zero() {
            continue;
        }
        if base.is_zero() {
            return Some(0.0);
        }
        if base.is_negative() {
            return None;
        }
        log += float(base).ln() * float(exponent);
    }
    Some(log.exp())
}

/// The product of powers whose exponents are whole numbers.
pub(super) fn exact_powers(factors: &[(&Fraction, &Fraction)]) -> Option<Fraction> {
    let mut product = Fraction::one();
    for (base, exponent) in factors {
        product *= base.pow(exponent.is_integer().then(|| exponent.to_integer().to_i32())??);
    }
    Some(product)
}
