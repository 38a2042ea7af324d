//! Functions that leave the rationals, and figures that columns leave to the exact engine: both engines
//! give the same marks.

use heng::core::{ExprKind, FigureId, IndicatorId, Statistic};
use heng::engine::exact;
use heng::number::{Number, Rounding, RoundingMode};

use crate::agreement::agree;
use crate::build::{AMOUNT, CHILDREN, Row, SUBJECTS, calendar, empty_model, number_type, tables, with_indicator};
use crate::expressions::{Expr, cell, cohort, divided, field, ordered, program, pure, ratio, rows, whole};

fn amount() -> Expr {
    divided(field(SUBJECTS, AMOUNT), whole(10_000))
}

/// The marks to four decimals; the engines agree on them, and on a total that reads them in columns.
fn marks(value: Expr, subjects: &[Row], children: &[Row]) -> Vec<Option<i128>> {
    let rounding = Some(Rounding::new(4, RoundingMode::HalfUp));
    let model = with_indicator(
        empty_model(rounding),
        None,
        Some(value),
        cell(FigureId::Value(IndicatorId(0)), number_type("")),
    );
    let tables = tables([subjects, children, &[], &[]]);
    let tally = agree(&model, &tables);
    assert!(!tally.decided && tally.exactly > 0 && tally.columns > 0, "{tally:?}");
    let outputs = exact::run(&program(&model), &tables, &calendar()).unwrap();
    outputs.numbers[&FigureId::Mark(IndicatorId(0))].values.iter().collect()
}

fn three(first: i128, second: i128, third: impl Into<Option<i128>>) -> Vec<Row> {
    vec![Row::amount(0, first), Row::amount(0, second), Row::amount(0, third.into())]
}

fn half_up(places: u32) -> Rounding {
    Rounding::new(places, RoundingMode::HalfUp)
}

fn power(exponent: Expr, places: Option<u32>) -> Expr {
    let rounding = places.map(half_up);
    pure(ExprKind::Powers { factors: vec![(amount().id(), exponent.id())], rounding })
}

#[test]
fn roots_and_powers() {
    let subjects = three(2, -4, None);
    assert_eq!(marks(power(ratio(1, 2), Some(4)), &subjects, &[]), [Some(14142), None, None]);
    assert_eq!(marks(power(whole(3), None), &subjects, &[]), [Some(80_000), Some(-640_000), None]);
    assert_eq!(marks(power(whole(-1), None), &three(2, 0, 4), &[]), [Some(5_000), None, Some(2_500)]);
}

#[test]
fn logarithms_and_exponentials() {
    let ln = pure(ExprKind::Logarithm { value: amount().id(), base: None, rounding: half_up(4) });
    assert_eq!(marks(ln, &three(2, 0, 1), &[]), [Some(6931), None, Some(0)]);
    let base = Some(whole(10).id());
    let log = pure(ExprKind::Logarithm { value: amount().id(), base, rounding: half_up(4) });
    assert_eq!(marks(log, &three(2, 1000, -1), &[]), [Some(3010), Some(30_000), None]);
    let exp = pure(ExprKind::Exponential { value: amount().id(), rounding: half_up(4) });
    assert_eq!(marks(exp, &three(1, 1_000_000_000, -1), &[]), [Some(27_183), None, Some(3679)]);
}

#[test]
fn sorted_terms_are_weighted_by_place() {
    let sorted = ordered(vec![amount(), whole(5), whole(3)], vec![ratio(1, 2), ratio(3, 10), ratio(1, 5)]);
    // 9 5 3, 5 4 3, 5 3 1
    assert_eq!(marks(sorted, &three(9, 4, 1), &[]), [Some(66_000), Some(43_000), Some(36_000)]);
}

#[test]
fn figures_over_cohorts_and_over_rows() {
    let subjects = three(2, 8, 4);
    let quarter = || Box::new(Number::ratio(1, 4).unwrap());
    for (figure, expected) in [
        (Statistic::Quantile { at: quarter(), kind: 7 }, Some(30_000)),
        (Statistic::Quantile { at: quarter(), kind: 1 }, Some(20_000)),
        (Statistic::Variance { sample: false }, Some(62_222)),
        (Statistic::Variance { sample: true }, Some(93_333)),
        (Statistic::StandardDeviation { sample: true, places: 2, mode: RoundingMode::HalfUp }, Some(30_600)),
        (Statistic::GeometricMean { places: 3, mode: RoundingMode::HalfUp }, Some(40_000)),
        (Statistic::HarmonicMean, Some(34_286)),
        (Statistic::Skewness { sample: false, places: 4, mode: RoundingMode::HalfUp }, Some(3818)),
        (Statistic::Kurtosis { sample: false }, Some(-15_000)),
        (Statistic::Gini, Some(2857)),
    ] {
        let found = marks(cohort(vec![], figure.clone(), None, Some(amount())), &subjects, &[]);
        assert_eq!(found, [expected; 3], "{figure:?}");
        let below = three(2, 8, 4);
        let value = divided(field(CHILDREN, AMOUNT), whole(10_000));
        let asked = rows(CHILDREN, figure.clone(), None, Some(value)).shown_as(number_type(""));
        assert_eq!(marks(asked, &subjects, &below)[0], expected, "{figure:?}");
    }
}

#[test]
fn figures_without_a_value_are_missing() {
    let one = [Row::amount(0, 5)];
    let of = |figure| marks(cohort(vec![], figure, None, Some(amount())), &one, &[]);
    assert_eq!(of(Statistic::Variance { sample: true }), [None]);
    assert_eq!(of(Statistic::Variance { sample: false }), [Some(0)]);
    let of = |figure| marks(cohort(vec![], figure, None, Some(amount())), &three(5, 0, -5), &[])[0];
    assert_eq!(of(Statistic::HarmonicMean), None);
    assert_eq!(of(Statistic::GeometricMean { places: 2, mode: RoundingMode::HalfUp }), None);
    let of = |figure| marks(cohort(vec![], figure, None, Some(amount())), &three(5, 0, 7), &[])[0];
    assert_eq!(of(Statistic::GeometricMean { places: 2, mode: RoundingMode::HalfUp }), Some(0));
}
