//! Quantiles of the nine types, against the values that R gives.

use heng::number::{Number, quantile};

fn n(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

/// Of 1, 3, 4, 8, 15 and of 1, 3, 4, 8 at 25%: `quantile(x, 0.25, type = k)`.
#[test]
fn each_type_gives_the_values_of_its_definition() {
    let five: Vec<Number> = ["1", "3", "4", "8", "15"].map(n).into();
    let four: Vec<Number> = ["1", "3", "4", "8"].map(n).into();
    // n × p is 1.25 and 1: the place itself (types 1 to 3), then 1.25, 1.75, 1.5, 2, 5/3, 1.6875 and
    // 1, 1.5, 1.25, 1.75, 17/12, 1.4375 in a straight line between neighbours.
    let table = [
        (1, "3", "1"),
        (2, "3", "2"),
        (3, "1", "1"),
        (4, "1.5", "1"),
        (5, "2.5", "2"),
        (6, "2", "1.5"),
        (7, "3", "2.5"),
        (9, "2.375", "1.875"),
    ];
    for (kind, of_five, of_four) in table {
        assert_eq!(quantile(&five, &n("0.25"), kind), Some(n(of_five)), "type {kind} of five");
        assert_eq!(quantile(&four, &n("0.25"), kind), Some(n(of_four)), "type {kind} of four");
    }
    assert_eq!(quantile(&five, &n("0.25"), 8), Number::ratio(7, 3));
    assert_eq!(quantile(&four, &n("0.25"), 8), Number::ratio(11, 6));
}

#[test]
fn the_median_is_the_middle_one_or_the_mean_of_two() {
    let half = n("0.5");
    assert_eq!(quantile(&["1", "3", "4"].map(n), &half, 7), Some(n("3")));
    assert_eq!(quantile(&["1", "3", "4", "8"].map(n), &half, 7), Some(n("3.5")));
}

#[test]
fn ends_are_the_least_and_the_greatest_in_every_type() {
    let numbers = ["1", "3", "4", "8", "15"].map(n);
    for kind in 1..=9 {
        assert_eq!(quantile(&numbers, &n("0"), kind), Some(n("1")), "type {kind}");
        assert_eq!(quantile(&numbers, &n("1"), kind), Some(n("15")), "type {kind}");
        assert_eq!(quantile(&["7"].map(n), &n("0.3"), kind), Some(n("7")), "type {kind}");
    }
}

#[test]
fn there_is_no_quantile_of_nothing_nor_beyond_the_ends() {
    assert_eq!(quantile(&[], &n("0.5"), 7), None);
    assert_eq!(quantile(&["1"].map(n), &n("1.01"), 7), None);
    assert_eq!(quantile(&["1"].map(n), &n("-0.01"), 7), None);
    assert_eq!(quantile(&["1"].map(n), &n("0.5"), 0), None);
    assert_eq!(quantile(&["1"].map(n), &n("0.5"), 10), None);
}
