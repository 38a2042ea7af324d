//! `heng explain`: what several figures rest on is told once, and a page does not grow without end.

use std::fmt::Write as _;

use serde_json::Value;

use crate::folder::Folder;

const HEAD: &str = "规则集 \"长\" 示例\n周期 2024-01-01 至 2024-12-31\n舍入 指标 2 位 四舍五入\n";

/// The longest page of a rule set of fifty indicators.
const MOST_LINES: usize = 2000;

/// Rules of which each definition of two reads both before it.
fn doubling(depth: usize) -> Folder {
    let table = "数据 家 \"d.csv\" {\n  编号 文本 主键\n  x    数值\n}\n";
    let mut rules = format!("{HEAD}满分 1 分\n{table}定义 a0 = x + 1\n定义 b0 = x + 2\n");
    for (number, next) in (0..depth).zip(1..) {
        let read = format!("( a{number} + b{number} )");
        writeln!(rules, "定义 a{next} = {read} / 2\n定义 b{next} = {read} / 3").unwrap();
    }
    let indicator = format!("取值 a{depth}\n    计分 算式 取值 / 100 * 满分 封顶 满分 保底 0 分");
    write!(rules, "方面 A \"a\" 1 分 {{\n  指标 A1 \"a\" 1 分 {{\n    依据 \"一\"\n    {indicator}\n  }}\n}}\n")
        .unwrap();
    Folder::empty().with("r.heng", rules).with("d.csv", "编号,x\nS1,3\n")
}

fn page(folder: &Folder, options: &str) -> String {
    folder.heng(&format!("explain r.heng --data . --subject S1 {options}")).succeeds()
}

/// How often a line begins so, blanks aside.
fn lines(page: &str, start: &str) -> usize {
    page.lines().filter(|line| line.trim_start().starts_with(start)).count()
}

#[test]
fn a_figure_that_is_read_twice_is_told_once() {
    let folder = doubling(18);
    let text = page(&folder, "");
    assert!(text.lines().count() < 100, "{}", text.lines().count());
    for number in 0..17 {
        assert_eq!(lines(&text, &format!("a{number} = (")) + lines(&text, &format!("a{number} = x")), 1, "{text}");
        assert_eq!(lines(&text, &format!("a{number} = ")), 2, "{text}");
    }
    assert!(text.contains("a0 = 4（见上）"), "{text}");
    // The whole page says how each of them is defined, too.
    let whole = page(&folder, "--all");
    let (defined, others): (Vec<&str>, Vec<&str>) = whole.lines().partition(|line| line.trim().starts_with("定义 "));
    assert_eq!(others, text.lines().collect::<Vec<_>>());
    assert_eq!(defined.len(), 36, "{whole}");
    // A program that reads the tree finds each figure once too.
    let json = page(&folder, "--format json");
    assert!(json.lines().count() < 5000, "{}", json.lines().count());
    let document: Value = serde_json::from_str(&json).unwrap();
    let mut open = vec![&document["heads"][0]["indicators"][0]["score"]];
    let (mut told, mut referred) = (0, 0);
    while let Some(trace) = open.pop() {
        match trace["see"].as_str() {
            Some(see) => {
                assert_eq!((see, &trace["from"], &trace["formula"]), ("见上", &Value::Null, &Value::Null));
                referred += 1;
            }
            None => told += 1,
        }
        open.extend(trace["from"].as_array().into_iter().flatten());
    }
    assert!(told < 100 && referred > 30, "{told} {referred}");
}

#[test]
fn figures_that_stand_deep_are_told_further_down() {
    let folder = doubling(100);
    let text = page(&folder, "");
    assert!(text.contains("（见下）") && text.lines().count() < 500, "{text}");
    for number in 0..100 {
        for name in ["a", "b"] {
            let told = lines(&text, &format!("{name}{number} = (")) + lines(&text, &format!("{name}{number} = x"));
            assert_eq!(told, 1, "{name}{number}\n{text}");
        }
    }
    // JSON is not nested so deep that readers refuse it.
    let _: Value = serde_json::from_str(&page(&folder, "--format json")).unwrap();
}

#[test]
fn another_indicator_refers_to_the_one_that_tells() {
    let table = "数据 家 \"d.csv\" {\n  编号 文本 主键\n  x    数值\n  y 数值\n}\n";
    let indicator = |code: &str, value: &str| {
        format!(
            "  指标 {code} \"a\" 1 分 {{\n    依据 \"一\"\n    取值 {value}\n    计分 换算 100 封顶 满分 保底 0 分\n  }}\n"
        )
    };
    let values = [("A1", "和 + 1"), ("A2", "和 - 最大(y 范围 全部)"), ("A3", "和 - 最小(y 范围 全部)")];
    let indicators: String = values.iter().map(|(code, value)| indicator(code, value)).collect();
    let rules = format!("{HEAD}满分 3 分\n{table}定义 和 = x + y\n方面 A \"a\" 3 分 {{\n{indicators}}}\n");
    let folder = Folder::empty().with("r.heng", rules).with("d.csv", "编号,x,y\nS1,3,4\nS2,1,2\n");
    let text = page(&folder, "");
    assert_eq!(lines(&text, "和 = x 3 + y 4 = 7"), 1, "{text}");
    assert_eq!(lines(&text, "和 = 7（见上 A1）"), 2, "{text}");
    assert_eq!((lines(&text, "S2 = 2"), lines(&text, "最小(y 范围 全部) = 2（各家见上 A2）")), (1, 1), "{text}");
    // Alone, an indicator tells what it rests on.
    let alone = page(&folder, "--indicator A3");
    assert_eq!((lines(&alone, "和 = x 3 + y 4 = 7"), lines(&alone, "S2 = 2")), (1, 1), "{alone}");
    let english = page(&folder, "--lang en");
    assert!(english.contains("和 = 7 (see A1 above)") && english.contains("= 2 (members: see A2 above)"), "{english}");
}

#[test]
fn many_rows_members_and_lines_are_cut_with_their_count_and_the_option_that_shows_them() {
    let table = "数据 家 \"d.csv\" {\n  编号 文本 主键\n  x 数值\n}\n数据 项 \"i.csv\" 属于 家 按 编号 {\n  值 数值\n}\n\
                 脚本 \"s.rhai\" {\n  和(列 : 各家 数值) → 数值\n}\n";
    let value = "求和(项.值) - 最大(x 范围 全部) + 和(x 范围 全部)";
    let rules = format!(
        "{HEAD}满分 1 分\n{table}方面 A \"a\" 1 分 {{\n  指标 A1 \"a\" 1 分 {{\n    依据 \"一\"\n    取值 {value}\n    \
         计分 换算 1000000 封顶 满分 保底 0 分\n  }}\n}}\n"
    );
    let subjects: String = (1..=40).map(|number| format!("S{number},{number}\n")).collect();
    let items: String = (1..=500).map(|number| format!("S1,{number}\n")).collect();
    let script = "fn 和(列) {\n    let s = 0;\n    for y in 列 {\n        s += y;\n    }\n    s\n}\n";
    let folder = Folder::empty()
        .with("r.heng", rules)
        .with("d.csv", format!("编号,x\n{subjects}"))
        .with("i.csv", format!("编号,值\n{items}"))
        .with("s.rhai", script);
    let text = page(&folder, "");
    let wanted = ["… 另有 497 行（用 --all 全部列出）", "… 另有 28 家（用 --all 全部列出）", "结果 820"];
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let script = text.lines().filter(|line| line.contains("s.rhai 第 ")).count();
    assert_eq!(script, 20, "{text}");
    let hidden = text.lines().filter_map(|line| line.split("… 另有 ").nth(1)?.split(' ').next()?.parse::<usize>().ok());
    let all = page(&folder, "--all");
    let hidden: Vec<usize> = hidden.collect();
    assert_eq!(all.lines().count(), text.lines().count() + hidden.iter().sum::<usize>() - hidden.len(), "{hidden:?}");
    assert!(!all.contains("另有"), "{all}");
    assert_eq!(page(&folder, "--indicator A1").lines().count(), all.lines().count());
    let english = page(&folder, "--lang en");
    assert!(english.contains("… 497 rows more (--all lists them)"), "{english}");
}

/// Fifty indicators, all of which have much to tell.
fn fifty(definitions: usize) -> Folder {
    let mut rules = format!(
        "{HEAD}满分 50 分\n数据 家 \"d.csv\" {{\n  编号 文本 主键\n  x 数值\n}}\n\
         数据 项 \"i.csv\" 属于 家 按 编号 {{\n  值 数值\n}}\n"
    );
    for indicator in 1..=50 {
        writeln!(rules, "定义 d{indicator}之0 = 求和(项.值 其中 值 超过 {indicator}) + x").unwrap();
        for (number, next) in (0..definitions).zip(1..) {
            let read = format!("d{indicator}之{number}");
            writeln!(rules, "定义 d{indicator}之{next} = {read} / 2 + 求和(项.值 其中 值 超过 {next})").unwrap();
        }
    }
    rules.push_str("方面 A \"a\" 50 分 {\n");
    for indicator in 1..=50 {
        let value = format!("d{indicator}之{definitions} - 最大(x + {indicator} 范围 全部)");
        let clauses = format!("取值 {value}\n    计分 换算 1000 封顶 满分 保底 0 分\n    佐证 \"账\"");
        writeln!(rules, "  指标 A{indicator} \"a\" 1 分 {{\n    依据 \"一\"\n    {clauses}\n  }}").unwrap();
    }
    rules.push_str("}\n");
    for condition in 1..=30 {
        writeln!(rules, "条件 条{condition} 依据 \"一\" {{ x 不低于 {condition} 且 求和(项.值) 不低于 {condition} }}")
            .unwrap();
    }
    let subjects: String = (1..=40).map(|number| format!("S{number},{number}\n")).collect();
    let items: String = (1..=60).map(|number| format!("S1,{number}\n")).collect();
    Folder::empty()
        .with("r.heng", rules)
        .with("d.csv", format!("编号,x\n{subjects}"))
        .with("i.csv", format!("编号,值\n{items}"))
}

#[test]
fn a_page_of_fifty_indicators_stays_under_two_thousand_lines() {
    for definitions in [0, 3, 12, 60] {
        let folder = fifty(definitions);
        let text = page(&folder, "");
        let count = text.lines().count();
        assert!(count < MOST_LINES, "{definitions}: {count}");
        let all = page(&folder, "--all");
        assert!(all.lines().count() > count);
        if definitions > 3 {
            assert!(text.contains("（用 --all 全部列出）") && all.lines().count() > MOST_LINES, "{definitions}");
        }
        // Every indicator keeps its title, its mark and its evidence.
        for indicator in 1..=50 {
            assert!(text.contains(&format!("\n  A{indicator} a  ")), "A{indicator}");
        }
        assert_eq!((lines(&text, "佐证 账"), lines(&text, "得分 ")), (50, 50));
        // What is referred to stands above, or is told here.
        for line in text.lines().filter(|line| line.contains("（见上")) {
            let name = line.trim_start().split(" = ").next().unwrap();
            let before = text.split(line).next().unwrap();
            assert!(lines(before, &format!("{name} = ")) > 0, "{line}");
        }
    }
}
