//! Skewness, kurtosis, the Gini coefficient and drawn-in ends.

use heng::number::figures::NoFigure;
use heng::number::moments::{Moments, drawn_in, gini, moments};
use heng::number::{Accuracy, Number};

fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn of(numbers: &[&str]) -> Vec<Number> {
    numbers.iter().map(|number| n(number)).collect()
}

/// 1 to 10, 30 and 100: 3.063241 and 9.741391 in the documents of `COINr` for R.
#[test]
fn moments_of_a_sample_are_those_of_other_programs() {
    let numbers = of(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "30", "100"]);
    let moments = moments(&numbers).unwrap();
    let six = Accuracy::new(6, &Number::one());
    assert_eq!(moments.skewness(true, &six), Ok(n("3.063241")));
    assert_eq!(moments.kurtosis(true), Ok(Number::ratio(498_780_058_524, 51_202_140_125).unwrap()));
    assert!(!moments.leans_low());
}

/// 0, 0, 0, 0 and 10: squares 80, cubes 480, fourth powers 4160.
#[test]
fn moments_come_out_as_by_hand_and_with_their_sign() {
    let four = Accuracy::new(4, &Number::one());
    let moments_of = |last: &str| moments(&of(&["0", "0", "0", "0", last])).unwrap();
    assert_eq!(moments_of("10").skewness(false, &four), Ok(n("1.5")));
    assert_eq!(moments_of("10").squared_skewness(true), Ok(n("5")));
    assert_eq!(moments_of("10").kurtosis(false), Ok(n("0.25")));
    assert_eq!(moments_of("10").kurtosis(true), Ok(n("5")));
    assert_eq!(moments_of("-10").skewness(false, &four), Ok(n("-1.5")));
    assert_eq!(moments_of("-0.001").skewness(true, &four), Ok(n("-2.2361")));
}

#[test]
fn moments_need_numbers_that_differ() {
    assert_eq!(moments(&[]).err(), Some(NoFigure::NoNumber));
    let flat = moments(&of(&["7", "7", "7", "7"])).unwrap();
    assert!(flat.is_flat());
    assert_eq!(flat.kurtosis(false), Err(NoFigure::ZeroDivisor));
    assert_eq!(flat.squared_skewness(true), Err(NoFigure::ZeroDivisor));
    assert_eq!(moments(&of(&["1", "2"])).unwrap().squared_skewness(true), Err(NoFigure::ZeroDivisor));
    assert_eq!(moments(&of(&["1", "2", "4"])).unwrap().kurtosis(true), Err(NoFigure::ZeroDivisor));
}

#[test]
fn the_coefficient_of_gini_is_half_the_mean_difference_over_the_mean() {
    assert_eq!(gini(&of(&["0", "0", "0", "0", "10"])), Ok(n("0.8")));
    assert_eq!(gini(&of(&["5", "5"])), Ok(n("0")));
    assert_eq!(gini(&of(&["-1", "5"])), Err(NoFigure::OutsideDomain));
    assert_eq!(gini(&of(&["0", "0"])), Err(NoFigure::ZeroDivisor));
    assert_eq!(gini(&[]), Err(NoFigure::NoNumber));
}

fn is_right(moments: &Moments) -> bool {
    let below = |found: Result<Number, NoFigure>, bound: &str| found.is_ok_and(|found| found < n(bound));
    below(moments.squared_skewness(true), "4") || below(moments.kurtosis(true), "3.5")
}

#[test]
fn ends_are_drawn_in_until_the_moments_are_right() {
    let ends = |numbers: &[&str], most: usize| drawn_in(&of(numbers), most, is_right);
    let pair = |low: &str, high: &str| Some((n(low), n(high)));
    // One step is enough; on the other side it is the mirror image.
    assert_eq!(ends(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "100"], 5), pair("1", "10"));
    assert_eq!(ends(&["-100", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], 5), pair("1", "10"));
    // Nothing to do; no step allowed; too few numbers; all equal.
    assert_eq!(ends(&["1", "2", "3", "4"], 5), pair("1", "4"));
    assert_eq!(ends(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "100"], 0), pair("1", "100"));
    assert_eq!(drawn_in(&of(&["0", "0", "9"]), 5, |_| false), pair("0", "9"));
    assert_eq!(drawn_in(&of(&["7", "7", "7", "7"]), 5, |_| false), pair("7", "7"));
    assert_eq!(ends(&[], 5), None);
}

#[test]
fn equal_extremes_move_together_and_count_each() {
    let numbers = of(&["1", "2", "3", "4", "5", "6", "50", "50", "50", "60"]);
    let ends = |most: usize| drawn_in(&numbers, most, |_| false).unwrap().1;
    // 60 to 50; then all four to 6, though only three were allowed more: a step is taken while fewer than so many are moved.
    assert_eq!(ends(1), n("50"));
    assert_eq!(ends(2), n("6"));
    assert_eq!(ends(4), n("6"));
}
