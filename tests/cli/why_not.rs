//! `heng why-not`: the least that leads to another grade.

use serde_json::Value;

use crate::folder::Folder;

const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号     文本 主键
  名       文本 名称
  满意率   % 不低于 0% 不超过 100%
  专职人员 人 不低于 0 人 不超过 20 人
  整改     是否
}
数据 事件 "events.csv" 属于 园区 按 编号 {
  查实 是否
}
方面 A "甲" 100 分 {
  指标 A1 "满意率" 60 分 {
    依据 第一条
    取值 满意率
    计分 比例 目标 100% 封顶 满分 保底 0 分
  }
  指标 A2 "专职人员" 30 分 {
    依据 第二条
    取值 专职人员
    计分 比例 目标 10 人 封顶 满分 保底 0 分
  }
  指标 A3 "整改" 10 分 {
    依据 第三条
    计分 累计 { 整改 : 10 分 }
  }
}
否决 通报 存在(事件 其中 查实) 则 不予定等
等次 {
  优秀 总分 不低于 90 分
  合格 总分 不低于 60 分
  其余 "未达"
}
"#;

fn folder() -> Folder {
    Folder::empty()
        .with("r.heng", RULES)
        .with_folder("data")
        .with(
            "data/parks.csv",
            "编号,名,满意率,专职人员,整改\nP1,甲园,90.5,8,是\nP2,乙园,40,4,否\nP3,丙园,95,10,是\nP4,丁园,60,8,是\n",
        )
        .with("data/events.csv", "编号,查实\nP4,是\n")
}

fn asked(folder: &Folder, arguments: &str) -> Value {
    let run = folder.heng(&format!("why-not r.heng --data data --format json {arguments}"));
    serde_json::from_str(&run.succeeds()).unwrap()
}

/// The single cells: field, what it is to say, the grade then.
fn single(ways: &Value) -> Vec<[&str; 3]> {
    let ways = ways["single"].as_array().unwrap();
    ways.iter()
        .map(|way| {
            let cell = &way["cells"][0];
            [&cell["field"], &cell["after"], &way["grade"]].map(|value| value.as_str().unwrap())
        })
        .collect()
}

#[test]
fn the_smallest_change_of_each_cell_is_told_the_least_first() {
    let folder = folder();
    let asked = asked(&folder, "--subject P1");
    // 54.3 + 24 + 10 = 88.3: 1.7 short, which are 2.833… of satisfaction in steps of 0.1, or one person.
    let one = &asked["subjects"][0];
    assert_eq!(one["total"], "88.30");
    assert_eq!(single(&one["better"]), [["满意率", "93.4%", "优秀"], ["专职人员", "9 人", "优秀"]]);
    assert_eq!(one["better"]["single"][0]["cells"][0]["steps"], "29");
    // A person fewer loses 3 marks.
    assert_eq!(single(&one["worse"])[0], ["满意率", "43.3%", "未达"]);
    let lost: Vec<&str> =
        one["lost"].as_array().unwrap().iter().map(|lost| lost["indicator"].as_str().unwrap()).collect();
    assert_eq!(lost, ["A2", "A1"]);
}

#[test]
fn a_veto_is_lifted_and_the_best_grade_has_no_better() {
    let folder = folder();
    let asked = asked(&folder, "--subject all");
    let subjects = asked["subjects"].as_array().unwrap();
    assert_eq!(subjects.len(), 4);
    assert_eq!(subjects[2]["better"]["not_searched"], "已是最好的等次");
    assert_eq!(single(&subjects[3]["better"]), [["查实", "否", "合格"]]);
    let text = folder.heng("why-not r.heng --data data --subject P4").succeeds();
    assert!(text.contains("事件 events.csv:2「查实」是 → 否"), "{text}");
    assert!(text.contains("→ 合格"), "{text}");
}

#[test]
fn several_cells_are_changed_together_where_it_is_said_how_far() {
    let folder = folder();
    // 24 + 12 = 36: one cell alone gives at most 72 or 54 or 46, none 90.
    let alone = asked(&folder, "--subject P2 --change 满意率=0%..60% --change 专职人员=0人..6人");
    let better = &alone["subjects"][0]["better"];
    assert_eq!(better["single"].as_array().unwrap().len(), 0);
    assert_eq!(better["together"], Value::Null);
    assert_eq!(better["tried_together"], true);
    // Grade 合格 needs 24 more: 0.6 a point of satisfaction, 3 a person.
    let both = asked(&folder, "--subject P2 --change 满意率=0%..70% --change 专职人员=0人..8人");
    let together = &both["subjects"][0]["better"]["together"];
    let cells: Vec<[&str; 2]> = together["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| [&cell["field"], &cell["after"]].map(|value| value.as_str().unwrap()))
        .collect();
    // A person costs an eighth and gives 3, a point of satisfaction a seventieth and gives 0.6: satisfaction first.
    assert_eq!(cells, [["满意率", "70%"], ["专职人员", "6 人"]]);
    assert_eq!(together["grade"], "合格");
}

#[test]
fn rules_say_what_may_be_changed() {
    let folder = folder()
        .replacing("r.heng", "  满意率   % 不低于 0% 不超过 100%", "  满意率   % 不低于 0% 不超过 100% 可改 80% 至 93%")
        .replacing("r.heng", "  整改     是否", "  整改     是否 可改");
    let text = folder.heng("why-not r.heng --data data --subject P1").succeeds();
    assert!(text.contains("试的只是写明可改的") && text.contains("满意率 80%..93%"), "{text}");
    assert!(text.contains("试了 2 格，只改其中一格都到不了更好的等次"), "{text}");
    let folder = folder.replacing("r.heng", "可改 80% 至 93%", "可改");
    let text = folder.heng("why-not r.heng --data data --subject P1 --lang en").succeeds();
    assert!(text.contains("园区 P1 `满意率` 90.5% → 93.4%"), "{text}");
    folder.heng("fmt --keywords en r.heng").succeeds();
    assert!(folder.read("r.heng").contains("adjustable"), "{}", folder.read("r.heng"));
    let folder = folder.with("r.heng", RULES.replace("名       文本 名称", "名       文本 名称 可改"));
    folder.heng("check r.heng").is_refused().are(&["H0209"]);
}

#[test]
fn what_cannot_be_changed_is_told_at_once() {
    let folder = folder();
    let cases = [
        ("--change 满意=0%..1%", "是不是想写「满意率」？"),
        ("--change 年报.税收=0..1", "没有数据「年报」"),
        ("--change 满意率=9%..1%", "最小比最大还大"),
        ("--change 整改=是..否", "是否和枚举只写字段"),
        ("--change 满意率=9%", "写成 字段=最小..最大"),
        ("--change 编号=1..2", "不能试着改"),
        ("--change 专职人员=1人..约9人", "不是「专职人员」的值"),
    ];
    for (change, said) in cases {
        folder
            .heng(&format!("why-not r.heng --data data --subject P1 {change}"))
            .is_refused()
            .are(&["H0921"])
            .say(said);
    }
    folder.heng("why-not r.heng --data data --subject P9").is_refused().are(&["H0902"]);
}
