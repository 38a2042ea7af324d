//! A rule set of five hundred indicators is looked at in no time.

#![allow(clippy::disallowed_types, reason = "a time limit is a test here")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use heng::finding::Code;
use heng::proof::Answer;
use heng::session;

use crate::rules::program;

/// Machines differ and are shared; the figure that is aimed at is a tenth of this.
const LONGEST: Duration = Duration::from_millis(400);

fn large() -> String {
    let methods = [
        "分档 { 不低于 95% : 满分 ; 不低于 90% : 0.8 分 ; 不低于 80% : 0.5 分 ; 其余 : 0 分 }",
        "插值 { 60% : 0 分 ; 80% : 0.5 分 ; 90% : 满分 } 两端 持平",
        "比例 目标 90% 封顶 满分 保底 0 分",
        "极差 范围 同 园区类型 底 60 幅 40 相等 得 满分",
        "自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
    ];
    let mut text = "规则集 \"大\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 500 分\n舍入 指标 2 位 四舍五入\n数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n  园区类型 枚举 { 综合性, 专业性 }\n".to_owned();
    for number in 0..500 {
        let range = if number % 2 == 0 { " 不低于 0% 不超过 100%" } else { "" };
        writeln!(text, "  满意率{number} %{range}").unwrap();
    }
    text.push_str("}\n");
    for head in 0..10 {
        writeln!(text, "方面 H{head} \"例\" 50 分 {{").unwrap();
        for place in 0..50 {
            let number = head * 50 + place;
            let method = methods[number % methods.len()];
            writeln!(text, "  指标 D{number} \"例\" 1 分 {{\n    依据 第一条\n    取值 满意率{number}\n    计分 {method}\n    方向 越高越好\n  }}").unwrap();
        }
        text.push_str("}\n");
    }
    text
}

#[test]
fn five_hundred_indicators_are_proved_in_time() {
    let program = program(&large());
    let started = Instant::now();
    let proofs = session::proofs(&program, false);
    let took = started.elapsed();
    assert!(proofs.findings.is_empty());
    assert!(took < LONGEST, "{took:?}");
}

#[test]
fn what_stands_before_leaves_no_condition_unasked() {
    let mut text = crate::rules::with_indicators(&["取值 满意率 ; 计分 换算 100% 封顶 满分 保底 0 分"]);
    for at in 0..4000 {
        writeln!(text, "条件 条{at} 依据 第一条 {{ 满意率 不低于 50% 且 空置率 不低于 {at}% }}").unwrap();
    }
    text.push_str("条件 不会 依据 第一条 { 满意率 超过 100% }\n条件 总会 依据 第一条 { 满意率 不低于 0% }\n");
    let found = session::proofs(&program(&text), false).findings;
    for (code, name) in [(Code::H0445, "不会"), (Code::H0451, "总会")] {
        let places = found.iter().filter(|finding| finding.code == code).filter_map(heng::finding::Diagnostic::span);
        let places: Vec<&str> = places.filter_map(|span| text.get(..span.start)?.lines().last()).collect();
        assert_eq!(places, [format!("条件 {name} 依据 第一条 {{ ")], "{code}");
    }
}

#[test]
fn figures_that_grow_from_step_to_step_end_at_once() {
    let mut chain = String::new();
    for (at, before) in (1..90).zip(0..) {
        writeln!(chain, "定义 值{at} = 值{before} × 值{before}").unwrap();
    }
    let text = format!(
        "{}定义 值0 = 增幅 + 500%\n{chain}",
        crate::rules::with_indicators(&["取值 值89 ; 计分 换算 100% ; 方向 越高越好"])
    );
    let program = program(&text);
    let started = Instant::now();
    let _ = session::proofs(&program, true);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn stacked_adjustments_are_looked_at_in_time() {
    let adjusted = |count: usize| {
        let mut clauses = "取值 满意率 ; 计分 换算 100% 封顶 满分 保底 0 分".to_owned();
        for number in 0..count {
            write!(clauses, "\n    调整 专职人员 等于 {} 人 时 减半", number % 50).unwrap();
        }
        program(&crate::rules::with_indicators(&[&format!("{clauses}\n    方向 越高越好")]))
    };
    for (count, longest) in [(40, Duration::from_secs(3)), (10_000, Duration::from_secs(30))] {
        let program = adjusted(count);
        let started = Instant::now();
        let _ = session::proofs(&program, true);
        assert!(started.elapsed() < longest, "{count}: {:?}", started.elapsed());
    }
}

#[test]
fn every_choice_of_a_long_list_counts() {
    let answer = |last: u32| {
        let names: Vec<String> = (0..130).map(|number| format!("类{number}")).collect();
        let marks: Vec<String> =
            (0..130).map(|number| format!("类{number} : {} 分", if number == 129 { last } else { 9 })).collect();
        let text =
            crate::rules::with_indicators(&[&format!("取值 满意率 ; 计分 算式 按 类 {{ {} }}", marks.join(" ; "))]);
        let text = text.replacen("  满意率 %", &format!("  类 枚举 {{ {} }}\n  满意率 %", names.join(", ")), 1);
        crate::rules::answer(&text, Code::H0441)
    };
    assert_eq!((answer(10), answer(11)), (Answer::Proved, Answer::Refuted));
}
