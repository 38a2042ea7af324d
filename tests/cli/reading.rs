//! `heng explain`: what it says reads as what happened.

use crate::folder::Folder;

const HEAD: &str = "规则集 \"读\" 示例\n周期 2024-01-01 至 2024-12-31\n舍入 指标 2 位 四舍五入\n舍入 方面 2 位 四舍五入\n\
                    舍入 总分 2 位 四舍五入\n";

/// Explains a subject of one table.
fn explained(columns: &str, items: &str, data: &str, options: &str) -> String {
    let rules = format!("{HEAD}满分 10 分\n数据 家 \"d.csv\" {{\n  编号 文本 主键\n{columns}}}\n{items}");
    let folder = Folder::empty().with("r.heng", rules).with("d.csv", data);
    folder.heng(&format!("explain r.heng --data . --subject {options}")).succeeds()
}

/// One indicator of ten marks.
fn indicator(clauses: &str) -> String {
    format!("方面 A \"甲\" 10 分 {{\n  指标 A1 \"值\" 10 分 {{\n    依据 \"一\"\n{clauses}  }}\n}}\n")
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

#[track_caller]
fn lacks(text: &str, unwanted: &[&str]) {
    for unwanted in unwanted {
        assert!(!text.contains(unwanted), "«{unwanted}» in\n{text}");
    }
}

#[test]
fn a_flat_end_says_which_it_is() {
    let scoring = "    取值 值\n    计分 插值 { 20 : 0 分 ; 50 : 3 分 ; 85 : 满分 } 两端 持平\n";
    let grades = "等次 {\n  优 总分 不低于 8 分\n  良 总分 不低于 5 分\n  其余 \"差\"\n}\n";
    let of = |subject: &str| {
        let data = "编号,值\nP1,90\nP2,\nP3,13.26426983\nP4,85\nP5,20\nP6,60\n";
        explained("  值 数值\n", &format!("{}{grades}", indicator(scoring)), data, subject)
    };
    has(&of("P1"), &["    落在 超过 85，两端 持平\n    得分 10 分 → 10.00 分\n"]);
    has(&of("P3"), &["    落在 不超过 20，两端 持平\n    得分 0 分 → 0.00 分\n", "距「良」\n  总分 0 分"]);
    has(&of("P5"), &["落在 不超过 20，两端 持平"]);
    for between in ["P4", "P6"] {
        lacks(&of(between), &["落在"]);
    }
    // Without data there is nothing to be told of the next grade.
    lacks(&of("P2"), &["距「", "落在"]);
    has(&of("P1 --lang en"), &["falls in exceeds 85, ends flat"]);
}

#[test]
fn an_end_that_goes_on_is_told_by_its_formula() {
    let scoring = "    取值 值\n    计分 插值 { 20 : 0 分 ; 85 : 满分 } 两端 延伸 封顶 满分 保底 0 分\n";
    let text = explained("  值 数值\n", &indicator(scoring), "编号,值\nP1,90\n", "P1");
    lacks(&text, &["落在", "持平"]);
    has(&text, &["取值 90 − 20"]);
}

#[test]
fn the_side_of_a_line_that_changes_nothing_is_told() {
    let scoring = "    取值 值\n    计分 自 满分 低于 95 时 每低 1 减 0.2 分 不足一步 按一步 保底 0 分\n";
    let of = |value: &str| explained("  值 数值\n", &indicator(scoring), &format!("编号,值\nP1,{value}\n"), "P1");
    has(&of("97"), &["落在 不低于 95\n"]);
    lacks(&of("90"), &["落在"]);
}

#[test]
fn equal_members_are_told() {
    let scoring = "    取值 值\n    计分 极差 范围 全部 底 0 幅 100 相等 得 满分\n";
    let text = explained("  值 数值\n", &indicator(scoring), "编号,值\nP1,5\nP2,5\n", "P1");
    has(&text, &["落在 各家相等\n"]);
}

#[test]
fn the_last_branch_is_told_in_the_words_of_the_text() {
    let of = |scoring: &str, value: &str| {
        let clauses = format!("    取值 值\n    计分 {scoring}\n");
        explained("  值 %\n", &indicator(&clauses), &format!("编号,值\nP1,{value}\n"), "P1")
    };
    has(&of("分档 { 不低于 80% : 满分 ; 低于 80% : 5 分 }", "70"), &["落在 低于 80%\n"]);
    has(
        &of("分档 {\n      不低于 80% : 满分 // 好\n      // 不够的\n      低于 80%：5 分\n    }", "70"),
        &["落在 低于 80%\n"],
    );
    has(&of("分档 { 不低于 80% : 满分 ; 其余 : 5 分 }", "70"), &["落在 其余\n"]);
    has(&of("算式 若 值 不低于 80% 则 满分 否则 5 分", "70"), &["落在 否则\n"]);
    has(&of("算式 若 值 不低于 80% 则 满分 否则 (若 值 不低于 60% 则 5 分 否则 (1 分))", "50"), &["落在 否则\n"]);
    has(
        &of("分档 { 不低于 80% : 满分 ; 低于 80% : 若 值 不低于 60% 则 5 分 否则 1 分 }", "70"),
        &["落在 低于 80%；值 不低于 60%\n"],
    );
    // The comment of a clause is none of its words.
    let text = of("分档 {\n      不低于 80% : 满分\n      // 不够的\n      其余 : 5 分\n    }", "70");
    has(&text, &["计分 分档 { 不低于 80% : 满分 ; 其余 : 5 分 }"]);
}

#[test]
fn an_example_may_name_the_last_branch_by_either_word() {
    let rules = format!(
        "{HEAD}满分 10 分\n数据 家 \"d.csv\" {{\n  编号 文本 主键\n  值 %\n}}\n{}示例 \"一\" {{\n  家 {{ 编号 : P1 ; 值 : 70% }}\n  \
         期望 A1 得 5 分 因 \"低于 80%\"\n  期望 A1 得 5 分 因 \"其余\"\n}}\n",
        indicator("    取值 值\n    计分 分档 { 不低于 80% : 满分 ; 低于 80% : 5 分 }\n")
    );
    Folder::empty().with("r.heng", rules).heng("test r.heng").succeeds();
}

#[test]
fn an_adjustment_shows_the_mark_before_it() {
    let clauses = "    取值 甲\n    计分 比例 目标 100% 封顶 满分\n    缺失 得 0 分\n    调整 甲 不低于 10% 时 减半\n    \
                   调整 甲 不低于 90% 时 得 0 分\n    调整 甲 不低于 40% 时 减半\n";
    let text = explained("  甲 %\n", &indicator(clauses), "编号,甲\nP1,80\n", "P1");
    has(&text, &["落在 甲 不低于 10%；甲 不低于 40%\n"]);
    has(&text, &["    调整 甲 不低于 10% 时 减半：8 分 → 4 分\n    调整 甲 不低于 40% 时 减半：4 分 → 2 分\n"]);
    lacks(&text, &["90% 时"]);
    // One that does not fire is no branch.
    let text = explained("  甲 %\n", &indicator(clauses), "编号,甲\nP1,5\n", "P1");
    lacks(&text, &["落在", "→ 4 分", "    调整"]);
}

#[test]
fn two_adjustments_are_both_reasons() {
    let rules = format!(
        "{HEAD}满分 10 分\n数据 家 \"d.csv\" {{\n  编号 文本 主键\n  甲 %\n}}\n{}示例 \"一\" {{\n  家 {{ 编号 : P1 ; 甲 : 80% }}\n  \
         期望 A1 得 2 分 因 \"不低于 10%\"\n  期望 A1 得 2 分 因 \"不低于 40%\"\n}}\n",
        indicator(
            "    取值 甲\n    计分 比例 目标 100% 封顶 满分\n    缺失 得 0 分\n    调整 甲 不低于 10% 时 减半\n    调整 甲 不低于 40% 时 减半\n"
        )
    );
    Folder::empty().with("r.heng", rules).heng("test r.heng").succeeds();
}

#[test]
fn a_comparison_that_fails_reads_as_failing() {
    let conditions = "定义 够久 = 年限 不少于 2 年\n条件 年限够 依据 \"一\" { 年限 不少于 2 年 }\n条件 两样 依据 \"一\" { 人数 不少于 3 人 且 年限 不少于 2 年 }\n\
                      条件 一样 依据 \"一\" { 人数 不少于 9 人 或 年限 不少于 1 年 }\n条件 不久 依据 \"一\" { 非 (年限 不少于 2 年) }\n条件 读定义 依据 \"一\" { 够久 且 人数 不少于 3 人 }\n";
    let text =
        explained("  年限 年\n  人数 人\n", conditions, "编号,年限,人数\nP1,1.5,5\n", "P1").replace("满分 10 分\n", "");
    has(&text, &["年限 1.5 年，要求不少于 2 年，差 0.5 年"]);
    has(&text, &["人数 5 人 不少于 3 人 且 (年限 1.5 年，要求不少于 2 年)"]);
    has(&text, &["人数 5 人 不少于 9 人（不成立） 或 年限 1.5 年 不少于 1 年"]);
    has(&text, &["非 (年限 1.5 年 不少于 2 年（不成立）)"]);
    has(&text, &["够久 = 年限 1.5 年 不少于 2 年 = 否"]);
    // What is lacking is not said twice.
    has(&text, &["  年限够  不符合  依据 一\n    年限 1.5 年，要求不少于 2 年，差 0.5 年\n      年限 = 1.5 年  ←"]);
    let english = explained("  年限 年\n  人数 人\n", conditions, "编号,年限,人数\nP1,1.5,5\n", "P1 --lang en");
    has(&english, &["年限 1.5 年, wanted 不少于 2 年", "不少于 9 人 (does not hold)"]);
}

#[test]
fn whether_there_is_a_mark_is_told_in_words() {
    let heads = "方面 A \"甲\" 10 分 {\n  汇总 最大\n  指标 SO2 \"硫\" 10 分 {\n    依据 \"一\"\n    取值 硫\n    计分 换算 100 封顶 满分 保底 0 分\n    \
                 缺失 不适用\n  }\n  指标 PM \"尘\" 10 分 {\n    依据 \"一\"\n    取值 尘\n    计分 换算 100 封顶 满分 保底 0 分\n    缺失 不适用\n  }\n}\n\
                 定义 硫分 = 得分(SO2)\n条件 够 依据 \"一\" { 硫分 等于 1 分 }\n";
    let of =
        |subject: &str| explained("  硫 数值 可缺失\n  尘 数值\n", heads, "编号,硫,尘\nP1,10,50\nP2,,50\n", subject);
    let text = of("P1");
    has(&text, &["SO2 适用 = SO2 有得分 = 是"]);
    lacks(&text, &["是 SO2 1 分"]);
    let text = of("P2");
    has(&text, &["SO2 适用 = SO2 没有得分 = 否"]);
    lacks(&text, &["无法确定", "是 SO2"]);
    lacks(&of("P2 --lang en"), &["undecided"]);
}

#[test]
fn what_nobody_decides_is_told_by_its_words() {
    let items = format!(
        "{}条件 增长 依据 \"一\" {{ 增速(本期, 基期) 不低于 5% }}\n条件 得满 依据 \"一\" {{ 得分(A1) 等于 10 分 }}\n",
        indicator("    适用 类 是 乙\n    取值 本期\n    计分 换算 100 封顶 满分 保底 0 分\n")
            .replace("  }\n}\n", "  }\n  指标 A2 \"值\" 10 分 {\n    依据 \"一\"\n    适用 类 是 甲\n    取值 本期\n    计分 换算 100 封顶 满分 保底 0 分\n  }\n}\n")
    );
    let text =
        explained("  类 枚举 { 甲, 乙 }\n  本期 数值\n  基期 数值\n", &items, "编号,类,本期,基期\nP1,甲,10,-3\n", "P1");
    has(&text, &["增速(本期, 基期) 缺失 不低于 5%", "得分(A1) 缺失 等于 10 分"]);
    lacks(&text, &["无法确定"]);
}

#[test]
fn a_cell_stands_once_under_a_title() {
    let items = format!(
        "定义 甲的 = 甲\n{}",
        indicator(
            "    取值 若 甲 为空 则 0 否则 (甲 + 甲的) / 2\n    计分 算式 取值 / 100 × 甲 / 5 × 满分 封顶 满分 保底 0 分\n"
        )
    );
    let text = explained("  甲 数值 可缺失\n", &items, "编号,甲\nP1,5\n", "P1");
    assert_eq!(text.matches("← d.csv 第 2 行「甲」“5”").count(), 1, "{text}");
    has(&text, &["甲的 = 5（见上）"]);
}

/// Scores subjects with a quota and gives what is said of each, in the order of the keys.
fn said_of(rows: &[(&str, u32)], quota: &str) -> Vec<String> {
    let rules = format!(
        "{HEAD}满分 10 分\n数据 户 \"d.csv\" {{\n  编号 文本 主键\n  数 数值\n}}\n{}等次 {{\n  优秀 总分 不低于 9 分 名额 {quota} 仍同 全退\n  其余 \"合格\"\n}}\n",
        indicator("    取值 数\n    计分 换算 100 封顶 满分 保底 0 分\n")
    );
    let data: String = rows.iter().map(|(key, value)| format!("{key},{value}\n")).collect();
    let folder = Folder::empty().with("r.heng", rules).with("d.csv", format!("编号,数\n{data}"));
    let scores: serde_json::Value =
        serde_json::from_str(&folder.heng("score r.heng --data . --format json").succeeds()).unwrap();
    let mut said: Vec<String> = scores["subjects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|subject| format!("{} {}", subject["key"], subject["notes"]))
        .collect();
    said.sort();
    said
}

#[test]
fn all_who_tie_at_the_line_are_told_the_same_whatever_their_order() {
    let tied = |said: &[String]| said.iter().filter(|said| said.contains("线上并列未能区分")).count();
    for (rows, quota, wanted) in [
        (vec![("P1", 95), ("P2", 95)], "50% 向下取整", 2),
        (vec![("P1", 97), ("P2", 95), ("P3", 95), ("P4", 95)], "50% 向下取整", 3),
        (vec![("P1", 97), ("P2", 95), ("P3", 95), ("P4", 91)], "50% 向下取整", 2),
        (vec![("P1", 97), ("P2", 96), ("P3", 95), ("P4", 95)], "50% 向下取整", 0),
    ] {
        let said = said_of(&rows, quota);
        assert_eq!(tied(&said), wanted, "{said:#?}");
        let mut turned = rows.clone();
        turned.reverse();
        assert_eq!(said_of(&turned, quota), said);
        turned.rotate_left(1);
        assert_eq!(said_of(&turned, quota), said);
    }
}
