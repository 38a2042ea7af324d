//! Figures over rows below a row.

use heng::core::{Comparison, DefinitionId, FigureId, Statistic};
use heng::number::{Rounding, RoundingMode};

use crate::agreement::{agree, in_columns, marks, truths};
use crate::build::{
    AMOUNT, CHILDREN, DAY, FLAG, GRANDCHILDREN, NAME, Row, empty_model, tables, with_condition, with_definition,
    with_indicator,
};
use crate::expressions::{cell, compared, date, divided, field, rows, whole};

fn marks_of(figure: Statistic, children: &[Row]) -> Vec<Option<i128>> {
    let value = divided(field(CHILDREN, AMOUNT), whole(10_000));
    let value = (!matches!(figure, Statistic::Count)).then_some(value);
    let score = rows(CHILDREN, figure, Some(field(CHILDREN, FLAG)), value);
    let rounding = Some(Rounding::new(1, RoundingMode::HalfUp));
    let model = with_indicator(empty_model(rounding), None, None, score);
    let subjects = [Row::default(), Row::default(), Row::default(), Row::default()];
    marks(&in_columns(&model, &tables([&subjects, children, &[], &[]])), 0)
}

/// Subject 0 has all there is to know, 1 has no child, 2 has a missing amount, 3 a missing flag.
fn children() -> Vec<Row> {
    vec![
        Row::amount(3, 7).flag(true),
        Row::amount(0, 5).flag(true).name("a"),
        Row::amount(0, 9).flag(false).name("a"),
        Row::amount(0, -2).flag(true).name("a"),
        Row::amount(2, None).flag(true).name("a"),
        Row::amount(3, 7),
        Row::amount(0, 5).flag(true).name("b"),
        Row::amount(2, 1).flag(true).name("a"),
    ]
}

#[test]
fn figures_and_what_is_missing() {
    for (figure, first, second) in [
        (Statistic::Sum, Some(80), Some(0)),
        (Statistic::Min, Some(-20), None),
        (Statistic::Max, Some(50), None),
        (Statistic::Mean, Some(27), None),
        (Statistic::CountDistinct, Some(20), Some(0)),
        (Statistic::TrimmedMean { high: 1, low: 1 }, Some(50), None),
        (Statistic::TrimmedMean { high: 2, low: 1 }, None, None),
        (Statistic::SumOfGreatest { by: NAME }, Some(100), Some(0)),
    ] {
        assert_eq!(marks_of(figure.clone(), &children()), [first, second, None, None], "{figure:?}");
    }
    assert_eq!(marks_of(Statistic::Count, &children()), [Some(30), Some(0), Some(20), None]);
}

#[test]
fn one_row_settles_existence() {
    let exists = rows(CHILDREN, Statistic::Exists, Some(field(CHILDREN, FLAG)), None);
    let model = with_condition(empty_model(None), exists);
    let subjects = [Row::default(), Row::default(), Row::default(), Row::default()];
    let children = [
        Row::amount(0, 1).flag(true),
        Row::amount(0, 1),
        Row::amount(1, 1),
        Row::amount(1, 1).flag(false),
        Row::amount(2, 1).flag(false),
    ];
    let found = in_columns(&model, &tables([&subjects, &children, &[], &[]]));
    assert_eq!(truths(&found, 0), [Some(true), None, Some(false), Some(false)]);
}

#[test]
fn the_only_row() {
    let only = || rows(CHILDREN, Statistic::Only, Some(field(CHILDREN, FLAG)), Some(field(CHILDREN, DAY)));
    let condition = compared(Comparison::Equal, only(), date("2023-03-31"));
    let model = with_condition(empty_model(None), condition);
    let subjects = [Row::default(), Row::default()];
    let mut children = vec![Row::amount(0, 1).flag(true).day("2023-03-31"), Row::amount(0, 1).flag(false)];
    let found = in_columns(&model, &tables([&subjects, &children, &[], &[]]));
    assert_eq!(truths(&found, 0), [Some(true), None]);
    children.push(Row::amount(0, 1).flag(true).day("2023-04-01"));
    let tally = agree(&model, &tables([&subjects, &children, &[], &[]]));
    assert!(tally.decided && tally.fault);
}

/// Grandchildren directly, and through a definition of the children.
#[test]
fn two_levels() {
    let mut model = empty_model(Some(Rounding::new(0, RoundingMode::HalfUp)));
    let amount = || divided(field(GRANDCHILDREN, AMOUNT), whole(10_000));
    let flagged_parent = || Some(field(CHILDREN, FLAG));
    model = with_definition(model, CHILDREN, rows(GRANDCHILDREN, Statistic::Sum, None, Some(amount())));
    let of_child = cell(FigureId::Definition(DefinitionId(0)), crate::build::number_type(""));
    let through = rows(CHILDREN, Statistic::Max, flagged_parent(), Some(of_child));
    model = with_indicator(model, None, None, through);
    let direct = rows(GRANDCHILDREN, Statistic::Sum, flagged_parent(), Some(amount()));
    model = with_indicator(model, None, None, direct);
    let children = [
        Row::default().flag(true),
        Row { parent: 1, ..Row::default() }.flag(true),
        Row::default().flag(true),
        Row::default().flag(false),
    ];
    let grandchildren =
        [(3, 100), (0, 1), (2, 5), (0, 2), (2, -9), (1, 8)].map(|(parent, amount)| Row::amount(parent, amount));
    let subjects = [Row::default(), Row::default(), Row::default()];
    let found = in_columns(&model, &tables([&subjects, &children, &grandchildren, &[]]));
    assert_eq!(marks(&found, 0), [Some(3), Some(8), None]);
    assert_eq!(marks(&found, 1), [Some(-1), Some(8), Some(0)]);
}
