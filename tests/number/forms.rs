//! Short and long forms of numbers against fractions that know one form only.

use heng::number::figures::{NoFigure, harmonic_mean, mean, variance};
use heng::number::{Number, Rounding, RoundingMode};
use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{Signed, ToPrimitive, Zero};
use proptest::prelude::*;

type Plain = Ratio<BigInt>;

fn number(plain: &Plain) -> Number {
    Number::from(plain.numer().clone()).checked_div(&Number::from(plain.denom().clone())).expect("not by 0")
}

fn plain(number: &Number) -> Plain {
    // `new` would bring a fraction to lowest terms that is not.
    let plain = Plain::new_raw(number.numer(), number.denom());
    assert_eq!(plain, Plain::new(number.numer(), number.denom()));
    assert_eq!(plain.denom(), Plain::new(number.numer(), number.denom()).denom());
    assert!(plain.denom().is_positive());
    let is_short = |part: &BigInt| part.to_i64().is_some();
    let least = plain.numer() == &BigInt::from(i64::MIN) && !plain.is_integer();
    assert_eq!(number.is_small(), is_short(plain.numer()) && is_short(plain.denom()) && !least, "{plain}");
    plain
}

/// Parts of all lengths, among them those where a form ends.
fn part() -> impl Strategy<Value = BigInt> {
    prop_oneof![
        (-20..20_i64).prop_map(BigInt::from),
        any::<i64>().prop_map(BigInt::from),
        (-3..3_i64).prop_map(|from| BigInt::from(i64::MAX) + from),
        (-3..3_i64).prop_map(|from| BigInt::from(i64::MIN) + from),
        any::<i128>().prop_map(BigInt::from),
        (any::<i128>(), 1..40_u32).prop_map(|(from, power)| BigInt::from(from) * BigInt::from(30).pow(power)),
        (any::<i64>(), any::<u64>(), 0..900_u32).prop_map(|(from, and, shift)| (BigInt::from(from) << shift) + and),
    ]
}

fn fraction() -> impl Strategy<Value = Plain> {
    (part(), part().prop_filter("not by 0", |below| !below.is_zero()))
        .prop_map(|(above, below)| Plain::new(above, below))
}

proptest! {
    #[test]
    fn operators_give_the_same_in_all_forms(one in fraction(), two in fraction()) {
        let (a, b) = (number(&one), number(&two));
        prop_assert_eq!(plain(&a), one.clone());
        prop_assert_eq!(plain(&(&a + &b)), &one + &two);
        prop_assert_eq!(plain(&(&a - &b)), &one - &two);
        prop_assert_eq!(plain(&(&a * &b)), &one * &two);
        prop_assert_eq!(plain(&-&a), -one.clone());
        prop_assert_eq!(plain(&a.abs()), one.abs());
        prop_assert_eq!(a.cmp(&b), one.cmp(&two));
        prop_assert_eq!(a == b, one == two);
        prop_assert_eq!(a.is_negative(), one.is_negative());
        prop_assert_eq!(a.is_integer(), one.is_integer());
        prop_assert_eq!(a.bits(), one.numer().bits().max(one.denom().bits()));
        let divided = a.checked_div(&b).map(|quotient| plain(&quotient));
        prop_assert_eq!(divided, (!two.is_zero()).then(|| &one / &two));
        let rest = a.checked_rem(&b).map(|rest| plain(&rest));
        prop_assert_eq!(rest, (!two.is_zero()).then(|| &one % &two));
    }

    #[test]
    fn rounding_gives_the_same_in_all_forms(value in fraction(), places in 0..40_u32) {
        let scale = Plain::from(BigInt::from(10).pow(places));
        let half = Plain::new(1.into(), 2.into());
        let steps = &value * &scale;
        let expected = [
            (RoundingMode::Floor, steps.floor()),
            (RoundingMode::Ceiling, steps.ceil()),
            (RoundingMode::Down, steps.trunc()),
            (RoundingMode::HalfUp, (steps.abs() + half).floor() * steps.signum()),
        ];
        for (mode, expected) in expected {
            prop_assert_eq!(plain(&number(&value).round(Rounding::new(places, mode))), expected / &scale);
        }
        let scaled = steps.is_integer().then(|| steps.to_integer().to_i128()).flatten();
        prop_assert_eq!(number(&value).to_scaled(places), scaled);
    }

    #[test]
    fn sums_and_figures_are_those_of_their_definitions(given in proptest::collection::vec(fraction(), 0..12)) {
        let numbers: Vec<Number> = given.iter().map(number).collect();
        let count = Plain::from(BigInt::from(given.len()));
        let sum: Plain = given.iter().sum();
        prop_assert_eq!(plain(&numbers.iter().sum()), sum.clone());
        prop_assert_eq!(plain(&numbers.iter().cloned().sum()), sum.clone());
        if given.is_empty() {
            prop_assert_eq!(mean(&numbers), Err(NoFigure::NoNumber));
            prop_assert_eq!(variance(&numbers, true), Err(NoFigure::NoNumber));
            prop_assert_eq!(harmonic_mean(&numbers), Err(NoFigure::NoNumber));
            return Ok(());
        }
        let middle = &sum / &count;
        prop_assert_eq!(mean(&numbers).map(|mean| plain(&mean)), Ok(middle.clone()));
        let squares: Plain = given.iter().map(|value| (value - &middle) * (value - &middle)).sum();
        prop_assert_eq!(variance(&numbers, false).map(|found| plain(&found)), Ok(&squares / &count));
        let freedom = &count - Plain::from(BigInt::from(1));
        let expected = if freedom.is_zero() { Err(NoFigure::ZeroDivisor) } else { Ok(squares / freedom) };
        prop_assert_eq!(variance(&numbers, true).map(|found| plain(&found)), expected);
        let inverse: Option<Plain> = given.iter().map(|value| (!value.is_zero()).then(|| value.recip())).sum();
        let expected = inverse.filter(|sum| !sum.is_zero()).map(|sum| count / sum).ok_or(NoFigure::ZeroDivisor);
        prop_assert_eq!(harmonic_mean(&numbers).map(|found| plain(&found)), expected);
    }
}

/// Long numbers with a long common divisor, and neighbours of a Fibonacci kind that take the most divisions.
#[test]
fn common_divisors_of_long_numbers_are_found() {
    let (mut last, mut next) = (BigInt::from(1), BigInt::from(1));
    for _ in 0..3000 {
        (last, next) = (next.clone(), last + next);
    }
    let common = BigInt::from(3).pow(2000) + 2;
    let found = Number::from(&last * &common).checked_div(&Number::from(&next * &common)).expect("not by 0");
    assert_eq!((found.numer(), found.denom()), (last.clone(), next.clone()));
    let power = BigInt::from(1) << 5000;
    let found =
        Number::from(&last * &power).checked_div(&Number::from(&power * BigInt::from(-1) * &power)).expect("not by 0");
    assert_eq!(plain(&found), Plain::new(-last, power));
}

/// Long denominators on the way cancel in the end.
#[test]
fn a_sum_of_many_fractions_meets_long_denominators_late() {
    let terms = 4_000_i64;
    // 1 ÷ (k (k + 1)) sums up to 1 − 1 ÷ (n + 1), whatever comes between.
    let part = |k: i64| Number::one().checked_div(&Number::from(BigInt::from(k) * (k + 1))).expect("not by 0");
    let sum: Number = (1..=terms).map(part).sum();
    assert_eq!(sum, Number::ratio(terms.into(), i128::from(terms) + 1).expect("not by 0"));
}
