//! Warnings: what is out of reach, never holds, is not used, or is used twice.

use heng::finding::Code;
use heng::proof::Answer;
use heng::session;

use crate::rules::{codes, program, proofs, statement};

const HEAD: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";
const PARKS: &str = "数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  园区类型 枚举 { 综合性, 专业性 }
  满意率 % 不低于 0% 不超过 100%
}
条件 类型 依据 第一条 { 园区类型 是 综合性 }
";
const MARKS: &str =
    "方面 D \"例\" 10 分 {\n  指标 D1 \"例\" 10 分 {\n    依据 第一条\n    取值 满意率\n    计分 换算 100%\n  }\n}\n";

fn with(items: &str) -> String {
    format!("{HEAD}{PARKS}{MARKS}{items}\n")
}

#[track_caller]
fn finds(items: &str, wanted: &[&str]) {
    assert_eq!(codes(&with(items)), wanted, "{items}");
}

#[test]
fn a_sound_rule_set_has_no_findings() {
    finds("", &[]);
    finds("等次 { 优秀 总分 不低于 9 分 ; 合格 总分 不低于 6 分 ; 其余 \"未达合格\" }", &[]);
}

#[test]
fn a_grade_out_of_reach_is_found() {
    let rest = "其余 \"未达合格\"";
    finds(&format!("等次 {{ 优秀 总分 不低于 11 分 ; {rest} }}"), &["H0443"]);
    finds(&format!("等次 {{ 优秀 总分 超过 10 分 ; {rest} }}"), &["H0443"]);
    finds(&format!("等次 {{ 优秀 总分 不低于 10 分 ; {rest} }}"), &[]);
    finds(&format!("等次 {{ 优秀 总分 不低于 9 分 且 总分 低于 8 分 ; {rest} }}"), &["H0443"]);
    finds(&format!("等次 {{ 优秀 总分 不低于 9 分 且 各方面得分率 不低于 101% ; {rest} }}"), &["H0443"]);
    finds(&format!("等次 {{ 优秀 总分 不低于 9 分 名额 0% 向下取整 仍同 全退 ; {rest} }}"), &["H0443"]);
    finds(&format!("等次 {{ 优秀 满意率 不低于 50% ; 合格 满意率 不低于 60% ; {rest} }}"), &["H0443"]);
    finds(
        &format!("等次 {{ 优秀 满意率 不低于 50% 名额 30% 向下取整 仍同 全退 ; 合格 满意率 不低于 60% ; {rest} }}"),
        &[],
    );
    finds(&format!("等次 {{ 优秀 总分 不低于 5 分 ; 合格 总分 不低于 0 分 ; {rest} }}"), &["H0443"]);
}

/// A rule set whose only head has this scoring, with grades of these lines.
fn graded(head: &str, lines: &str) -> Vec<&'static str> {
    codes(&format!("{HEAD}{PARKS}{head}等次 {{ {lines} ; 其余 \"未达合格\" }}\n"))
}

fn indicator(code: &str, clauses: &str) -> String {
    format!("  指标 {code} \"例\" 10 分 {{\n    依据 第一条\n    {clauses}\n  }}\n")
}

#[test]
fn what_a_total_can_come_to_is_that_of_its_marks() {
    let bands = "取值 满意率 ; 计分 分档 { 不低于 50% : 8 分 ; 其余 : 2 分 }";
    let one = format!("方面 D \"例\" 10 分 {{\n{}}}\n", indicator("D1", bands));
    assert_eq!(graded(&one, "优秀 总分 不低于 9 分"), ["H0443"]);
    assert_eq!(graded(&one, "优秀 总分 不低于 8 分 ; 合格 总分 不低于 3 分"), [""; 0]);
    assert_eq!(graded(&one, "优秀 总分 不低于 8 分 ; 合格 总分 不低于 2 分"), ["H0443"]);
    let cut = "总分 { 封顶 7 分 }\n";
    assert_eq!(graded(&format!("{cut}{one}"), "优秀 总分 不低于 8 分"), ["H0443"]);
    let low = "取值 满意率 ; 计分 换算 100% 封顶 5 分";
    let three = [indicator("D1", bands), indicator("D2", low), indicator("D3", low)].concat();
    let head = |aggregate: &str, parts: &str| {
        format!("舍入 方面 2 位 四舍五入\n方面 D \"例\" 10 分 {{\n  汇总 {aggregate}\n{parts}}}\n")
    };
    let findings = |text: String, lines: &str| -> Vec<&str> {
        graded(&text, lines).into_iter().filter(|code| *code == "H0443").collect()
    };
    assert_eq!(findings(head("中位数", &three), "优秀 总分 不低于 6 分"), ["H0443"]);
    assert_eq!(findings(head("最大", &three), "优秀 总分 不低于 6 分"), [""; 0]);
    // Of those that apply the median may be the greatest.
    let some = three.replace("封顶 5 分", "封顶 5 分 ; 适用 园区类型 是 综合性");
    assert_eq!(findings(head("中位数", &some), "优秀 总分 不低于 6 分"), [""; 0]);
    assert_eq!(findings(head("中位数", &some), "优秀 总分 不低于 9 分"), ["H0443"]);
}

#[test]
fn restrictions_and_demotions_lead_to_lower_grades_too() {
    let grades = "等次 { 优秀 总分 不低于 5 分 ; 合格 总分 不低于 5 分 且 满意率 不低于 0% ; 其余 \"未达合格\" }";
    let grades = grades.replacen("合格 总分 不低于 5 分 且", "合格", 1).replacen(
        "优秀 总分 不低于 5 分",
        "优秀 满意率 不低于 0%",
        1,
    );
    finds(&grades, &["H0443", "H0443"]);
    finds(&format!("限制 例外 园区类型 是 综合性 则 最高 合格\n{grades}"), &["H0443"]);
    finds(&format!("降等 例外 园区类型 是 综合性 则 降 1 等 依据 第一条\n{grades}"), &[""; 0]);
}

#[test]
fn bonus_marks_reach_higher_and_deductions_lower() {
    finds(
        "加分 封顶 5 分 { \"例\" 若 园区类型 是 综合性 则 3 分 否则 0 分 }\n等次 { 优秀 总分 不低于 13 分 ; 其余 \"合格\" }",
        &[],
    );
    finds(
        "加分 封顶 5 分 { \"例\" 若 园区类型 是 综合性 则 3 分 否则 0 分 }\n等次 { 优秀 总分 不低于 14 分 ; 其余 \"合格\" }",
        &["H0443"],
    );
    finds(
        "扣分 { \"例\" 若 园区类型 是 综合性 则 3 分 否则 0 分 }\n等次 { 合格 总分 不低于 0 分 ; 其余 \"未达合格\" }",
        &[],
    );
}

#[test]
fn a_veto_that_cannot_fire_is_found() {
    let grades = "等次 { 合格 总分 不低于 6 分 ; 其余 \"未达合格\" }";
    let veto = |condition: &str| format!("否决 例外 {condition} 则 不予定等\n{grades}");
    finds(&veto("满意率 低于 10%"), &[]);
    finds(&veto("满意率 低于 0%"), &["H0444"]);
    finds(&veto("满意率 不低于 0%"), &["H0444"]);
    finds(&veto("园区类型 是 综合性 且 园区类型 是 专业性"), &["H0444"]);
    finds(&veto("园区类型 是 综合性 且 非 园区类型 是 综合性"), &["H0444"]);
    finds(&veto("满意率 低于 10% 且 满意率 高于 20%"), &["H0444"]);
    finds(&veto("满意率 - 10 个百分点 高于 95%"), &["H0444"]);
    finds(&format!("限制 例外 满意率 超过 100% 则 最高 合格\n{grades}"), &["H0444"]);
    let proved = proofs(&with(&veto("满意率 低于 10% 且 园区类型 是 综合性")));
    assert_eq!(statement(&proved, Code::H0444, "例外").answer, Answer::Proved);
}

#[test]
fn an_arm_that_no_value_reaches_is_found() {
    let scored = |method: &str| {
        format!(
            "{HEAD}{PARKS}方面 D \"例\" 10 分 {{\n  指标 D1 \"例\" 10 分 {{\n    依据 第一条\n    取值 满意率\n    计分 {method}\n  }}\n}}\n"
        )
    };
    assert_eq!(codes(&scored("分档 { 超过 100% : 满分 ; 其余 : 0 分 }")), ["H0445"]);
    assert_eq!(codes(&scored("分档 { 不低于 100% : 满分 ; 其余 : 0 分 }")), [""; 0]);
    assert_eq!(codes(&scored("插值 { -10% : 0 分 ; 0% : 1 分 ; 100% : 5 分 ; 110% : 满分 } 两端 持平")), [""; 0]);
    assert_eq!(codes(&scored("分档 { 不低于 90% : 若 取值 低于 80% 则 1 分 否则 满分 ; 其余 : 0 分 }")), ["H0445"]);
    assert_eq!(
        codes(&scored("分档 { 不低于 90% : 按 园区类型 { 综合性 : 满分 ; 专业性 : 5 分 } ; 其余 : 0 分 }")),
        [""; 0]
    );
    // What an adjustment leaves out is reached where it does not fire.
    let bands = "分档 { 不低于 90% : 满分 ; 其余 : 5 分 }";
    assert_eq!(codes(&scored(&format!("{bands} ; 调整 取值 低于 80% 时 减半"))), [""; 0]);
    assert_eq!(codes(&scored(&format!("{bands} ; 调整 取值 超过 100% 时 减半"))), ["H0445"]);
    let impossible = "分档 { 超过 100% : 满分 ; 其余 : 5 分 }";
    assert_eq!(codes(&scored(&format!("{impossible} ; 调整 取值 低于 80% 时 减半"))), ["H0445"]);
    finds("条件 大 依据 第一条 { 满意率 超过 100% }", &["H0445"]);
}

#[test]
fn rows_that_no_row_belongs_to_are_found() {
    let text = format!(
        "{HEAD}{PARKS}数据 事件 \"e.csv\" 属于 园区 按 园区编号 {{ 类别 枚举 {{ 甲, 乙 }} }}\n{MARKS}加分 封顶 1 分 {{ \"例\" 计数(事件 其中 类别 是 甲 且 类别 是 乙) × 1 分 }}\n"
    );
    assert_eq!(codes(&text), ["H0445"]);
}

#[test]
fn what_no_rule_reads_is_found() {
    let text = |columns: &str, items: &str| {
        format!(
            "{HEAD}数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n  园区名称 文本 名称\n  满意率 %  不低于 0% 不超过 100%\n{columns}\n}}\n{MARKS}{items}\n"
        )
    };
    assert_eq!(codes(&text("  面积 平方米\n  人员 人", "")), ["H0446"]);
    assert_eq!(codes(&text("  面积 平方米 备查", "")), [""; 0]);
    assert_eq!(codes(&text("  面积 平方米 备查", "条件 大 依据 第一条 { 面积 不低于 5 平方米 }")), ["H0447"]);
    assert_eq!(codes(&text("  面积 平方米", "定义 大 = 面积 不低于 5 平方米")), ["H0448"]);
    assert_eq!(codes(&text("", "参数 线 = 5 分 依据 第一条")), ["H0448"]);
    assert_eq!(
        codes(&text("", "参数 线 = 5 分 依据 第一条\n加分 封顶 线 { \"例\" 若 满意率 超过 99% 则 1 分 否则 0 分 }")),
        [""; 0]
    );
    assert_eq!(codes(&text("  类别 文本", "条件 例 范围 同 类别 依据 第一条 { 计数(园区) 不少于 2 }")), [""; 0]);
}

#[test]
fn an_optional_column_wants_a_word_on_missing_data() {
    let text = |clauses: &str| {
        format!(
            "{HEAD}数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n  满意率 % 可缺失 不低于 0% 不超过 100%\n}}\n方面 D \"例\" 10 分 {{\n  指标 D1 \"例\" 10 分 {{\n    依据 第一条\n    {clauses}\n  }}\n}}\n"
        )
    };
    assert_eq!(codes(&text("取值 满意率 ; 计分 换算 100%")), ["H0449"]);
    assert_eq!(codes(&text("取值 满意率 ; 计分 换算 100% ; 缺失 得 0 分")), [""; 0]);
    assert_eq!(codes(&text("取值 若 满意率 为空 则 0% 否则 满意率 ; 计分 换算 100%")), [""; 0]);
}

#[test]
fn one_figure_that_earns_marks_twice_is_found() {
    let text = |first: &str, second: &str, items: &str| {
        format!(
            "{HEAD}{PARKS}{items}\n方面 D \"例\" 10 分 {{\n  指标 D1 \"例\" 5 分 {{\n    依据 第一条\n    {first}\n  }}\n  指标 D2 \"例\" 5 分 {{\n    依据 第一条\n    {second}\n  }}\n}}\n"
        )
    };
    let scored = |value: &str| format!("取值 {value} ; 计分 换算 100%");
    assert_eq!(codes(&text(&scored("满意率"), &scored("满意率"), "")), ["H0450"]);
    assert_eq!(codes(&text(&scored("满意率"), &scored("满意率 × 50%"), "")), [""; 0]);
    assert_eq!(codes(&text(&scored("满意率"), &scored("满意"), "定义 满意 = 满意率")), ["H0450"]);
    let gloss = "口径 K1 \"D1 与 D2 都计，是原文的安排\" 依据 第一条";
    assert_eq!(codes(&text(&scored("满意率"), &scored("满意率"), gloss)), [""; 0]);
}

#[test]
fn indicators_for_different_subjects_count_a_figure_once() {
    let of = |code: &str, kind: &str| {
        format!(
            "  指标 {code} \"例\" 10 分 {{\n    依据 第一条\n    适用 园区类型 是 {kind}\n    取值 满意率\n    计分 换算 100%\n  }}\n"
        )
    };
    let text = format!("{HEAD}{PARKS}方面 D \"例\" 10 分 {{\n{}{}}}\n", of("D1", "综合性"), of("D2", "专业性"));
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn warnings_are_no_errors() {
    let text = with("参数 线 = 5 分 依据 第一条");
    let findings = session::proofs(&program(&text), false).findings;
    assert!(findings.iter().all(|found| !found.is_error()));
}

#[test]
fn a_cap_without_a_floor_is_told_where_the_value_can_go_low() {
    const FREE: &str =
        "数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n  满意率 % 不低于 0% 不超过 100%\n  增速 %\n  部门分 分\n}\n";
    let found = |clauses: &str| {
        codes(&format!(
            "{HEAD}{FREE}方面 D \"例\" 10 分 {{\n{}}}\n定义 读 = 满意率\n条件 有 依据 第一条 {{ 读 超过 0% 或 增速 超过 0% 或 部门分 超过 0 分 }}\n",
            indicator("D1", clauses)
        ))
    };
    for open in [
        "取值 部门分 ; 计分 直接 封顶 满分",
        "取值 增速 ; 计分 换算 10% 封顶 满分",
        "取值 增速 ; 计分 算式 满分 × 取值 封顶 满分",
    ] {
        assert!(found(open).contains(&"H0405"), "{open}: {:?}", found(open));
        let floored = format!("{open} 保底 0 分");
        assert!(!found(&floored).contains(&"H0405"), "{floored}: {:?}", found(&floored));
    }
    // A range proves the floor, and of 比例 a document says no more than how high it goes.
    for closed in ["取值 满意率 ; 计分 换算 80% 封顶 满分", "取值 增速 ; 计分 比例 目标 10% 封顶 满分"]
    {
        assert!(!found(closed).contains(&"H0405"), "{closed}: {:?}", found(closed));
    }
}
