//! Cases beyond the example of a page: what else raises a code, and what must not.

use std::collections::BTreeSet;

use heng::engine::EngineKind;
use heng::finding::{Code, Diagnostic};
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::session;

use crate::fixes;

const TABLE: &str = "数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  满意率 %
  天数 工作日
  收件日 日期
}
数据 机构 \"orgs.csv\" 属于 园区 按 园区编号 {
  税收 万元
}
";

fn checked(items: &str) -> Vec<Diagnostic> {
    let host = Memory::default();
    let head = "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";
    host.put("rules.heng", format!("{head}{TABLE}{items}"));
    fixes::hold_in(&format!("{head}{TABLE}{items}"));
    session::rules(&host, "rules.heng").unwrap().diagnostics
}

fn with_scoring(scoring: &str, items: &str) -> Vec<Diagnostic> {
    let indicator = format!("指标 D1 \"满意度\" 10 分 {{ 依据 第一条 ; 取值 满意率 ; 计分 {scoring} }}");
    checked(&format!("方面 D \"服务\" 10 分 {{\n{indicator}\n}}\n{items}"))
}

fn assert_codes(findings: &[Diagnostic], wanted: &[Code]) {
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, wanted.iter().copied().collect(), "{findings:#?}");
}

#[test]
fn a_share_is_held_against_a_share() {
    for scoring in [
        "分档 { 不低于 80 : 10 分 ; 其余 : 0 分 }",
        "比例 目标 80 封顶 满分",
        "插值 { 60 : 0 分 ; 90 : 10 分 } 两端 持平",
        "换算 百分制",
    ] {
        assert_codes(&with_scoring(scoring, ""), &[Code::H0304]);
    }
    assert_codes(&checked("参数 线 = 80 依据 \"通知\"\n条件 满意 依据 第一条 { 满意率 不低于 线 }"), &[Code::H0304]);
    assert_codes(&checked("条件 满意 依据 第一条 { 满意率 超过 0 且 100% - 满意率 低于 20% }"), &[]);
}

#[test]
fn bands_that_cover_everything_need_no_rest() {
    assert_codes(&with_scoring("分档 { 不低于 80% : 10 分 ; 低于 80% : 0 分 }", ""), &[]);
    assert_codes(&with_scoring("分档 { 低于 60% : 0 分 ; 低于 80% : 6 分 ; 不低于 80% : 10 分 }", ""), &[]);
}

#[test]
fn a_gap_is_named() {
    for (bands, gap) in [
        ("不低于 90% : 10 分 ; 低于 80% : 0 分", "80% 与 90% 之间的值"),
        ("超过 80% : 10 分 ; 低于 80% : 0 分", "80% 本身"),
        ("不低于 80% : 10 分", "比 80% 更低的值"),
        ("低于 80% : 0 分", "比 80% 更高的值"),
    ] {
        let findings = with_scoring(&format!("分档 {{ {bands} }}"), "");
        assert_codes(&findings, &[Code::H0403]);
        assert!(findings[0].message.zh.contains(gap), "{}", findings[0].message.zh);
    }
}

#[test]
fn a_condition_is_a_column_of_the_results() {
    let condition = "条件 D1 依据 第一条 { 满意率 不低于 80% }";
    assert_codes(&with_scoring("比例 目标 80% 封顶 满分", condition), &[Code::H0202]);
    assert_codes(&checked("条件 名次 依据 第一条 { 满意率 不低于 80% }"), &[Code::H0202]);
}

#[test]
fn functions_have_one_english_name() {
    for call in
        ["最大(机构.税收)", "max(机构.税收)", "average(机构.税收)", "最大值(天数, 天数)", "greatest(天数, 天数)"]
    {
        assert_codes(&checked(&format!("定义 甲 = {call}")), &[]);
    }
    assert_codes(&checked("定义 甲 = mean(机构.税收)"), &[Code::H0206]);
}

#[test]
fn a_number_of_days_is_no_date() {
    let host = Memory::default();
    let condition = "条件 办结 依据 第一条 { 收件日 早于 工作日后(收件日, 天数) }";
    host.put("rules.heng", format!("规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n{TABLE}{condition}"));
    host.put("parks.csv", "园区编号,满意率,天数,收件日\nP1,90,-1,2024-05-06\n");
    host.put("orgs.csv", "园区编号,税收\n");
    let program = session::rules(&host, "rules.heng").unwrap().program.unwrap();
    let tables = session::tables(&host, &program, "", &Progress::new()).unwrap();
    let calendar = session::calendar(&host, None).unwrap();
    let faults = session::score(&program, &tables, &calendar, EngineKind::Exact, &Progress::new()).unwrap_err();
    assert_codes(&faults, &[Code::H0207]);
}

/// Two heads of 5 marks, one indicator each, with what 取值 of each says.
fn two_heads(first: &str, second: &str, items: &str) -> Vec<Diagnostic> {
    let head = |code: &str, value: &str| {
        format!(
            "方面 {code} \"例\" 5 分 {{\n指标 {code}1 \"例\" 5 分 {{ 依据 第一条 ; 取值 {value} ; 计分 直接 封顶 满分 保底 0 分 }}\n}}\n"
        )
    };
    checked(&format!("{}{}{items}", head("A", first), head("B", second)))
}

#[test]
fn a_ring_of_marks_is_named_in_the_words_of_the_rule() {
    for (first, second, items, ring) in [
        ("得分(A1)", "1 分", "", "指标 A1 → 指标 A1"),
        ("得分(B1)", "得分(A1)", "", "指标 A1 → 指标 B1 → 指标 A1"),
        ("得分(A)", "1 分", "", "指标 A1 → 方面 A → 指标 A1"),
        ("若 总分 超过 1 分 则 1 分 否则 2 分", "1 分", "", "指标 A1 → 总分 → 方面 A → 指标 A1"),
        ("若 甲 则 1 分 否则 2 分", "1 分", "定义 甲 = 得分率(A1) 超过 1%\n", "定义 甲 → 指标 A1 → 定义 甲"),
        ("1 分", "1 分", "加分 { \"例\" 若 总分 超过 1 分 则 1 分 否则 2 分 }\n", "加分 → 总分 → 加分"),
    ] {
        let findings = two_heads(first, second, items);
        assert_codes(&findings, &[Code::H0203]);
        let [finding] = findings.as_slice() else { panic!("one ring, one finding: {findings:#?}") };
        assert_eq!(finding.message.zh, format!("循环定义：{ring}"));
    }
}

#[test]
fn marks_are_read_where_there_is_no_ring() {
    let items = "限制 短板 非 各方面得分率 不低于 60% 则 最高 良好\n\
                 否决 过低 得分率(总分) 低于 10% 则 不予定等\n\
                 条件 均衡 依据 第二条 { 得分(A) 不低于 得分(B1) }\n\
                 加分 { \"均衡\" 若 得分率(A) 不低于 90% 则 1 分 否则 0 分 }\n\
                 等次 { 优秀 总分 不低于 9 分 ; 良好 总分 不低于 平均(总分 范围 全部) ; 其余 \"无\" }\n";
    assert_codes(&two_heads("1 分", "得分(A1)", items), &[]);
}

#[test]
fn rows_below_and_parameters_have_no_marks() {
    for item in ["参数 线 = 总分", "定义 机构.高 = 得分(A1) 超过 1 分", "定义 高 = 计数(机构 其中 总分 超过 1 分)"]
    {
        assert_codes(&two_heads("1 分", "1 分", item), &[Code::H0207]);
    }
    assert_codes(&two_heads("1 分", "1 分", "定义 高 = 得分(C1)"), &[Code::H0201]);
    assert_codes(&two_heads("1 分", "1 分", "定义 高 = 得分(满意率)"), &[Code::H0201]);
    assert_codes(&two_heads("1 分", "1 分", "定义 高 = 得分(A1 范围 全部)"), &[Code::H0207]);
    assert_codes(&checked("条件 高 依据 第一条 { 总分 超过 1 分 }"), &[Code::H0204]);
}

#[test]
fn a_chain_of_marks_ends_somewhere() {
    let chain = |length: usize| {
        let indicators = (0..length).map(|at| {
            let value = if at == 0 { "1 分".to_owned() } else { format!("得分(I{})", at - 1) };
            let full = format!("10 / {length} × 1 分");
            format!("指标 I{at} \"例\" {full} {{ 依据 第一条 ; 取值 {value} ; 计分 直接 封顶 满分 保底 0 分 }}\n")
        });
        format!("方面 D \"例\" 10 分 {{\n{}}}\n", indicators.collect::<String>())
    };
    assert_codes(&checked(&chain(100)), &[]);
    assert_codes(&checked(&chain(101)), &[Code::H0104]);
}

#[test]
fn a_difference_of_shares_is_held_against_points() {
    let with_value = |value: &str, scoring: &str| {
        let indicator = format!("指标 D1 \"满意度\" 10 分 {{ 依据 第一条 ; 取值 {value} ; 计分 {scoring} }}");
        checked(&format!("方面 D \"服务\" 10 分 {{\n{indicator}\n}}\n定义 差 = 满意率 - 90%\n"))
    };
    for scoring in [
        "分档 { 不低于 5 个百分点 : 10 分 ; 其余 : 0 分 }",
        "插值 { 0 个百分点 : 0 分 ; 5 个百分点 : 10 分 } 两端 持平",
        "比例 目标 5 个百分点 封顶 满分 保底 0 分",
        "每 1 个百分点 得 1 分 不足一步 不计 封顶 满分 保底 0 分",
        "算式 若 取值 超过 5 个百分点 则 10 分 否则 0 分",
    ] {
        for value in ["满意率 - 90%", "差", "(满意率 - 90%) 保留 1 位 四舍五入"] {
            assert_codes(&with_value(value, scoring), &[]);
        }
    }
    // A share is no difference, nor is a share less some points.
    let bands = "分档 { 不低于 5 个百分点 : 10 分 ; 其余 : 0 分 }";
    assert_codes(&with_value("满意率", bands), &[Code::H0301]);
    assert_codes(&with_value("满意率 - 10 个百分点", bands), &[Code::H0301]);
    assert_codes(&checked("条件 甲 依据 第一条 { 满意率 - 90% 不低于 5 个百分点 }"), &[]);
    assert_codes(&checked("条件 甲 依据 第一条 { 满意率 不低于 5 个百分点 }"), &[Code::H0301]);
}

#[test]
fn a_name_of_another_kind_is_told_how_it_is_read() {
    let found = checked("定义 乙 = 机构 + 1");
    let error = found.iter().find(|finding| finding.code == Code::H0201).unwrap();
    assert!(error.help.as_ref().unwrap().zh.contains("计数(机构)"), "{error:#?}");
    // A condition is a truth wherever one is wanted.
    assert_codes(&checked("条件 甲 依据 第一条 { 满意率 不低于 80% }\n否决 乙 甲 则 不予定等"), &[]);
}

#[test]
fn a_band_may_be_one_value() {
    for covered in [
        "分档 { 等于 80% : 10 分 ; 超过 80% : 6 分 ; 低于 80% : 1 分 }",
        "分档 { 超过 80% : 6 分 ; 等于 80% : 10 分 ; 低于 80% : 1 分 }",
        "分档 { 低于 80% : 1 分 ; 超过 80% : 6 分 ; 等于 80% : 10 分 }",
        "分档 { 等于 90% : 10 分 ; 不低于 80% : 6 分 ; 低于 80% : 1 分 }",
        "分档 { 超过 90% : 8 分 ; 等于 90% : 10 分 ; 超过 80% : 6 分 ; 等于 80% : 2 分 ; 低于 80% : 1 分 }",
        "分档 { 等于 80% : 10 分 ; 不等于 80% : 0 分 }",
    ] {
        assert_codes(&with_scoring(covered, ""), &[]);
    }
    for (gap, told) in [
        ("分档 { 超过 80% : 10 分 ; 低于 80% : 0 分 }", "80% 本身没有档"),
        ("分档 { 等于 80% : 10 分 ; 超过 80% : 6 分 }", "比 80% 更低的值没有档"),
        ("分档 { 等于 80% : 10 分 ; 低于 70% : 6 分 }", "70% 与 80% 之间的值、比 80% 更高的值没有档"),
        (
            "分档 { 超过 90% : 10 分 ; 等于 85% : 5 分 ; 低于 80% : 6 分 }",
            "80% 与 85% 之间的值、85% 与 90% 之间的值没有档",
        ),
    ] {
        let found = with_scoring(gap, "");
        assert_codes(&found, &[Code::H0403]);
        assert!(found[0].message.zh.contains(told), "{}", found[0].message.zh);
    }
    for taken in [
        "分档 { 不低于 80% : 10 分 ; 等于 90% : 5 分 ; 低于 80% : 0 分 }",
        "分档 { 等于 80% : 10 分 ; 等于 80% : 5 分 ; 其余 : 0 分 }",
        "分档 { 不等于 80% : 10 分 ; 超过 90% : 5 分 ; 其余 : 0 分 }",
    ] {
        assert_codes(&with_scoring(taken, ""), &[Code::H0402]);
    }
}

#[test]
fn a_step_is_above_0() {
    for scoring in [
        "自 满分 低于 95% 时 每低 0 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
        "自 0 分 超过 95% 时 每高 0 个百分点 加 0.2 分 不足一步 按一步 封顶 满分 低于 得 0 分",
        "每 0% 得 1 分 不足一步 不计 封顶 满分",
        "每 (5% - 5%) 得 1 分 不足一步 不计 封顶 满分",
        "累计 { 满意率 每 0% 得 1 分 封顶 10 分 不足一步 不计 }",
        "自 满分 { 满意率 每 0% 减 1 分 不足一步 不计 } 保底 0 分",
    ] {
        assert_codes(&with_scoring(scoring, ""), &[Code::H0416]);
    }
    assert_codes(&with_scoring("每 步 得 1 分 不足一步 不计 封顶 满分", "参数 步 = 0% 依据 \"通知\""), &[Code::H0416]);
}

#[test]
fn a_cap_is_not_below_the_floor() {
    for scoring in [
        "换算 100% 封顶 5 分 保底 8 分",
        "直接 封顶 满分 - 6 分 保底 5 分",
        "算式 取值 × 满分 封顶 线 保底 8 分",
        "换算 100% 封顶 6 分 保底 若 天数 超过 3 工作日 则 7 分 否则 0 分",
    ] {
        let found = with_scoring(scoring, "参数 线 = 5 分 依据 \"通知\"");
        assert!(
            found.iter().any(|finding| finding.code == Code::H0417) || scoring.contains('若'),
            "{scoring} {found:#?}"
        );
    }
    assert_codes(&with_scoring("换算 100% 封顶 5 分 保底 5 分", ""), &[]);
}

#[test]
fn what_is_rounded_as_it_is_needs_no_decimals() {
    let value = |value: &str| checked(&format!("条件 甲 依据 第一条 {{ {value} 超过 0 }}"));
    for once in [
        "方根(满意率, 2) 保留 2 位 四舍五入",
        "(方根(满意率, 2)) 保留 2 位",
        "对数(满意率) 保留 3 位",
        "标准差(满意率 范围 全部) 保留 3 位",
        "几何平均(满意率, 50%) 保留 3 位",
        "方根(满意率, 2) 保留 2 位 进位",
        "对数(满意率) 保留 3 位 舍去",
        "标准差(满意率 范围 全部) 保留 3 位 四舍六入五成双",
    ] {
        let found = value(once);
        assert!(found.iter().all(|finding| finding.code != Code::H0407), "{once} {found:#?}");
    }
    for stated in ["方根(满意率, 2)", "(方根(满意率, 2) + 1%) 保留 2 位", "(方根(满意率, 2) + 1%) 保留 2 位 进位"]
    {
        let found = value(stated);
        assert!(found.iter().any(|finding| finding.code == Code::H0407), "{stated} {found:#?}");
        let help = found.iter().find(|finding| finding.code == Code::H0407).and_then(|finding| finding.help.clone());
        assert!(help.is_some_and(|help| help.zh.contains("精确到 10 位")), "{stated}");
    }
}
