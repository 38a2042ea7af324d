//! How firm grades are.

use serde_json::Value as Json;

use crate::folder::Folder;

/// Two shares of 50 marks each; grades at 90 and 75.01.
const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号   文本 主键
  满意率 % 不低于 0% 不高于 100%
  入驻率 % 不低于 0% 不高于 100%
}
口径 K3 "按九十分" 依据 第二条 {
  另解 "优秀线九十五分" {
    修改 等次 { 优秀 总分 不低于 95 分 }
  }
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
  良好 总分 不低于 75.01 分
  其余 "未达良好"
}
"#;

/// P1 has 50 + 40 = 90. P2 has 40.01 (of 40.005) + 35 = 75.01.
const PARKS: &str = "编号,满意率,入驻率\nP1,100%,80%\nP2,80.01%,70%\n";

fn folder(rules: &str, parks: &str) -> Folder {
    Folder::empty().with("r.heng", rules).with_folder("data").with("data/parks.csv", parks)
}

fn json(folder: &Folder, options: &str) -> Json {
    serde_json::from_str(&folder.heng(&format!("firm r.heng --data data --format json{options}")).succeeds()).unwrap()
}

fn subject<'j>(found: &'j Json, key: &str) -> &'j Json {
    found["subjects"].as_array().unwrap().iter().find(|known| known["subject"] == key).unwrap()
}

fn list<'j>(of: &'j Json, list: &str, names: [&str; 2]) -> Vec<(&'j str, &'j str)> {
    let text = |of: &'j Json, name: &str| of[name].as_str().unwrap_or("待定");
    of[list].as_array().unwrap().iter().map(|one| (text(one, names[0]), text(one, names[1]))).collect()
}

#[test]
fn each_variation_says_whose_grade_changes() {
    let found = json(&folder(RULES, PARKS), "");
    assert_eq!(
        list(subject(&found, "P1"), "changes", ["what", "grade"]),
        [("含不含本数：等次线的「不低于」读作「高于」（2 处）", "良好"), ("口径 K3 另解「优秀线九十五分」", "良好"),]
    );
    // 40.005 is 40.00 to the even digit and cut off; 75.005 is 75.01 where only the total is rounded, and 75.005 is
    // below the line where nothing is.
    assert_eq!(
        list(subject(&found, "P2"), "changes", ["what", "grade"]),
        [
            ("舍入次序：都不舍入", "未达良好"),
            ("舍入方法：四舍六入五成双", "未达良好"),
            ("舍入方法：舍去（去尾）", "未达良好"),
            ("含不含本数：等次线的「不低于」读作「高于」（2 处）", "未达良好"),
        ]
    );
    let tried: Vec<_> =
        found["tried"].as_array().unwrap().iter().map(|tried| tried["what"].as_str().unwrap()).collect();
    assert!(tried.contains(&"舍入次序：只舍入总分"), "{tried:?}");
}

#[test]
fn a_weight_may_move_exactly_so_far() {
    // The total of P1 is 80 + w / 5 with the weight w of A1, and is 90.00 as long as it is at least 89.995: down to
    // 49.975. That of P2 is 70 + 0.1002 w (40.01 of 50 marks, 35 of the other 50): at least 75.005 down to
    // 49.9501, which is 5.005 / 0.1002.
    let found = json(&folder(RULES, PARKS), "");
    let crossing = |key: &str, code: &str, way: &str| {
        let own = subject(&found, key)["moves"].as_array().unwrap().iter().find(|moves| moves["code"] == code).unwrap();
        let at = &own[way];
        let text = |name: &str| at[name].as_str().unwrap_or("—").to_owned();
        (text("at"), at["reached"] == true, text("grade"))
    };
    let text = |at: &str, reached: bool, grade: &str| (at.to_owned(), reached, grade.to_owned());
    assert_eq!(crossing("P1", "A1", "down"), text("49.975", false, "良好"));
    assert_eq!(crossing("P1", "A1", "up"), text("—", false, "—"));
    assert_eq!(crossing("P1", "A2", "up"), text("50.025", false, "良好"));
    assert_eq!(crossing("P2", "A1", "down"), text("25025/501", false, "未达良好"));
    // Without A1 P1 has 80, and without A2 100.
    assert_eq!(list(subject(&found, "P1"), "without", ["code", "grade"]), [("A1", "良好")]);
    assert_eq!(list(subject(&found, "P2"), "without", ["code", "grade"]), [("A1", "未达良好")]);
}

#[test]
fn a_competitor_is_passed_exactly_there() {
    // One place. P1 has w + 0.8 (100 − w), P2 0.82 w + 0.96 (100 − w): at 50 marks each P1 has 90 and P2 89. P1 is
    // at least a step of 0.01 ahead as long as 0.34 w − 16 is positive as rounded.
    let rules = RULES
        .replace("优秀 总分 不低于 90 分", "优秀 总分 不低于 60 分 名额 50% 向下取整 仍同 全退")
        .replace("75.01 分", "50 分");
    let folder = folder(&rules, "编号,满意率,入驻率\nP1,100%,80%\nP2,82%,96%\n");
    let found = json(&folder, "");
    let own = &subject(&found, "P1")["moves"][0];
    assert_eq!((own["code"].as_str(), own["down"]["grade"].as_str()), (Some("A1"), Some("良好")));
    let other = &subject(&found, "P2")["moves"][0];
    assert_eq!((other["down"]["grade"].as_str(), other["up"].is_null()), (Some("优秀"), true));
    // They tie, and both are out, before P2 is ahead: w lies near 16 / 0.34 = 47.06.
    let near = |crossing: &Json| crossing["about"].as_str().unwrap().parse::<f64>().unwrap();
    assert!((near(&own["down"]) - 47.06).abs() < 0.05, "{own}");
    assert!(near(&other["down"]) <= near(&own["down"]), "{own} {other}");
}

#[test]
fn drawn_weights_give_the_same_bytes_for_the_same_seed() {
    let folder = folder(RULES, PARKS);
    let drawn = |options: &str| folder.heng(&format!("firm r.heng --data data --format json {options}")).succeeds();
    let one = drawn("--draws 60 --seed 7");
    assert_eq!(one, drawn("--draws 60 --seed 7"));
    assert_ne!(one, drawn("--draws 60 --seed 8"));
    let found: Json = serde_json::from_str(&one).unwrap();
    for key in ["P1", "P2"] {
        let shares = subject(&found, key)["shares"].as_array().unwrap();
        assert_eq!(shares.iter().map(|share| share["count"].as_u64().unwrap()).sum::<u64>(), 60);
        // Each stands at a line, which half of the draws pass.
        assert_eq!(shares.len(), 2, "{shares:?}");
    }
    assert_eq!(found["draws"]["within"], "±10%");
    // Weights that do not move change nothing.
    let found: Json = serde_json::from_str(&drawn("--draws 20 --weights 0%")).unwrap();
    assert_eq!(subject(&found, "P1")["shares"].as_array().unwrap().len(), 1);
    folder.heng("firm r.heng --data data --draws 5 --weights 全部").is_misused().say("不是百分数");
}

#[test]
fn ties_are_shared_in_other_ways() {
    let rules = RULES.replace(
        "计分 换算 100%\n  }\n  指标 A2",
        "计分 名次 范围 全部 降序 首名 满分 每降一位 减 20 分 保底 0 分 并列 同名次\n  }\n  指标 A2",
    );
    let folder = folder(&rules, "编号,满意率,入驻率\nP1,90%,80%\nP2,90%,70%\nP3,50%,100%\n");
    let found = json(&folder, "");
    let tried: Vec<_> =
        found["tried"].as_array().unwrap().iter().map(|tried| tried["what"].as_str().unwrap()).collect();
    for what in ["名次并列：最低名次", "名次并列：连续", "名次并列：平均"] {
        assert!(tried.contains(&what), "{tried:?}");
    }
    // Both first: 50 + 40. Both second: 30 + 40.
    let changes = list(subject(&found, "P1"), "changes", ["what", "grade"]);
    assert!(changes.contains(&("名次并列：最低名次", "未达良好")), "{changes:?}");
}

#[test]
fn what_cannot_be_varied_is_left_out_by_name() {
    let rules = RULES
        .replace("优秀 总分 不低于 90 分", "优秀 总分 不低于 平均(总分 范围 全部)")
        .replace("修改 等次 { 优秀 总分 不低于 95 分 }", "修改 满分 100 分");
    let found = json(&folder(&rules, PARKS), "");
    let left = list(&found, "left_out", ["what", "why"]);
    let [(what, why)] = left.as_slice() else { panic!("{left:?}") };
    assert_eq!(*what, "权重");
    assert!(why.contains("不只是和定数相比"), "{why}");
    assert_eq!(found["weights"].as_array().unwrap().len(), 0);
}

#[test]
fn an_alternative_that_cannot_be_carried_out_is_a_finding() {
    let folder = folder(&RULES.replace("修改 等次", "修改 参数 线 = 3 分\n    修改 等次"), PARKS);
    folder.heng("check r.heng").is_refused().say("H0941").say("优秀线九十五分");
    let folder = self::folder(&RULES.replace("修改 等次 {", "修改 等次 { 优异"), PARKS);
    folder.heng("check r.heng").is_refused();
}

#[test]
fn the_text_says_it_in_both_languages() {
    let folder = folder(RULES, PARKS);
    let zh = folder.heng("firm r.heng --data data --subject P1 --draws 10 --seed 1").succeeds();
    for line in [
        "  口径 K3 另解「优秀线九十五分」                      1 家",
        "P1  优秀  90.00",
        "    A1  50  ↓ 过 49.975 变为 良好  ↑ —",
    ] {
        assert!(zh.lines().any(|known| known == line), "{line}\n{zh}");
    }
    let en = folder.heng("firm r.heng --data data --subject P1 --lang en").succeeds();
    assert!(en.contains("gloss K3 read as `优秀线九十五分`"), "{en}");
    assert!(en.contains("    A1  50  ↓ 良好 beyond 49.975  ↑ —"), "{en}");
}
