//! Findings of what no data can change: conditions, limits, divisors and marks.

use heng::session;

use crate::rules::{codes, program, with_indicators};

/// What is found of one indicator.
fn of(value: &str, scoring: &str, items: &str) -> Vec<&'static str> {
    let text = with_indicators(&[&format!("取值 {value} ; 计分 {scoring} ; 缺失 得 0 分")]);
    let found = codes(&format!("{text}{items}\n"));
    // The tables have more columns than a case reads.
    found.into_iter().filter(|code| *code != "H0446" && *code != "H0448").collect()
}

#[track_caller]
fn finds(value: &str, scoring: &str, items: &str, wanted: &[&str]) {
    assert_eq!(of(value, scoring, items), wanted, "{value} {scoring} {items}");
}

const BY_HUNDRED: &str = "换算 100% 封顶 满分 保底 0 分";

#[test]
fn a_divisor_that_is_always_zero_is_found() {
    let people = "换算 100 封顶 满分 保底 0 分";
    finds("专职人员 / 0 人", BY_HUNDRED, "", &["H0452"]);
    finds("专职人员 / (3 人 - 3 人)", BY_HUNDRED, "", &["H0452"]);
    finds("专职人员 / 没人", BY_HUNDRED, "定义 没人 = 专职人员 - 专职人员", &["H0452"]);
    finds("专职人员 / 没人", BY_HUNDRED, "参数 没人 = 0 人 依据 第一条", &["H0452"]);
    finds("倍数(专职人员, 0 人)", people, "", &["H0452"]);
    finds("增速(专职人员, 0 人)", BY_HUNDRED, "", &["H0452"]);
    finds("平均(专职人员 / 0 人 范围 全部)", BY_HUNDRED, "", &["H0452"]);
    finds("若 专职人员 / 0 人 超过 100% 则 满意率 否则 入驻率", BY_HUNDRED, "", &["H0452"]);
    finds("求和(荣誉.金额 其中 金额 / 0 万元 超过 100%)", "换算 100 万元 封顶 满分 保底 0 分", "", &["H0452"]);
    // Where it is asked before, or may be something else, there is nothing to be found.
    let asked = "若 没人 不等于 0 人 则 专职人员 / 没人 否则 100%";
    finds(asked, BY_HUNDRED, "参数 没人 = 0 人 依据 第一条", &[]);
    finds("满意率 / 入驻率", BY_HUNDRED, "", &[]);
    finds("增速(专职人员, 3 人)", BY_HUNDRED, "", &[]);
}

#[test]
fn a_zero_that_is_written_is_an_error_and_one_of_a_parameter_is_not() {
    let is_error = |value: &str, items: &str| {
        let text = with_indicators(&[&format!("取值 {value} ; 计分 {BY_HUNDRED} ; 缺失 得 0 分")]);
        let found = session::proofs(&program(&format!("{text}{items}\n")), false).findings;
        found.iter().any(heng::finding::Diagnostic::is_error)
    };
    assert!(is_error("专职人员 / 0 人", ""));
    assert!(!is_error("专职人员 / 没人", "参数 没人 = 0 人 依据 第一条"));
}

#[test]
fn a_condition_that_always_holds_is_found() {
    let either = |condition: &str| format!("若 {condition} 则 满意率 否则 入驻率");
    for condition in [
        "1 小于 2",
        "满意率 不低于 0%",
        "满意率 低于 120%",
        "满意率 等于 满意率",
        "专职人员 不超过 50 人 且 满意率 不超过 100%",
        "满意率 不低于 50% 或 满意率 低于 120%",
        "非 (满意率 低于 0%)",
        "收件日 不早于 2020-01-01",
        "计数(荣誉) 不少于 0",
    ] {
        finds(&either(condition), BY_HUNDRED, "", &["H0451"]);
    }
    for condition in ["满意率 超过 0%", "满意率 低于 100%", "入驻率 低于 120%", "升级省级园", "评语 是 \"好\""]
    {
        finds(&either(condition), BY_HUNDRED, "", &[]);
    }
    finds("满意率", BY_HUNDRED, "条件 够 依据 第一条 { 满意率 不低于 0% }", &["H0451"]);
    finds("满意率", BY_HUNDRED, "定义 够 = 专职人员 不少于 0 人\n条件 有 依据 第一条 { 够 }", &["H0451", "H0451"]);
    finds("计数(荣誉 其中 金额 不低于 0 万元)", "换算 10 封顶 满分", "", &["H0451"]);
    finds("计数(园区 范围 全部 其中 满意率 低于 120%)", "换算 10 封顶 满分", "", &["H0451"]);
    finds("计数(园区 范围 全部 其中 满意率 低于 满意率)", "换算 10 封顶 满分", "", &["H0445"]);
    finds("计数(园区 范围 全部 其中 满意率 低于 60%)", "换算 10 封顶 满分", "", &[]);
    finds("满意率", &format!("{BY_HUNDRED} ; 调整 满意率 不低于 0% 时 减半"), "", &["H0451"]);
}

#[test]
fn a_condition_that_never_holds_is_found_where_it_is_a_part_too() {
    let either = |condition: &str| format!("若 {condition} 则 满意率 否则 入驻率");
    for condition in ["满意率 超过 120%", "1 大于 2", "满意率 低于 满意率", "满意率 不低于 90% 且 满意率 低于 80%"]
    {
        finds(&either(condition), BY_HUNDRED, "", &["H0445"]);
    }
    finds(&either("满意率 不低于 50% 或 满意率 超过 120%"), BY_HUNDRED, "", &["H0445"]);
    let kind = "定义 型 = 若 升级省级园 则 \"大\" 否则 \"小\"";
    finds(&either("型 是 \"中\""), BY_HUNDRED, kind, &["H0445"]);
    finds(&either("型 不是 \"中\""), BY_HUNDRED, kind, &["H0451"]);
    finds(&either("型 是 \"大\""), BY_HUNDRED, kind, &[]);
}

#[test]
fn a_limit_of_a_method_out_of_range_is_found() {
    finds("满意率", "插值 { 60% : 0 分 ; 120% : 满分 } 两端 持平", "", &["H0453"]);
    finds("满意率", "插值 { -5% : 0 分 ; 60% : 3 分 ; 100% : 满分 } 两端 持平", "", &["H0453"]);
    finds("满意率", "插值 { 120% : 0 分 ; 200% : 满分 } 两端 持平", "", &["H0453"]);
    finds("满意率", "插值 { 0% : 0 分 ; 100% : 满分 } 两端 持平", "", &[]);
    // Nothing depends on points beyond the ends of the range.
    finds("满意率", "插值 { -10% : 0 分 ; 0% : 1 分 ; 100% : 5 分 ; 110% : 满分 } 两端 持平", "", &[]);
    finds("满意率", "自 满分 低于 120% 时 每低 1 个百分点 减 0.1 分 不足一步 按一步 保底 0 分", "", &["H0453"]);
    finds("满意率", "自 满分 低于 95% 时 每低 1 个百分点 减 0.1 分 不足一步 按一步 保底 0 分", "", &[]);
    // Nobody has said how far 空置率 goes.
    finds("空置率", "插值 { 60% : 0 分 ; 120% : 满分 } 两端 持平", "", &[]);
    finds("满意率", "分档 { 不低于 120% : 满分 ; 不低于 60% : 5 分 ; 其余 : 0 分 }", "", &["H0445"]);
    // Without 其余 the bands as they are written have a gap below 0% (H0403): what must be written is not told as spare.
    finds("满意率", "分档 { 不低于 60% : 满分 ; 不低于 0% : 5 分 ; 其余 : 0 分 }", "", &[]);
    finds("满意率", "分档 { 不低于 60% : 满分 ; 低于 60% : 5 分 ; 其余 : 0 分 }", "", &["H0419"]);
}

#[test]
fn a_mark_that_is_the_same_for_all_is_found() {
    finds("满意率", "分档 { 不低于 60% : 5 分 ; 其余 : 5 分 }", "", &["H0454"]);
    finds("满意率", "算式 满分 × 50%", "", &["H0454"]);
    finds("满意率", "算式 若 升级省级园 则 3 分 否则 3 分", "", &["H0454"]);
    finds("满意率", "算式 满意率 × 0.001 分", "", &["H0454"]);
    finds("满意率", "算式 满意率 × 0.01 分", "", &[]);
    finds("满意率", "分档 { 不低于 60% : 5 分 ; 其余 : 4 分 }", "", &[]);
    finds("满意率", BY_HUNDRED, "加分 { \"例\" 若 升级省级园 则 2 分 否则 2 分 }", &["H0454"]);
    finds("满意率", BY_HUNDRED, "加分 { \"例\" 若 升级省级园 则 2 分 否则 0 分 }", &[]);
    // What a parameter decides may be another mark next year.
    finds("满意率", "算式 满分 × 成数", "参数 成数 = 50% 依据 第一条", &[]);
}

/// A hundred indicators that a parameter switches.
fn switched(switch: &str, condition: &str) -> Vec<&'static str> {
    let clauses: Vec<String> = (1..=100)
        .map(|number| {
            format!(
                "取值 若 {condition} 且 满意率 不低于 {number}% 则 满意率 否则 入驻率 × {number}\n    计分 {BY_HUNDRED}\n    \
                 缺失 得 0 分\n    调整 {condition} 时 减半"
            )
        })
        .collect();
    let clauses: Vec<&str> = clauses.iter().map(String::as_str).collect();
    let vetoes: Vec<String> = (1..=20)
        .map(|number| format!("否决 坏{number} {condition} 且 满意率 低于 {number}% 则 不予 依据 第一条\n"))
        .collect();
    let vetoes = vetoes.concat();
    let grades = "等次 {\n  优 总分 不低于 400 分\n  其余 \"差\"\n}\n";
    let found = codes(&format!("{}{switch}\n{vetoes}{grades}", with_indicators(&clauses)));
    found.into_iter().filter(|code| *code != "H0446").collect()
}

#[test]
fn a_branch_that_a_parameter_turns_off_is_no_mistake() {
    assert_eq!(switched("参数 开关 = 否 依据 第一条", "开关"), [""; 0]);
    assert_eq!(switched("参数 开关 = 是 依据 第一条", "开关"), [""; 0]);
    assert_eq!(switched("参数 版本 = 1 依据 第一条", "版本 等于 2"), [""; 0]);
    assert_eq!(switched("参数 版本 = 1 依据 第一条\n定义 新版 = 版本 不低于 2", "新版"), [""; 0]);
    // A limit is no switch, wherever it is written.
    finds("满意率", "分档 { 不低于 线 : 满分 ; 其余 : 0 分 }", "参数 线 = 120% 依据 第一条", &["H0445"]);
}
