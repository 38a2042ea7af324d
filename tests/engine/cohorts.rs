//! Figures over cohorts, and ranks.

use heng::core::{Statistic, Ties};
use heng::number::{Rounding, RoundingMode};

use crate::agreement::{in_columns, marks};
use crate::build::{AMOUNT, FLAG, KIND, Row, SHARE, SUBJECTS, empty_model, tables, with_indicator};
use crate::expressions::{Expr, cohort, divided, field, rank, whole};

/// Two of kind 0 that tie and one below, one alone, one without an amount, one without a kind.
fn subjects() -> Vec<Row> {
    vec![
        Row::amount(0, 3).kind(0).flag(true).share(100),
        Row::amount(0, 3).kind(0).flag(true).share(100),
        Row::amount(0, 1).kind(0).flag(false).share(50),
        Row::amount(0, 9).kind(1).flag(true).share(300),
        Row::amount(0, None).kind(1).flag(true).share(100),
        Row::amount(0, 5).flag(true).share(100),
    ]
}

fn run(score: Expr, subjects: &[Row]) -> Vec<Option<i128>> {
    let rounding = Some(Rounding::new(1, RoundingMode::HalfUp));
    let model = with_indicator(empty_model(rounding), None, None, score);
    marks(&in_columns(&model, &tables([subjects, &[], &[], &[]])), 0)
}

fn amount() -> Expr {
    divided(field(SUBJECTS, AMOUNT), whole(10_000))
}

#[test]
fn figures_leave_out_members_without_the_value() {
    for (figure, first, second) in [
        (Statistic::Sum, 70, Some(90)),
        (Statistic::Mean, 23, Some(90)),
        (Statistic::Min, 10, Some(90)),
        (Statistic::Max, 30, Some(90)),
        (Statistic::TrimmedMean { high: 1, low: 1 }, 30, None),
        // Of those that have the value; without one, of all.
        (Statistic::Count, 30, Some(10)),
    ] {
        let found = run(cohort(vec![KIND], figure.clone(), None, Some(amount())), &subjects());
        let first = Some(first);
        assert_eq!(found, [first, first, first, second, second, None], "{figure:?}");
    }
}

#[test]
fn an_unknown_filter_is_unknown_for_the_cohort_alone() {
    let mut subjects = subjects();
    let count = || cohort(vec![KIND], Statistic::Count, Some(field(SUBJECTS, FLAG)), None);
    assert_eq!(run(count(), &subjects), [Some(20), Some(20), Some(20), Some(20), Some(20), None]);
    subjects[3].flag = None;
    assert_eq!(run(count(), &subjects), [Some(20), Some(20), Some(20), None, None, None]);
}

#[test]
fn ranks_by_place_or_by_value() {
    let of = |same: Vec<_>, descending, ties| run(rank(same, amount(), descending, ties), &subjects());
    let by_kind = |first, second, third| [first, second, third, 10].map(Some);
    assert_eq!(of(vec![KIND], true, Ties::Competition)[..4], by_kind(10, 10, 30));
    assert_eq!(of(vec![KIND], true, Ties::Dense)[..4], by_kind(10, 10, 20));
    assert_eq!(of(vec![KIND], false, Ties::Competition)[..4], by_kind(20, 20, 10));
    assert_eq!(of(vec![KIND], true, Ties::Competition)[4..], [None, None]);
    assert_eq!(of(vec![], true, Ties::Competition), [Some(30), Some(30), Some(50), Some(10), None, Some(20)]);
    assert_eq!(of(vec![], false, Ties::Dense), [Some(20), Some(20), Some(10), Some(40), None, Some(30)]);
}

#[test]
fn equal_values_may_share_the_last_rank_or_the_mean() {
    let of = |same: Vec<_>, descending, ties| run(rank(same, amount(), descending, ties), &subjects());
    assert_eq!(of(vec![], true, Ties::Last), [Some(40), Some(40), Some(50), Some(10), None, Some(20)]);
    assert_eq!(of(vec![], true, Ties::Average), [Some(35), Some(35), Some(50), Some(10), None, Some(20)]);
    assert_eq!(of(vec![], false, Ties::Last), [Some(30), Some(30), Some(10), Some(50), None, Some(40)]);
    assert_eq!(of(vec![KIND], false, Ties::Average), [Some(25), Some(25), Some(10), Some(10), None, None]);
}

/// 3/1, 3/1, 1/0.5, 9/3, –, 5/1: three ties whose divisors differ.
#[test]
fn ranks_of_quotients() {
    let quotient = divided(field(SUBJECTS, AMOUNT), field(SUBJECTS, SHARE));
    assert_eq!(
        run(rank(vec![], quotient, true, Ties::Competition), &subjects()),
        [Some(20), Some(20), Some(50), Some(20), None, Some(10)]
    );
}
