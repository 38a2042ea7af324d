//! Weights from data and from judgements, against figures worked out apart in decimals of eighty digits.

use heng::number::weights::{NotReciprocal, critic, deviation, entropy, judged};
use heng::number::{Number, Rounding, RoundingMode};

fn number(text: &str) -> Number {
    match text.split_once('/') {
        Some((over, under)) => Number::parse(over).unwrap().checked_div(&Number::parse(under).unwrap()).unwrap(),
        None => Number::parse(text).unwrap(),
    }
}

fn rows(text: &[&str]) -> Vec<Vec<Number>> {
    text.iter().map(|row| row.split(' ').map(number).collect()).collect()
}

fn sample() -> Vec<Vec<Number>> {
    rows(&["0.8 0.6 0.9 1/3", "0.7 0.75 0.3 2/3", "0.9 0.5 0.6 0", "0.6 0.9 0.45 1/7"])
}

/// Figures of twelve decimals, rounded to fewer.
fn rounded(figures: &[&str], places: u32) -> Vec<Number> {
    figures.iter().map(|figure| number(figure).round(Rounding::new(places, RoundingMode::HalfUp))).collect()
}

const ENTROPY: [&str; 4] = ["0.019794213954", "0.042977387669", "0.135922579155", "0.801305819222"];
const DEVIATION: [&str; 4] = ["0.152128529860", "0.206216941920", "0.301870692995", "0.339783835225"];
const CRITIC: [&str; 4] = ["0.158804539139", "0.242205282723", "0.281116750390", "0.317873427747"];

#[test]
fn weights_from_data_are_right_to_every_place() {
    for places in [1, 2, 3, 4, 6, 8, 12] {
        assert_eq!(entropy(&sample(), places), Some(rounded(&ENTROPY, places)), "{places}");
        assert_eq!(deviation(&sample(), places), Some(rounded(&DEVIATION, places)), "{places}");
        assert_eq!(critic(&sample(), places), Some(rounded(&CRITIC, places)), "{places}");
    }
}

/// A weight that is a half of the last place exactly is rounded up.
#[test]
fn an_exact_half_is_rounded_up() {
    let alike: Vec<Vec<Number>> = rows(&["0 0 0 0 0 0 0 0", "1 1 1 1 1 1 1 1"]);
    let eighth = vec![number("0.13"); 8];
    assert_eq!(deviation(&alike, 2), Some(eighth.clone()));
    assert_eq!(entropy(&alike, 2), Some(eighth));
    // Items that rise together have nothing to weigh against each other.
    assert_eq!(critic(&alike, 2), None);
}

/// What does not differ between members tells nothing.
#[test]
fn an_item_that_all_have_alike_weighs_nothing() {
    let some = rows(&["0.5 0.2 0.9", "0.5 0.8 0.1", "0.5 0.5 0.8"]);
    let zero = Number::zero();
    for weights in [entropy(&some, 4), deviation(&some, 4), critic(&some, 4)] {
        let weights = weights.unwrap();
        assert_eq!(weights[0], zero);
        assert!(weights[1] > zero && weights[2] > zero);
    }
    // The others weigh as if it were not there.
    let without: Vec<Vec<Number>> = some.iter().map(|row| row[1..].to_vec()).collect();
    assert_eq!(critic(&some, 4).unwrap()[1..], critic(&without, 4).unwrap());
}

#[test]
fn members_that_are_all_alike_or_alone_give_no_weights() {
    for alike in [rows(&["0.5 0.2", "0.5 0.2"]), rows(&["0.5 0.2"]), Vec::new()] {
        assert_eq!(entropy(&alike, 4), None);
        assert_eq!(deviation(&alike, 4), None);
        assert_eq!(critic(&alike, 4), None);
    }
}

#[test]
fn nothing_at_all_of_an_item_is_no_order() {
    let some = rows(&["0 0.2", "0 0.8"]);
    assert_eq!(entropy(&some, 4), Some(vec![Number::zero(), Number::one()]));
}

/// Judgement matrix, weights to twelve decimals, eigenvalue, ratio, whether it may be used.
type Judged = (&'static [&'static str], &'static [&'static str], &'static str, &'static str, bool);

const JUDGED: &[Judged] = &[
    (
        &["1 3 5", "1/3 1 2", "1/5 1/2 1"],
        &["0.648329013822", "0.229650794063", "0.122020192115"],
        "3.0037",
        "0.0032",
        true,
    ),
    (
        &["1 2 4 6", "1/2 1 3 5", "1/4 1/3 1 2", "1/6 1/5 1/2 1"],
        &["0.498983498629", "0.312936338866", "0.120226894046", "0.067853268459"],
        "4.0340",
        "0.0126",
        true,
    ),
    (
        &["1 1 2 3 4", "1 1 1 2 3", "1/2 1 1 1 2", "1/3 1/2 1 1 1", "1/4 1/3 1/2 1 1"],
        &["0.337849537843", "0.258588215762", "0.181869242775", "0.126773585126", "0.094919418494"],
        "5.0915",
        "0.0204",
        true,
    ),
    (&["1 2 4", "1/2 1 2", "1/4 1/2 1"], &["0.571428571429", "0.285714285714", "0.142857142857"], "3", "0", true),
    (
        &["1 5 1/5", "1/5 1 5", "5 1/5 1"],
        &["0.333333333333", "0.333333333333", "0.333333333333"],
        "6.2",
        "2.7586",
        false,
    ),
    (&["1 3", "1/3 1"], &["0.75", "0.25"], "2", "0", true),
    (&["1"], &["1"], "1", "0", true),
];

#[test]
fn judgement_matrices_give_their_principal_eigenvector() {
    for (matrix, weights, eigenvalue, ratio, consistent) in JUDGED {
        for places in [2, 4, 12] {
            let found = judged(&rows(matrix), places).unwrap();
            assert_eq!(found.weights, rounded(weights, places), "{matrix:?} {places}");
            assert_eq!((&found.eigenvalue, &found.ratio), (&number(eigenvalue), &number(ratio)), "{matrix:?}");
            assert_eq!(found.consistent, *consistent, "{matrix:?}");
        }
    }
    // 0.75 and 0.25 to one place are exact halves.
    assert_eq!(judged(&rows(&["1 3", "1/3 1"]), 1).unwrap().weights, vec![number("0.8"), number("0.3")]);
}

#[test]
fn matrices_that_are_not_reciprocal_are_refused() {
    let refused = |matrix: &[&str]| judged(&rows(matrix), 4).unwrap_err();
    assert_eq!(refused(&["1 3", "1/2 1"]), NotReciprocal::Entry(0, 1));
    assert_eq!(refused(&["2 1", "1 1"]), NotReciprocal::Entry(0, 0));
    assert_eq!(refused(&["1 -3", "-1/3 1"]), NotReciprocal::Entry(0, 1));
    assert_eq!(refused(&["1 3 5", "1/3 1 2"]), NotReciprocal::Shape);
    assert_eq!(judged(&[], 4).unwrap_err(), NotReciprocal::Shape);
}
