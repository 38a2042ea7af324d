//! What missing and disputed cells could still do, and grades that they cannot change.

use serde_json::Value as Json;

use crate::folder::Folder;
use crate::sheet::Sheet;

/// Two shares of 50 marks each; grades at 90, 75 and 40.
const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号   文本 主键
  名     文本 名称
  满意率 % 不低于 0% 不高于 100%
  入驻率 % 不低于 0% 不高于 100%
}
方面 A "服务" 100 分 {
  指标 A1 "满意率" 50 分 {
    依据 第一条
    取值 满意率
    计分 换算 100%
  }
  指标 A2 "入驻率" 50 分 {
    依据 第一条
    取值 入驻率
    计分 换算 100%
  }
}
等次 {
  优秀 总分 不低于 90 分
  良好 总分 不低于 75 分
  合格 总分 不低于 40 分
  其余 "未达合格"
}
"#;

const PARKS: &str = "编号,名,满意率,入驻率\nP1,甲,95%,95%\nP2,乙,,10%\nP3,丙,,85%\nP4,丁,40%,\n";

fn folder(rules: &str, parks: &str) -> Folder {
    Folder::empty().with("r.heng", rules).with_folder("data").with("data/parks.csv", parks)
}

fn json(folder: &Folder, options: &str) -> Json {
    let line = format!("bounds r.heng --data data --format json{options}");
    serde_json::from_str(&folder.heng(&line).succeeds()).unwrap()
}

fn subject<'j>(found: &'j Json, key: &str) -> &'j Json {
    found["subjects"].as_array().unwrap().iter().find(|known| known["subject"] == key).unwrap()
}

fn grades(of: &Json) -> Vec<(&str, bool)> {
    let each = of["grades"].as_array().unwrap().iter();
    each.map(|known| (known["grade"].as_str().unwrap_or("待定"), known["confirmed"] == true)).collect()
}

fn ends(of: &Json) -> [&str; 2] {
    ["least", "most"].map(|end| {
        assert_eq!(of[end]["confirmed"], true, "{of}");
        of[end]["bound"].as_str().unwrap()
    })
}

#[test]
fn the_ends_and_the_grades_are_brought_about() {
    let found = json(&folder(RULES, PARKS), "");
    assert_eq!(found["open"], 3);
    // 10% of 50 marks are 5, and a missing share is worth 0 to 50.
    let table = [
        ("P2", ["5.00", "55.00"], vec![("合格", true), ("未达合格", true)]),
        ("P3", ["42.50", "92.50"], vec![("优秀", true), ("良好", true), ("合格", true)]),
        ("P4", ["20.00", "70.00"], vec![("合格", true), ("未达合格", true)]),
    ];
    for (key, wanted, possible) in table {
        let own = subject(&found, key);
        assert_eq!(ends(own), wanted, "{key}");
        assert_eq!(grades(own), possible, "{key}");
        let [field] = own["fields"].as_array().unwrap().as_slice() else { panic!("{own}") };
        assert_eq!((&field["grades_left"], &field["spread_left"]), (&Json::from(1), &Json::from("0.00")));
    }
    // Nothing is open of P1.
    assert_eq!(found["subjects"].as_array().unwrap().len(), 3);
}

#[test]
fn the_text_says_it_in_both_languages() {
    let folder = folder(RULES, PARKS);
    let zh = folder.heng("bounds r.heng --data data --subject P3").succeeds();
    let lines = [
        "规则要用而空着或有争议的单元格 3 个",
        "P3 丙  总分 42.50 至 92.50 分",
        "  最低  42.50  已核实  P3.满意率 = 0%",
        "  最高  92.50  已核实  P3.满意率 = 100%",
        "    优秀  已核实  P3.满意率 = 100%",
        "    P3.满意率  parks.csv 第 4 行  0%..100%  知道它以后总分相差至多 0.00 分，等次至多 1 种",
    ];
    for line in lines {
        assert!(zh.lines().any(|known| known == line), "{line}\n{zh}");
    }
    assert!(!zh.contains("P2"), "{zh}");
    let en = folder.heng("bounds r.heng --data data --subject P3 --lang en").succeeds();
    assert!(en.contains("P3 丙  total between 42.50 and 92.50\n  least  42.50  confirmed  P3.满意率 = 0%"), "{en}");
}

#[test]
fn the_field_that_decides_most_stands_first() {
    // A1 is worth 50 marks and A2 20, A3 30: what is left open is what the other two are worth.
    let rules = RULES
        .replace("入驻率 % 不低于 0% 不高于 100%\n", "入驻率 % 不低于 0% 不高于 100%\n  就业率 % 不低于 0% 不高于 100%\n")
        .replace(
            "指标 A2 \"入驻率\" 50 分 {",
            "指标 A3 \"就业率\" 20 分 {\n    依据 第一条\n    取值 就业率\n    计分 换算 100%\n  }\n  指标 A2 \"入驻率\" 30 分 {",
        );
    let found = json(&folder(&rules, "编号,名,满意率,入驻率,就业率\nP1,甲,,,\n"), "");
    let own = subject(&found, "P1");
    assert_eq!(ends(own), ["0.00", "100.00"]);
    let fields = own["fields"].as_array().unwrap().iter();
    let fields: Vec<_> =
        fields.map(|field| (field["cell"].as_str().unwrap(), field["spread_left"].as_str().unwrap())).collect();
    assert_eq!(fields, [("P1.满意率", "50.00"), ("P1.入驻率", "70.00"), ("P1.就业率", "80.00")]);
}

#[test]
fn a_disputed_cell_is_taken_as_unknown_within_what_is_said_of_it() {
    let folder = folder(RULES, PARKS);
    let found = json(&folder, " --subject P1 --dispute P1.满意率=70%..99%");
    let own = subject(&found, "P1");
    // 95% of 50 are 47.5, with 35 to 49.5 beside.
    assert_eq!((own["total"].as_str(), ends(own)), (Some("95.00"), ["82.50", "97.00"]));
    assert_eq!(grades(own), [("优秀", true), ("良好", true)]);
    assert_eq!(own["fields"][0]["disputed"], true);
    let faults = [
        ("P1.满意度=70%..99%", "没有列「满意度」"),
        ("P9.满意率=70%..99%", "没有「P9」这一行"),
        ("机构[J1].满意率=70%", "没有表「机构」"),
        ("P1.满意率=90%..120%", "不许有这样的值"),
        ("P1.满意率", "没有等号"),
        ("P1.编号=P2", "主键不在争议之列"),
        ("P1.满意率=高", "不是这一列的值"),
    ];
    for (written, said) in faults {
        let run = folder.heng(&format!("bounds r.heng --data data --dispute {written}"));
        run.is_refused().say("H0942").say(said);
    }
}

#[test]
fn a_column_without_a_range_is_told_and_the_marks_bound_the_total() {
    let rules = RULES
        .replace("满意率 % 不低于 0% 不高于 100%", "满意率 万元 不低于 0 万元")
        .replace("取值 满意率\n    计分 换算 100%", "取值 满意率\n    计分 比例 目标 100 万元 封顶 满分 保底 0 分");
    let folder = folder(&rules, "编号,名,满意率,入驻率\nP1,甲,,90%\nP2,乙,50,90%\n");
    let found = json(&folder, "");
    let own = subject(&found, "P1");
    assert_eq!(ends(own), ["45.00", "95.00"]);
    assert_eq!(own["fields"][0]["unbounded"], true);
    assert!(folder.heng("bounds r.heng --data data").succeeds().contains("列没有声明范围"));
}

#[test]
fn cells_of_others_matter_where_there_is_a_quota() {
    // One place: P1 with 92 keeps it unless P2, with 47.5 beside 0 to 50, comes to more.
    let rules = RULES.replace("优秀 总分 不低于 90 分\n", "优秀 总分 不低于 90 分 名额 50% 向下取整 仍同 全退\n");
    let folder = folder(&rules, "编号,名,满意率,入驻率\nP1,甲,92%,92%\nP2,乙,,95%\n");
    let found = json(&folder, "");
    let own = subject(&found, "P1");
    assert_eq!(grades(own), [("优秀", true), ("良好", true)]);
    assert_eq!((own["fields"].as_array().unwrap().len(), &own["others_matter"]), (0, &Json::from(true)));
    assert_eq!(grades(subject(&found, "P2")), [("优秀", true), ("良好", true), ("合格", true)]);
}

#[test]
fn a_grade_that_nothing_missing_can_change_is_given_where_the_rules_say_so() {
    // P5 has 47.5 to 72.5: 合格 in every case. P6 stands at the line of 40 with 38 to 63.
    let parks = "编号,名,满意率,入驻率\nP1,甲,95%,50%\nP5,戊,95%,\nP6,己,76%,\n";
    let half = |rules: &str| rules.replace("入驻率 % 不低于 0% 不高于 100%", "入驻率 % 不低于 0% 不高于 50%");
    let rules = half(RULES);
    let clause = rules.replace("  其余", "  缺失 无碍 照定\n  其余");
    for engine in ["columnar", "exact"] {
        let line = format!("score r.heng --data data --format csv --engine {engine}");
        let without = Sheet::of(&folder(&rules, parks).heng(&line).succeeds());
        assert_eq!(["P1", "P5", "P6"].map(|key| without.cell(key, "等次")), ["合格", "", ""]);
        let with = Sheet::of(&folder(&clause, parks).heng(&line).succeeds());
        assert_eq!(["P1", "P5", "P6"].map(|key| with.cell(key, "等次")), ["合格", "合格", ""]);
        assert_eq!(with.cell("P5", "总分"), "");
        let said = "缺失无碍照定：补齐后总分在 47.5 分至 72.5 分之间，无论补成什么，等次相同";
        assert!(with.cell("P5", "说明").contains(said), "{}", with.cell("P5", "说明"));
    }
    let english = folder(&clause, parks);
    english.heng("fmt r.heng --keywords en").succeeds();
    let text = english.heng("explain r.heng --data data --subject P5").succeeds();
    assert!(text.contains("graded although data are missing: the total lies between 47.5 and 72.5"), "{text}");
    english.heng("fmt r.heng --keywords zh").succeeds();
    english.heng("fmt r.heng --check").succeeds();
}

#[test]
fn a_place_of_a_quota_that_might_go_to_another_is_not_given() {
    // P2 is above the line in every case, and with 95 to 97.5 never behind P1, so both grades are known; with 90 to 97.5
    // it may stand before P1 or behind, so neither is.
    let rules = RULES
        .replace("优秀 总分 不低于 90 分\n", "优秀 总分 不低于 90 分 名额 50% 向下取整 仍同 全退\n")
        .replace("入驻率 % 不低于 0% 不高于 100%", "入驻率 % 不低于 95% 不高于 100%")
        .replace("  其余", "  缺失 无碍 照定\n  其余");
    let table = [("100%", ["良好", "优秀"]), ("90%", ["", ""])];
    for (share, wanted) in table {
        let parks = format!("编号,名,满意率,入驻率\nP1,甲,90%,97%\nP2,乙,{share},\n");
        for engine in ["columnar", "exact"] {
            let line = format!("score r.heng --data data --format csv --engine {engine}");
            let found = Sheet::of(&folder(&rules, &parks).heng(&line).succeeds());
            assert_eq!(["P1", "P2"].map(|key| found.cell(key, "等次")), wanted, "{share} {engine}");
        }
    }
}

#[test]
fn the_clause_can_be_amended() {
    let next = "规则集 \"下期\" 示例\n周期 2024-01-01 至 2024-12-31\n沿用 \"r.heng\"\n修改 等次 { 缺失 无碍 照定 }\n";
    let folder = folder(RULES, PARKS).with("next.heng", next);
    let whole = folder.heng("check next.heng --expanded").succeeds();
    assert!(whole.contains("  缺失 无碍 照定\n  其余 \"未达合格\""), "{whole}");
    let back = "规则集 \"再下期\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"next.heng\"\n修改 等次 { 删除 缺失 }\n";
    let folder = folder.with("back.heng", back);
    let whole = folder.heng("check back.heng --expanded").succeeds();
    assert!(!whole.contains("缺失"), "{whole}");
}
