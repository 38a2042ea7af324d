//! Rounding by integer division, at ties and below 0.

use heng::number::{Rounding, RoundingMode};

use crate::agreement::{in_columns, marks};
use crate::build::{AMOUNT, Row, SUBJECTS, empty_model, tables, with_indicator};
use crate::expressions::{divided, field, rounded, whole};

/// Amounts in 万元 over `under`, rounded to whole numbers.
fn to_whole(mode: RoundingMode, amounts: &[i128], under: i128) -> Vec<Option<i128>> {
    let rows: Vec<Row> = amounts.iter().map(|amount| Row::amount(0, *amount)).collect();
    let value = divided(field(SUBJECTS, AMOUNT), whole(under * 10_000));
    let model = with_indicator(empty_model(Some(Rounding::new(0, mode))), None, None, value);
    marks(&in_columns(&model, &tables([&rows, &[], &[], &[]])), 0)
}

#[test]
fn ties_and_signs() {
    let amounts = [-5, -3, -2, -1, 0, 1, 2, 3, 5];
    let expected = [
        (RoundingMode::HalfUp, [-3, -2, -1, -1, 0, 1, 1, 2, 3]),
        (RoundingMode::HalfEven, [-2, -2, -1, 0, 0, 0, 1, 2, 2]),
        (RoundingMode::Up, [-3, -2, -1, -1, 0, 1, 1, 2, 3]),
        (RoundingMode::Down, [-2, -1, -1, 0, 0, 0, 1, 1, 2]),
        (RoundingMode::Ceiling, [-2, -1, -1, 0, 0, 1, 1, 2, 3]),
        (RoundingMode::Floor, [-3, -2, -1, -1, 0, 0, 1, 1, 2]),
    ];
    for (mode, expected) in expected {
        assert_eq!(to_whole(mode, &amounts, 2), expected.map(Some), "{mode:?}");
    }
}

#[test]
fn thirds_have_no_tie() {
    for (mode, expected) in [
        (RoundingMode::HalfUp, [-1, 0, 0, 1]),
        (RoundingMode::HalfEven, [-1, 0, 0, 1]),
        (RoundingMode::Up, [-1, -1, 1, 1]),
        (RoundingMode::Down, [0, 0, 0, 0]),
        (RoundingMode::Ceiling, [0, 0, 1, 1]),
        (RoundingMode::Floor, [-1, -1, 0, 0]),
    ] {
        assert_eq!(to_whole(mode, &[-2, -1, 1, 2], 3), expected.map(Some), "{mode:?}");
    }
}

/// The divisor differs from row to row: amount / amount of the same row is 1, and the tie is added.
#[test]
fn divisors_of_rows() {
    let rows: Vec<Row> = [(3, 2), (-3, 2), (1, -2), (5, -2), (1, 0)]
        .iter()
        .map(|(amount, share)| Row::amount(0, *amount).share(*share))
        .collect();
    for (mode, expected) in [
        (RoundingMode::HalfUp, [2, -2, -1, -3]),
        (RoundingMode::HalfEven, [2, -2, 0, -2]),
        (RoundingMode::Up, [2, -2, -1, -3]),
        (RoundingMode::Down, [1, -1, 0, -2]),
        (RoundingMode::Ceiling, [2, -1, 0, -2]),
        (RoundingMode::Floor, [1, -2, -1, -3]),
    ] {
        let share = divided(field(SUBJECTS, crate::build::SHARE), divided(whole(1), whole(1_000_000)));
        let value = divided(field(SUBJECTS, AMOUNT), share);
        let model = with_indicator(empty_model(Some(Rounding::new(0, mode))), None, None, value);
        let found = marks(&in_columns(&model, &tables([&rows, &[], &[], &[]])), 0);
        let mut expected: Vec<Option<i128>> = expected.map(Some).to_vec();
        expected.push(None);
        assert_eq!(found, expected, "{mode:?}");
    }
}

/// 保留 in a unit keeps decimals of the figure as shown, also where the unit is a third of something.
#[test]
fn in_the_unit_of_the_type() {
    let rows: Vec<Row> = [12_345, -12_345, 12_355].iter().map(|amount| Row::amount(0, *amount)).collect();
    for unit in ["万元", "%", "亩", ""] {
        let value = divided(field(SUBJECTS, AMOUNT), whole(777));
        let value = rounded(value, 2, RoundingMode::HalfUp, unit);
        let rounding = Some(Rounding::new(6, RoundingMode::HalfEven));
        let model = with_indicator(empty_model(rounding), None, None, value);
        in_columns(&model, &tables([&rows, &[], &[], &[]]));
    }
}
