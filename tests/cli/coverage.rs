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

const CAPPED: &str = "规则集 \"例\" 示例\n周期 2022-01-01 至 2023-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n数据 家 \"d.csv\" {\n  编号 文本 主键\n  \
                      甲 % 可缺失\n}\n方面 A \"一\" 10 分 {\n  指标 A1 \"一\" 10 分 { 依据 \"一\" ; 取值 甲 ; 计分 换算 100% 封顶 满分 保底 0 分 }\n}\n\
                      加分 { \"奖\" 5 分 }\n总分 { 封顶 12 分 }\n";

#[test]
fn a_cap_of_the_total_is_a_way_that_is_reached_when_it_cuts() {
    let example = |rate: &str, total: &str| {
        format!("{CAPPED}示例 \"例\" {{\n  家 {{ 编号 : P1 ; 甲 : {rate} }}\n  期望 总分 得 {total} 分\n}}\n")
    };
    let said = |rules: String| Folder::empty().with("r.heng", rules).heng("test r.heng --coverage").succeeds();
    let cuts = said(example("100%", "12"));
    assert!(!cuts.contains("总分  封顶 12 分"), "{cuts}");
    let does_not = said(example("60%", "11"));
    assert!(does_not.contains("总分  封顶 12 分"), "{does_not}");
}

#[test]
fn what_an_example_lacks_is_at_the_line_of_the_example() {
    let rules =
        format!("{CAPPED}示例 \"例\" {{\n  家 {{ 编号 : P1 }}\n  期望 A1 缺失 因 \"甲\"\n  期望 总分 得 1 分\n}}\n");
    let (_, found) = Folder::empty().with("r.heng", rules).heng("test r.heng").finds();
    let found = found.are(&["H0801"]).say("r.heng 第 15 行");
    assert!(!found.stderr.contains("d.csv"), "{}", found.stderr);
}
