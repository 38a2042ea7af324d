//! `heng test`

use crate::folder::Folder;

#[test]
fn the_examples_of_the_shipped_rules_hold() {
    let said = Folder::rules().heng("test evaluation.heng admission.heng").succeeds();
    assert_eq!(said.lines().filter(|line| line.starts_with("✓ ")).count(), 12, "{said}");
    assert!(said.contains("evaluation.heng：示例 5 个，通过 5，不符 0\n"), "{said}");
    assert!(said.ends_with("admission.heng：示例 7 个，通过 7，不符 0\n"), "{said}");
}

#[test]
fn a_wrong_mark_is_shown_with_what_was_expected_and_what_was_got() {
    let folder = Folder::rules().replacing("evaluation.heng", "期望 D1 得 4 分", "期望 D1 得 5 分");
    let (said, found) = folder.heng("test evaluation.heng").finds();
    assert!(said.contains("✗ 营业收入正好达到目标的一半，得一半分\n"), "{said}");
    assert!(said.ends_with("示例 5 个，通过 4，不符 1\n"), "{said}");
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
