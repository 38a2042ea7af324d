//! Marks that apply add up, for all cases that 适用 can tell apart.

use heng::finding::{Code, Diagnostic};
use heng::host::Memory;
use heng::session;

const HEAD: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
舍入 方面 2 位 四舍五入
数据 园区 \"p.csv\" {
  园区编号 文本 主键
  类型 枚举 { 综合, 专业, 特色 }
  饮料 是否
  规模 枚举 { 大, 小 }
  人数 人 不低于 0 人
  收入 万元
  税收 万元 可缺失
  地区 文本
  成立 日期
  率 %
}
数据 机构 \"o.csv\" 属于 园区 按 园区编号 { 名称 文本 }
定义 大户 = 收入 不低于 500 万元
定义 负担 = 税收 / 收入
参数 线 = 500 万元 依据 \"通知\"
";

/// Findings of check about sums, for indicators of these marks and conditions.
fn found(clauses: &str, parts: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut text = format!("{HEAD}方面 A \"例\" 10 分 {{\n{clauses}");
    for (place, (marks, applies)) in parts.iter().enumerate() {
        let applies = if applies.is_empty() { String::new() } else { format!("适用 {applies} ; ") };
        text += &format!(
            "  指标 A{} \"例\" {marks} 分 {{ 依据 第一条 ; {applies}取值 率 ; 计分 比例 目标 100% 封顶 满分 保底 0 分 }}\n",
            place + 1
        );
    }
    text += "}\n";
    let host = Memory::default();
    host.put("r.heng", text.clone());
    let rules = session::rules(&host, "r.heng").unwrap();
    let proofs = rules.program.as_ref().map(|program| session::proofs(program, false).findings).unwrap_or_default();
    let all = [rules.diagnostics, proofs].concat().into_iter();
    let about = |code| [Code::H0401, Code::H0409, Code::H0415].contains(&code);
    let (sums, others): (Vec<_>, Vec<_>) = all.partition(|finding| about(finding.code));
    assert!(others.iter().all(|finding| !finding.is_error()), "{text}\n{others:#?}");
    sums
}

/// Each pair completes one another: whoever has not the one has the other.
const COMPLETE: &[&[&str]] = &[
    &["饮料", "非 饮料"],
    &["饮料 是 是", "饮料 是 否"],
    &["类型 是 综合", "类型 不是 综合"],
    &["类型 是 综合", "类型 是 专业", "类型 是 特色"],
    &["类型 是 综合 或 类型 是 专业", "类型 是 特色"],
    &["收入 不低于 500 万元", "收入 低于 500 万元"],
    &["收入 不低于 线", "收入 低于 500 万元"],
    &["收入 / 2 不低于 250 万元", "收入 低于 500 万元"],
    &["收入 超过 500 万元", "收入 等于 500 万元", "收入 低于 500 万元"],
    &["收入 超过 9 万元", "收入 超过 5 万元 且 收入 不超过 9 万元", "收入 不超过 5 万元"],
    &["人数 不低于 10 人", "人数 低于 10 人"],
    &["人数 超过 9 人", "人数 不超过 9 人"],
    &["负担 不低于 5%", "税收 / 收入 低于 5%"],
    &["大户", "非 大户"],
    &["大户", "收入 低于 500 万元"],
    &["地区 是 \"乐清\"", "地区 不是 \"乐清\""],
    &["地区 是 \"乐清\"", "地区 是 \"瑞安\"", "地区 不是 \"乐清\" 且 地区 不是 \"瑞安\""],
    &["成立 早于 2020-01-01", "成立 不早于 2020-01-01"],
    &["收入 超过 税收", "收入 不超过 税收"],
    &["收入 超过 税收", "税收 不低于 收入"],
    &["税收 为空", "税收 不为空"],
    &["存在(机构)", "非 存在(机构)"],
    &["计数(机构) 不低于 3 个", "计数(机构) 低于 3 个"],
    &["饮料 且 类型 是 综合", "饮料 且 类型 不是 综合", "非 饮料"],
    &["非 (饮料 或 类型 是 综合)", "饮料 或 类型 是 综合"],
    &["饮料 且 收入 低于 5 万元", "非 饮料 或 收入 不低于 5 万元"],
];

#[test]
fn what_completes_one_another_adds_up() {
    for conditions in COMPLETE {
        let parts: Vec<(&str, &str)> = conditions.iter().map(|applies| ("10", *applies)).collect();
        let found = found("", &parts);
        assert!(found.is_empty(), "{conditions:?}\n{found:#?}");
    }
}

#[test]
fn a_mark_too_many_is_found_whatever_the_condition_asks() {
    for conditions in COMPLETE {
        let mut parts: Vec<(&str, &str)> = conditions.iter().map(|applies| ("10", *applies)).collect();
        parts[0].0 = "11";
        let found = found("", &parts);
        assert!(!found.is_empty(), "{conditions:?}");
    }
}

#[test]
fn a_condition_left_out_is_found() {
    for conditions in COMPLETE {
        let parts: Vec<(&str, &str)> = conditions.iter().skip(1).map(|applies| ("10", *applies)).collect();
        assert!(!found("", &parts).is_empty(), "{conditions:?}");
    }
}

#[test]
fn every_wrong_kind_is_told() {
    let told = |parts: &[(&str, &str)]| -> Vec<String> {
        found("", parts).iter().map(|finding| format!("{} {}", finding.code, finding.message.zh)).collect()
    };
    let sum = |kind: &str, sum: &str, list: &str| {
        format!("H0401 方面 A 的指标（{kind}）相加为 {sum} 分，不是 10 分（{list}）")
    };
    assert_eq!(told(&[("15", "非 饮料"), ("7", "饮料")]), [sum("非 饮料", "15", "A1 15"), sum("饮料", "7", "A2 7")]);
    assert_eq!(
        told(&[("15", "类型 是 综合"), ("10", "类型 是 专业"), ("7", "类型 是 特色")]),
        [sum("类型 综合", "15", "A1 15"), sum("类型 特色", "7", "A3 7")]
    );
    assert_eq!(
        told(&[("6", ""), ("5", "收入 不低于 500 万元"), ("3", "收入 低于 500 万元")]),
        [
            sum("收入 等于 500 万元，这样的还有 1 种", "11", "A1 6 + A2 5"),
            sum("收入 低于 500 万元", "9", "A1 6 + A3 3")
        ]
    );
    let nobody = "H0401 方面 A 的指标（成立 等于 2020-01-01，这样的还有 1 种）没有一项适用，相加为 0 分，不是 10 分";
    assert_eq!(told(&[("10", "成立 早于 2020-01-01")]), [nobody]);
    // Two independent pairs: only the one that does not add up is told apart.
    assert_eq!(
        told(&[("5", "饮料"), ("5", "非 饮料"), ("6", "规模 是 大"), ("5", "规模 是 小")]),
        [sum("规模 大", "11", "A1 5 + A3 6")]
    );
}

#[test]
fn what_cannot_be_told_is_said_to_be_so() {
    for parts in [
        [("10", "负担 不低于 5%"), ("10", "税收 低于 收入 × 5%")],
        [("10", "收入 + 税收 不低于 5 万元"), ("10", "税收 + 收入 低于 5 万元")],
    ] {
        let found = found("", &parts);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::H0415], "{found:#?}");
        assert!(!found[0].is_error());
    }
}

#[test]
fn many_independent_pairs_are_no_burden() {
    let mut parts = Vec::new();
    let lines: Vec<String> = (0..40)
        .flat_map(|place| {
            [
                format!("收入 × {0} + 税收 不低于 {0} 万元", place + 2),
                format!("收入 × {0} + 税收 低于 {0} 万元", place + 2),
            ]
        })
        .collect();
    for line in &lines {
        parts.push(("0.25", line.as_str()));
    }
    assert!(found("", &parts).is_empty());
}

#[test]
fn what_is_redistributed_need_not_add_up_for_each_kind() {
    let gaps = "  缺项 折算\n";
    assert!(found(gaps, &[("6", ""), ("4", "类型 是 综合")]).is_empty());
    assert!(found(gaps, &[("6", ""), ("4", "饮料"), ("4", "非 饮料 且 收入 超过 5 万元")]).is_empty());
    assert!(found(gaps, &[("5", "饮料"), ("3", "收入 超过 5 万元"), ("2", "类型 是 综合")]).is_empty());
    // Nobody can have all marks.
    assert!(!found(gaps, &[("6", ""), ("3", "类型 是 综合")]).is_empty());
    assert!(!found(gaps, &[("6", ""), ("5", "")]).is_empty());
}

#[test]
fn weights_add_up_for_what_can_be_told_apart() {
    let mean = |one: &str, two: &str| {
        let mut text = format!("{HEAD}方面 A \"例\" 10 分 {{\n  汇总 平均\n");
        for (place, (applies, weight)) in [(one, "40%"), (two, "40%"), ("", "60%")].iter().enumerate() {
            let applies = if applies.is_empty() { String::new() } else { format!("适用 {applies} ; ") };
            text += &format!(
                "  指标 A{} \"例\" 10 分 {{ 依据 第一条 ; {applies}取值 率 ; 计分 换算 100% 封顶 满分 保底 0 分 ; 权重 {weight} }}\n",
                place + 1
            );
        }
        let host = Memory::default();
        host.put("r.heng", text + "}\n");
        let rules = session::rules(&host, "r.heng").unwrap();
        rules.diagnostics.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(mean("饮料", "非 饮料"), []);
    assert_eq!(mean("收入 超过 5 万元", "收入 不超过 5 万元"), []);
    assert_eq!(mean("饮料", "饮料"), [Code::H0409, Code::H0409]);
    assert_eq!(mean("收入 超过 5 万元", "收入 超过 6 万元"), [Code::H0409, Code::H0409]);
}
