//! What a first author brings along from prose, spreadsheets and programming: the help says how it is written here.

use heng::finding::{Code, Diagnostic};
use heng::host::Memory;
use heng::session;

use crate::fixes;

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
    fixes::hold_in(&format!("{HEAD}{items}"));
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

#[test]
fn a_grade_that_is_not_read_is_not_missed_elsewhere() {
    let items = "等次 {\nA类 名额 20%\n其余 \"C类\"\n}\n限制 短 率 低于 60% 则 最高 A类\n\
                 示例 \"例\" {\n企业 { 编号 : P1 }\n期望 等次 A类\n}";
    helps(&scoring("比例 目标 80% 封顶 满分", items), Code::H0105, "等次「A类」还没有写条件");
}

#[test]
fn the_first_share_of_all_is_a_quota() {
    let items = "等次 {\nA类 总分 前 20%\n其余 \"C类\"\n}";
    helps(&scoring("比例 目标 80% 封顶 满分", items), Code::H0105, "A类 总分 不低于 0 分 名额 20%");
}

#[test]
fn a_restriction_without_grades_says_so() {
    let items = "限制 短 率 低于 60% 则 最高 良好";
    helps(&scoring("比例 目标 80% 封顶 满分", items), Code::H0201, "规则集没有「等次」");
}

#[test]
fn functions_of_spreadsheets_have_their_name() {
    for (call, help) in [
        ("ln(率)", "对数(x)"),
        ("SQRT(率)", "方根(x, 2)"),
        ("pow(率, 2)", "幂(x, 2)"),
        ("MAX(率, 10%)", "最大值(甲, 乙)"),
        ("avg(项目.金额)", "平均(表.列)"),
        ("mean(项目.金额)", "平均(表.列)"),
        ("stdev(项目.金额)", "标准差(表.列 总体) 精确到 4 位"),
        ("合计(项目.金额)", "求和(表.列 其中 …)"),
    ] {
        helps(&format!("定义 甲 = {call}"), Code::H0206, help);
    }
    helps("定义 甲 = 率 ^ 2", Code::H0101, "幂(x, 2)");
}

#[test]
fn figures_side_by_side_and_values_of_subjects_are_no_rows() {
    helps("定义 甲 = 最大(10%, 率)", Code::H0207, "最大值(甲, 乙)");
    helps("定义 甲 = 最小(10%, 率)", Code::H0207, "最小值(甲, 乙)");
    helps("定义 甲 = 最大(率)", Code::H0207, "最大(率 范围 全部)");
    helps(&scoring("算式 满分 × 取值 / 最大(取值) 封顶 满分 保底 0 分", ""), Code::H0207, "最大(取值 范围 全部)");
}

#[test]
fn a_choice_stands_without_quotes() {
    helps("定义 甲 = 企业类型 = \"规上\"", Code::H0302, "枚举的项不加引号：写 规上");
    helps("定义 甲 = 企业类型 是 \"规中\"", Code::H0302, "写下面的一项：规上、规下");
}

#[test]
fn dates_are_compared() {
    helps("定义 甲 = 2024-12-31 - 注册日期 不低于 3 年", Code::H0302, "注册日期 不晚于 2021-12-31");
}

#[test]
fn marks_are_expected_with_their_word() {
    let example = "示例 \"例\" {\n企业 { 编号 : P1 ; 率 : 80% }\n期望 总分 为 8 分\n}";
    helps(&scoring("比例 目标 80% 封顶 满分", example), Code::H0201, "期望 总分 得 8 分");
}

#[test]
fn a_share_is_no_mark() {
    helps(&scoring("直接", ""), Code::H0304, "计分 换算 100%");
    helps("条件 甲 依据 第一条 { 率 不低于 80 }", Code::H0304, "另一边是比率（%）");
}

#[test]
fn an_example_without_subjects_names_the_table_at_hand() {
    let example = "示例 \"例\" {\n期望 总分 得 8 分\n}";
    helps(&scoring("比例 目标 80% 封顶 满分", example), Code::H0802, "企业 { 编号 : P1 }");
}

#[test]
fn weights_that_do_not_add_up_are_listed() {
    let indicator = |code: &str, weight: &str| {
        format!(
            "指标 {code} \"例\" 10 分 {{ 依据 第一条 ; 取值 率 ; 适用 税收 超过 1 万元 ; 权重 {weight} ; 计分 比例 目标 80% 封顶 满分 }}\n"
        )
    };
    let items = format!(
        "方面 D \"例\" 10 分 {{\n汇总 平均\n缺项 折算\n{}{}}}\n",
        indicator("A1", "0.3"),
        indicator("A2", "0.5")
    );
    helps(&items, Code::H0409, "A1 0.3 + A2 0.5");
}
