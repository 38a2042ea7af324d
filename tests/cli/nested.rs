//! 方面 within 方面, marks by kind, parts as rows and formulas of nodes on the command line.

use crate::folder::Folder;

const BASE: &str = r#"规则集 "三级" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
层级 "一级指标"、"二级指标"、"三级指标"

数据 县区 "c.csv" {
  代码 文本 主键
  类型 枚举 { 平原, 山区 }
  甲   数值
  乙   数值
}

方面 A "水环境" 60 分 {
  方面 A1 "断面" 40 分 {
    指标 A11 "达标率" 10 分 { 依据 "附件" ; 取值 甲 ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }
    指标 A12 "类别" 30 分 { 依据 "附件" ; 取值 乙 ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }
  }
  方面 A2 "生态" 20 分 {
    汇总 最大
    舍入 2 位 四舍五入
    指标 A21 "水源" { 依据 "附件" ; 取值 甲 / 2 ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }
  }
}

指标 B "满意" 40 分 { 依据 "附件" ; 取值 乙 / 2 ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }

等次 {
  优秀 总分 不低于 80 分 名额 50% 向上取整 并列 比 A、A1 仍同 全退
  其余 "合格"
}
"#;

const HEAD: &str = "规则集 \"三级\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"last.heng\"\n";

fn folder(changes: &str) -> Folder {
    Folder::empty().with("last.heng", BASE).with("rules.heng", format!("{HEAD}{changes}\n"))
}

/// The nodes of the merged tree, each with what it stands in: «A1/A11 10 分».
fn tree(changes: &str) -> Vec<String> {
    let text = folder(changes).heng("check rules.heng --expanded").succeeds();
    let (mut around, mut found) = (Vec::<(usize, String)>::new(), Vec::new());
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        let mut words = line.split_whitespace();
        let (Some("方面" | "指标"), Some(code)) = (words.next(), words.next()) else { continue };
        around.retain(|(other, _)| *other < depth);
        let marks = line.split(['"', '{']).nth(2).unwrap_or_default().trim().to_owned();
        around.push((depth, code.to_owned()));
        let path: Vec<&str> = around.iter().map(|(_, code)| code.as_str()).collect();
        found.push(format!("{} {marks}", path.join("/")).trim_end().to_owned());
    }
    found
}

#[test]
fn clauses_and_titles_of_inner_heads_are_changed_where_they_stand() {
    let same = ["A 60 分", "A/A1 40 分", "A/A1/A11 10 分", "A/A1/A12 30 分", "A/A2 20 分", "A/A2/A21", "B 40 分"];
    for changes in [
        "修改 方面 A1 { 封顶 35 分 }",
        "修改 方面 A { 修改 方面 A1 { 封顶 35 分 } }",
        "更名 方面 A1 \"断面水质\"",
        "修改 方面 A1 { 修改 指标 A11 { 佐证 \"报表\" } }",
        "修改 各指标 于 方面 A1 一律 { 佐证 \"报表\" }",
    ] {
        assert_eq!(tree(changes), same, "{changes}");
    }
    let text = folder("修改 方面 A { 修改 方面 A1 { 封顶 35 分 } }").heng("check rules.heng --expanded").succeeds();
    assert!(text.contains("  方面 A1 \"断面\" 40 分 {\n    封顶 35 分\n"), "{text}");
}

#[test]
fn what_is_moved_keeps_its_code_and_its_marks() {
    assert_eq!(
        tree("移动 方面 A1 至 总分\n修改 方面 A 20 分"),
        ["A 20 分", "A/A2 20 分", "A/A2/A21", "B 40 分", "A1 40 分", "A1/A11 10 分", "A1/A12 30 分"]
    );
    assert_eq!(
        tree("移动 指标 A11 至 总分\n修改 方面 A1 30 分\n修改 方面 A 50 分"),
        ["A 50 分", "A/A1 30 分", "A/A1/A12 30 分", "A/A2 20 分", "A/A2/A21", "B 40 分", "A11 10 分"]
    );
    assert_eq!(
        tree("移动 指标 B 至 方面 A\n修改 方面 A 100 分"),
        ["A 100 分", "A/A1 40 分", "A/A1/A11 10 分", "A/A1/A12 30 分", "A/A2 20 分", "A/A2/A21", "A/B 40 分"]
    );
    assert_eq!(
        tree("修改 方面 A1 30 分\n新增 方面 A3 \"新\" 10 分 于 方面 A { 移动 指标 A11 }"),
        [
            "A 60 分",
            "A/A1 30 分",
            "A/A1/A12 30 分",
            "A/A2 20 分",
            "A/A2/A21",
            "A/A3 10 分",
            "A/A3/A11 10 分",
            "B 40 分"
        ]
    );
}

#[test]
fn a_head_that_is_taken_out_takes_along_what_is_in_it() {
    let rest = ["A 20 分", "A/A2 20 分", "A/A2/A21", "B 80 分"];
    let grades = "修改 指标 B 80 分\n修改 等次 { 优秀 并列 比 A 仍同 全退 }";
    assert_eq!(tree(&format!("删除 方面 A1\n修改 方面 A 20 分\n{grades}")), rest);
    assert_eq!(tree(&format!("修改 方面 A 20 分 {{ 删除 方面 A1 }}\n{grades}")), rest);
}

#[test]
fn a_new_code_of_an_inner_head_is_said_wherever_it_was() {
    let text = folder("更名 方面 A1 为 C1").heng("check rules.heng --expanded").succeeds();
    assert!(text.contains("方面 C1 \"断面\" 40 分") && text.contains("并列 比 A、C1"), "{text}");
}

#[test]
fn a_head_is_not_moved_into_itself() {
    for to in ["A", "A1"] {
        let folder = folder(&format!("移动 方面 A 至 方面 {to}"));
        let printed = folder.heng("check rules.heng").is_refused().stderr;
        assert!(printed.contains("错误[H0214]"), "{printed}");
    }
}

/// A rule set with this text in place of that one.
fn changed(from: &str, to: &str) -> Folder {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    Folder::empty().with("last.heng", BASE).with("rules.heng", BASE.replace(from, to))
}

#[test]
fn what_is_wrong_with_a_tree_is_found() {
    for (from, to, code) in [
        ("指标 A21", "指标 A11", "H0202"),
        ("方面 A1 \"断面\" 40 分", "方面 A1 \"断面\" 41 分", "H0401"),
        ("\"二级指标\"、\"三级指标\"", "\"二级指标\"、\"二级指标\"", "H0202"),
        ("\"达标率\" 10 分", "\"达标率\" 平原 10 分、平原 10 分", "H0402"),
        ("\"达标率\" 10 分", "\"达标率\" 平原 10 分、山城 10 分", "H0208"),
        ("\"达标率\" 10 分", "\"达标率\" 平原 10 分", "H0401"),
        ("等次 {", "定义 低 = 计数(各指标 其中 层级 是 \"四级指标\")\n等次 {", "H0201"),
        ("等次 {", "定义 低 = 最小(各指标.类型)\n等次 {", "H0201"),
        ("等次 {", "定义 低 = 平均(A2.各方面.得分率)\n等次 {", "H0201"),
        ("等次 {", "定义 低 = 权重\n等次 {", "H0201"),
        ("    汇总 最大\n", "    汇总 算式 得分(A)\n", "H0203"),
    ] {
        let printed = changed(from, to).heng("check rules.heng").is_refused().stderr;
        let errors: Vec<&str> = printed.lines().filter(|line| line.starts_with("错误[")).collect();
        assert!(errors.iter().all(|error| error.contains(code)) && !errors.is_empty(), "{to}\n{printed}");
    }
}

#[test]
fn a_tree_too_deep_is_told_once() {
    let mut text = BASE.split("方面 A ").next().unwrap_or_default().to_owned();
    for level in 1..=8 {
        text += &format!("{}方面 L{level} \"层\" 100 分 {{\n", "  ".repeat(level - 1));
    }
    text += "指标 I \"一\" 100 分 { 依据 第一条 ; 取值 甲 ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }\n";
    text += &"}\n".repeat(8);
    let printed = Folder::empty().with("rules.heng", text).heng("check rules.heng").is_refused().stderr;
    assert_eq!((printed.matches("错误[").count(), printed.matches("H0104").count()), (1, 1), "{printed}");
}

const UNDER_HEADER: &str = r#"规则集 "表" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
舍入 总分 2 位 四舍五入

数据 县区 "c.csv" {
  代码 文本 主键
  类型 枚举 { 平原, 山区 }
  甲   数值
  乙   数值
}

各指标 { 依据 "附件" ; 计分 插值 { 0 : 0 分 ; 10 : 满分 } 两端 持平 }
表头 编号 | 名称 | 分值 平原 | 分值 山区 | 取值
A | "甲项" | 40 分 | 100 分 | 甲
B | "乙项" | 60 分 | —      | 乙
"#;

#[test]
fn marks_by_kind_are_said_without_the_table_around_them() {
    let folder = Folder::empty()
        .with("old.heng", UNDER_HEADER)
        .with("new.heng", UNDER_HEADER.replace("| 40 分", "| 30 分").replace("| 60 分", "| 70 分"))
        .with("c.csv", "代码,类型,甲,乙\nP1,平原,5,5\nP2,山区,5,5\n");
    let diff = folder.heng("diff old.heng new.heng").succeeds();
    for line in ["满分  平原 40 分、山区 100 分 → 平原 30 分、山区 100 分", "满分  平原 60 分 → 平原 70 分"]
    {
        assert!(diff.contains(line), "{line}\n{diff}");
    }
    let why = folder.heng("explain old.heng --data . --subject P2 --indicator B").succeeds();
    assert!(why.contains("适用 类型 是 平原，不成立") && why.contains("类型 = 山区"), "{why}");
}

const BY_FORMULA: &str = r#"规则集 "算式" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 县区 "c.csv" {
  代码 文本 主键
  甲   数值
  乙   数值
}

各指标 { 依据 "附件" ; 定义 份 = 取值 / 最优(取值 范围 全部) × 权重 }
表头 编号 | 名称 | 权重 | 取值 | 方向
A | "甲项" | 3 | 甲 | 越高越好
B | "乙项" | 1 | 乙 | 越低越好

总分 {
  赋权 归一
  汇总 算式 求和(各指标.份) × 满分 / 2
  封顶 满分
  舍入 2 位 四舍五入
}
"#;

#[test]
fn cells_of_a_table_are_compared_for_what_they_say() {
    let folder = Folder::empty()
        .with("old.heng", BY_FORMULA)
        .with("weight.heng", BY_FORMULA.replace("| 3 |", "| 2 |"))
        .with("way.heng", BY_FORMULA.replace("乙 | 越低越好", "乙 | 越高越好"));
    let weight = folder.heng("diff old.heng weight.heng").succeeds();
    assert!(weight.contains("权重  3 → 2"), "{weight}");
    let way = folder.heng("diff old.heng way.heng").succeeds();
    assert!(way.contains("方向  越低越好 → 越高越好"), "{way}");
}

#[test]
fn figures_that_only_the_formula_of_a_node_reads_are_used() {
    let checked = Folder::empty().with("rules.heng", BY_FORMULA).heng("check rules.heng").succeeds();
    assert!(!checked.contains("警告["), "{checked}");
}

#[test]
fn what_is_read_of_parts_has_its_twin() {
    let text = format!("{BASE}定义 最低 = 最小(各指标.得分率)\n列出 {{ 最低 }}\n");
    let folder = Folder::empty().with("rules.heng", text);
    folder.heng("fmt rules.heng --keywords zh").succeeds();
    let zh = folder.read("rules.heng");
    folder.heng("fmt rules.heng --keywords en").succeeds();
    let en = folder.read("rules.heng");
    assert!(en.contains("min(each_indicator.mark_rate)"), "{en}");
    folder.heng("fmt rules.heng --keywords zh").succeeds();
    assert_eq!(folder.read("rules.heng"), zh);
}
