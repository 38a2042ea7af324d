//! Skewness, kurtosis, Gini coefficients and drawn-in ends, each by its definition on fractions.

use num_traits::{One, Signed, Zero};
use serde_json::Value as Json;

use super::figures::{quantile, total};
use super::value::{Fraction, exact, float};

fn whole(number: usize) -> Fraction {
    Fraction::from_integer(number.into())
}

/// The sum of powers of the distances from the mean.
fn central(numbers: &[Fraction], power: i32) -> Fraction {
    let mean = total(numbers) / whole(numbers.len());
    numbers.iter().map(|number| (number - &mean).pow(power)).sum()
}

/// The skewness in floating point; `None` where it has no value.
pub(super) fn skewness(numbers: &[Fraction], sample: bool) -> Option<f64> {
    let squared = squared_skewness(numbers, sample)?;
    Some(float(&squared).sqrt().copysign(float(&central(numbers, 3))))
}

fn squared_skewness(numbers: &[Fraction], sample: bool) -> Option<Fraction> {
    let count = numbers.len();
    let (second, third) = (central(numbers, 2), central(numbers, 3));
    if second.is_zero() || sample && count < 3 {
        return None;
    }
    let plain = whole(count) * &third * &third / second.pow(3);
    Some(if sample { plain * whole(count * (count - 1)) / whole((count - 2).pow(2)) } else { plain })
}

/// The excess kurtosis; `None` where it has no value.
pub(super) fn kurtosis(numbers: &[Fraction], sample: bool) -> Option<Fraction> {
    let count = numbers.len();
    let second = central(numbers, 2);
    if second.is_zero() || sample && count < 4 {
        return None;
    }
    let plain = whole(count) * central(numbers, 4) / second.pow(2) - whole(3);
    if !sample {
        return Some(plain);
    }
    Some((whole(count + 1) * plain + whole(6)) * whole(count - 1) / whole((count - 2) * (count - 3)))
}

/// Half the mean difference of all pairs over the mean.
pub(super) fn gini(numbers: &[Fraction]) -> Option<Fraction> {
    let sum = total(numbers);
    if sum.is_zero() || numbers.iter().any(Fraction::is_negative) {
        return None;
    }
    let of_one = |one: &Fraction| numbers.iter().map(|other| (one - other).abs()).sum::<Fraction>();
    let differences: Fraction = numbers.iter().map(of_one).sum();
    Some(differences / (whole(2 * numbers.len()) * sum))
}

/// What the values of one end are drawn in to.
pub(super) fn winsorised(numbers: &[Fraction], inside: &Json) -> Option<Fraction> {
    let is_upper = inside["tail"] == "upper";
    let mut sorted = numbers.to_vec();
    sorted.sort();
    let positions = &inside["rule"]["positions"];
    if !positions.is_null() {
        let at = exact(&positions[if is_upper { "to" } else { "from" }]).ok()?;
        let kind = usize::try_from(positions["kind"].as_u64()?).ok()?;
        return quantile(sorted.len(), |place| sorted.get(place), &at, kind);
    }
    let until = &inside["rule"]["until"];
    let sample = until["sample"] == true;
    let holds = |values: &[Fraction], test: &Json| {
        let bound = exact(&test["bound"]).unwrap();
        let (found, bound) = match test["moment"].as_str() {
            Some("skewness") => (squared_skewness(values, sample), &bound * &bound),
            _ => (kurtosis(values, sample), bound),
        };
        found.is_some_and(|found| if test["comparison"] == "below" { found < bound } else { found <= bound })
    };
    let is_done = |values: &[Fraction]| {
        let mut tests = until["tests"].as_array().unwrap().iter();
        if until["all"] == true { tests.all(|test| holds(values, test)) } else { tests.any(|test| holds(values, test)) }
    };
    let most = usize::try_from(until["most"].as_u64()?).ok()?;
    let (mut raised, mut lowered) = (0, 0);
    while sorted.len() >= 4 && raised + lowered < most && sorted.first() != sorted.last() && !is_done(&sorted) {
        let is_low = central(&sorted, 3).is_negative();
        let end = if is_low { sorted.first()? } else { sorted.last()? }.clone();
        let others = sorted.iter().filter(|value| **value != end);
        let next = if is_low { others.min()? } else { others.max()? }.clone();
        let moved = sorted.iter_mut().filter(|value| **value == end).map(|value| *value = next.clone()).count();
        *(if is_low { &mut raised } else { &mut lowered }) = moved;
    }
    if is_upper { sorted.pop() } else { sorted.into_iter().next() }
}

#[test]
fn a_naive_reader_draws_in_what_stands_out() {
    let one_to_ten = (1..=10).map(whole).chain([whole(100)]).collect::<Vec<_>>();
    let rule = serde_json::json!({ "tail": "upper", "rule": { "until": {
        "sample": true, "all": false, "most": 5,
        "tests": [{ "moment": "skewness", "comparison": "below", "bound": "2" }],
    } } });
    assert_eq!(winsorised(&one_to_ten, &rule), Some(whole(10)));
    assert_eq!(gini(&[whole(0), whole(1)]), Some(Fraction::one() / whole(2)));
}
