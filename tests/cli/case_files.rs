//! Rows of 示例 in a file beside the rules.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "甲" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 企业 "firms.csv" {
  企业编号 文本 主键
  研发费用 万元 不低于 0 万元 可缺失
}

方面 A "研发" 10 分 {
  指标 A1 "研发费用" 10 分 {
    依据 "一"
    取值 研发费用
    计分 分档 { 不低于 500 万元 : 10 分 ; 其余 : 0 分 }
    缺失 得 1 分
  }
}

示例 "各档" "cases.csv" {
  企业 { 企业编号 : E1 }
}
"#;

const CASES: &str = "研发费用,期望 A1\n500 万元,10 分\n\n499.99 万元,0 分\n,1 分\n";

fn folder(cases: &str) -> Folder {
    Folder::empty().with("r.heng", RULES).with("cases.csv", cases)
}

#[test]
fn each_line_is_an_example_called_by_its_number() {
    folder(CASES).heng("test r.heng").prints(
        "✓ 各档 cases.csv 第 2 行\n✓ 各档 cases.csv 第 4 行\n✓ 各档 cases.csv 第 5 行\nr.heng：示例 3 个，通过 3，不符 0\n",
    );
}

#[test]
fn a_line_that_fails_is_shown_where_it_stands() {
    let (said, found) = folder(&CASES.replace("499.99 万元,0 分", "499.99 万元,5 分")).heng("test r.heng").finds();
    assert!(said.contains("✗ 各档 cases.csv 第 4 行\n"), "{said}");
    found.are(&["H0801"]).say("cases.csv:4:1").say("期望 5.00 分，实得 0.00 分");
}

#[test]
fn what_is_wrong_with_a_line_is_told_of_the_file() {
    let too_many = folder("研发费用,期望 A1\n500 万元,10 分,8\n");
    too_many.heng("check r.heng").is_refused().are(&["H0231"]).say("cases.csv:2:1");
    let unit = folder("研发费用,期望 A1\n500 天,10 分\n");
    unit.heng("check r.heng").is_refused().are(&["H0302"]).say("cases.csv:2:1");
    folder("研发费用,期望 A1\n").heng("check r.heng").is_refused().are(&["H0802"]).say("没有行");
    folder("研发费用,期望 A1\n\"500\n").heng("check r.heng").is_refused().are(&["H0901"]).say("引号");
}

#[test]
fn a_file_is_read_beside_the_rules_only() {
    let folder = folder(CASES).replacing("r.heng", "\"cases.csv\"", "\"../cases.csv\"");
    folder.heng("check r.heng").is_refused().are(&["H0903"]).say("--allow");
}

#[test]
fn an_english_rule_file_reads_the_same_file() {
    let folder = folder(CASES);
    folder.heng("fmt --keywords en r.heng").succeeds();
    assert!(folder.read("r.heng").contains("example \"各档\" \"cases.csv\" {"));
    let said = folder.heng("test r.heng").succeeds();
    assert!(said.ends_with("r.heng: 3 examples, 3 hold, 0 fail\n"), "{said}");
}

#[test]
fn a_packet_has_the_file() {
    let folder = folder(CASES).with_folder("data").with("data/firms.csv", "企业编号,研发费用\nE1,500\n");
    let made = folder.heng("score r.heng --data data --packet out");
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert_eq!(folder.read("out/data/rules/written/cases.csv"), CASES);
}
