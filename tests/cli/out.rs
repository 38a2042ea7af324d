//! `heng score --out`, and the form of results that other programs read.

use crate::folder::Folder;
use crate::run::bytes;

const RULES: &str = r#"规则集 "两类" 示例
周期 2024-01-01 至 2024-12-31
满分 20 分
舍入 指标 2 位 四舍五入
舍入 方面 2 位 四舍五入

数据 园区 "parks.csv" {
  编号   文本 主键
  名称   文本 名称
  类型   枚举 { 平原, 山区 }
  满意率 数值
  绿化率 数值
}

方面 A "服务" 10 分 {
  汇总 平均
  指标 A1 "满意率" 10 分 { 依据 "一" ; 取值 满意率 ; 计分 比例 目标 10 封顶 满分 保底 0 分 ; 适用 类型 是 平原 }
  指标 A2 "绿化率" 10 分 { 依据 "一" ; 取值 绿化率 ; 计分 比例 目标 10 封顶 满分 保底 0 分 }
}
方面 B "环境" 10 分 {
  缺项 折算
  指标 B1 "绿化率" 10 分 { 依据 "一" ; 取值 绿化率 ; 计分 比例 目标 10 封顶 满分 保底 0 分 ; 适用 类型 是 山区 }
}

等次 {
  优秀 总分 不低于 9 分
  其余 "合格"
}
"#;

fn two_kinds() -> Folder {
    let parks = "编号,名称,类型,满意率,绿化率\nP1,\"甲,乙\",平原,9,4\nP2,=丙,山区,,8\nP3,丁,山区,7,\n";
    Folder::empty().with("rules.heng", RULES).with_folder("data").with("data/parks.csv", parks)
}

#[test]
fn every_form_is_written_into_a_file_as_it_is_printed() {
    let folder = two_kinds();
    for format in ["table", "csv", "csv --bom", "json", "parquet"] {
        let score = format!("score rules.heng --data data --format {format}");
        let printed = bytes(folder.command(&score, &[]));
        assert!(!printed.is_empty());
        let folder = two_kinds().with("result", "old");
        let run = folder.heng(&format!("{score} --out result"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
        assert_eq!(std::fs::read(folder.at("result")).unwrap(), printed, "{format}");
        assert_eq!(folder.files().iter().filter(|file| file.starts_with("result")).count(), 1);
    }
}

#[test]
fn a_run_that_fails_leaves_the_old_file() {
    let folder = two_kinds().replacing("data/parks.csv", "平原,9,", "平原,许多,").with("result.csv", "old");
    folder.heng("score rules.heng --data data --format csv --out result.csv").is_refused();
    assert_eq!(folder.read("result.csv"), "old");
    let folder = two_kinds();
    for out in ["data", "absent/result.csv", "rules.heng/result.csv"] {
        let run = folder.heng(&format!("score rules.heng --data data --format csv --out {out}"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{out}");
        assert!(run.stderr.contains(out) && run.stderr.contains("写不出"), "{}", run.stderr);
        assert!(!folder.files().iter().any(|file| file.contains("heng-new")));
    }
}

#[test]
fn what_the_result_was_made_of_is_not_overwritten_by_it() {
    let folder = two_kinds();
    for out in ["rules.heng", "data/parks.csv", "./data/../data/parks.csv"] {
        let before = (folder.read("rules.heng"), folder.read("data/parks.csv"));
        let run = folder.heng(&format!("score rules.heng --data data --format csv --out {out}"));
        assert_eq!(run.code, Some(2), "{out}: {}", run.stderr);
        assert!(run.stderr.contains(out), "{}", run.stderr);
        assert_eq!((folder.read("rules.heng"), folder.read("data/parks.csv")), before);
    }
    let folder = two_kinds().replacing("rules.heng", "\"parks.csv\"", "\"*.csv\"");
    assert_eq!(folder.heng("score rules.heng --data data --format csv --out data/parks.csv").code, Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_written_to_as_it_is() {
    let folder = two_kinds();
    folder.heng("score rules.heng --data data --format csv --out /dev/null").prints("");
    let run = folder.heng("score rules.heng --data data --format csv --out /dev/full");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn marks_are_numbers_and_the_remarks_say_why_there_is_none() {
    let csv = two_kinds().heng("score rules.heng --data data --format csv").succeeds();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[1],
        "P1,\"甲,乙\",9.00,4.00,,6.50,,6.50,0.00,0.00,6.50,2,合格,名次未计入缺数据的 P3，补齐后可能后移；B 不适用",
        "{csv}"
    );
    assert_eq!(
        lines[2],
        "P2,'=丙,,8.00,8.00,8.00,8.00,16.00,0.00,0.00,16.00,1,优秀,名次未计入缺数据的 P3，补齐后可能后移；A1 不适用",
        "{csv}"
    );
    assert!(lines[3].starts_with("P3,丁,,,,,,,0.00,0.00,,,,") && lines[3].ends_with("；A1 不适用"), "{csv}");
    let english = two_kinds().heng("score rules.heng --data data --format csv --lang en").succeeds();
    assert!(english.contains("; A1: not applicable\"\n"), "{english}");
}

#[test]
fn a_mark_for_spreadsheets_stands_before_the_text() {
    let folder = two_kinds();
    let plain = folder.heng("score rules.heng --data data --format csv").succeeds();
    let marked = folder.heng("score rules.heng --data data --format csv --bom").succeeds();
    assert_eq!(marked, format!("\u{feff}{plain}"));
    let run = folder.heng("score rules.heng --data data --format json --bom");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}
