//! The scores against the independent results of `tests/golden/`.

use std::fs;

use heng::number::Number;

use crate::folder::{Folder, shipped};
use crate::sheet::Sheet;

const INDICATORS: [&str; 25] = [
    "A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "C1", "C2", "C3", "C4", "C5", "D1", "D2", "D3", "D4", "D5", "D6",
    "D7", "E1", "E2", "E3", "E4", "E5",
];
const HEADS: [&str; 5] = ["A", "B", "C", "D", "E"];
const SUMS: [(&str, &str); 4] = [("base", "基础分"), ("bonus", "加分"), ("penalty", "扣分"), ("total", "总分")];

fn expected(file: &str) -> Sheet {
    Sheet::of(&fs::read_to_string(shipped("tests/golden").join(file)).unwrap())
}

fn scores(folder: &Folder, engine: &str) -> Sheet {
    let command = format!("score evaluation.heng --data data --format csv --engine {engine}");
    Sheet::of(&folder.heng(&command).succeeds())
}

#[track_caller]
fn agree(found: &Sheet, expected: &Sheet) {
    assert_eq!(found.rows.len(), expected.rows.len());
    let number = |text: &str| Number::parse(text).unwrap_or_else(|| panic!("`{text}` is no number"));
    let same = INDICATORS.iter().chain(&HEADS).map(|code| (*code, *code));
    let columns: Vec<(&str, &str)> = same.chain(SUMS).collect();
    for (row, found_row) in expected.rows.iter().zip(&found.rows) {
        let park = &row[0];
        assert_eq!(*park, found_row[0], "the order of the subject table");
        for (wanted, column) in &columns {
            let (wanted, found) = (expected.cell(park, wanted), found.cell(park, column));
            assert_eq!(number(found), number(wanted), "{column} of {park}: {found}, not {wanted}");
        }
        assert_eq!(found.cell(park, "等次"), expected.cell(park, "grade"), "grade of {park}");
    }
}

#[test]
fn the_five_parks_get_the_expected_marks_in_exact_arithmetic() {
    agree(&scores(&Folder::golden(), "exact"), &expected("expected.csv"));
}

#[test]
fn the_five_parks_get_the_expected_marks_in_columns() {
    agree(&scores(&Folder::golden(), "columnar"), &expected("expected.csv"));
}

#[test]
fn the_forty_parks_get_the_expected_marks_in_exact_arithmetic() {
    agree(&scores(&Folder::synthetic(), "exact"), &expected("synthetic_expected.csv"));
}

#[test]
fn the_forty_parks_get_the_expected_marks_in_columns() {
    agree(&scores(&Folder::synthetic(), "columnar"), &expected("synthetic_expected.csv"));
}

#[test]
fn every_mark_has_exactly_two_decimals() {
    for folder in [Folder::golden(), Folder::synthetic()] {
        let found = Sheet::of(&folder.scores().succeeds());
        for row in &found.rows {
            for column in INDICATORS.iter().chain(&HEADS).copied().chain(SUMS.map(|(_, column)| column)) {
                let mark = &row[found.column(column)];
                let decimals = mark.split_once('.').map_or("", |(_, decimals)| decimals);
                let digits = mark.chars().filter(|c| *c != '.').all(|c| c.is_ascii_digit());
                assert!(decimals.len() == 2 && digits, "{column} of {}: {mark}", row[0]);
            }
        }
    }
}

#[test]
fn the_header_is_that_of_the_contract() {
    let found = Folder::golden().scores().succeeds();
    assert_eq!(
        found.lines().next().unwrap(),
        "园区编号,园区名称,A1,A2,A3,A4,A5,B1,B2,B3,C1,C2,C3,C4,C5,D1,D2,D3,D4,D5,D6,D7,E1,E2,E3,E4,E5,A,B,C,D,E,\
         基础分,加分,扣分,总分,名次,等次,说明,机构集中度"
    );
}

#[test]
fn a_rule_set_of_conditions_alone_has_the_columns_of_the_contract_too() {
    let found = Folder::golden().heng("score admission.heng --data data --format csv").succeeds();
    let header = "园区编号,园区名称,基础分,加分,扣分,总分,名次,等次,说明,综合性园区唯一,区域条件,";
    assert!(found.starts_with(header), "{found}");
}

#[test]
fn equal_totals_share_a_rank_and_the_next_one_is_skipped() {
    for folder in [Folder::golden(), Folder::synthetic()] {
        let found = Sheet::of(&folder.scores().succeeds());
        let total = |row: &[String]| Number::parse(&row[found.column("总分")]).unwrap();
        for row in &found.rows {
            let above = found.rows.iter().filter(|other| total(other) > total(row)).count();
            assert_eq!(row[found.column("名次")], (above + 1).to_string(), "rank of {}", row[0]);
        }
    }
}

#[test]
fn who_is_not_given_the_grade_of_the_total_is_told_why() {
    let found = Sheet::of(&Folder::golden().scores().succeeds());
    assert_eq!(found.cell("P01", "说明"), "");
    let quota = found.cell("P04", "说明");
    for part in ["优秀", "名额 1 个", "30%", "向下取整"] {
        assert!(quota.contains(part), "{quota}");
    }
    assert_eq!(found.cell("P05", "说明"), "否决：弄虚作假");
    let found = Sheet::of(&Folder::synthetic().scores().succeeds());
    let capped = found.rows.iter().find(|row| row[found.column("说明")].contains("限制「群体性事件」")).unwrap();
    assert_eq!(capped[found.column("等次")], "良好");
}

#[test]
fn the_soft_condition_is_a_column_of_its_own() {
    let found = Sheet::of(&Folder::golden().scores().succeeds());
    let verdicts: Vec<&str> = found.rows.iter().map(|row| row[found.column("机构集中度")].as_str()).collect();
    assert_eq!(verdicts, ["符合", "待说明", "符合", "不适用", "不适用"]);
}
