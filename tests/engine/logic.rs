//! Conditions with unknown parts.

use heng::core::{Comparison, ExprKind, Type};

use crate::agreement::{in_columns, truths};
use crate::build::{AMOUNT, DAY, FLAG, NAME, Row, SUBJECTS, empty_model, tables, with_condition};
use crate::expressions::{
    Expr, case, compared, date, empty, expr, field, ids, if_missing, not, text, truth, whole, yes,
};

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

fn of_flags(condition: Expr) -> Vec<Option<bool>> {
    let rows = [true, false].map(|flag| Row::default().flag(flag));
    let rows = [rows[0].clone(), rows[1].clone(), Row::default()];
    truths(&in_columns(&with_condition(empty_model(None), condition), &tables([&rows, &[], &[], &[]])), 0)
}

fn unknown() -> Expr {
    expr(ExprKind::Undecided, Type::YesNo)
}

fn flag() -> Expr {
    field(SUBJECTS, FLAG)
}

#[test]
fn both_and_either() {
    for (other, both, either) in [
        (yes(true), [YES, NO, None], [YES, YES, YES]),
        (yes(false), [NO, NO, NO], [YES, NO, None]),
        (unknown(), [None, NO, None], [YES, None, None]),
    ] {
        assert_eq!(of_flags(truth(ExprKind::And(ids(vec![flag(), other.clone()])))), both);
        assert_eq!(of_flags(truth(ExprKind::And(ids(vec![other.clone(), flag()])))), both);
        assert_eq!(of_flags(truth(ExprKind::Or(ids(vec![flag(), other.clone()])))), either);
        assert_eq!(of_flags(truth(ExprKind::Or(ids(vec![other, flag()])))), either);
    }
}

#[test]
fn negation_and_emptiness() {
    assert_eq!(of_flags(not(flag())), [NO, YES, None]);
    assert_eq!(of_flags(empty(SUBJECTS, FLAG)), [NO, NO, YES]);
    assert_eq!(of_flags(if_missing(flag(), yes(true))), [YES, NO, YES]);
}

#[test]
fn an_unknown_condition_hides_what_follows() {
    let arms = vec![(flag(), yes(true)), (yes(true), yes(false))];
    assert_eq!(of_flags(case(arms, yes(true))), [YES, NO, None]);
    let arms = vec![(not(flag()), yes(false)), (unknown(), yes(true))];
    assert_eq!(of_flags(case(arms, yes(true))), [None, NO, None]);
}

#[test]
fn texts_dates_and_missing_numbers() {
    let rows = [Row::amount(0, 3).name("a").day("2023-03-31"), Row::amount(0, None).name("b"), Row::default()];
    let tables = tables([&rows, &[], &[], &[]]);
    let mut model = empty_model(None);
    model = with_condition(model, compared(Comparison::Equal, field(SUBJECTS, NAME), text("a")));
    model = with_condition(model, compared(Comparison::AtMost, field(SUBJECTS, DAY), date("2023-03-31")));
    model = with_condition(model, compared(Comparison::Above, whole(30_001), field(SUBJECTS, AMOUNT)));
    let found = in_columns(&model, &tables);
    assert_eq!(truths(&found, 0), [YES, NO, None]);
    assert_eq!(truths(&found, 1), [YES, None, None]);
    assert_eq!(truths(&found, 2), [YES, None, None]);
}

/// polars makes one row of a literal compared with a column of nulls.
#[test]
fn a_literal_against_an_empty_column() {
    let rows = [Row::default(), Row::default(), Row::default()];
    let condition = compared(Comparison::Above, whole(1), field(SUBJECTS, AMOUNT));
    let model = with_condition(empty_model(None), condition);
    assert_eq!(truths(&in_columns(&model, &tables([&rows, &[], &[], &[]])), 0), [None, None, None]);
}
