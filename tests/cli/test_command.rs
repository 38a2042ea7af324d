//! `heng test`

use crate::folder::Folder;

#[test]
fn the_examples_of_the_shipped_rules_hold() {
    let said = Folder::rules().heng("test evaluation.heng admission.heng").succeeds();
    assert_eq!(said.lines().filter(|line| line.starts_with("✓ ")).count(), 28, "{said}");
    assert!(said.contains("evaluation.heng：示例 21 个，通过 21，不符 0\n"), "{said}");
    assert!(said.ends_with("admission.heng：示例 7 个，通过 7，不符 0\n"), "{said}");
}

#[test]
fn a_wrong_mark_is_shown_with_what_was_expected_and_what_was_got() {
    let folder = Folder::rules().replacing("evaluation.heng", "期望 D1 得 4 分", "期望 D1 得 5 分");
    let (said, found) = folder.heng("test evaluation.heng").finds();
    assert!(said.contains("✗ 营业收入正好达到目标的一半，得一半分\n"), "{said}");
    assert!(said.ends_with("示例 21 个，通过 20，不符 1\n"), "{said}");
    found.are(&["H0801"]).say("期望 5.00 分，实得 4.00 分").say("期望 D1 得 5 分");
}

#[test]
fn a_wrong_verdict_is_shown() {
    let folder = Folder::rules().replacing("admission.heng", "期望 综合性集中度 待说明", "期望 综合性集中度 不符合");
    let (_, found) = folder.heng("test admission.heng").finds();
    found.are(&["H0801"]).say("期望 不符合，实得 待说明");
}

#[test]
fn an_example_that_says_nothing_is_a_finding() {
    let folder = Folder::rules().replacing("evaluation.heng", "  期望 D1 得 4 分\n", "");
    folder.heng("test evaluation.heng").is_refused().are(&["H0802"]).say("期望");
}

#[test]
fn what_an_example_does_not_say_is_missing_and_not_zero() {
    let folder = Folder::rules().replacing("evaluation.heng", "期望 D1 得 4 分", "期望 D5 得 0 分");
    let (_, found) = folder.heng("test evaluation.heng").finds();
    found.are(&["H0801"]).say("缺失");
}

#[test]
fn rules_with_errors_are_not_run() {
    let folder = Folder::rules().replacing("evaluation.heng", "满分 100 分", "满分 90 分");
    folder.heng("test evaluation.heng").is_refused().are(&["H0401"]);
}

#[test]
fn a_reason_that_is_not_given_is_a_finding_with_those_that_are() {
    let folder = Folder::rules().replacing("evaluation.heng", "因 \"未进入名额\"", "因 \"限制 群体性事件\"");
    let (said, found) = folder.heng("test evaluation.heng").finds();
    assert!(said.ends_with("示例 21 个，通过 20，不符 1\n"), "{said}");
    found.are(&["H0801"]).say("理由里却没有「限制 群体性事件」，而是：").say("未进入名额");
}

#[test]
fn the_reason_of_a_mark_is_the_band_it_fell_in() {
    let folder = Folder::rules().replacing("evaluation.heng", "因 \"不少于 6 场\"", "因 \"不少于 24 场\"");
    folder.heng("test evaluation.heng").finds().1.are(&["H0801"]).say("而是：不少于 6 场");
}

#[test]
fn the_reason_of_a_verdict_is_what_it_lacks() {
    let folder =
        Folder::rules().replacing("evaluation.heng", "因 \"集中度 69.99%，要求不低于 70%\"", "因 \"专职人员\"");
    let found = folder.heng("test evaluation.heng").finds().1;
    found.are(&["H0801"]).say("而是：集中度 69.99%，要求不低于 70%，差 0.01 个百分点");
}

#[test]
fn an_outcome_that_fails_has_no_second_finding_for_its_reason() {
    let folder = Folder::rules().replacing(
        "evaluation.heng",
        "期望 P6 C4 得 2 分 因 \"减半\"",
        "期望 P6 C4 得 4 分 因 \"没有\"",
    );
    folder.heng("test evaluation.heng").finds().1.are(&["H0801"]).say("期望 4.00 分，实得 2.00 分");
}

#[test]
fn a_stand_in_for_a_missing_mark_is_its_reason() {
    let folder = Folder::rules()
        .replacing("evaluation.heng", "    计分 比例 目标 就业目标 封顶 满分\n", "    计分 比例 目标 就业目标 封顶 满分\n    缺失 得 1 分\n")
        .appending(
            "evaluation.heng",
            "\n示例 \"没有报就业人数\" {\n  园区 { 园区编号 : P1 ; 园区类型 : 综合性 }\n  期望 D5 得 1 分 因 \"缺失，以 1 分 计\"\n  期望 D1 缺失 因 \"未给出\"\n}\n",
        );
    let said = folder.heng("test evaluation.heng").succeeds();
    assert!(said.ends_with("示例 22 个，通过 22，不符 0\n"), "{said}");
}

/// Two parks, the second of which the indicator E1 does not ask, with expectations.
fn expecting(expectations: &str) -> Folder {
    let rules = format!(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 20 分\n舍入 指标 2 位 四舍五入\n\
         数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  甲 数值 可缺失\n  乙 数值\n  问 是否\n}}\n\
         定义 占比 = 甲 / 乙\n\
         方面 D \"例\" 10 分 {{\n  指标 D1 \"例\" 10 分 {{\n    依据 第一条\n    取值 占比\n    计分 换算 100% 封顶 满分 保底 0 分\n  }}\n}}\n\
         方面 E \"例\" 10 分 {{\n  指标 E1 \"例\" 10 分 {{\n    依据 第一条\n    适用 问\n    取值 乙\n    计分 换算 3 封顶 满分 保底 0 分\n  }}\n  \
         指标 E2 \"例\" 10 分 {{\n    依据 第一条\n    适用 非 问\n    取值 甲\n    计分 换算 100 封顶 满分 保底 0 分\n  }}\n}}\n\
         等次 {{\n  \"A+\" 总分 不低于 10 分\n  其余 \"B-\"\n}}\n\
         示例 \"三家\" {{\n  园区 {{ 编号, 甲, 乙, 问 }} = (P1, 1, 3, 是), (P2, 1, 3, 否)\n  园区 {{ 编号 : P3 ; 乙 : 3 ; 问 : 是 }}\n{expectations}}}\n"
    );
    Folder::empty().with("rules.heng", rules)
}

#[test]
fn a_value_is_expected_exactly_or_as_it_is_rounded() {
    for value in ["1 / 3", "33.33% 保留 2 位", "33.4% 保留 1 位 进位", "33% 保留 0 位"] {
        expecting(&format!("  期望 P1 占比 为 {value}\n")).heng("test rules.heng").succeeds();
    }
    let (_, found) = expecting("  期望 P1 占比 为 33.34% 保留 2 位\n").heng("test rules.heng").finds();
    found.are(&["H0801"]).say("期望 33.34%，实得 33.33%");
    let found = expecting("  期望 P1 占比 为 0.3333\n").heng("test rules.heng").is_refused();
    found.are(&["H0304"]).say("比率在数后写 %");
}

#[test]
fn what_is_missing_is_told_from_what_does_not_apply() {
    expecting("  期望 P2 E1 不适用\n  期望 P3 占比 缺失\n  期望 P3 等次 缺失\n  期望 P3 D1 缺失\n")
        .heng("test rules.heng")
        .succeeds();
    let (_, found) = expecting("  期望 P1 E1 不适用\n").heng("test rules.heng").finds();
    found.are(&["H0801"]).say("期望 不适用，实得 适用");
    let (_, found) = expecting("  期望 P1 等次 缺失\n").heng("test rules.heng").finds();
    found.are(&["H0801"]).say("期望 缺失，实得 A+");
    let (_, found) = expecting("  期望 P1 占比 缺失\n").heng("test rules.heng").finds();
    found.are(&["H0801"]).say("期望 缺失，实得 33.33333333…%");
}

#[test]
fn a_grade_with_a_sign_in_its_name_stands_in_quotes() {
    expecting("  期望 P1 等次 \"A+\"\n  期望 P2 等次 \"B-\"\n").heng("test rules.heng").succeeds();
    let folder = expecting("  期望 P2 等次 \"B-\"\n").replacing("rules.heng", "\"A+\" 总分 不低于", "A- 总分 不低于");
    folder.heng("check rules.heng").is_refused().are(&["H0105"]).say("等次名「A-」里有符号").say("写在引号里：\"A-\"");
}

#[test]
fn a_definition_that_only_examples_ask_for_is_used() {
    let folder = expecting("  期望 P1 总分 得 13.33 分\n  期望 P1 双 为 2\n")
        .replacing("rules.heng", "方面 D", "定义 双 = 甲 × 2\n方面 D")
        .replacing("rules.heng", "定义 占比", "定义 闲 = 乙 × 2\n定义 占比");
    let run = folder.heng("check rules.heng");
    assert!(run.stderr.contains("定义「闲」没有规则用到") && !run.stderr.contains("「双」"), "{}", run.stderr);
}
