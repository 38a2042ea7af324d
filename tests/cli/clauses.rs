//! `heng check --clauses`

use serde_json::Value;

use crate::folder::{Folder, shipped};

fn with_clauses() -> Folder {
    let list = std::fs::read_to_string(shipped("rules/wenzhou/clauses.toml")).unwrap();
    Folder::rules().with("clauses.toml", list)
}

const BOTH: &str = "check evaluation.heng admission.heng --clauses clauses.toml";

#[test]
fn every_clause_of_the_regulation_that_expects_a_rule_has_one() {
    with_clauses().heng(BOTH).prints(
        "evaluation.heng：没有错误（方面 5、指标 25、条件 1、示例 21）\n\
         admission.heng：没有错误（方面 0、指标 0、条件 31、示例 7）\n\
         没有写依据的规则：\n\
         \u{20} evaluation.heng:418  否决 弄虚作假\n\
         \u{20} evaluation.heng:419  否决 重大安全事故\n\
         \u{20} evaluation.heng:420  限制 群体性事件\n\
         clauses.toml（温人社发〔2021〕142号）：条款 48 条，应有规则 23 条，有规则 23 条；依据 90 处，不在表里 0 处；另引其他文件 5 处\n",
    );
}

#[test]
fn a_clause_without_a_rule_is_a_finding_with_its_words() {
    let (said, found) = with_clauses().heng("check evaluation.heng --clauses clauses.toml").finds();
    found
        .are(&["H0463", "H0463", "H0463"])
        .say("「第十条（四）」没有规则：认定。通过论证的人力资源服务产业园，在相关网站进行公示，公示时间一般不少于 5 个工作日。")
        .say("clauses.toml:");
    assert!(said.contains("应有规则 23 条，有规则 20 条；"), "{said}");
}

#[test]
fn a_basis_that_the_list_does_not_have_is_a_finding_with_a_way_out() {
    let folder = with_clauses().replacing(
        "admission.heng",
        "条件 管理机构 依据 第九条（四）",
        "条件 管理机构 依据 第九条（八）",
    );
    let (said, found) = folder.heng(BOTH).finds();
    found
        .are(&["H0462"])
        .say("条件 管理机构 的依据「第九条（八）」不在「温人社发〔2021〕142号」的条款表里")
        .say("admission.heng:157:12")
        .say("是不是想写「第九条（");
    assert!(said.contains("依据 90 处，不在表里 1 处；"), "{said}");
}

#[test]
fn a_rule_for_an_article_is_none_for_its_numbered_items_but_for_its_paragraphs() {
    let list = "document = \"办法\"\n[[clause]]\nid = \"第九条\"\nkind = \"规则\"\ntext = \"甲\"\n[[clause]]\nid = \"第九条第二款\"\nkind = \"规则\"\ntext = \"乙\"\n[[clause]]\nid = \"第九条（一）\"\nkind = \"规则\"\ntext = \"丙\"\n";
    let rules = |basis: &str| {
        format!(
            "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n  人数 人\n}}\n条件 甲 依据 {basis} {{ 人数 不少于 3 人 }}\n"
        )
    };
    let found = |basis: &str| {
        let folder = Folder::empty().with("rules.heng", rules(basis)).with("clauses.toml", list);
        folder.heng("check rules.heng --clauses clauses.toml --format concise")
    };
    assert!(found("第九条").lists().ends_with(": H0463 「第九条（一）」没有规则：丙\n"));
    let item = found("第9条第1项").lists();
    assert!(
        item.starts_with("clauses.toml:7:6: H0463 「第九条第二款」没有规则：乙\n") && item.lines().count() == 1,
        "{item}"
    );
    found("第九条、第九条(一)").prints("");
}

#[test]
fn what_stands_in_quotes_is_not_held_against_the_list() {
    let list = "document = \"办法\"\n[[clause]]\nid = \"第一条\"\nkind = \"原则\"\ntext = \"甲\"\n";
    let rules = "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n  人数 人\n}\n条件 甲 依据 \"第三条\"、“别的办法” { 人数 不少于 3 人 }\n";
    let folder = Folder::empty().with("rules.heng", rules).with("clauses.toml", list);
    let said = folder.heng("check rules.heng --clauses clauses.toml").succeeds();
    assert!(said.ends_with("依据 0 处，不在表里 0 处；另引其他文件 2 处\n"), "{said}");
}

#[test]
fn a_list_that_is_not_one_is_refused() {
    for (list, words) in [
        ("document = 3\n", "条款表读不懂"),
        ("document = \"办法\"\n", "没有条款"),
        ("document = \"办法\"\n[[clause]]\nid = \"九条\"\nkind = \"规则\"\ntext = \"\"\n", "「九条」不是条款号"),
        ("document = \"办法\"\n[[clause]]\nid = \"第一条\"\nkind = \"规定\"\ntext = \"\"\n", "是不是想写「规则」"),
    ] {
        let (_, found) = Folder::rules().with("clauses.toml", list).heng(BOTH).finds();
        found.are(&["H0461"]).say(words).say("clauses.toml:");
    }
    let missing = Folder::rules().heng(BOTH);
    assert_eq!(missing.code, Some(2), "{}", missing.stderr);
    assert!(missing.stderr.contains("H0901") && missing.stderr.contains("clauses.toml"), "{}", missing.stderr);
}

#[test]
fn rules_with_errors_are_not_held_against_the_list() {
    let folder = with_clauses().replacing("evaluation.heng", "满分 100 分", "满分 90 分");
    let (said, found) = folder.heng(BOTH).finds();
    found.are(&["H0401"]);
    assert_eq!(said, "admission.heng：没有错误（方面 0、指标 0、条件 31、示例 7）\n");
}

#[test]
fn json_names_the_rules_of_each_clause() {
    let said = with_clauses().heng(&format!("{BOTH} --format json")).succeeds();
    let document: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(document["findings"].as_array().unwrap().len(), 0);
    let clauses = &document["clauses"];
    assert_eq!((clauses["listed"].as_u64(), clauses["expect_rule"].as_u64()), (Some(48), Some(23)));
    let each = clauses["each"].as_array().unwrap();
    let reports = each.iter().find(|clause| clause["id"] == "第十三条").unwrap();
    let items: Vec<&str> =
        reports["rules"].as_array().unwrap().iter().map(|rule| rule["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["指标 E3", "条件 年度总结按时上报"]);
    let found = with_clauses().heng("check evaluation.heng --clauses clauses.toml --format json").lists();
    let document: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(document["findings"][0]["code"], "H0463");
}

/// The words of the list are those of the regulation, and all of them.
#[test]
fn the_list_is_the_regulation_word_for_word() {
    let text = std::fs::read_to_string(shipped("rules/wenzhou/regulation.txt")).unwrap();
    let bare = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let mut rest = bare(&text);
    let (_, body) = rest.split_once("第一章总则").unwrap();
    rest = body.to_owned();
    let list = std::fs::read_to_string(shipped("rules/wenzhou/clauses.toml")).unwrap();
    let texts = list.lines().filter_map(|line| line.strip_prefix("text = \"")?.strip_suffix('"'));
    for clause in texts {
        let clause = bare(clause);
        let (before, after) = rest.split_once(&clause).unwrap_or_else(|| panic!("not in the regulation: {clause}"));
        // Between two clauses stand only numbers and headings.
        assert!(before.chars().count() <= 12, "left out before {clause}: {before}");
        rest = after.to_owned();
    }
    assert!(rest.starts_with("温州市人力资源和社会保障局办公室"), "{rest}");
}

#[test]
fn the_numbers_of_a_standard_are_clauses_too() {
    let clause = |id: &str| format!("[[clause]]\nid = \"{id}\"\nkind = \"规则\"\ntext = \"{id} 的要求\"\n");
    let list = format!("document = \"GB/T 50378\"\n{}{}", clause("3.2.5"), clause("4.2"));
    let rules = |first: &str| {
        format!(
            "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n数据 项目 \"a.csv\" {{\n  编号 文本 主键\n  人数 人\n}}\n\
             条件 甲 依据 {first} {{ 人数 不少于 3 人 }}\n条件 乙 依据 \"4.2.1\", \"另一个文件\" {{ 人数 不少于 3 人 }}\n"
        )
    };
    let listed = |rules: String, list: String| Folder::empty().with("rules.heng", rules).with("clauses.toml", list);
    let command = "check rules.heng --clauses clauses.toml";
    let with_paragraph = format!("{list}{}", clause("4.2.1"));
    let said = listed(rules("\"3.2.5\""), with_paragraph).heng(command).succeeds();
    assert!(said.contains("应有规则 3 条，有规则 3 条；依据 2 处，不在表里 0 处；另引其他文件 1 处"), "{said}");
    listed(rules("\"3.2.6\""), list).heng(command).finds().1.include(&["H0462"]).say("「3.2.6」不在「GB/T 50378」");
    let folder = Folder::empty().with("rules.heng", rules("3.2.5"));
    folder.heng("check rules.heng").is_refused().are(&["H0105"]).say("标准的条号（如 \"3.2.5\"）");
}
