//! Dates outside the calendar, empty tables, unknown tables.

use heng::core::{Comparison, ExprKind, Statistic, Type};
use heng::number::{Rounding, RoundingMode};

use crate::agreement::{agree, in_columns, truths};
use crate::build::{AMOUNT, CHILDREN, DAY, Row, SUBJECTS, empty_model, tables, with_condition, with_indicator};
use crate::expressions::{Expr, compared, date, expr, field, rows, whole};

fn moved(days: i128) -> Expr {
    let kind = ExprKind::WorkingDayAfter { date: field(SUBJECTS, DAY).id(), days: whole(days).id() };
    expr(kind, Type::Date)
}

#[test]
fn working_days() {
    let next = expr(ExprKind::NextWorkingDay(field(SUBJECTS, DAY).id()), Type::Date);
    let model = with_condition(empty_model(None), compared(Comparison::Equal, next, date("2023-10-07")));
    let model = with_condition(model, compared(Comparison::Equal, moved(2), date("2023-10-08")));
    let subjects = [Row::default().day("2023-10-01"), Row::default(), Row::default().day("2023-10-07")];
    let found = in_columns(&model, &tables([&subjects, &[], &[], &[]]));
    assert_eq!(truths(&found, 0), [Some(true), None, Some(true)]);
    assert_eq!(truths(&found, 1), [Some(true), None, Some(false)]);
}

#[test]
fn a_date_outside_the_calendar_is_a_fault() {
    let model = with_condition(empty_model(None), compared(Comparison::Equal, moved(2), date("2023-10-08")));
    let subjects = [Row::default().day("1999-01-04"), Row::default()];
    let tally = agree(&model, &tables([&subjects, &[], &[], &[]]));
    assert!(tally.decided && tally.fault);
    let model = with_condition(empty_model(None), compared(Comparison::Equal, moved(-1), date("2023-10-08")));
    let subjects = [Row::default().day("2023-01-04")];
    assert!(agree(&model, &tables([&subjects, &[], &[], &[]])).fault);
    assert!(!agree(&model, &tables([&[Row::default()], &[], &[], &[]])).decided);
}

#[test]
fn no_rows_at_all() {
    let sum = rows(CHILDREN, Statistic::Sum, None, Some(field(CHILDREN, AMOUNT)));
    let rounding = Some(Rounding::new(2, RoundingMode::HalfUp));
    let model = with_indicator(empty_model(rounding), None, None, sum);
    in_columns(&model, &tables([&[], &[], &[], &[]]));
    in_columns(&model, &tables([&[Row::default(), Row::default()], &[], &[], &[]]));
}

#[test]
fn an_unknown_table_is_left_to_the_exact_engine() {
    let sum = rows(CHILDREN, Statistic::Sum, None, Some(field(CHILDREN, AMOUNT)));
    let model = with_indicator(empty_model(None), None, None, sum);
    let mut tables = tables([&[Row::default()], &[], &[], &[]]);
    tables.0[1].known = false;
    assert!(agree(&model, &tables).decided);
}
