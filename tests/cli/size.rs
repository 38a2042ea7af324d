//! Tables of some thousand rows: figures whose work grows with the rows, not with their square. Each run has the time
//! that a run may take; the square of these sizes would take longer.

use std::fmt::Write as _;

use crate::folder::Folder;

const HEAD: &str = "规则集 \"长\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";

/// Rules with one indicator, and tables.
fn folder(tables: &str, value: &str, scoring: &str, files: &[(&str, String)]) -> Folder {
    let indicator = format!("指标 A1 \"x\" 10 分 {{\n    依据 第一条\n    取值 {value}\n    计分 {scoring}\n  }}");
    let rules = format!("{HEAD}{tables}\n方面 A \"a\" 10 分 {{\n  {indicator}\n}}\n");
    let folder = Folder::empty().with("r.heng", rules).with_folder("data");
    files.iter().fold(folder, |folder, (name, text)| folder.with(name, text))
}

fn csv(head: &str, rows: u64, row: impl Fn(u64) -> String) -> String {
    (0..rows).fold(format!("{head}\n"), |mut text, number| {
        writeln!(text, "{}", row(number)).unwrap();
        text
    })
}

/// Checks, scores by both engines and explains; what scoring prints.
fn both_engines(folder: &Folder) -> String {
    folder.heng("check r.heng").succeeds();
    let exact = folder.heng("score r.heng --data data --format csv --engine exact").succeeds();
    folder.heng("score r.heng --data data --format csv --engine columnar").prints(&exact);
    folder.heng("explain r.heng --data data --subject P1").succeeds();
    exact
}

#[test]
fn figures_over_quotients_of_many_subjects() {
    let table = "数据 户 \"p.csv\" {\n  编号 文本 主键\n  营收 万元\n  人数 人\n}";
    let row = |n: u64| format!("P{n},{}.{:02},{}", n * 7919 % 1_000_003 + 1, n % 100, n * 104_729 % 5000 + 1);
    let files = [("data/p.csv", csv("编号,营收,人数", 4000, row))];
    for scoring in [
        "比例 目标 平均(取值 范围 全部) 封顶 满分",
        "比例 目标 调和平均(取值 范围 全部) 封顶 满分",
        "比例 目标 几何平均(取值 范围 全部) 精确到 2 位 封顶 满分",
        "比例 目标 标准差(取值 范围 全部 样本) 精确到 2 位 封顶 满分",
    ] {
        both_engines(&folder(table, "营收 / 人数", scoring, &files));
    }
}

#[test]
fn figures_over_many_rows_below() {
    let row = |n: u64| format!("P1,{},k{}", n * 7919 % 999_983 + 1, n % 12_345);
    let column = |(name, kind): &(&str, &str)| format!("  {name} {kind}\n");
    let files = [("data/p.csv", "编号\nP1\n".to_owned()), ("data/c.csv", csv("编号,值,名", 20_000, row))];
    for (value, mark) in [
        ("调和平均(项.值)", None),
        ("方差(项.值 样本)", None),
        ("几何平均(项.值) 精确到 2 位", None),
        ("计数(不重复 项.名) / 1 个 * 4", Some(",4.94,")),
        ("求和(项.值 同一 名 取最高)", None),
    ] {
        let read: String =
            [("值", "数值"), ("名", "文本")].iter().filter(|(name, _)| value.contains(name)).map(column).collect();
        let tables = format!(
            "数据 户 \"p.csv\" {{\n  编号 文本 主键\n}}\n数据 项 \"c.csv\" 属于 户 按 编号 {{\n{read}  其余列 忽略\n}}"
        );
        let folder = folder(&tables, value, "换算 100000 封顶 满分 保底 0 分", &files);
        let found = both_engines(&folder);
        assert!(mark.is_none_or(|mark| found.contains(mark)), "{value}: {found}");
    }
}

#[test]
fn a_script_that_reads_the_cohort_alone_is_called_once() {
    let table =
        "数据 户 \"p.csv\" {\n  编号 文本 主键\n  数 数值\n}\n脚本 \"p.rhai\" {\n  方和(列 : 各家 数值) → 数值\n}";
    let script = "fn 方和(列) {\n    let s = 0;\n    for y in 列 { s += y * y; }\n    s\n}\n";
    let files =
        [("data/p.csv", csv("编号,数", 10_000, |n| format!("P{n},{}", n % 97 + 1))), ("p.rhai", script.to_owned())];
    both_engines(&folder(table, "数 * 数 / 方和(数 范围 全部)", "算式 取值 * 满分 封顶 满分 保底 0 分", &files));
}

#[test]
fn of_many_faults_the_first_hundred_are_listed_and_the_others_counted() {
    let table = "数据 户 \"p.csv\" {\n  编号 文本 主键\n  甲 日期\n  乙 日期\n}";
    // The first 1,000 rows have no calendar for 乙, all others for neither date.
    let row = |n: u64| format!("P{n},{},{}", if n < 1000 { "2024-01-01" } else { "1990-01-01" }, "1990-01-01");
    let later = |date: &str| format!("若 工作日后({date}, 5 个工作日) 不晚于 2024-12-31 则 1 否则 0");
    let value = format!("({}) + ({})", later("甲"), later("乙"));
    let folder = folder(table, &value, "换算 1 封顶 满分", &[("data/p.csv", csv("编号,甲,乙", 20_000, row))]);
    let exact = folder.heng("score r.heng --data data --engine exact").is_refused();
    assert_eq!(exact.codes(), ["H0601"; 101]);
    let columnar = folder.heng("score r.heng --data data --engine columnar").is_refused();
    assert_eq!(columnar.stderr, exact.stderr);
    let lines: Vec<&str> = exact.stderr.lines().filter(|line| line.starts_with("错误[")).collect();
    let faults = lines.iter().take(100).zip(1002..);
    // 甲 stands before 乙 in the text, so its rows come first, in their order.
    faults.for_each(|(line, number)| assert!(line.contains(&format!("p.csv 第 {number} 行：")), "{line}"));
    assert_eq!(lines.get(100), Some(&"错误[H0601]: 另有 38900 处没有逐条列出"));
}

#[test]
fn a_hundred_faults_are_all_listed() {
    let table = "数据 户 \"p.csv\" {\n  编号 文本 主键\n  日 日期\n}";
    let value = "若 工作日后(日, 5 个工作日) 不晚于 2024-12-31 则 1 否则 0";
    for (rows, more) in [(100, 0), (101, 1)] {
        let files = [("data/p.csv", csv("编号,日", rows, |n| format!("P{n},1990-01-01")))];
        let found = folder(table, value, "换算 1 封顶 满分", &files).heng("score r.heng --data data").is_refused();
        assert_eq!(found.codes().len(), 100 + more, "{rows}");
        assert_eq!(found.stderr.contains("另有 1 处没有逐条列出"), more > 0, "{rows}");
    }
}

#[test]
fn of_many_wrong_decisions_of_people_the_first_hundred_are_listed() {
    let table = "数据 户 \"p.csv\" {\n  编号 文本 主键\n  数 数值\n}\n\
                 数据 定 \"m.csv\" 属于 户 按 编号 {\n  等次名 文本\n  理由 文本\n  文号 文本\n}\n\
                 等次 {\n  优 总分 不低于 5 分\n  其余 \"良\"\n}\n人工定等 定 { 等次 等次名 ; 理由 理由 ; 文号 文号 }";
    let files = [
        ("data/p.csv", csv("编号,数", 3000, |n| format!("P{n},1"))),
        ("data/m.csv", csv("编号,等次名,理由,文号", 3000, |n| format!("P{n},错,理由,文号"))),
    ];
    let folder = folder(table, "数", "换算 1 封顶 满分", &files);
    for engine in ["exact", "columnar"] {
        let found = folder.heng(&format!("score r.heng --data data --engine {engine}")).is_refused();
        assert_eq!(found.codes().len(), 101, "{}", found.stderr);
        found.say("另有 2900 处没有逐条列出");
    }
}

/// Rows are worked out some thousand at a time and put together in their order.
#[test]
fn ten_thousand_subjects_stand_in_their_order() {
    let table = "数据 户 \"p.csv\" {\n  编号 文本 主键\n  数 数值 可缺失\n  类 枚举 { 甲, 乙 }\n  日 日期 可缺失\n}\n条件 早 依据 第一条 {\n  日 不晚于 2024-06-30\n}";
    let row = |n: u64| {
        let number = if n.is_multiple_of(7) { String::new() } else { (n * 7919 % 1000).to_string() };
        let date = if n.is_multiple_of(11) { String::new() } else { format!("2024-{:02}-01", n % 12 + 1) };
        format!("P{n},{number},{},{date}", if n.is_multiple_of(3) { "甲" } else { "乙" })
    };
    let files = [("data/p.csv", csv("编号,数,类,日", 10_000, row))];
    let scoring = "分档 { 不低于 900 : 满分 ; 不低于 500 : 5 分 ; 其余 : 0 分 }\n    缺失 得 0 分";
    both_engines(&folder(table, "若 类 是 甲 则 数 否则 ( 1000 - 数 ) / 3", scoring, &files));
}
