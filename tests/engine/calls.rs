//! A script is called where its result is read, once, and nowhere else.
//!
//! Calls are counted by their steps: where each takes twice as many, a run looks so much more often whether it is to go
//! on, and nothing else in it changes.

use std::fmt::Write as _;

use heng::{Cancel, Data, Engine, Language, Rules, Run};

/// Subjects, each with a number of its own; every third has the flag.
const SUBJECTS: usize = 12;

const HEAD: &str = "规则集 \"脚本算几遍\" 示例
周期 2024-01-01 至 2024-12-31
满分 1 分
舍入 指标 2 位 四舍五入
参数 开 = 否
数据 家 \"d.csv\" {
  编号 文本 主键
  数   数值
  旗   是否
  类型 枚举 { 甲, 乙 }
}
脚本 \"s.rhai\" {
  慢(数 : 数值) → 数值
  慢慢(数 : 数值) → 数值 精确到 2 位
  比(数 : 数值, 列 : 各家 数值) → 数值
  标(数 : 数值, 列 : 各家 数值) → 数值
  全(列 : 各家 数值) → 数值
  项(项 : 各项 数值) → 数值
}
";

fn script(loops: usize) -> String {
    format!(
        "private fn 绕圈() {{ let 和 = 0; for 次 in 0..{loops} {{ 和 += 1; }} 和 - {loops} }}
fn 慢(数) {{ 数 + 绕圈() }}
fn 慢慢(数) {{ 数 + 绕圈() }}
fn 比(数, 列) {{ 数 + 绕圈() + 最大(列) - 最大(列) }}
fn 全(列) {{ 绕圈() + 最大(列) }}
fn 项(项) {{ 绕圈() + 最大(项) }}
fn 标(数, 列) {{ (数 - 最小(列)) / (最大(列) - 最小(列)) }}
"
    )
}

fn looks(rules: &str, subjects: usize, engine: Engine, loops: usize) -> u64 {
    const MANY: u64 = u64::MAX / 2;
    let files = [("r.heng".to_owned(), format!("{HEAD}{rules}")), ("s.rhai".to_owned(), script(loops))];
    let rules = Rules::from_texts("r.heng", files).unwrap();
    assert!(rules.is_sound(), "{}", rules.findings().iter().map(|found| found.text(Language::Zh)).collect::<String>());
    let mut table = "编号,数,旗,类型\n".to_owned();
    for subject in 0..subjects {
        let (flag, kind) = (if subject % 3 == 0 { "是" } else { "否" }, if subject % 4 == 0 { "甲" } else { "乙" });
        writeln!(table, "S{subject},0.{subject:02},{flag},{kind}").unwrap();
    }
    let data = Data::from_texts(&rules, [("d.csv".to_owned(), table)]).unwrap();
    let run = Run::of(&rules, &data).unwrap().engine(engine);
    let cancel = Cancel::after(MANY);
    cancel.over(|| run.score()).unwrap();
    MANY - cancel.looks_left()
}

/// How often a run calls what goes round.
fn calls(rules: &str, engine: Engine) -> u64 {
    const LOOPS: usize = 20_000;
    let more = |rules: &str, subjects: usize| {
        looks(rules, subjects, engine, 2 * LOOPS) - looks(rules, subjects, engine, LOOPS)
    };
    let one = more(&indicator("", "慢(数)", "取值"), 1);
    let all = more(rules, SUBJECTS);
    assert!(one > 8 && all % one == 0, "{all} looks more, {one} of one call");
    all / one
}

fn indicator(definitions: &str, value: &str, formula: &str) -> String {
    format!(
        "{definitions}
方面 A \"a\" 1 分 {{
  指标 A1 \"a\" 1 分 {{
    依据 \"一\"
    取值 {value}
    计分 算式 {formula} * 满分 封顶 满分 保底 0 分
  }}
}}
"
    )
}

fn are(expected: u64, rules: &str) {
    for engine in [Engine::Columnar, Engine::Exact] {
        assert_eq!(calls(rules, engine), expected, "{engine:?}: {rules}");
    }
}

#[test]
fn a_branch_that_no_subject_takes_calls_nothing() {
    are(0, &indicator("定义 甲 = 若 开 则 比(数, 数 范围 全部) 否则 数", "甲", "取值"));
    are(0, &indicator("定义 慢的 = 慢(数)", "若 开 则 慢的 否则 数", "取值"));
    are(0, &indicator("", "数", "( 若 开 则 慢(取值) 否则 取值 )"));
}

#[test]
fn a_figure_that_is_read_in_a_branch_calls_for_those_who_take_it() {
    let (flagged, of_kind) = (4, 3);
    for slow in ["慢(数)", "慢慢(数)", "比(数, 数 范围 全部)"] {
        are(flagged, &indicator(&format!("定义 慢的 = {slow}"), "若 旗 则 慢的 否则 数", "取值"));
        are(
            flagged,
            &indicator(&format!("定义 慢的 = {slow}\n定义 更慢 = 慢的 + 1"), "若 旗 则 更慢 - 1 否则 数", "取值"),
        );
        are(of_kind, &indicator(&format!("定义 慢的 = {slow}"), "数", "( 若 类型 是 甲 则 慢的 否则 取值 )"));
    }
    // Some take both ways to it.
    let both = "若 旗 则 慢的 否则 若 类型 是 甲 则 慢的 + 0 否则 数";
    are(6, &indicator("定义 慢的 = 慢(数)", both, "取值"));
}

#[test]
fn what_is_read_for_all_or_asked_by_itself_calls_for_all() {
    let all = SUBJECTS as u64;
    are(all, &indicator("定义 慢的 = 慢(数)", "若 旗 则 慢的 否则 平均(慢的 范围 全部)", "取值"));
    are(all, &indicator("定义 慢的 = 慢(数)", "若 慢的 高于 0.3 则 慢的 否则 0", "取值"));
}

#[test]
fn what_is_read_twice_is_called_once() {
    let all = SUBJECTS as u64;
    are(all, &indicator("", "慢(数)", "取值 * 取值"));
    are(all, &indicator("定义 甲 = 比(数, 数 范围 全部)", "甲", "取值"));
    are(all, &indicator("定义 甲 = 比(数, 数 范围 全部)", "甲", "标(取值, 取值 范围 全部)"));
}

#[test]
fn what_hangs_on_the_cohort_alone_is_called_once_for_the_cohort() {
    are(1, &indicator("", "数 / 全(数 范围 全部)", "取值"));
    are(2, &indicator("", "数 / 全(数 范围 同 类型)", "取值"));
    are(1, &indicator("定义 全体 = 全(数 范围 全部)", "数 / 全体", "( 取值 / 全体 * 全体 )"));
}

#[test]
fn what_is_handed_the_parts_is_called_once_for_each_subject() {
    let deduction = "扣分 {\n  \"短板\" 项(各指标.取值) × 0.01 分\n}\n";
    are(SUBJECTS as u64, &format!("{}{deduction}", indicator("", "数", "取值")));
}
