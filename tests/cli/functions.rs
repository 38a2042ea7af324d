//! Roots, powers, logarithms and lists: what is refused, what is missing and why, and how it is explained.

use crate::folder::Folder;
use crate::run::Findings;

/// A rule set with one definition that an indicator reads as it is.
fn rules(value: &str) -> Folder {
    let text = format!(
        "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {{
  园区编号 文本 主键
  甲 数值
  乙 数值
  收入 万元
}}
方面 D \"例\" 10 分 {{
  指标 D1 \"例\" 10 分 {{
    依据 第一条
    取值 {value}
    计分 算式 取值 × 1 分 封顶 满分 保底 0 分
  }}
}}
"
    );
    Folder::empty().with("rules.heng", text).with_folder("data")
}

#[track_caller]
fn refused(value: &str, code: &str) -> Findings {
    rules(value).heng("check rules.heng").is_refused().are(&[code])
}

#[track_caller]
fn marks(value: &str, rows: &str) -> String {
    let folder = rules(value).with("data/parks.csv", format!("园区编号,甲,乙,收入\n{rows}"));
    folder.heng("score rules.heng --data data --format csv").succeeds()
}

#[test]
fn absurd_sizes_are_refused_at_once() {
    refused("幂(2, 1000000)", "H0408").say("指数不能超过 100");
    refused("幂(2, 1000000.5) 精确到 2 位", "H0408");
    refused("幂(幂(幂(2, 100), 100), 100)", "H0408").say("结果太大");
    refused("指数(1000000000) 精确到 2 位", "H0408").say("结果太大");
    refused("方根(2, 1000000) 精确到 2 位", "H0408").say("1 到 100 的整数");
    refused("方根(2, 1.5) 精确到 2 位", "H0408");
    refused("方根(2, 0) 精确到 2 位", "H0408");
    refused("对数(2) 精确到 51 位", "H0408").say("最多精确到 50 位");
    refused("对数(2) 精确到 4000 位", "H0105").say("4000");
    refused("幂平均(1000, 甲, 乙) 精确到 2 位", "H0408");
    refused("对数(甲, 1) 精确到 2 位", "H0408");
    refused("方根(-4, 2) 精确到 2 位", "H0408").say("负数不能开方");
    refused("幂(0, -1)", "H0408");
}

#[test]
fn absurd_data_are_missing_at_once_with_a_reason() {
    let nines = "9".repeat(4000);
    let rows = format!("P1,{nines},{nines},1\nP2,-{nines},{nines},1\nP3,0.{nines},{nines},1\nP4,2,1000000000,1\n");
    for value in [
        "幂(甲, 乙) 精确到 2 位",
        "指数(甲 × 乙) 精确到 50 位",
        "对数(甲, 乙) 精确到 50 位",
        "方根(甲, 乙) 精确到 2 位",
        "几何平均(甲 权重 乙, 乙 权重 甲) 精确到 2 位",
        "幂平均(20, 甲, 乙) 精确到 2 位",
        "幂(幂(幂(甲, 100), 100), 100)",
    ] {
        let folder = rules(value).with("data/parks.csv", format!("园区编号,甲,乙,收入\n{rows}"));
        let run = folder.heng("score rules.heng --data data --format csv");
        assert!(run.code.is_some(), "{value}");
        assert!(!run.stderr.contains("panicked"), "{value}: {}", run.stderr);
    }
    let text = marks("指数(甲) 精确到 2 位", "P1,1000000000,1,1\nP2,-1000000000,1,1\nP3,2,1,1\n");
    assert!(text.contains("缺数据：数值不在函数的定义域里（如负数开方、0 取对数），或结果太大，无法计算"), "{text}");
    assert!(text.lines().nth(2).unwrap().contains("P2,0.00"), "{text}");
    assert!(text.lines().nth(3).unwrap().contains("P3,7.39"), "{text}");
}

/// Parameters and definitions that square the one before, or add it to itself.
#[test]
fn chains_that_double_end_at_once() {
    let chain = |word: &str, first: &str, sign: &str, length: usize| {
        let mut text = format!(
            "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n  甲 数值\n}}\n{word} 值0 = {first}\n"
        );
        for at in 1..length {
            text += &format!("{word} 值{at} = 值{} {sign} 值{}\n", at - 1, at - 1);
        }
        let last = length - 1;
        text + format!("条件 末 依据 第一条 {{\n  值{last} 不低于 0 且 甲 不低于 0\n}}\n").as_str()
    };
    let check = |text: String| Folder::empty().with("rules.heng", text).heng("check rules.heng");
    check(chain("参数", "10", "+", 90)).succeeds();
    check(chain("参数", "10", "×", 90)).is_refused().include(&["H0302"]);
    check(chain("定义", "甲", "×", 90)).succeeds();
    let folder = Folder::empty().with("rules.heng", chain("定义", "甲", "×", 90)).with_folder("data");
    let folder = folder.with("data/parks.csv", "园区编号,甲\nP1,3\nP2,1\n");
    let text = folder.heng("score rules.heng --data data --format csv").succeeds();
    assert!(text.contains("P1,,,,,,,,待定") && text.contains("P2,,,,,,,,符合"), "{text}");
}

#[test]
fn units_are_refused_in_words_of_the_domain() {
    refused("方根(收入, 2) 精确到 2 位", "H0301").say("「方根」只用于没有单位的数和比率，这里是金额（万元）");
    refused("对数(收入) 精确到 2 位", "H0301").say("倍数(本期, 1 万元)");
    refused("几何平均(收入, 甲) 精确到 2 位", "H0301").say("单位不合");
    refused("平均(甲 权重 收入, 乙 权重 1)", "H0301").say("权重是没有单位的数或比率，这里写了 万元");
}

#[test]
fn accuracy_is_wanted_where_a_result_has_no_last_decimal_and_only_there() {
    refused("方根(甲, 2)", "H0407").say("在括号后面写：精确到 10 位");
    refused("平均(甲, 乙) 精确到 2 位", "H0407").say("要舍入，写 保留 2 位");
    refused("甲 精确到 2 位", "H0407").say("只能紧跟在函数后面");
    refused("( 方根(甲, 2) 精确到 2 位 + 1 ) 精确到 2 位", "H0407");
    refused("幂(甲, 2) 精确到 2 位", "H0407");
    refused("幂(甲, 乙)", "H0407");
}

#[test]
fn weights_add_up_to_one() {
    refused("平均(甲 权重 0.333, 乙 权重 0.666)", "H0409").say("0.999").say("0.333 + 0.666");
    refused("平均(甲 权重 30, 乙 权重 70)", "H0409").say("100");
    refused("平均(甲 权重 1, 乙)", "H0409").say("有的写了权重");
    refused("中位数(甲 权重 0.5, 乙 权重 0.5)", "H0207");
    refused("有序加权(甲, 乙 次序权重 甲, 0.5)", "H0201");
    let text = marks("平均(甲 权重 1 / 3, 乙 权重 2 / 3)", "P1,9,3,1\n");
    assert!(text.contains("P1,5.00"), "{text}");
}

#[test]
fn several_findings_of_one_call_come_together() {
    rules("分位数(甲 范围 全部)").heng("check rules.heng").is_refused().are(&["H0405", "H0405"]);
    rules("标准差(甲 范围 全部)").heng("check rules.heng").is_refused().are(&["H0405", "H0407"]);
}

#[test]
fn an_explanation_can_be_redone_on_paper() {
    let explained = |value: &str| {
        let folder = rules(value).with("data/parks.csv", "园区编号,甲,乙,收入\nP1,9,4,100\nP2,2,3,300\nP3,4,5,200\n");
        folder.heng("explain rules.heng --data data --subject P1").succeeds()
    };
    for (value, wanted) in [
        ("方根(甲, 2) 精确到 4 位", "方根(甲 9, 2) 精确到 4 位 = 3"),
        ("幂(乙, 2)", "幂(乙 4, 2) = 16"),
        ("幂(甲, 2 / 3) 精确到 4 位", "幂(甲 9, 2 ÷ 3) 精确到 4 位 = 4.3267"),
        ("几何平均(甲, 乙) 精确到 4 位", "方根(甲 9 × 乙 4, 2) 精确到 4 位 = 6"),
        ("几何平均(甲 权重 0.3, 乙 权重 0.7) 精确到 8 位", "甲 9 ^ 0.3 × 乙 4 ^ 0.7 精确到 8 位 = 5.101698"),
        ("对数(甲, 乙) 精确到 3 位", "对数(甲 9, 乙 4) 精确到 3 位 = 1.585"),
        ("指数(甲 / 9) 精确到 3 位", "指数(甲 9 ÷ 9) 精确到 3 位 = 2.718"),
        ("绝对值(乙 - 甲)", "绝对值(乙 4 − 甲 9) = 5"),
        ("有序加权(甲, 乙, 5 次序权重 1 / 3, 1 / 2, 1 / 6)", "1/3 × 甲 9 + 0.5 × 5 + 1/6 × 乙 4 = 6.166666…"),
        ("中位数(甲, 乙, 5)", "中位数(甲 9, 5, 乙 4) = 5"),
        ("截尾平均(甲, 乙, 5 去高 1 去低 0)", "截尾平均(甲 9, 5, 乙 4 去高 1 去低 0) = 4.5"),
        ("平均(甲, 乙)", "(甲 9 + 乙 4) ÷ 2 = 6.5"),
        ("调和平均(甲, 乙)", "2 ÷ (1 ÷ 甲 9 + 1 ÷ 乙 4)"),
        ("分位数(甲 范围 全部 位置 25% 类型 7)", "分位数(甲 范围 全部 位置 25% 类型 7)"),
        ("标准差(甲 范围 全部 样本) 精确到 2 位", "标准差(甲 范围 全部 样本) 精确到 2 位"),
        ("名次(甲 范围 全部 升序 并列 平均)", "名次(甲 范围 全部 升序 并列 平均)"),
    ] {
        let text = explained(value);
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

#[test]
fn the_new_words_can_still_be_names() {
    let folder = Folder::empty().with(
        "rules.heng",
        "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  类型 枚举 { 甲, 乙 }
  权重 数值
  位置 数值
  样本 数值
  总体 数值
  算式 数值
  指数 数值
  精确到 数值
}
定义 幂 = 平均(位置 权重 权重, 样本 权重 总体) + 分位数(算式 范围 同 类型 位置 权重位 类型 7) + 指数(指数) 精确到2位
参数 权重位 = 25%
",
    );
    folder.heng("check rules.heng").succeeds();
    let english = folder.heng("fmt rules.heng --keywords en").succeeds();
    drop(english);
    let text = folder.read("rules.heng");
    assert!(text.contains("average(位置 weight 权重, 样本 weight 总体)"), "{text}");
    assert!(text.contains("quantile(算式 scope same 类型 position 权重位 quantile_type 7)"), "{text}");
    assert!(text.contains("exp(指数) accurate_to 2 places"), "{text}");
    folder.heng("fmt rules.heng --keywords zh").succeeds();
    assert!(folder.read("rules.heng").contains("指数(指数) 精确到 2 位"));
    folder.heng("fmt rules.heng --check").succeeds();
}

#[test]
fn what_cannot_be_worked_out_names_the_line_of_the_data() {
    let said = |value: &str, rows: &str| {
        let folder = rules(value).with("data/parks.csv", format!("园区编号,甲,乙,收入\n{rows}"));
        folder.heng("score rules.heng --data data").succeeds()
    };
    let text = said("甲 / 乙", "P1,9,3,1\nP2,9,0,1\n");
    assert!(text.contains("除数为 0，无法计算（parks.csv 第 3 行）"), "{text}");
    let text = said("方根(甲, 2) 精确到 2 位", "P1,-9,3,1\n");
    assert!(text.contains("结果太大，无法计算（parks.csv 第 2 行）"), "{text}");
    // A figure of all subjects is that of no line.
    let text = said("甲 / 求和(乙 范围 全部)", "P1,9,0,1\n");
    assert!(text.contains("除数为 0，无法计算（parks.csv 第 2 行）"), "{text}");
    let text = said("标准差(甲 范围 全部 样本) 精确到 2 位", "P1,9,0,1\n");
    assert!(text.contains("「园区」的行数不够或有 0"), "{text}");
}

#[test]
fn a_share_times_a_fixed_number_is_a_share_either_way() {
    for limit in ["2.5% × 1.5", "1.5 × 2.5%", "2.5% × 150%"] {
        rules(&format!("若 收入 / 1 亿元 不低于 {limit} 则 甲 否则 乙")).heng("check rules.heng").succeeds();
    }
}

#[test]
fn zero_needs_no_unit_and_other_numbers_do() {
    rules("若 收入 超过 0 则 甲 否则 乙").heng("check rules.heng").succeeds();
    refused("若 收入 超过 1 则 甲 否则 乙", "H0304");
}
