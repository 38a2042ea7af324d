//! One rule for every kind of row inside a 修改: bare changes what is there, 新增 and 删除 say so; and where the findings
//! that a change causes are reported.

use crate::folder::Folder;

const BASE: &str = r#"规则集 "甲" 示例
周期 2023-01-01 至 2023-12-31
满分 20 分
舍入 指标 2 位 四舍五入

数据 县 "a.csv" {
  编号 文本 主键
  值   数值
  数   数值
  类型 枚举 { 平原, 山区 } 备查
  级别 枚举 { 国家级, 省级, 市级 }
}

定义 系数 = 按 级别 { 国家级 : 3 ; 省级 : 2 ; 市级 : 1 }

方面 A "甲" 14 分 {
  指标 A1 "一" 6 分 {
    依据 "一"
    取值 值
    计分 分档 {
      不低于 95 : 满分
      ≥ 90.0 : 4 分
      其余 : 0 分
    }
    调整 数 大于 100 时 减半
    调整 数 大于 50 时 减 1 分
  }
  指标 A2 "二" 4 分 {
    依据 "一"
    计分 累计 { 值 不低于 60 : 2 分 ; 数 每 10 得 0.5 分 封顶 2 分 不足一步 不计 }
  }
  指标 A3 "三" 4 分 {
    依据 "一"
    取值 值 + 数
    计分 插值 { 60 : 0 分 ; 100 : 4 分 } 两端 持平
  }
}
方面 B "乙" 6 分 {
  指标 B1 "四" 6 分 {
    依据 "一"
    取值 数
    计分 自 满分 { 数 每 1 减 0.5 分 不足一步 按比例 ; 值 每 1 减 0.1 分 不足一步 按比例 } 保底 0 分
  }
}

加分 封顶 3 分 {
  "荣誉" 按 级别 { 国家级 : 3 分 ; 省级 : 2 分 ; 其余 : 0 分 }
  "试点" 系数 × 0.1 分
}
扣分 { "通报" 数 × 0.01 分 }

等次 {
  优秀 总分 不低于 18 分 名额 30% 四舍五入 并列 比 A 仍同 全退
  合格 总分 不低于 12 分
  其余 "差"
}
"#;

fn folder(changes: &str) -> Folder {
    Folder::amended(BASE, changes, "编号,值,数,类型,级别\nP1,96,0,平原,国家级\nP2,91,0,山区,省级\n")
}

#[test]
fn one_row_of_a_list_is_changed_added_or_removed_alone() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("修改 指标 A1 { 不低于 90 : 3 分 }", &["不低于 90 : 3 分", "不低于 95 : 满分"], &["4 分\n"]),
        ("修改 指标 A1 { 修改 >= 90 : 3 分 }", &[">= 90 : 3 分"], &["≥ 90.0"]),
        ("修改 指标 A1 { 修改 不低于 95.0 为 不低于 96 }", &["不低于 96 : 满分", "≥ 90.0 : 4 分"], &["95"]),
        ("修改 指标 A1 { 修改 不低于 95 为 不低于 96 : 5.5 分 }", &["不低于 96 : 5.5 分"], &["95"]),
        ("修改 指标 A1 { 新增 不低于 92 : 4.5 分 }", &["95 : 满分\n      不低于 92 : 4.5 分\n      ≥ 90.0"], &[]),
        ("修改 指标 A1 { 新增 不低于 80 : 1 分 }", &["4 分\n      不低于 80 : 1 分\n      其余 : 0 分"], &[]),
        (
            "修改 指标 A1 { 新增 不低于 99 : 5 分 ; 不低于 95 : 4.5 分 }",
            &["不低于 99 : 5 分\n      不低于 95 : 4.5 分"],
            &[],
        ),
        ("修改 指标 A1 { 删除 不低于 90 }", &["不低于 95 : 满分\n      其余 : 0 分"], &["90"]),
        ("修改 指标 A1 { 其余 : 0.5 分 }", &["其余 : 0.5 分"], &["0 分\n    }"]),
        ("修改 指标 A1 { 修改 计分 { 删除 不低于 90 ; 其余 : 1 分 } }", &["其余 : 1 分"], &["90"]),
        (
            "修改 指标 A2 3.5 分 { 值 不低于 60 : 1.5 分 }\n修改 方面 A 13.5 分\n修改 方面 B 6.5 分\n修改 指标 B1 6.5 分",
            &["值 不低于 60 : 1.5 分", "数 每 10 得 0.5 分"],
            &["2 分 ; 数"],
        ),
        (
            "修改 指标 A2 { 修改 数 每 10 得 0.4 分 封顶 2 分 不足一步 不计 }",
            &["数 每 10 得 0.4 分 封顶 2 分"],
            &["得 0.5 分"],
        ),
        ("修改 指标 A2 { 修改 值 不低于 60 为 值 不低于 65 }", &["值 不低于 65 : 2 分"], &["不低于 60"]),
        ("修改 指标 A3 { 修改 60 为 65 ; 新增 80 : 2 分 }", &["插值 { 65 : 0 分 ; 80 : 2 分 ; 100 : 4 分 }"], &[]),
        ("修改 指标 B1 { 修改 计分 { 删除 值 } }", &["{ 数 每 1 减 0.5 分 不足一步 按比例 }"], &["值 每 1"]),
        ("修改 定义 系数 { 国家级 : 4 }", &["国家级 : 4 ; 省级 : 2"], &["国家级 : 3 ;"]),
        (
            "修改 数据 县 { 修改 级别 { 新增 县级 } }\n修改 定义 系数 { 新增 县级 : 0 }",
            &["枚举 { 国家级, 省级, 市级, 县级 }", "市级 : 1 ; 县级 : 0"],
            &[],
        ),
        (
            "修改 加分 { 修改 \"荣誉\" { 省级 : 1.5 分 } }",
            &["省级 : 1.5 分", "封顶 3 分", "\"试点\""],
            &["省级 : 2 分"],
        ),
        ("修改 加分 { \"试点\" 系数 × 0.2 分 }", &["系数 × 0.2 分", "\"荣誉\" 按"], &["系数 × 0.1"]),
        ("修改 加分 { 新增 \"示范\" 数 × 0.5 分 ; 删除 \"荣誉\" }", &["\"示范\" 数 × 0.5 分", "试点"], &["荣誉"]),
        ("修改 等次 { 合格 总分 不低于 13 分 }", &["合格 总分 不低于 13 分"], &["12 分"]),
        (
            "修改 等次 { 修改 优秀 总分 不低于 17 分 ; 新增 良好 总分 不低于 15 分 }",
            &["优秀 总分 不低于 17 分 名额 30% 四舍五入 并列 比 A 仍同 全退\n  良好 总分 不低于 15 分\n  合格"],
            &["18 分"],
        ),
        (
            "修改 等次 { 修改 优秀 名额 25% }",
            &["优秀 总分 不低于 18 分 名额 25% 四舍五入 并列 比 A 仍同 全退\n"],
            &["30%"],
        ),
        ("修改 等次 { 优秀 向下取整 仍同 全进 }", &["名额 30% 向下取整 并列 比 A 仍同 全进\n"], &["30% 四舍五入"]),
        (
            "修改 等次 { 合格 名额 50% 四舍五入 并列 比 B 仍同 全退 }",
            &["合格 总分 不低于 12 分 名额 50% 四舍五入"],
            &[],
        ),
        ("修改 数据 县 { 值 数值 不低于 0 ; 新增 注 文本 备查 可缺失 列 \"编号\" }", &["值   数值 不低于 0"], &[]),
        ("修改 指标 A1 { 调整 数 大于 50 时 减 2 分 }", &["100 时 减半", "50 时 减 2 分"], &["减 1 分"]),
        ("修改 指标 A1 { 新增 调整 数 大于 20 时 减 0.5 分 }", &["减半", "减 1 分", "20 时 减 0.5 分"], &[]),
        ("修改 指标 A1 { 删除 调整 数 大于 100 }", &["减 1 分"], &["减半"]),
        ("修改 指标 A1 { 删除 调整 }", &[], &["调整"]),
        ("修改 指标 A1 { 缺失 得 0 分 }", &["缺失 得 0 分"], &[]),
        ("移动 指标 A3 至 方面 B\n修改 方面 A 10 分\n修改 方面 B 10 分", &["方面 B \"乙\" 10 分 {"], &[]),
        (
            "移动 指标 A2、A3 至 方面 B\n修改 方面 A 6 分\n修改 方面 B 14 分\n更名 指标 A3 \"新\"",
            &["指标 A3 \"新\""],
            &[],
        ),
        (
            "修改 方面 A { 指标 A1 { 其余 : 1 分 } ; 删除 指标 A3 } \n修改 满分 16 分\n修改 等次 { 合格 总分 不低于 10 分 }",
            &["其余 : 1 分"],
            &["A3"],
        ),
    ];
    let mut wrong: Vec<String> = Vec::new();
    for (changes, has, lacks) in cases {
        eprintln!("{changes}");
        if changes.contains("删除 指标 A3") {
            folder(changes).heng("check next.heng").is_refused().include(&["H0401"]);
            continue;
        }
        let whole = folder(changes).expanded();
        let missing = has.iter().filter(|part| !whole.contains(**part)).map(|part| format!("{part} is not"));
        let kept = lacks.iter().filter(|part| whole.contains(**part)).map(|part| format!("{part} is"));
        wrong.extend(missing.chain(kept).map(|what| format!("{changes}: {what} in\n{whole}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let cases: &[(&str, &str, &str)] = &[
        ("修改 扣分 { \"通报批评\" 数 × 0.02 分 }", "H0213", "沿用的文件里有：通报"),
        ("修改 加分 { 修改 \"荣\" 1 分 }", "H0213", "荣誉、试点"),
        ("修改 指标 A1 { 不低于 91 : 3 分 }", "H0213", "不低于 95、≥ 90.0、其余"),
        ("修改 指标 A1 { 删除 不低于 91 }", "H0213", "≥ 90.0"),
        ("修改 指标 A2 { 修改 值 不低于 61 : 1 分 }", "H0213", "值 不低于 60"),
        ("修改 指标 A3 { 修改 61 为 62 }", "H0213", "60、100"),
        ("修改 定义 系数 { 县级 : 1 }", "H0213", "国家级、省级、市级"),
        ("修改 数据 县 { 注 文本 备查 }", "H0213", "编号、值、数、类型、级别"),
        ("修改 数据 县 { 修改 类型 { 删除 海岛 } }", "H0213", "平原、山区"),
        ("修改 等次 { 良好 总分 不低于 15 分 }", "H0213", "优秀、合格、其余"),
        ("修改 指标 A1 { 调整 数 大于 51 时 减半 }", "H0213", "新增"),
        ("修改 加分 { 新增 \"荣誉\" 1 分 }", "H0214", "已经有"),
        ("修改 指标 A1 { 新增 不低于 90 : 1 分 }", "H0214", "已经有"),
        ("修改 数据 县 { 新增 值 数值 }", "H0214", "已经有"),
        ("移动 指标 A9 至 方面 B", "H0213", "没有指标「A9」"),
        ("移动 指标 A1 至 方面 C", "H0213", "没有方面「C」"),
        ("移动 指标 A1 至 方面 A", "H0214", "已经在方面「A」里"),
        (
            "删除 指标 A3\n新增 指标 A3 \"三\" 4 分 于 方面 A { 依据 \"一\" ; 取值 值 ; 计分 换算 100 封顶 满分 保底 0 分 }",
            "H0205",
            "合写成一处",
        ),
        ("修改 方面 A { 指标 A9 { 缺失 得 0 分 } }", "H0213", "没有指标「A9」"),
        ("修改 数据 县 { 新增 系数 数值 }", "H0202", "既是"),
    ];
    for (changes, code, words) in cases {
        eprintln!("{changes}");
        folder(changes).heng("check next.heng").is_refused().are(&[code]).say(words).say("--> next.heng:");
    }
    // One kind of mistake does not hide the others.
    folder("修改 数据 县 { 系数 数值 }").heng("check next.heng").is_refused().are(&["H0202", "H0213"]);
    folder("修改 扣分 { \"通报批评\" 数 × 0.02 分 }\n新增 定义 新 = 值 + 1 天\n")
        .heng("check next.heng")
        .is_refused()
        .are(&["H0213", "H0301"]);
}

#[test]
fn what_a_change_causes_is_reported_there() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("删除 定义 系数", "H0201", "--> next.heng:4:", "由 next.heng:4 删除"),
        ("修改 指标 A1 7 分", "H0401", "--> next.heng:4:", "::: base.heng:"),
        ("修改 指标 A1 7 分\n修改 方面 A 15 分", "H0401", "--> next.heng:", "::: base.heng:"),
        ("修改 数据 县 { 值 文本 }", "H0302", "--> next.heng:4:", "::: base.heng:"),
    ];
    for (changes, code, place, other) in cases {
        eprintln!("{changes}");
        folder(changes).heng("check next.heng").is_refused().include(&[code]).say(place).say(other);
    }
    // A mistake of the inherited file itself stays there.
    let folder =
        folder("修改 指标 A2 { 缺失 得 0 分 }").replacing("base.heng", "指标 A1 \"一\" 6 分", "指标 A1 \"一\" 7 分");
    folder.heng("check next.heng").is_refused().include(&["H0401"]).say("--> base.heng:");
}

#[test]
fn a_column_that_only_the_inherited_rules_read_is_no_fault() {
    let folder = folder(
        "修改 扣分 { \"通报\" 0.1 分 }\n修改 指标 A2 { 计分 累计 { 值 不低于 60 : 4 分 } }\n修改 指标 A1 { 删除 调整 }\n修改 指标 B1 { 取值 值 ; 计分 换算 100 封顶 满分 保底 0 分 }\n",
    );
    let found = folder.heng("check next.heng").findings_only();
    assert!(!found.contains("H0446"), "{found}");
    folder.heng("check base.heng").succeeds();
    // One that the change brings is.
    let found = self::folder("修改 数据 县 { 新增 新列 数值 }").heng("check next.heng").findings_only();
    assert!(found.contains("H0446"), "{found}");
}

#[test]
fn full_marks_that_change_without_the_lines_are_told() {
    let more = "修改 满分 24 分\n修改 方面 B 10 分\n修改 指标 B1 10 分\n";
    let found = folder(more).heng("check next.heng").findings_only();
    assert!(found.contains("警告[H0219]") && found.contains("18 分、12 分"), "{found}");
    for lines in ["修改 等次 { 合格 总分 不低于 14 分 }\n", "修改 等次 { 合格 总分 不低于 12 分 }\n"]
    {
        let found = folder(&format!("{more}{lines}")).heng("check next.heng").findings_only();
        assert!(!found.contains("H0219"), "{found}");
    }
    let found = folder("修改 满分 20 分\n").heng("check next.heng").findings_only();
    assert!(!found.contains("H0219"), "{found}");
}

#[test]
fn changes_to_rows_are_laid_out_and_said_in_both_languages() {
    let changes = "修改   指标 A1{\n修改 不低于 95   为 不低于 96;新增  不低于 92:4.5 分\n删除 ≥ 90\n}\n移动  指标 A3  至 方面 B\n";
    let folder = folder(changes);
    folder.heng("fmt next.heng").succeeds();
    let text = folder.read("next.heng");
    let wanted = "修改 指标 A1 {\n  修改 不低于 95 为 不低于 96 ; 新增 不低于 92 : 4.5 分\n  删除 ≥ 90\n}\n移动 指标 A3 至 方面 B\n";
    assert!(text.ends_with(wanted), "{text}");
    let zh = folder.heng("check next.heng --format concise").lists();
    folder.heng("fmt next.heng --keywords en").succeeds();
    let english = folder.read("next.heng");
    assert!(english.contains("amend at_least 95 to_be at_least 96 ; insert at_least 92 : 4.5 分"), "{english}");
    assert!(english.contains("move indicator A3 to head B"), "{english}");
    assert_eq!(folder.heng("check next.heng --format concise --lang zh").lists().lines().count(), zh.lines().count());
    folder.heng("fmt next.heng --keywords zh").succeeds();
    assert_eq!(folder.read("next.heng"), text);
}
