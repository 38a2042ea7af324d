//! Changes to the rows of an annex (参数 按 …) and to the columns of 列出.

use crate::folder::Folder;

const BASE: &str = r#"规则集 "甲" 示例
周期 2023-01-01 至 2023-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 县 "a.csv" {
  编号 文本 主键
  县名 文本 名称
  值   数值 不低于 0 不超过 100
}

参数 按 县 依据 "附件" {
  表头 县 | 目标 | 系数
  东县 | 80 | 1
  "西 县" | 90 | 0.9
  其余 | 100 | 1
}

方面 A "甲" 10 分 {
  指标 A1 "一" 10 分 {
    依据 "一"
    取值 值 × 系数
    计分 比例 目标 目标 封顶 满分
  }
}

列出 {
  值 2 位 "数值"
  目标 / 值
  各指标.取值
}
"#;

const DATA: &str = "编号,县名,值\nP1,东县,60\nP2,西 县,50\nP3,南县,50\n";

/// Changes, what the whole has then, and what it has no more.
fn come_to(cases: &[(&str, &[&str], &[&str])]) {
    for (changes, has, lacks) in cases {
        let whole = Folder::amended(BASE, changes, DATA).expanded();
        for part in *has {
            assert!(whole.contains(part), "{changes}: {part} is not in\n{whole}");
        }
        for part in *lacks {
            assert!(!whole.contains(part), "{changes}: {part} is in\n{whole}");
        }
    }
}

#[test]
fn a_row_of_an_annex_is_changed_by_its_key() {
    come_to(&[
        ("修改 参数 按 县 { 东县 | — | 1.1 }", &["东县    | 80  | 1.1"], &["东县    | 80  | 1\n"]),
        ("修改 参数 按 县 { \"西 县\" | 95 | — }", &["\"西 县\" | 95  | 0.9"], &[]),
        (
            "修改 参数 按 县 { 删除 东县 ; 新增 北县 | 70 | 1.2 ; 修改 其余 | 110 | — }",
            &["北县    | 70  | 1.2\n  其余    | 110 | 1\n"],
            &["东县"],
        ),
        (
            "修改 参数 按 县 依据 \"新附件\" { 表头 县 | 目标 | 系数 ; 其余 | 60 | 1 }",
            &["参数 按 县 依据 \"新附件\" { 表头 县 | 目标 | 系数 ; 其余 | 60 | 1 }"],
            &["东县"],
        ),
    ]);
}

#[test]
fn a_column_of_outputs_is_changed_by_its_title_or_by_what_it_puts_out() {
    come_to(&[
        ("修改 列出 { 值 0 位 \"数值\" }", &["值 0 位 \"数值\""], &["值 2 位"]),
        ("修改 列出 { 目标 / 值 1 位 }", &["目标 / 值 1 位"], &[]),
        ("修改 列出 { 删除 \"数值\" ; 删除 各指标.取值 }", &["目标 / 值"], &["数值\"", "各指标.取值"]),
        ("修改 列出 { 新增 系数 \"系数\" }", &["各指标.取值\n  系数 \"系数\""], &[]),
        ("删除 列出", &[], &["列出"]),
    ]);
}

#[test]
fn what_is_not_there_is_not_changed() {
    let refused = |changes: &str, code: &str| {
        Folder::amended(BASE, changes, DATA).heng("check next.heng").is_refused().are(&[code]);
    };
    refused("修改 参数 按 县 { 北县 | 70 | 1 }", "H0213");
    refused("修改 参数 按 县 { 新增 东县 | 70 | 1 }", "H0214");
    refused("修改 参数 按 县名 { 东县 | 70 | 1 }", "H0213");
    refused("修改 列出 { 值 \"别的\" }", "H0213");
    refused("修改 列出 { 新增 值 \"数值\" }", "H0214");
    refused("新增 列出 { 值 }", "H0214");
}

#[test]
fn an_annex_scores_by_the_name_of_the_subject() {
    let folder = Folder::empty().with("rules.heng", BASE).with_folder("data").with("data/a.csv", DATA);
    // 60 of 80; 50 × 0.9 = 45 of 90; 50 of 100.
    folder
        .heng("score rules.heng --data data --columns A1,数值 --format csv")
        .prints("编号,A1,数值\nP1,7.50,60.00\nP2,5.00,50.00\nP3,5.00,50.00\n");
}
