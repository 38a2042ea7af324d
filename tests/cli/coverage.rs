//! `heng test --coverage`

use serde_json::Value;

use crate::folder::Folder;

#[test]
fn the_examples_of_the_shipped_evaluation_reach_every_branch() {
    let said = Folder::rules().heng("test evaluation.heng --coverage").succeeds();
    assert!(!said.contains("没有示例到达的分支"), "{said}");
    assert!(
        said.ends_with(
            "evaluation.heng：分支 71/71（若与按 16/16、分档 13/13、累计 11/11、调整 2/2、封顶保底 19/19、条件结论 3/3、否决 2/2、限制 1/1、等次 4/4）\n"
        ),
        "{said}"
    );
}

#[test]
fn a_branch_that_no_example_reaches_is_listed_with_its_place_and_text() {
    // P4 is the only park with at least one event and fewer than six.
    let folder = Folder::rules().replacing("evaluation.heng", "  期望 P4 C3 得 1 分 因 \"不少于 1 场\"\n", "");
    let said = folder.heng("test evaluation.heng --coverage").succeeds();
    assert!(
        said.contains(
            "没有示例到达的分支：\n  evaluation.heng:291  指标 C3  不少于 1 场 : 1 分\nevaluation.heng：分支 70/71（"
        ),
        "{said}"
    );
}

#[test]
fn a_stand_in_and_a_veto_want_an_example_too() {
    let folder = Folder::rules()
        .replacing(
            "evaluation.heng",
            "    计分 比例 目标 就业目标 封顶 满分\n",
            "    计分 比例 目标 就业目标 封顶 满分\n    缺失 得 1 分\n",
        )
        .replacing("evaluation.heng", "  期望 P2 等次 不予定等 因 \"重大安全事故\"\n", "");
    let said = folder.heng("test evaluation.heng --coverage").succeeds();
    assert!(said.contains("evaluation.heng:345  指标 D5  缺失 得 1 分\n"), "{said}");
    assert!(said.contains("evaluation.heng:420  否决 重大安全事故 存在("), "{said}");
    assert!(said.contains("分支 70/72（") && said.contains("缺失 0/1、"), "{said}");
}

#[test]
fn what_an_example_works_out_without_expecting_it_is_not_reached() {
    let rules = "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n  人数 人\n}\n\
                 定义 甲 = 若 人数 不少于 3 人 则 1 否则 2\n定义 乙 = 若 人数 不少于 5 人 则 3 否则 4\n\
                 示例 \"只看甲\" {\n  园区 { 园区编号 : P1 ; 人数 : 9 }\n  期望 甲 为 1\n}\n";
    let said = Folder::empty().with("rules.heng", rules).heng("test rules.heng --coverage").succeeds();
    assert_eq!(
        said,
        "✓ 只看甲\n\
         rules.heng：示例 1 个，通过 1，不符 0\n\
         没有示例到达的分支：\n\
         \u{20} rules.heng:7  定义 甲  否则 2\n\
         \u{20} rules.heng:8  定义 乙  人数 不少于 5 人 则 3\n\
         \u{20} rules.heng:8  定义 乙  否则 4\n\
         rules.heng：分支 1/4（若与按 1/4）\n"
    );
}

#[test]
fn coverage_speaks_english_when_asked() {
    let said = Folder::rules().heng("test evaluation.heng --coverage --lang en").succeeds();
    assert!(said.contains("evaluation.heng: branches 71/71 (if and by 16/16, bands 13/13, "), "{said}");
}

#[test]
fn json_names_every_example_and_every_branch() {
    let said = Folder::rules().heng("test evaluation.heng admission.heng --format json").succeeds();
    let files: Value = serde_json::from_str(&said).unwrap();
    let evaluation = &files[0];
    assert_eq!(evaluation["file"], "evaluation.heng");
    assert_eq!((evaluation["reached"].as_u64(), evaluation["ways"].as_u64()), (Some(71), Some(71)));
    assert_eq!(evaluation["examples"].as_array().unwrap().len(), 21);
    assert_eq!(evaluation["examples"][0]["holds"], true);
    let ways = evaluation["each"].as_array().unwrap();
    let band = ways.iter().find(|way| way["text"] == "不少于 24 场 : 4 分").unwrap();
    assert_eq!((band["kind"].as_str(), band["item"].as_str()), (Some("分档"), Some("指标 C3")));
    assert_eq!((band["file"].as_str(), band["line"].as_u64()), (Some("evaluation.heng"), Some(291)));
    assert_eq!(files[1]["examples"].as_array().unwrap().len(), 7);
}

#[test]
fn a_failing_example_is_a_finding_with_coverage_too() {
    let folder = Folder::rules().replacing("evaluation.heng", "期望 D1 得 4 分\n", "期望 D1 得 5 分\n");
    let (said, found) = folder.heng("test evaluation.heng --coverage").finds();
    found.are(&["H0801"]);
    assert!(said.contains("分支 71/71（"), "{said}");
}
