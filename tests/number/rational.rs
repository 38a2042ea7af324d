use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use heng::number::Number;
use num_bigint::BigInt;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn a_tenth_added_ten_times_is_one() {
    let tenth = n("0.1");
    assert_eq!((0..10).map(|_| &tenth).sum::<Number>(), Number::one());
    assert_eq!(std::iter::repeat_n(tenth, 10).sum::<Number>(), Number::one());
}

#[test]
fn a_fraction_is_kept_in_lowest_terms_with_a_positive_denominator() {
    let number = Number::ratio(6, -4).unwrap();
    assert_eq!((number.numer(), number.denom()), (BigInt::from(-3), BigInt::from(2)));
    assert_eq!(Number::ratio(i128::MIN, i128::MIN), Some(Number::one()));
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!(Number::ratio(1, 0), None);
    assert_eq!(Number::one().checked_div(&Number::zero()), None);
    assert_eq!(n("1").checked_div(&n("-8")), Some(n("-0.125")));
}

#[test]
fn a_share_just_above_a_threshold_is_above_it() {
    let share = n("26214.9").checked_div(&n("52430")).unwrap();
    assert!(share < n("0.7"));
    assert!(n("36701.0000001").checked_div(&n("52430")).unwrap() > n("0.7"));
    assert_eq!(n("36701").checked_div(&n("52430")), Some(n("0.7")));
}

#[test]
fn scaled_integers_go_in_and_out_only_exactly() {
    assert_eq!(Number::from_scaled(-12345, 2), n("-123.45"));
    assert_eq!(n("-123.45").to_scaled(2), Some(-12345));
    assert_eq!(n("-123.45").to_scaled(1), None);
    assert_eq!(n("-123.45").to_scaled(4), Some(-1_234_500));
    assert_eq!(Number::ratio(1, 3).unwrap().to_scaled(30), None);
    assert_eq!(Number::from_scaled(i128::MAX, 0).to_scaled(0), Some(i128::MAX));
    assert_eq!(Number::from_scaled(i128::MIN, 3).to_scaled(3), Some(i128::MIN));
    assert_eq!(Number::from_scaled(i128::MAX, 0).to_scaled(1), None);
    assert_eq!(Number::one().to_scaled(u32::MAX), None);
    assert_eq!(Number::zero().to_scaled(u32::MAX), Some(0));
    assert_eq!(Number::from_scaled(7, 60).to_scaled(60), Some(7));
}

#[test]
fn the_signs_and_kinds_of_numbers_are_told_apart() {
    assert!(Number::zero().is_zero() && !Number::zero().is_negative() && Number::zero().is_integer());
    assert!(n("-0.5").is_negative() && !n("-0.5").is_integer());
    assert_eq!(n("-0.5").abs(), n("0.5"));
    assert_eq!(-n("0.5"), n("-0.5"));
    assert_eq!(-&n("0.5"), n("-0.5"));
    assert_eq!(Number::from(i64::MIN), Number::from_integer(i64::MIN));
}

#[test]
fn places_are_counted_only_where_the_decimal_ends() {
    let places = |a, b| Number::ratio(a, b).unwrap().places();
    assert_eq!(places(12, 1), Some(0));
    assert_eq!(places(1, 8), Some(3));
    assert_eq!(places(1, 500), Some(3));
    assert_eq!(places(-1, 40), Some(3));
    assert_eq!(places(0, 7), Some(0));
    assert_eq!(places(1, 3), None);
    assert_eq!(places(1, 60), None);
}

/// At the ends of 64 bits the sum of fractions of machine words is just within 128.
#[test]
fn fractions_of_machine_words_and_larger_ones_give_the_same() {
    let ends = [i64::MIN, i64::MIN + 1, -1_000_000_007, -1, 0, 1, 6, 1 << 40, i64::MAX - 1, i64::MAX];
    let fraction = |over: i64, under: i64| Number::ratio(over.into(), under.into()).unwrap();
    // Numbers that fit no machine word, and by which everything is then divided or of which it is taken away again.
    let (factor, term) = (n("1234567890123456789012345678901"), n("98765432109876543210987654321.1"));
    for (a, c) in ends.iter().flat_map(|a| ends.map(|c| (*a, c))) {
        for (b, d) in ends.iter().flat_map(|b| ends.map(|d| (*b, d))).filter(|(b, d)| *b != 0 && *d != 0) {
            let (one, two) = (fraction(a, b), fraction(c, d));
            assert_eq!(&one + &two, (&one + &term) + (&two - &term));
            assert_eq!(&one - &two, (&one + &term) - (&two + &term));
            assert_eq!(&one * &two, ((&one * &factor) * &two).checked_div(&factor).unwrap());
            assert_eq!(one.checked_div(&two), (&one * &factor).checked_div(&(&two * &factor)));
            assert_eq!(one.cmp(&two), (&one * &factor).cmp(&(&two * &factor)));
        }
    }
    assert_eq!(Number::ratio(i128::MIN, 6).unwrap().denom(), n("3").numer());
    assert_eq!(Number::ratio(i128::MIN, i128::MIN), Some(Number::one()));
    assert_eq!(
        Number::from_scaled(i128::MIN, 38),
        n("-170141183460469231731687303715884105728") * n(&format!("0.{}1", "0".repeat(37)))
    );
}

proptest! {
    #[test]
    fn order_is_that_of_cross_multiplication(a in any::<i64>(), b in 1..i64::MAX, c in any::<i64>(), d in 1..i64::MAX) {
        let left = Number::ratio(a.into(), b.into()).unwrap();
        let right = Number::ratio(c.into(), d.into()).unwrap();
        prop_assert_eq!(left.cmp(&right), (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b))));
        prop_assert_eq!(left.cmp(&left), std::cmp::Ordering::Equal);
    }

    #[test]
    fn equal_numbers_hash_alike(a in any::<i32>(), b in 1..i32::MAX, k in 1..i32::MAX) {
        let plain = Number::ratio(a.into(), b.into()).unwrap();
        let blown = Number::ratio(i128::from(a) * i128::from(k), i128::from(b) * i128::from(k)).unwrap();
        prop_assert_eq!(&plain, &blown);
        prop_assert_eq!(hash(&plain), hash(&blown));
    }

    #[test]
    fn operators_agree_by_value_and_by_reference(a in any::<i64>(), b in 1..i64::MAX, c in any::<i64>(), d in 1..i64::MAX) {
        let x = Number::ratio(a.into(), b.into()).unwrap();
        let y = Number::ratio(c.into(), d.into()).unwrap();
        prop_assert_eq!(&x + &y, x.clone() + y.clone());
        prop_assert_eq!(&x - &y, x.clone() - &y);
        prop_assert_eq!(&x * &y, &x * y.clone());
        prop_assert_eq!((&x + &y) - &y, x.clone());
        prop_assert_eq!(&x * (&y + &Number::one()), &x * &y + &x);
        if let Some(quotient) = x.checked_div(&y) {
            prop_assert_eq!(quotient * y, x);
        }
    }

    #[test]
    fn scaling_there_and_back_gives_the_same(value in any::<i128>(), places in 0_u32..60) {
        prop_assert_eq!(Number::from_scaled(value, places).to_scaled(places), Some(value));
    }
}
