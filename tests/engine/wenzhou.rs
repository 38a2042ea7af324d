//! The shipped rules run in columns, not by falling back on the exact engine.

use heng::core::FigureId;
use heng::engine::columnar::{Lowered, Reason, describe, try_run};
use heng::engine::exact;
use heng::host::Disk;
use heng::host::progress::Progress;
use heng::session;

/// The outputs of both engines are equal, and these indicators alone are worked out row by row.
#[track_caller]
fn runs_in_columns(rules: &str, data: &str, row_by_row: &[(&str, Reason)]) {
    let path = |name: &str| format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let program = session::rules(&Disk, &path(rules)).unwrap().program.unwrap();
    let tables = session::tables(&Disk, &program, &path(data), &Progress::new()).unwrap();
    let calendar = session::calendar(&Disk, None).unwrap();
    let exactly: Vec<(&str, Reason)> = describe(&program, &tables, &calendar)
        .into_iter()
        .filter_map(|(id, lowered)| match (id, lowered) {
            (_, Lowered::Columns) => None,
            (FigureId::Mark(id), Lowered::Exactly(reason)) => Some((program.rules.indicator(id).code.as_str(), reason)),
            (id, Lowered::Exactly(reason)) => panic!("{id:?} runs row by row: {reason:?}"),
        })
        .collect();
    assert_eq!(exactly, row_by_row);
    let in_columns =
        try_run(&program, &tables, &calendar, &Progress::new()).expect("no fault sends the run to the exact engine");
    assert_eq!(in_columns, exact::run(&program, &tables, &calendar).unwrap());
}

#[test]
fn the_evaluation_of_the_golden_parks_but_for_a_mean_of_quotients() {
    let data = "datasets/wenzhou-2023";
    runs_in_columns("rules/wenzhou/evaluation-2022-2023.heng", data, &[("D4", Reason::Divisors)]);
}

#[test]
fn the_evaluation_of_the_synthetic_parks_but_for_a_mean_of_quotients() {
    let data = "datasets/wenzhou-synthetic-2023";
    runs_in_columns("rules/wenzhou/evaluation-2022-2023.heng", data, &[("D4", Reason::Divisors)]);
}

#[test]
fn the_admission_conditions_wholly() {
    for data in ["datasets/wenzhou-2023", "datasets/wenzhou-synthetic-2023"] {
        runs_in_columns("rules/wenzhou/admission.heng", data, &[]);
    }
}

#[test]
fn the_second_cycle_but_for_a_mean_of_quotients() {
    let rules = "rules/wenzhou/evaluation-2024-2025.heng";
    runs_in_columns(rules, "datasets/wenzhou-2025", &[("D4", Reason::Divisors)]);
}
