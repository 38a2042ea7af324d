//! `--extra-columns ignore`: two rule sets score one folder of data, whatever else its tables hold.

use crate::folder::Folder;

/// This year's rules read two columns of a table and a table below; last year's one of each.
fn folder() -> Folder {
    let rules = |park: &str, organisation: &str| {
        format!(
            "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
             数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  收入 万元\n{park}}}\n\
             数据 机构 \"orgs.csv\" 属于 园区 按 编号 {{\n  税收 万元\n{organisation}}}\n\
             方面 A \"甲\" 10 分 {{\n  指标 A1 \"值\" 10 分 {{\n    依据 第一条\n    取值 收入 + 求和(机构.税收)\n\
             \x20   计分 比例 目标 100 万元 封顶 满分 保底 0 分\n  }}\n}}\n"
        )
    };
    Folder::empty()
        .with("next.heng", rules("  人数 人 备查\n", "  名 文本 备查\n"))
        .with("last.heng", rules("", ""))
        .with_folder("data")
        .with("data/parks.csv", "编号,收入,人数\nP1,50,3\n")
        .with("data/orgs.csv", "编号,税收,名\nP1,20,甲\n")
}

#[test]
fn both_rule_sets_score_one_data_set() {
    let folder = folder();
    let next = folder.heng("score next.heng --data data --format csv").succeeds();
    let refused = folder.heng("score last.heng --data data").is_refused().are(&["H0502", "H0502"]);
    refused.say("「人数」列没有声明").say("「名」列没有声明").say("--extra-columns ignore");
    folder.heng("score last.heng --data data --extra-columns ignore --format csv").prints(&next);
    folder.heng("score last.heng --data data --extra-columns refuse").is_refused().are(&["H0502", "H0502"]);
}

#[test]
fn every_command_that_reads_tables_takes_it() {
    let folder = folder();
    let explained = folder.heng("explain last.heng --data data --subject P1 --extra-columns ignore").succeeds();
    assert!(explained.contains('7'), "{explained}");
    folder.heng("plan last.heng --data data --extra-columns ignore").succeeds();
    folder.heng("plan last.heng --extra-columns ignore").is_misused().say("--data");
}

#[test]
fn what_the_rules_declare_must_still_be_there() {
    let folder = folder().with("data/parks.csv", "编号,人数\nP1,3\n");
    folder
        .heng("score last.heng --data data --extra-columns ignore")
        .is_refused()
        .are(&["H0502"])
        .say("缺少「收入」列");
}

#[test]
fn the_help_is_in_both_languages() {
    let folder = folder();
    folder
        .heng("score last.heng --data data --lang en")
        .is_refused()
        .say("for this run alone, add --extra-columns ignore to the command");
    let help = folder.heng("score --help --lang en").succeeds();
    assert!(help.contains("Columns of the data that no rule declares"), "{help}");
}
