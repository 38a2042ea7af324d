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
