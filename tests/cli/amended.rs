//! Changes to several items at once, to the terms of a condition, and to what can only be taken away; and findings of
//! proofs that a change causes.

use crate::folder::Folder;

const BASE: &str = r#"规则集 "甲" 示例
周期 2023-01-01 至 2023-12-31
满分 20 分
舍入 指标 2 位 四舍五入

数据 县 "a.csv" {
  编号 文本 主键
  值   数值 不低于 0 不超过 100
  数   数值 不低于 0 不超过 100
}

参数 线 = 60
定义 较高 = 值 + 线
条件 达标 依据 第一条 {
  值 不低于 60 且 数 不超过 90.0 且 编号 不是 "X"
}
条件 任一 一般 依据 第二条 { 值 不低于 60 或 数 不低于 60 }
条件 单项 依据 第三条 { 值 不低于 10 }

方面 A "甲" 12 分 {
  指标 A1 "一" 6 分 {
    依据 "一"
    取值 值
    计分 换算 100 封顶 满分 保底 0 分
  }
  指标 A2 "二" 6 分 {
    依据 "一"
    取值 较高
    计分 比例 目标 160 封顶 满分 保底 0 分
    缺失 得 1 分
  }
}
方面 B "乙" 8 分 {
  指标 B1 "三" 8 分 {
    依据 "一"
    取值 数
    计分 换算 100 封顶 满分 保底 0 分
  }
}

加分 封顶 3 分 { "荣誉" 数 × 0.01 分 }

等次 {
  优秀 总分 不低于 18 分 名额 30% 四舍五入 并列 比 A 仍同 全退
  合格 总分 不低于 12 分
  其余 "差"
}
"#;

fn folder(changes: &str) -> Folder {
    Folder::amended(BASE, changes, "编号,值,数\nP1,96,0\nP2,91,0\n")
}

/// Changes, what the whole has then, and what it has no more.
fn come_to(cases: &[(&str, &[&str], &[&str])]) {
    for (changes, has, lacks) in cases {
        let whole = folder(changes).expanded();
        for part in *has {
            assert!(whole.contains(part), "{changes}: {part} is not in\n{whole}");
        }
        for part in *lacks {
            assert!(!whole.contains(part), "{changes}: {part} is in\n{whole}");
        }
    }
}

#[test]
fn one_term_of_a_condition_is_changed_added_or_removed_alone() {
    come_to(&[
        (
            "修改 条件 达标 { 修改 值 不低于 60 为 值 不低于 65 }",
            &["依据 第一条 {\n  值 不低于 65 且 数 不超过 90.0 且 编号 不是 \"X\"\n}"],
            &[],
        ),
        ("修改 条件 达标 { 删除 数 不超过 90 }", &["  值 不低于 60 且 编号 不是 \"X\"\n"], &["90"]),
        (
            "修改 条件 达标 { 新增 数 不低于 5 ; 修改 编号 不是 \"X\" 为 编号 不是 \"Y\" }",
            &["值 不低于 60 且 数 不超过 90.0 且 数 不低于 5 且 编号 不是 \"Y\"\n"],
            &["X"],
        ),
        ("修改 条件 达标 { 新增 值 不低于 5 或 数 不低于 5 }", &["且 ( 值 不低于 5 或 数 不低于 5 )\n"], &[]),
        (
            "修改 条件 任一 { 新增 值 + 数 不低于 100 }",
            &["{ 值 不低于 60 或 数 不低于 60 或 值 + 数 不低于 100 }"],
            &[],
        ),
        (
            "修改 条件 任一 { 修改 数 ≥ 60 为 数 不低于 61 }",
            &["任一 一般 依据 第二条 { 值 不低于 60 或 数 不低于 61 }"],
            &[],
        ),
        ("修改 条件 单项 { 新增 数 不低于 10 }", &["{ 值 不低于 10 且 数 不低于 10 }"], &[]),
        ("修改 条件 单项 依据 第四条 { 数 不低于 10 }", &["条件 单项 依据 第四条 { 数 不低于 10 }"], &["第三条"]),
    ]);
    for (changes, code, words) in [
        ("修改 条件 达标 { 删除 值 不低于 61 }", "H0213", "值 不低于 60、数 不超过 90.0"),
        ("修改 条件 达标 { 修改 数 不超过 91 为 数 不超过 92 }", "H0213", "新增"),
        ("修改 条件 任一 { 新增 数 不低于 60 }", "H0214", "已经有"),
    ] {
        folder(changes).heng("check next.heng").is_refused().are(&[code]).say(words).say("--> next.heng:4:");
    }
}

#[test]
fn several_indicators_are_changed_by_one_statement() {
    come_to(&[
        (
            "修改 指标 A1、B1 { 缺失 得 0 分 }",
            &[
                "封顶 满分 保底 0 分\n    缺失 得 0 分\n  }\n\n  指标 A2",
                "取值 数\n    计分 换算 100 封顶 满分 保底 0 分\n    缺失 得 0 分",
            ],
            &[],
        ),
        (
            "修改 方面 A { 修改 指标 A1、A2 { 佐证 \"报表\" } }",
            &["佐证 \"报表\"\n  }\n\n  指标 A2", "缺失 得 1 分\n    佐证 \"报表\""],
            &[],
        ),
        (
            "修改 指标 A1、A2 5 分\n修改 方面 A 10 分\n修改 满分 18 分\n修改 等次 { 优秀 总分 不低于 16 分 ; 合格 总分 不低于 10 分 }",
            &["指标 A1 \"一\" 5 分", "指标 A2 \"二\" 5 分"],
            &["\"一\" 6 分"],
        ),
        ("修改 各指标 一律 { 缺失 得 0 分 }", &["缺失 得 0 分\n  }\n\n  指标 A2"], &["得 1 分"]),
        (
            "修改 各指标 于 方面 A 一律 { 缺失 得 0 分 ; 佐证 \"报表\" }",
            &["缺失 得 0 分\n    佐证 \"报表\""],
            &["得 1 分"],
        ),
        ("修改 各指标 一律 { 删除 缺失 }", &[], &["缺失"]),
    ]);
    let bare = folder("修改 各指标 { 缺失 得 0 分 }").heng("check next.heng --expanded").stdout;
    assert!(bare.matches("缺失 得 0 分").count() == 2 && bare.contains("缺失 得 1 分"), "{bare}");
    // One head only.
    let whole = folder("修改 各指标 于 方面 A 一律 { 缺失 得 0 分 }").expanded();
    assert_eq!(whole.matches("缺失 得 0 分").count(), 2, "{whole}");
    // A clause of its own stays, and that is said.
    let found = folder("修改 各指标 { 缺失 得 0 分 }").heng("check next.heng").findings_only();
    assert!(
        found.contains("警告[H0219]") && found.contains("A2 有自己的「缺失」") && found.contains("一律"),
        "{found}"
    );
    for (changes, code, words) in [
        ("修改 指标 A1、A9 { 缺失 得 0 分 }", "H0213", "没有指标「A9」"),
        ("修改 指标 A1、A1 { 缺失 得 0 分 }", "H0205", "改了两次"),
        ("修改 各指标 于 方面 C { 缺失 得 0 分 }", "H0213", "没有方面「C」"),
        ("修改 各指标 { 不低于 60 : 1 分 }", "H0215", "只改整个子句"),
        ("修改 各指标 { 缺失 得 0 天 }", "H0301", "0 天"),
    ] {
        eprintln!("{changes}");
        folder(changes).heng("check next.heng").is_refused().include(&[code]).say(words).say("--> next.heng:4:");
    }
    let english = "amend each_indicator into head A throughout { missing gets 0 分 }\namend indicator B1, A1 { evidence \"x\" }\n";
    let folder = folder(english);
    assert!(folder.heng("check next.heng --expanded").succeeds().contains("missing gets 0 分"));
    folder.heng("fmt next.heng --keywords zh").succeeds();
    let text = folder.read("next.heng");
    assert!(text.ends_with("修改 各指标 于 方面 A 一律 { 缺失 得 0 分 }\n修改 指标 B1, A1 { 佐证 \"x\" }\n"), "{text}");
}

#[test]
fn a_quota_or_a_cap_is_taken_away_alone() {
    come_to(&[
        ("修改 等次 { 优秀 名额 无 }", &["优秀 总分 不低于 18 分\n"], &["30%", "全退"]),
        ("修改 等次 { 修改 优秀 总分 不低于 17 分 名额 无 }", &["优秀 总分 不低于 17 分\n"], &["名额"]),
        ("修改 加分 封顶 无", &["加分 {\n  \"荣誉\" 数 × 0.01 分\n}"], &["封顶 3 分"]),
        ("修改 加分 封顶 无 { \"荣誉\" 数 × 0.02 分 }", &["加分 {\n  \"荣誉\" 数 × 0.02 分\n}"], &["封顶 3 分"]),
    ]);
    for (changes, words) in [
        ("修改 等次 { 合格 名额 无 }", "等次」的「合格」没有「名额」"),
        ("修改 加分 封顶 无\n修改 扣分 封顶 无", "没有「扣分」"),
    ] {
        folder(changes).heng("check next.heng").is_refused().are(&["H0213"]).say(words);
    }
}

#[test]
fn what_proofs_find_in_the_base_stands_at_the_change_that_causes_it() {
    for (changes, code) in [
        // A mark that leaves its bounds, a mark that is always the same, a comparison that is always true.
        ("修改 数据 县 { 数 数值 不低于 0 不超过 0 }", "H0454"),
        ("修改 定义 较高 = 值 × 0\n修改 指标 B1 { 佐证 \"报表\" }", "H0454"),
        ("修改 数据 县 { 值 数值 不低于 60 不超过 100 }\n修改 满分 20 分", "H0451"),
    ] {
        eprintln!("{changes}");
        let found = folder(changes).heng("check next.heng").findings_only();
        let at = found.find(code).unwrap_or_else(|| panic!("{code} is not in {found}"));
        assert!(found[at..].contains("--> next.heng:4:"), "{found}");
        assert!(found[at..].contains("::: base.heng:") && found[at..].contains("由 next.heng:4 引起"), "{found}");
    }
    // What the base has by itself stays there.
    let found = folder("修改 指标 B1 { 佐证 \"报表\" }")
        .replacing("base.heng", "条件 单项 依据 第三条 { 值 不低于 10 }", "条件 单项 依据 第三条 { 值 不低于 0 }")
        .heng("check next.heng")
        .findings_only();
    assert!(found.contains("--> base.heng:") && !found.contains("--> next.heng:"), "{found}");
}

#[test]
fn a_statement_that_cannot_be_read_hides_no_other_refusal() {
    for (changes, codes) in [
        ("修改 参数 线 = 60 依据 通知\n删除 指标 A9\n", &["H0105", "H0213"][..]),
        ("修改 指标 A1 { 计分 比列 目标 100 }\n修改 指标 A9 1 分\n新增 参数 线 = 1\n", &["H0105", "H0213", "H0214"]),
        ("修改 参数 线 = 1 依据 通知\n移动 指标 B1 至 方面 B\n参数 多 = 1\n", &["H0105", "H0214", "H0217"]),
        ("改 参数 线 = 1\n修改 等次 { 良好 总分 不低于 15 分 }\n", &["H0102", "H0213"]),
    ] {
        eprintln!("{changes}");
        folder(changes).heng("check next.heng").is_refused().are(codes);
    }
    // What follows from the one that cannot be read is not said.
    for changes in [
        "更名 参数 线 至 新线\n修改 参数 新线 = 1\n",
        "新增 指标 A9 \"九\" 2 分 方面 A {\n  依据 \"一\"\n  取值 值\n  计分 换算 100 封顶 满分 保底 0 分\n}\n修改 指标 A9 { 缺失 得 0 分 }\n移动 指标 A9 至 方面 B\n",
        "新增 参数 高线 80\n修改 指标 A2 { 计分 比例 目标 高线 封顶 满分 保底 0 分 }\n",
    ] {
        eprintln!("{changes}");
        folder(changes).heng("check next.heng").is_refused().are(&["H0105"]);
    }
}
