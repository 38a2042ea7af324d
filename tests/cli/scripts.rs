//! 脚本: declared, called from rules, run alone, refused.

use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::run::{Run, run};

const RULES: &str = r#"规则集 "评估（2024）" 示例
周期 2024-01-01 至 2024-12-31
满分 30 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  园区编号 文本 主键
  园区类型 枚举 { 综合性, 专业性 }
  营业收入 万元 可缺失
  上年收入 万元 可缺失
}
数据 评分 "judges.csv" 属于 园区 按 园区编号 {
  专家 文本
  分值 数值 可缺失
  回避 是否
  主键 园区编号, 专家
}

脚本 "scripts/f.rhai" {
  增幅(本年: 万元, 上年: 万元) → 百分比 精确到 2 位
  均分(评分: 评分 各行) → 数值 精确到 3 位
  领先(园: 园区 记录, 全体: 各家 亿元) → 分
  达标(本年: 亿元, 类型: 枚举 { 综合性, 专业性 }) → 是否
  档次(本年: 万元) → 枚举 { 大, 小 }
}

条件 大档 依据 第九条 { 档次(营业收入) 是 大 }
条件 规模 依据 第九条 { 达标(营业收入, 园区类型) }

方面 D "效益" 30 分 {
  指标 D1 "增幅" 10 分 {
    依据 第十四条
    取值 增幅(营业收入, 上年收入)
    计分 插值 { 0% : 0 分 ; 20% : 满分 } 两端 持平
  }
  指标 D2 "评分" 10 分 {
    依据 第十四条
    取值 均分(评分 其中 非 回避)
    计分 换算 百分制
  }
  指标 D3 "领先" 10 分 {
    依据 第十四条
    取值 领先(园区, 营业收入 范围 同 园区类型)
    计分 直接
  }
}
"#;

const SCRIPT: &str = r#"
fn 增幅(本年, 上年) { 增速(本年, 上年) }

fn 均分(评分) {
    let 分值 = [];
    for 一份 in 评分 { 分值.push(一份.分值); }
    去高去低平均(分值, 1, 1)
}

// 园的营业收入按列的单位（万元），全体按声明的单位（亿元）。
fn 领先(园, 全体) {
    let 名 = 名次(园.营业收入 / 10000, 全体);
    最大值(10 - 3 * (名 - 1), 0)
}

fn 档次(本年) { if 本年 > 50000 { "大" } else { "小" } }

fn 达标(本年, 类型) { if 类型 == "综合性" { 本年 >= 5 } else { 本年 >= 2 } }
"#;

const PARKS: &str = "园区编号,园区类型,营业收入,上年收入\nP1,综合性,60000,50000\nP2,综合性,49999.99,45000\nP3,专业性,30000,0\nP4,综合性,,10000\n";

const JUDGES: &str = "园区编号,专家,分值,回避\nP1,A,90,否\nP1,B,80,否\nP1,C,81,否\nP1,D,0,是\nP2,A,70,否\nP2,B,,否\nP2,C,60,否\nP3,A,50,否\n";

fn folder() -> Folder {
    Folder::empty()
        .with("rules.heng", RULES)
        .with_parents("scripts/f.rhai")
        .with("scripts/f.rhai", SCRIPT)
        .with_parents("data/parks.csv")
        .with("data/parks.csv", PARKS)
        .with("data/judges.csv", JUDGES)
}

fn called(folder: &Folder, file: &str, call: &str, more: &[&str]) -> Run {
    let mut command = folder.command("script", &[]);
    command.arg(file).arg("--call").arg(call).args(more);
    run(command)
}

#[test]
fn values_records_rows_and_columns_go_in_and_marks_and_verdicts_come_out() {
    for engine in ["columnar", "exact"] {
        let command = format!("score rules.heng --data data --format csv --engine {engine}");
        let text = folder().heng(&command).succeeds();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        let cells = |key: &str| {
            let row = rows.iter().find(|row| row[0] == key).unwrap();
            [row[1], row[2], row[3], row[row.len() - 1]]
        };
        // (60000 − 50000) ÷ 50000 = 20%; of 90, 80 and 81 the middle one, 8.1 of 10; first of two.
        assert_eq!(cells("P1"), ["10.00", "8.10", "10.00", "符合"], "{engine}\n{text}");
        // 11.11% of 20%; a missing mark; second of two; a cent short of 5 亿元.
        assert_eq!(cells("P2"), ["5.56", "", "7.00", "不符合"], "{engine}\n{text}");
        // No growth from nothing; one judge is none without the greatest and the least; alone of its kind.
        assert_eq!(cells("P3"), ["", "", "10.00", "符合"], "{engine}\n{text}");
        assert_eq!(cells("P4"), ["", "", "", "待定"], "{engine}\n{text}");
        let bands: Vec<&str> = rows.iter().skip(1).map(|row| row[row.len() - 2]).collect();
        assert_eq!(bands, ["符合", "不符合", "不符合", "待定"], "{engine}\n{text}");
    }
}

#[test]
fn who_lacks_the_value_is_left_out_of_a_column_by_name() {
    let text = folder().heng("score rules.heng --data data --format csv").succeeds();
    assert!(text.contains("D3 的比较未计入缺数据的 P4"), "{text}");
}

#[test]
fn the_plan_says_which_functions_run_in_columns_and_why_others_do_not() {
    let text = folder().heng("plan rules.heng").succeeds();
    let how = |name: &str| text.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(how("增幅（").ends_with("按列计算"), "{text}");
    assert!(how("达标（").ends_with("按列计算") && how("档次（").ends_with("按列计算"), "{text}");
    assert!(how("均分（").contains("逐行解释"), "{text}");
}

#[test]
fn an_explanation_shows_the_lines_that_ran_with_values_and_branches() {
    let text = folder().heng("explain rules.heng --data data --subject P2 --indicator D3").succeeds();
    for part in ["scripts/f.rhai 第 12 行", "名 = 2", "结果 7"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_call_alone_prints_its_lines_and_its_result() {
    let folder = Folder::empty()
        .with("g.rhai", "fn 档(x) {\n    if x >= 90 { return 4; }\n    let 差 = 90 - x;\n    4 - 差 / 10\n}\n");
    called(&folder, "g.rhai", "档(70)", &[]).prints(
        "第 1 行  fn 档(x) {  x = 70\n第 2 行  if x >= 90 { return 4; }  （不成立）\n第 3 行  let 差 = 90 - x;  差 = 20\n第 4 行  4 - 差 / 10\n结果  2\n",
    );
    let json = called(&folder, "g.rhai", "档(-0.5 + 95.5)", &["--format", "json"]).succeeds();
    assert!(json.contains("\"result\": \"4\"") && json.contains("\"branch\": true"), "{json}");
    called(&folder, "g.rhai", "-7 % 3", &[]).prints("结果  -1\n");
}

#[test]
fn a_mistake_in_the_call_is_shown_in_the_call_and_one_in_the_file_in_the_file() {
    let folder = Folder::empty().with("g.rhai", "fn 一() { 1 }\n").with("bad.rhai", "fn 一() { 二() }\n");
    let call = called(&folder, "g.rhai", "一(", &[]).is_refused().stderr;
    assert!(call.contains("H0222") && call.contains("--call:1:"), "{call}");
    let file = called(&folder, "bad.rhai", "一()", &[]).is_refused().stderr;
    assert!(file.contains("H0227") && file.contains("bad.rhai:1:"), "{file}");
    let missing = called(&folder, "none.rhai", "一()", &[]).is_misused();
    assert!(missing.stderr.contains("H0901"), "{}", missing.stderr);
}

#[test]
fn what_a_script_must_not_do_is_refused_before_it_runs() {
    for (body, code) in [
        ("eval(\"1\")", "H0226"),
        ("print(x)", "H0226"),
        ("debug(x)", "H0226"),
        ("timestamp()", "H0226"),
        ("sleep(1)", "H0226"),
        ("rand()", "H0226"),
        ("open_file(\"a\")", "H0226"),
        ("Fn(\"a\")", "H0226"),
        ("import \"a\" as b; 1", "H0226"),
        ("try { 1 } catch { 2 }", "H0226"),
        ("y", "H0227"),
        ("x +", "H0222"),
        ("x × 2", "H0222"),
    ] {
        let script = SCRIPT.replace("增速(本年, 上年)", &body.replace('x', "本年"));
        let found = folder().with("scripts/f.rhai", &script).heng("check rules.heng").is_refused();
        assert!(found.stderr.contains(code) && found.stderr.contains("scripts/f.rhai:2:"), "{body}\n{}", found.stderr);
    }
}

#[test]
fn a_hostile_script_ends_in_a_finding_that_names_the_park_within_two_seconds() {
    for body in [
        "loop { }",
        "增幅(本年, 上年)",
        "let s = \"a\"; loop { s += s; }",
        "let a = [1]; loop { a += a; }",
        "let n = 3; loop { n = n / 7 + 1; }",
        "let m = #{a: 1}; loop { m = #{a: m, b: m}; }",
    ] {
        let script = SCRIPT.replace("增速(本年, 上年)", body);
        let started = Instant::now();
        let found = folder().with("scripts/f.rhai", &script).heng("score rules.heng --data data").is_refused();
        assert!(started.elapsed() < Duration::from_secs(10), "{body} took {:?}", started.elapsed());
        assert!(found.stderr.contains("H0711") && found.stderr.contains("（P1）"), "{body}\n{}", found.stderr);
        assert!(found.stderr.contains("scripts/f.rhai:2:"), "{body}\n{}", found.stderr);
    }
}

#[test]
fn limits_are_set_for_a_rule_set() {
    let script = SCRIPT.replace("增速(本年, 上年)", "let n = 0; for i in 0..500 { n += i; } n / 1000000");
    let with = |limits: &str| folder().with("scripts/f.rhai", &script).with("rules.heng", RULES.to_owned() + limits);
    with("脚本限度 运算 100000 层数 8\n").heng("score rules.heng --data data --format csv").succeeds();
    let found = with("脚本限度 运算 400\n").heng("score rules.heng --data data").is_refused();
    assert!(found.stderr.contains("H0711") && found.stderr.contains("运行超过 400 步"), "{}", found.stderr);
}

#[test]
fn a_result_of_another_type_and_a_failure_point_into_the_script() {
    for (body, code, words) in [
        ("\"很快\"", "H0713", "声明的结果是数，返回的是文本"),
        ("throw \"没有基数\"", "H0712", "没有基数"),
        ("本年 + \"元\" - 1", "H0712", "这里要两个数"),
    ] {
        let script = SCRIPT.replace("增速(本年, 上年)", body);
        let found = folder().with("scripts/f.rhai", &script).heng("score rules.heng --data data").is_refused();
        assert!(found.stderr.contains(code) && found.stderr.contains(words), "{body}\n{}", found.stderr);
        assert!(found.stderr.contains("scripts/f.rhai:2:") && found.stderr.contains("（P1）"), "{}", found.stderr);
    }
}

#[test]
fn a_next_cycle_exchanges_and_removes_scripts() {
    let next = r#"规则集 "评估（2025）" 示例
周期 2025-01-01 至 2025-12-31
沿用 "rules.heng"
修改 脚本 "scripts/f.rhai" {
  增幅(本年: 万元, 上年: 万元) → 百分比 精确到 4 位
  均分(评分: 评分 各行) → 数值 精确到 3 位
  领先(园: 园区 记录, 全体: 各家 亿元) → 分
  达标(本年: 亿元, 类型: 枚举 { 综合性, 专业性 }) → 是否
  档次(本年: 万元) → 枚举 { 大, 小 }
}
新增 脚本 "scripts/g.rhai" { 一倍(x: 数值) → 数值 }
"#;
    let folder = folder().with("scripts/g.rhai", "fn 一倍(x) { x * 2 }\n").with("next.heng", next);
    let text = folder.heng("check next.heng --expanded").stdout;
    assert!(text.contains("精确到 4 位") && !text.contains("百分比 精确到 2 位"), "{text}");
    assert!(text.contains("scripts/g.rhai"), "{text}");
    let without = folder.with(
        "next.heng",
        next.replace("新增 脚本 \"scripts/g.rhai\" { 一倍(x: 数值) → 数值 }", "删除 脚本 \"scripts/g.rhai\""),
    );
    let found = without.heng("check next.heng").is_refused();
    assert!(found.stderr.contains("H0213"), "{}", found.stderr);
}

#[test]
fn scripts_stand_in_both_languages_and_come_back_to_the_byte() {
    let folder = folder();
    folder.heng("fmt rules.heng").succeeds();
    let written = folder.read("rules.heng");
    folder.heng("fmt rules.heng --keywords en").succeeds();
    let english = folder.read("rules.heng");
    assert!(
        english.contains("script \"scripts/f.rhai\"") && english.contains("percentage accurate_to 2 places"),
        "{english}"
    );
    folder.heng("fmt rules.heng --keywords zh").succeeds();
    assert_eq!(folder.read("rules.heng"), written);
}

#[test]
fn a_division_by_zero_in_a_script_names_its_cell() {
    for (script, said) in [
        ("fn 商(甲, 乙) { 甲 / 乙 }\n", "除数为 0，无法计算（s.csv 第 2 行），出自「乙数」"),
        ("fn 商(甲, 乙) {\n    let 底 = 乙 * 2;\n    if 甲 > 1 { 甲 / 底 } else { 0 }\n}\n", "出自「乙数」"),
        ("fn 商(甲, 乙) { 甲 / (乙 - 乙 * 甲) }\n", "出自「乙数」"),
        ("fn 商(甲, 乙) { 乙 / (甲 - 3) }\n", "除数为 0，无法计算（s.csv 第 2 行），出自「甲数」"),
    ] {
        let rules = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
                     数据 站 \"s.csv\" {\n  编号 文本 主键\n  甲数 数值\n  乙数 数值\n}\n脚本 \"f.rhai\" {\n  商(甲: 数值, 乙: 数值) → 数值\n}\n\
                     方面 A \"例\" 10 分 {\n  指标 A1 \"例\" 10 分 { 依据 第一条 ; 取值 商(甲数, 乙数) ; 计分 换算 10 封顶 满分 保底 0 分 }\n}\n";
        let folder = Folder::empty().with("r.heng", rules).with("f.rhai", script);
        let folder = folder.with("s.csv", "编号,甲数,乙数\nS1,3,0\n");
        for engine in ["columnar", "exact"] {
            let table = folder.heng(&format!("score r.heng --data . --format csv --engine {engine}")).succeeds();
            assert!(table.contains(said), "{script}\n{table}");
        }
    }
}
