//! Mistakes, each found where it is.

use super::{findings, seen};

fn one(text: &str) -> (String, usize, String) {
    let mut found = seen(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn is(text: &str, code: &str, line: usize, place: &str) {
    assert_eq!(one(text), (code.to_owned(), line, place.to_owned()));
}

#[test]
fn five_mistakes_give_five_findings() {
    let text = "规则集 \"x\"
周期 2022-01-01 到 2022-12-31
参数 目标 = 5 亿圆
满份 100 分
方面 A \"一\" 10 分 {
  指标 A1 \"甲\" 4 分 {
    取值 乙 +
    计分 直接
  }
  指示 A2 \"丙\" 6 分 { 取值 丁 }
}
";
    let lines: Vec<_> = seen(text).into_iter().map(|(code, line, _)| (code, line)).collect();
    let expected = [("H0105", 2), ("H0303", 3), ("H0102", 4), ("H0105", 8), ("H0102", 10)];
    assert_eq!(lines, expected.map(|(code, line)| (code.to_owned(), line)));
}

#[test]
fn an_unclosed_block_hides_nothing_behind_it() {
    let text = "条件 甲 {\n  a 不低于 3\n条件 乙 { b 不低于 }\n";
    let found = seen(text);
    assert_eq!(found[0], ("H0103".to_owned(), 1, "{".to_owned()));
    assert_eq!(found[1].1, 3);
    assert_eq!(found.len(), 2);
}

#[test]
fn an_unclosed_indicator_is_found_at_its_own_brace() {
    let text = "方面 A \"x\" 3 分 {\n  指标 B \"y\" 3 分 {\n    取值 a\n  指标 C \"z\" 3 分 { 取值 b }\n}\n";
    is(text, "H0103", 2, "{");
}

#[test]
fn brackets_without_partners() {
    is("定义 a = (1 + 2\n定义 b = 3", "H0103", 1, "(");
    is("定义 a = 1 + 2)\n定义 b = 3", "H0103", 1, ")");
    is("条件 a { f(b }", "H0103", 1, "(");
}

#[test]
fn and_mixed_with_or_is_refused_with_both_places() {
    let text = "定义 x = 甲 且 乙 或 丙";
    is(text, "H0106", 1, "或");
    assert_eq!(findings(text)[0].labels.len(), 1);
    assert!(findings(text)[0].help.as_ref().unwrap().zh.contains('('));
    assert!(findings("定义 x = 甲 且 (乙 或 丙)").is_empty());
}

#[test]
fn misspelt_words_are_suggested() {
    let help = |text: &str| findings(text)[0].help.clone().unwrap().zh;
    assert_eq!(help("满份 100 分"), "是不是想写「满分」？");
    assert_eq!(help("参数 a = 5 亿圆"), "是不是想写「亿元」？");
    assert_eq!(help("方面 A \"x\" 3 分 { 指示 B \"x\" 3 分 { } }"), "是不是想写「指标」？");
}

#[test]
fn missing_and_repeated_parts_have_their_codes() {
    is("方面 \"x\" { }", "H0105", 1, "\"x\"");
    is("示例 { }", "H0105", 1, "示例");
    is("加分", "H0204", 1, "加分");
    is("条件 a 依据 第九条 依据 第十条 { b }", "H0205", 1, "依据 第十条");
    let head = "方面 A \"x\" 3 分 { 指标 B \"y\" 3 分 {\n";
    is(&format!("{head}取值 a\n取值 b }} }}"), "H0205", 3, "取值 b");
    is(&format!("{head}计分 功效 不允许 0% 满意 15% 底 60 }} }}"), "H0204", 2, "功效");
    is(&format!("{head}计分 直接 并列 平均 }} }}"), "H0105", 2, "并列 平均");
}

#[test]
fn strings_and_characters_that_cannot_be_read() {
    is("口径 A \"abc\n口径 B \"d\"", "H0105", 1, "\"abc");
    is("口径 B \"没有句号\"。", "H0101", 1, "。");
    let many = findings(&"#\n".repeat(1000));
    assert_eq!(many.len(), 21);
    assert!(many[20].message.zh.contains("另有 980 处没有逐条列出"), "{:?}", many[20]);
    let unseen = findings(&"口径 A \"一\"\u{200b}\n".repeat(50));
    assert!(unseen.iter().any(|found| found.message.zh.contains("另有 30 处没有逐条列出")), "{unseen:#?}");
}

#[test]
fn words_of_the_language_are_no_names() {
    is("定义 取值 = 3", "H0105", 1, "取值");
    is("数据 a \"a.csv\" {\n  数据 文本\n}", "H0105", 2, "数据");
    assert!(findings("数据 a \"a.csv\" {\n 日期 日期\n 满意 枚举 { 满意, 平均, 无 }\n}").is_empty());
}

#[test]
fn dates_comparisons_and_rows_are_looked_at() {
    is("周期 2022-01-01 至 2022-02-30", "H0105", 1, "2022-02-30");
    is("定义 a = 1 低于 2 低于 3", "H0105", 1, "低于");
    is("示例 \"x\" { 机构 { a, b } = (1, 2), (3) }", "H0802", 1, "3");
}
