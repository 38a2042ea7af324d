//! Rule sets on which the program once fell short: `tests/corpus/cases`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Run, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cases")
}

/// Runs heng in the folder of the cases.
fn heng(arguments: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.current_dir(folder()).args(arguments.split_whitespace());
    run(command)
}

/// Rules, and what `heng check` says of them, its code and a part of its words for each finding.
const CHECKED: &[(&str, &[(&str, &str)])] = &[
    ("marks_by_yes_no", &[("H0401", "（非 饮料）相加为 15 分"), ("H0401", "（饮料）相加为 7 分")]),
    ("marks_by_kind_all_wrong", &[("H0401", "（饮料 固体）相加为 15 分"), ("H0401", "（饮料 液体）相加为 7 分")]),
    ("reweighted_by_kind", &[("H0450", "A2 的取值与 A1 是同一个数")]),
    ("adjustment_called_dead", &[]),
    ("band_of_one_value", &[]),
    ("rounded_twice", &[("H0418", "精确到 4 位以后又舍入到 3 位")]),
    ("step_of_zero", &[("H0416", "一步是 0")]),
    ("cap_below_floor", &[("H0417", "封顶 5 分低于保底 8 分")]),
];

#[test]
fn check_says_what_is_wrong_and_no_more() {
    for (name, expected) in CHECKED {
        let found = heng(&format!("check check/{name}.heng --format concise"));
        let lines: Vec<&str> = found.stdout.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{name}\n{}", found.stdout);
        for (line, (code, words)) in lines.iter().zip(*expected) {
            assert!(line.contains(code) && line.contains(words), "{name}: {line}");
        }
    }
}

#[test]
fn an_indicator_that_is_removed_and_inserted_elsewhere_is_told_how_to_move() {
    let found = heng("check amend/move_to_another_head.heng").findings_only();
    assert!(found.contains("警告[H0219]") && found.contains("写一条就够：移动 指标 A2 至 方面 B"), "{found}");
    assert!(!found.contains("错误"), "{found}");
    heng("check amend/deduction_counted_twice.heng").is_refused().are(&["H0213"]).say("新增");
}

#[test]
fn a_number_too_large_to_print_names_its_cell() {
    let data = "--data check/mark_beyond_128_bits";
    for command in [
        format!("score check/mark_beyond_128_bits/r.heng {data}"),
        format!("score check/mark_beyond_128_bits/r.heng {data} --engine exact"),
        format!("explain check/mark_beyond_128_bits/r.heng {data} --subject P1"),
    ] {
        let found = heng(&command);
        assert_eq!(found.stdout, "");
        assert!(found.stderr.contains("H0705"), "{}", found.stderr);
        assert!(
            found.stderr.contains("p.csv 第 2 行「数」是 2000000000000000000000000000000000000"),
            "{}",
            found.stderr
        );
    }
}

/// Scores of both engines as CSV, which must be alike.
fn scores(rules: &str, data: &str) -> Vec<Vec<String>> {
    let of = |engine: &str| heng(&format!("score {rules} --data {data} --format csv --engine {engine}")).succeeds();
    let found = of("columnar");
    assert_eq!(found, of("exact"), "{rules}");
    found.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The cell of a subject below a header.
fn cell<'t>(table: &'t [Vec<String>], subject: &str, column: &str) -> &'t str {
    let at =
        table[0].iter().position(|header| header == column).unwrap_or_else(|| panic!("{column} in {:?}", table[0]));
    &table.iter().find(|row| row[0] == subject).unwrap()[at]
}

#[test]
fn nothing_that_applies_is_no_total() {
    for name in ["sum", "greatest"] {
        let table = scores(&format!("check/nothing_applies/{name}.heng"), "check/nothing_applies");
        let of = |column| cell(&table, "S2", column);
        assert_eq!([of("A1"), of("A2"), of("A"), of("总分")], [""; 4], "{name}");
        assert_eq!([of("名次"), of("等次")], ["", ""], "{name}");
        for said in ["没有一项指标适用", "「甲」（s.csv 第 3 行）", "「乙」（s.csv 第 3 行）"] {
            assert!(of("说明").contains(said), "{name}: {}", of("说明"));
        }
        assert_ne!(cell(&table, "S3", "等次"), "", "{name}");
        let told =
            heng(&format!("explain check/nothing_applies/{name}.heng --data check/nothing_applies --subject S2"));
        assert!(told.succeeds().contains("没有一项指标适用"));
    }
}

#[test]
fn what_lapses_says_why() {
    let table = scores("explain/reason_of_not_applicable/z.heng", "explain/reason_of_not_applicable");
    let said = cell(&table, "S1", "说明");
    assert!(
        said.contains("A1 不适用")
            && said.contains("除数为 0")
            && said.contains("z.csv 第 2 行")
            && said.contains("「y」"),
        "{said}"
    );
    assert_eq!(cell(&table, "S2", "说明"), "");
    let told =
        heng("explain explain/reason_of_not_applicable/z.heng --data explain/reason_of_not_applicable --subject S1")
            .succeeds();
    assert!(told.contains("除数为 0") && told.contains("「y」"), "{told}");
}

#[test]
fn a_mean_is_rounded_once() {
    let text = std::fs::read_to_string(folder().join("check/rounded_twice.heng")).unwrap();
    let once = crate::folder::Folder::empty().with("r.heng", text.replace(" 精确到 4 位", "")).with_folder("data");
    let once = once.with("data/a.csv", "编号,甲值,乙值\nP1,0.54946,0.54946\n");
    assert!(once.heng("check r.heng").succeeds().contains("没有错误"));
    for engine in ["columnar", "exact"] {
        let table = once.heng(&format!("score r.heng --data data --format csv --engine {engine}")).succeeds();
        assert!(table.contains(",0.549,1,"), "{table}");
    }
}
