//! `heng what-if`: some cells say something else.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号   文本 主键
  名     文本 名称
  收入   万元 不低于 0 万元
  满意率 % 不低于 0% 不超过 100% 列 "满意率（%）" 可缺失
  升级   是否
}
数据 年报 "years.csv" 属于 园区 按 编号 {
  年度 文本
  税收 万元
  主键 编号, 年度
}
数据 事件 "events.csv" 属于 园区 按 编号 {
  查实 是否
}
定义 税收合计 = 求和(年报.税收)
方面 A "甲" 100 分 {
  指标 A1 "收入" 40 分 {
    依据 第一条
    取值 收入
    计分 极差 范围 全部 底 0 幅 40 相等 得 满分
  }
  指标 A2 "税" 40 分 {
    依据 第二条
    取值 税收合计
    计分 比例 目标 100 万元 封顶 满分 保底 0 分
  }
  指标 A3 "满意" 20 分 {
    依据 第三条
    取值 满意率
    计分 比例 目标 100% 封顶 满分 保底 0 分
    缺失 得 0 分
  }
}
否决 通报 存在(事件 其中 查实) 则 不予定等
等次 {
  优秀 总分 不低于 70 分 名额 34% 向下取整 仍同 全退
  合格 总分 不低于 50 分
  其余 "未达"
}
"#;

fn folder() -> Folder {
    Folder::empty()
        .with("r.heng", RULES)
        .with_folder("data")
        .with(
            "data/parks.csv",
            "编号,名,收入,满意率（%）,升级\nP1,甲园,100,90,是\nP2,乙园,80,95,否\nP3,丙园,50,80,否\n",
        )
        .with("data/years.csv", "编号,年度,税收\nP1,2022,60\nP1,2023,40\nP2,2022,50\nP2,2023,40\nP3,2023,30\n")
        .with("data/events.csv", "编号,查实\nP3,否\n")
}

const WHAT_IF: &str = "what-if r.heng --data data";

#[test]
fn everyone_who_changes_is_told_and_nobody_else() {
    let text = folder().heng(&format!("{WHAT_IF} --set P2.收入=120")).succeeds();
    // The greatest of all is another: P1 loses marks, P2 takes the only place.
    assert!(text.contains("园区 P2「收入」80 万元 → 120 万元"), "{text}");
    assert!(text.contains("优秀 → 合格") && text.contains("合格 → 优秀"), "{text}");
    assert!(text.contains("除 P2 外还影响 P1。"), "{text}");
    assert!(text.contains("其余不变 1 家"), "{text}");
    let own = text.lines().position(|line| line.starts_with("P2 ")).unwrap();
    assert!(own < text.lines().position(|line| line.starts_with("P1 ")).unwrap(), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("P3 ")), "{text}");
    let english = folder().heng(&format!("{WHAT_IF} --set P2.收入=120 --lang en")).succeeds();
    assert!(english.contains("Besides P2, it touches P1."), "{english}");
}

#[test]
fn a_cell_is_named_in_any_way_that_a_person_knows_it_by() {
    let cases = [
        ("P2.满意率=50", "园区 P2「满意率」95% → 50%"),
        ("P2.满意率（%）=50%", "园区 P2「满意率」95% → 50%"),
        ("P2.满意率=", "园区 P2「满意率」95% → （空）"),
        ("年报[P2,2023].税收=0.5万元", "年报 P2, 2023「税收」40 万元 → 0.5 万元"),
        ("年报[\"P2\",2023].税收=5000元", "年报 P2, 2023「税收」40 万元 → 0.5 万元"),
        ("事件[events.csv:2].查实=是", "事件 events.csv:2「查实」否 → 是"),
        ("园区[P2].升级=是", "园区 P2「升级」否 → 是"),
    ];
    for (set, said) in cases {
        let text = folder().heng(&format!("{WHAT_IF} --set {set}")).succeeds();
        assert!(text.contains(said), "{set}: {text}");
    }
}

#[test]
fn nothing_that_counts_changes_nobody() {
    let text = folder().heng(&format!("{WHAT_IF} --set P2.升级=是")).succeeds();
    assert!(text.contains("都不变 3 家") && text.contains("除 P2 外，没有影响到别家。"), "{text}");
    let text = folder().heng(&format!("{WHAT_IF} --set P2.升级=否")).succeeds();
    assert!(text.contains("没有一格与原来不同"), "{text}");
}

#[test]
fn all_that_names_no_cell_is_told_at_once() {
    let folder = folder();
    let sets =
        ["P9.收入=1", "P2.收人=1", "P2.编号=P4", "年度[P2,2023].税收=1", "收入", "P2.满意率=200%", "P2.升级=也许"];
    let run = folder.heng(&format!("{WHAT_IF} --set {}", sets.join(" --set "))).is_refused();
    run.are(&["H0921", "H0921", "H0921", "H0921", "H0921", "H0509", "H0503"])
        .say("没有键为「P9」的行")
        .say("是不是想写「收入」？")
        .say("是不是想写「年报」？")
        .say("写成 键.字段=值");
    folder.heng(&format!("{WHAT_IF} --set P2.收入=1 --set P2.收入=2")).is_refused().say("同一格写了两次");
    folder.heng(WHAT_IF).is_misused().say("--set");
}

#[test]
fn an_objection_is_scored_before_it_is_adopted() {
    let folder = folder().with("异议.csv", "表,键,字段,原值,新值,理由,文号\n年报,\"P2, 2022\",税收,50,60,漏报,\n");
    let text = folder.heng(&format!("{WHAT_IF} --corrections 异议.csv")).succeeds();
    assert!(text.contains("年报 P2, 2022「税收」50 万元 → 60 万元（漏报）"), "{text}");
    let json = folder.heng(&format!("{WHAT_IF} --corrections 异议.csv --format json")).succeeds();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["supposed"][0]["reason"], "漏报");
    assert_eq!(json["changed"][0]["key"], "P2");
    assert_eq!(json["changed"][0]["is_own"], true);
}
