//! What a first author brings along from prose, spreadsheets and programming: the help says how it is written here.

use heng::host::Memory;
use heng::lang::{Code, Diagnostic};
use heng::session;

const HEAD: &str = "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 企业 \"a.csv\" {
  编号 文本 主键
  率 %
  税收 万元
  注册日期 日期
  企业类型 枚举 { 规上, 规下 }
}
数据 项目 \"b.csv\" 属于 企业 按 编号 {
  金额 万元
}
";

/// The errors of a rule set with these items.
fn errors(items: &str) -> Vec<Diagnostic> {
    let host = Memory::default();
    host.put("rules.heng", format!("{HEAD}{items}"));
    let found = session::rules(&host, "rules.heng").unwrap().diagnostics;
    found.into_iter().filter(Diagnostic::is_error).collect()
}

/// One error, with these words in its message or help.
#[track_caller]
fn helps(items: &str, code: Code, words: &str) {
    let found = errors(items);
    let [error] = found.as_slice() else { panic!("one error: {items}\n{found:#?}") };
    let help = error.help.as_ref().map_or("", |help| help.zh.as_str());
    assert_eq!(error.code, code, "{items}");
    let said = format!("{} {help}", error.message.zh);
    assert!(said.contains(words), "{items}\n{said}");
}

fn scoring(method: &str, items: &str) -> String {
    let indicator = format!("指标 D1 \"例\" 10 分 {{ 依据 第一条 ; 取值 率 ; 计分 {method} }}");
    format!("方面 D \"例\" 10 分 {{\n{indicator}\n}}\n{items}")
}

#[test]
fn a_formula_lacks_its_word() {
    for (written, help) in [
        ("若 率 不低于 90% 则 10 分 否则 0 分", "计分 算式 若 率 不低于 90% 则 10 分 否则 0 分"),
        ("率 × 10 分", "计分 算式 率 × 10 分"),
        ("10 分 × 率", "计分 算式 10 分 × 率"),
    ] {
        helps(&scoring(written, ""), Code::H0105, help);
    }
    helps(&scoring("分当 { 其余 : 0 分 }", ""), Code::H0105, "是不是想写「分档」？");
}

#[test]
fn a_bound_of_prose_has_two_readings() {
    for (band, help) in [
        ("90% 以上", "写「不低于 90%」（含 90%）或「超过 90%」（不含）"),
        ("90%及以上", "写「不低于 90%」（含 90%）或「超过 90%」（不含）"),
        ("60%以下", "写「不高于 60%」（含 60%）或「低于 60%」（不含）"),
        ("60% 以内", "写「不高于 60%」（含 60%）或「低于 60%」（不含）"),
    ] {
        helps(&scoring(&format!("分档 {{ {band} : 10 分 ; 其余 : 0 分 }}"), ""), Code::H0105, help);
    }
    helps("条件 甲 依据 第一条 { 税收 达到 90 万元以上 }", Code::H0105, "写「不低于 90 万元」");
}

#[test]
fn words_of_other_languages_have_their_keyword() {
    for (formula, help) in [
        ("如果 率 低于 10% 那么 1 否则 2", "「如果」写作「若」"),
        ("若 率 低于 10% 那么 1 否则 2", "「那么」写作「则」"),
        ("若 率 低于 10% 则 1 否则如果 率 低于 20% 则 3 否则 2", "「否则如果」写作「否则 若」"),
    ] {
        helps(&format!("定义 甲 = {formula}"), Code::H0105, help);
    }
}

#[test]
fn units_in_signs_have_their_name() {
    for (sign, unit) in [
        ("mg", "毫克"),
        ("kg", "千克"),
        ("g", "克"),
        ("km", "千米"),
        ("m2", "平方米"),
        ("mg/L", "毫克/升"),
        ("ug/m3", "微克/立方米"),
        ("kWh", "千瓦时"),
        ("kg/亩", "千克/亩"),
    ] {
        let help = format!("单位用中文写：{unit}");
        helps(&format!("定义 甲 = 5 {sign}"), Code::H0303, &help);
        helps(&format!("数据 丙 \"c.csv\" 属于 企业 按 编号 {{ 量 {sign} }}"), Code::H0303, &help);
    }
    helps("条件 甲 依据 第一条 { 企业类型 是 5G }", Code::H0303, "\"5G\"");
}

#[test]
fn a_grade_has_a_condition_before_its_quota() {
    for grade in ["A类 名额 20% 范围 全部 向下取整 仍同 全退", "A类 前 20%"] {
        let items = format!("等次 {{\n{grade}\n其余 \"C类\"\n}}");
        let help = "先写条件，再写名额：A类 总分 不低于 0 分 名额 20% 向下取整 仍同 全退";
        helps(&scoring("比例 目标 80% 封顶 满分", &items), Code::H0105, help);
    }
}
