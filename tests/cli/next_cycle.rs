//! The second cycle, from its changes to its grades, against the independent results of `tests/golden/`.

use std::fs;

use crate::folder::{Folder, shipped};
use crate::sheet::Sheet;

const SUMS: [(&str, &str); 5] =
    [("base", "基础分"), ("bonus", "加分"), ("penalty", "扣分"), ("total", "总分"), ("grade", "等次")];

#[track_caller]
fn agrees(engine: &str) {
    let folder = Folder::next_cycle();
    let command = format!("score evaluation.heng --data data --format csv --engine {engine}");
    let found = Sheet::of(&folder.heng(&command).succeeds());
    let expected = Sheet::of(&fs::read_to_string(shipped("tests/golden/expected_2025.csv")).unwrap());
    assert_eq!(found.rows.len(), expected.rows.len());
    for row in &expected.rows {
        for (cell, name) in row.iter().zip(&expected.header).skip(1) {
            let column = SUMS.iter().find(|(short, _)| short == name).map_or(name.as_str(), |(_, column)| column);
            assert_eq!(found.cell(&row[0], column), cell, "{column} of {}", row[0]);
        }
    }
    for code in found.header.iter().filter(|name| name.len() <= 2) {
        assert!(expected.header.contains(code), "{code} is not worked out independently");
    }
}

#[test]
fn the_six_parks_get_the_expected_marks_in_exact_arithmetic() {
    agrees("exact");
}

#[test]
fn the_six_parks_get_the_expected_marks_in_columns() {
    agrees("columnar");
}

#[test]
fn growth_over_two_years_is_the_geometric_mean() {
    let folder = Folder::next_cycle();
    let found = Sheet::of(&folder.scores().succeeds());
    let marks = ["P01", "P02", "P03", "P05"].map(|park| found.cell(park, "D2").to_owned());
    assert_eq!(marks, ["4.00", "3.34", "2.14", "3.15"]);
    for (park, rate) in [("P01", "14.291295%"), ("P02", "7.069104%"), ("P03", "-1.941932%"), ("P05", "5.618744%")] {
        let why =
            folder.heng(&format!("explain evaluation.heng --data data --subject {park} --indicator D2")).succeeds();
        assert!(why.contains(rate), "{rate} is not in\n{why}");
    }
}

#[test]
fn the_results_of_the_first_cycle_are_a_table_of_the_second_as_they_are() {
    let printed = Folder::golden().scores().succeeds();
    assert_eq!(printed, fs::read_to_string(shipped("datasets/wenzhou-2025/history.csv")).unwrap());
}

#[test]
fn a_park_of_less_than_a_year_takes_no_part_and_moves_no_comparison() {
    let folder = Folder::next_cycle();
    let with = Sheet::of(&folder.scores().succeeds());
    assert_eq!(with.cell("P06", "等次"), "不参评");
    let folder = folder.changing("parks", |parks| {
        parks.set(&[("园区编号", "P06")], "认定日期", "2025-12-31");
    });
    let folder = folder.changing("park_year", |years| {
        years.set(&[("园区编号", "P06"), ("年度", "2025")], "服务人次", "900000");
    });
    let later = Sheet::of(&folder.scores().succeeds());
    for park in ["P01", "P02", "P03", "P04", "P05"] {
        assert_eq!(later.row(park), with.row(park));
    }
    let folder = folder.changing("parks", |parks| {
        parks.set(&[("园区编号", "P06")], "认定日期", "2024-12-31");
    });
    let taking_part = Sheet::of(&folder.scores().succeeds());
    assert_ne!(taking_part.cell("P06", "等次"), "不参评");
    assert_ne!(taking_part.cell("P01", "C2"), with.cell("P01", "C2"));
}

#[test]
fn the_grades_say_what_held_them_down() {
    let found = Sheet::of(&Folder::next_cycle().scores().succeeds());
    for (park, words) in [("P02", "限制「短板」"), ("P04", "名额 1 个（参评 5 家的 25%"), ("P06", "不满足参评条件")]
    {
        assert!(found.cell(park, "说明").contains(words), "{}", found.cell(park, "说明"));
    }
    assert_eq!(found.cell("P01", "总分"), "100.00");
    assert_eq!(found.cell("P05", "扣分"), "2.00");
}

#[test]
fn the_expanded_rules_check_and_score_the_same_to_the_byte() {
    let folder = Folder::next_cycle();
    let whole = folder.heng("check evaluation.heng --expanded").succeeds();
    assert!(!whole.contains("沿用") && !whole.contains("修改"), "{whole}");
    let folder = folder.with("whole.heng", whole);
    folder.heng("check whole.heng").succeeds();
    folder.heng("fmt --check whole.heng").prints("");
    folder.heng("test whole.heng").succeeds();
    for format in ["csv", "json", "table"] {
        let scores = folder.heng(&format!("score evaluation.heng --data data --format {format}")).succeeds();
        folder.heng(&format!("score whole.heng --data data --format {format}")).prints(&scores);
    }
}
