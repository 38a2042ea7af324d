//! `heng explain`: from the grade to the input cell.

use serde_json::Value;

use crate::folder::Folder;

fn text(park: &str) -> String {
    Folder::golden().heng(&format!("explain evaluation.heng --data data --subject {park}")).succeeds()
}

fn json(park: &str) -> Value {
    let command = format!("explain evaluation.heng --data data --subject {park} --format json");
    serde_json::from_str(&Folder::golden().heng(&command).succeeds()).unwrap()
}

fn indicators(explanation: &Value) -> impl Iterator<Item = &Value> {
    let heads = explanation["heads"].as_array().unwrap();
    heads.iter().flat_map(|head| head["indicators"].as_array().unwrap())
}

fn indicator<'v>(explanation: &'v Value, code: &str) -> &'v Value {
    indicators(explanation).find(|indicator| indicator["code"] == code).unwrap()
}

/// The part of the text that is about one indicator.
#[track_caller]
fn part<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from} in\n{text}"));
    let length = text[start..].find(to).unwrap_or_else(|| panic!("no {to} in\n{text}"));
    &text[start..start + length]
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

/// All cells of a tree.
fn cells<'v>(trace: &'v Value, found: &mut Vec<&'v Value>) {
    match trace {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "cell" {
                    found.push(value);
                } else {
                    cells(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| cells(item, found)),
        _ => {}
    }
}

#[test]
fn the_tree_goes_from_grade_to_heads_to_indicators() {
    let text = text("P02");
    has(&text, &["（示例，非官方）", "P02 示例综合园乙", "等次 良好", "总分 80.22", "名次 3/5"]);
    let heads = ["\nA 符合", "\nB 扶持", "\nC 服务", "\nD 整体", "\nE 管理", "\n加分", "\n扣分", "\n条件"];
    let places: Vec<usize> = heads.iter().map(|head| text.find(head).unwrap_or_else(|| panic!("{head}"))).collect();
    assert!(places.is_sorted());
    has(&text, &["B 扶持政策兑现  10.20 / 15 分  依据 第十四条（二）"]);
    assert_eq!(indicators(&json("P02")).count(), 25);
}

#[test]
fn an_indicator_has_its_formula_with_numbers_its_clause_and_both_values() {
    let text = text("P02");
    let d1 = part(&text, "  D1 ", "  D2 ");
    has(d1, &["D1 营业收入规模  5.32 / 8 分  依据 第十四条（四）", "计分 比例 目标 营收目标 封顶 满分"]);
    has(d1, &["取值 66490 万元 ÷ 营收目标 10 亿元 × 8 分", "5.3192 分 → 5.32 分"]);
    has(d1, &["佐证 审计报告", "营业收入距目标还差 3.351 亿元"]);
    let d4 = part(&text, "  D4 ", "  D5 ");
    has(d4, &["1.8116", "1.81 分"]);
}

#[test]
fn a_cell_is_shown_with_file_row_column_and_text_as_found() {
    let text = text("P02");
    has(part(&text, "  A3 ", "  A4 "), &["org_year.csv 第 117 行「营业收入」“5364.30”"]);
    // What was told above is referred to.
    has(part(&text, "  D1 ", "  D2 "), &["D1 取值 = 营业收入 = 66490 万元（见上 A3）"]);
    let alone = Folder::golden().heng("explain evaluation.heng --data data --subject P02 --indicator D1").succeeds();
    has(&alone, &["org_year.csv 第 117 行「营业收入」“5364.30”"]);
    has(part(&text, "  C4 ", "  C5 "), &["survey.csv 第 5 行「满意率」“93.0”"]);
}

#[test]
fn every_indicator_comes_down_to_cells() {
    for park in ["P01", "P02", "P03", "P04", "P05"] {
        let explanation = json(park);
        for indicator in indicators(&explanation) {
            let mut found = Vec::new();
            cells(&indicator["score"], &mut found);
            let counts_nothing = indicator["code"] == "A5" || indicator["code"] == "E4";
            assert!(!found.is_empty() || counts_nothing, "{} of {park}", indicator["code"]);
        }
    }
}

#[test]
fn the_band_that_was_taken_is_named() {
    let text = text("P02");
    has(part(&text, "  C3 ", "  C4 "), &["落在 不少于 12 场"]);
    // An adjustment that does not apply does not stand before the band.
    has(part(&text, "  C4 ", "  C5 "), &["落在 不低于 90%"]);
    has(part(&text, "  A1 ", "  A2 "), &["落在 不低于 100%"]);
}

#[test]
fn an_adjustment_that_applies_is_named() {
    let text = text("P03");
    has(part(&text, "  C4 ", "  C5 "), &["少于 100 份", "98 份", "1.00 / 4 分"]);
}

#[test]
fn a_good_park_lacks_so_much_of_excellent() {
    let text = text("P02");
    has(&text, &["距「优秀」", "总分 80.22 分，要求不低于 90 分，差 9.78 分"]);
    // 10.20 / 15 = 68%; the other heads are above 70%.
    has(&text, &["方面 B 得分率 68%，要求不低于 70%，差 2 个百分点"]);
    let lacks = part(&text, "距「优秀」", "\nA ");
    for head in ["A", "C", "D", "E"] {
        assert!(!lacks.contains(&format!("方面 {head} 得分率")), "{head}\n{text}");
        has(&text, &[&format!("    满足  方面 {head} 得分率")]);
    }
}

#[test]
fn a_passing_park_lacks_so_much_of_good() {
    has(&text("P03"), &["等次 合格", "距「良好」", "总分 60.38 分，要求不低于 75 分，差 14.62 分"]);
}

#[test]
fn an_excellent_park_lacks_nothing() {
    let text = text("P01");
    has(&text, &["等次 优秀", "名次 1/5"]);
    assert!(!text.contains("距「"), "{text}");
}

#[test]
fn the_quota_that_kept_a_park_out_is_explained() {
    has(&text("P04"), &["等次 良好", "总分 98.63", "达到优秀条件", "名额 1 个", "参评 5 家的 30%", "未进入名额"]);
}

#[test]
fn the_veto_is_explained() {
    has(&text("P05"), &["等次 不予定等", "总分 72.37", "否决：弄虚作假"]);
}

#[test]
fn the_veto_comes_down_to_the_incident() {
    // incidents.csv line 9: 2022-12-27,弄虚作假,是
    has(&text("P05"), &["incidents.csv 第 9 行"]);
}

#[test]
fn a_park_with_missing_data_is_told_what_is_missing() {
    let folder = Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "");
    });
    let text = folder.heng("explain evaluation.heng --data data --subject P04").succeeds();
    has(&text, &["等次 待定  总分 —"]);
    has(part(&text, "  C4 ", "  C5 "), &["— / 4 分", "得分 缺失", "survey.csv 第 9 行", "满意率"]);
    has(part(&text, "  D1 ", "  D2 "), &["5.05 / 8 分"]);
}

#[test]
fn one_indicator_is_shown_with_every_row() {
    let folder = Folder::golden();
    let text = folder.heng("explain evaluation.heng --data data --subject P02 --indicator D1").succeeds();
    let rows = text.lines().filter(|line| line.contains("← org_year.csv 第 ")).count();
    assert_eq!(rows, 41, "{text}");
    assert!(!text.contains("另有"), "{text}");
    has(&text, &["5.3192 分 → 5.32 分"]);
    assert!(!text.contains("  D2 "), "{text}");
    // The 41 figures add up to the total.
    let cents = |line: &str| {
        let figure = line.split('“').nth(1).unwrap().trim_end_matches('”');
        let (whole, decimals) = figure.split_once('.').unwrap();
        whole.parse::<u64>().unwrap() * 100 + decimals.parse::<u64>().unwrap()
    };
    let sum: u64 = text.lines().filter(|line| line.contains("← org_year.csv 第 ")).map(cents).sum();
    assert_eq!(sum, 6_649_000);
}

#[test]
fn what_is_added_to_the_heads_is_no_part_of_one_indicator() {
    let folder = Folder::golden();
    let explain =
        |options: &str| folder.heng(&format!("explain evaluation.heng --data data --subject P02 {options}")).succeeds();
    assert!(explain("").contains("基础分 79.22 分 + 加分 1 分"));
    for only in ["B1", "B"] {
        let text = explain(&format!("--indicator {only}"));
        assert!(!text.contains("加分"), "{text}");
        has(&text, &["等次 良好  总分 80.22，名次 3/5\n\nB "]);
        let found: Value = serde_json::from_str(&explain(&format!("--indicator {only} --format json"))).unwrap();
        let total = &found["data"]["total"];
        for part in [&found["addition"], &total["gross"], &total["bonus"], &total["deduction"], &total["cap"]] {
            assert!(part.is_null(), "{found}");
        }
    }
}

#[test]
fn one_head_is_shown_with_its_indicators() {
    let folder = Folder::golden();
    let text = folder.heng("explain evaluation.heng --data data --subject P02 --indicator B").succeeds();
    has(&text, &["  B1 ", "  B2 ", "  B3 "]);
    assert!(!text.contains("  C1 "), "{text}");
}

#[test]
fn json_has_the_same_figures() {
    let found = json("P02");
    assert_eq!(found["key"], "P02");
    assert_eq!(found["grade"], "良好");
    assert_eq!(found["total"], "80.22");
    assert_eq!(found["rank"], 3);
    let d1 = indicator(&found, "D1");
    assert_eq!(d1["mark"], "5.32");
    assert_eq!(d1["unrounded"], "5.3192");
    assert_eq!(d1["full"], "8");
    assert_eq!(d1["basis"][0], "第十四条（四）");
    let mut found_cells = Vec::new();
    cells(&d1["score"], &mut found_cells);
    let cell = found_cells.iter().find(|cell| cell["row"] == 117).unwrap();
    assert_eq!(cell["file"], "org_year.csv");
    assert_eq!(cell["column"], "营业收入");
    assert_eq!(cell["text"], "5364.30");
    let unmet = found["next_grade"]["unmet"].as_array().unwrap();
    let gaps: Vec<&str> = unmet.iter().map(|term| term["gap"].as_str().unwrap()).collect();
    assert_eq!(gaps, ["9.78 分", "2 个百分点"]);
    assert_eq!(found["next_grade"]["grade"], "优秀");
    let text = text("P02");
    for indicator in indicators(&found) {
        let head = format!("{} {}", indicator["code"].as_str().unwrap(), indicator["title"].as_str().unwrap());
        let marks = format!("{} / {} 分", indicator["mark"].as_str().unwrap(), indicator["full"].as_str().unwrap());
        has(&text, &[&format!("{head}  {marks}")]);
        has(
            &text,
            &[&format!("{} 分 → {} 分", indicator["unrounded"].as_str().unwrap(), indicator["mark"].as_str().unwrap())],
        );
    }
}

#[test]
fn both_engines_explain_alike() {
    let folder = Folder::golden();
    for park in ["P02", "P04", "P05"] {
        let command = format!("explain evaluation.heng --data data --subject {park}");
        let exact = folder.heng(&format!("{command} --engine exact")).succeeds();
        folder.heng(&format!("{command} --engine columnar")).prints(&exact);
    }
}

#[test]
fn a_ratio_just_under_its_limit_is_not_shown_as_the_limit() {
    let folder = Folder::golden();
    let text = folder.heng("explain admission.heng --data data --subject P05").succeeds();
    let met = part(&text, "  特色营收占比达标", "  院校合作");
    has(met, &["不符合", "第九条（七）", "26214.9 万元", "52430 万元", "49.9998", "要求不低于 50%"]);
    assert!(!met.contains("50.00%"), "{met}");
    has(
        part(&text, "  专业性园区面积", "  多个园区"),
        &["不符合", "2950 平方米", "要求不低于 3000 平方米", "差 50 平方米"],
    );
}

#[test]
fn a_name_for_a_key_is_answered_with_the_key() {
    let folder = Folder::golden();
    let found = folder.heng("explain evaluation.heng --data data --subject 示例综合园乙").is_refused();
    found.are(&["H0902"]).say("「示例综合园乙」是名称，这里写编号：P02");
}

#[test]
fn an_unknown_subject_is_named_with_the_near_one() {
    let folder = Folder::golden();
    folder
        .heng("explain evaluation.heng --data data --subject P2")
        .is_refused()
        .are(&["H0902"])
        .say("「P2」")
        .say("是不是想写「P02」？");
}

#[test]
fn an_unknown_indicator_is_named_with_the_near_one() {
    let folder = Folder::golden();
    folder
        .heng("explain evaluation.heng --data data --subject P02 --indicator d1")
        .is_refused()
        .are(&["H0902"])
        .say("「d1」")
        .say("是不是想写「D1」？");
}

#[test]
fn bad_rules_and_bad_data_are_refused_as_when_scoring() {
    let command = "explain evaluation.heng --data data --subject P02";
    let folder = Folder::golden().replacing("evaluation.heng", "满分 100 分", "满分 90 分");
    folder.heng(command).is_refused().are(&["H0401"]);
    let folder = Folder::golden().without("data/honors.csv");
    folder.heng(command).is_refused().are(&["H0501"]);
}

#[test]
fn a_comparison_keeps_the_word_of_the_rule() {
    let said = Folder::golden().heng("explain admission.heng --data data --subject P05").succeeds();
    for words in ["不低于 5 亿元", "不少于 5 家", "不超过 1 个", "要求不低于 3000 平方米，差 50 平方米"]
    {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn a_row_that_counts_shows_the_figure_that_made_it_count() {
    let said = Folder::golden().heng("explain admission.heng --data data --subject P05").succeeds();
    let row = said.lines().find(|line| line.contains("「年营收」")).unwrap();
    assert!(row.contains("计入  ← orgs.csv 第 ") && row.contains("「年营收」4911.6 万元"), "{row}");
}

#[test]
fn no_line_ends_in_blanks() {
    let folder = Folder::golden().replacing(
        "evaluation.heng",
        "方面 C \"服务中心工作\" 20 分 依据 第十四条（三） {",
        "方面 C \"服务中心工作\" 20 分 {",
    );
    let said = folder.heng("explain evaluation.heng --data data --subject P02").succeeds();
    assert!(said.contains("\nC 服务中心工作  15.89 / 20 分\n"), "{said}");
    assert!(said.lines().all(|line| line == line.trim_end()), "{said}");
}

/// One indicator that reads two columns of the parks.
fn explained(value: &str, scoring: &str) -> String {
    let rules = format!(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
         数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  类型 枚举 {{ 甲类, 乙类 }}\n  分 分\n}}\n\
         方面 D \"例\" 10 分 {{\n  指标 D1 \"例\" 10 分 {{\n    依据 第一条\n    取值 {value}\n    计分 {scoring}\n  }}\n}}\n"
    );
    let folder = Folder::empty().with("rules.heng", rules).with("parks.csv", "编号,类型,分\nP1,甲类,7\nP2,乙类,9\n");
    folder.heng("explain rules.heng --data . --subject P1").succeeds()
}

#[test]
fn marks_taken_as_they_stand_are_followed_to_their_cell() {
    let text = explained("分", "直接 封顶 满分 保底 0 分");
    has(&text, &["← parks.csv 第 2 行「分」“7”"]);
    let text = explained("分", "直接");
    has(&text, &["得分 取值 7 分 = 7 分 → 7.00 分", "D1 取值 = 7 分  ← parks.csv 第 2 行「分」“7”"]);
}

#[test]
fn a_comparison_says_whom_it_leaves_out() {
    let text = explained("分 / 最大(分 范围 全部 其中 类型 是 乙类)", "比例 目标 100% 封顶 满分 保底 0 分");
    has(&text, &["最大(分 范围 全部 其中 类型 是 乙类)"]);
}

#[test]
fn a_value_that_a_branch_leads_to_is_told_with_one_number() {
    let text = explained("若 类型 是 甲类 则 分 否则 0 分", "直接 封顶 满分 保底 0 分");
    has(&text, &["D1 取值 = 分 = 7 分（类型 是 甲类）"]);
    assert!(!text.contains("分 7 分 = 7 分"), "{text}");
    let text = explained("若 类型 是 甲类 则 分 + 1 分 否则 0 分", "直接 封顶 满分 保底 0 分");
    has(&text, &["D1 取值 = 分 7 分 + 1 分 = 8 分（类型 是 甲类）"]);
}
