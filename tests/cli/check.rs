//! `heng check`

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::folder::Folder;

/// Both rule files with one mistake in the first.
fn with_a_mistake() -> Folder {
    Folder::rules().replacing("evaluation.heng", "求和(入园机构.本年营收)", "求和(入园机构.本年营业)")
}

#[test]
fn the_shipped_rules_have_no_errors() {
    let said = Folder::rules().heng("check evaluation.heng admission.heng").succeeds();
    assert_eq!(
        said,
        "evaluation.heng：没有错误（方面 5、指标 25、条件 1、示例 21）\n\
         admission.heng：没有错误（方面 0、指标 0、条件 31、示例 7）\n"
    );
}

#[test]
fn a_mistake_in_one_file_leaves_the_word_on_the_other() {
    let (said, found) = with_a_mistake().heng("check evaluation.heng admission.heng").finds();
    found.are(&["H0201"]).say("evaluation.heng:183:19");
    assert_eq!(said, "admission.heng：没有错误（方面 0、指标 0、条件 31、示例 7）\n");
}

#[test]
fn a_missing_file_among_others_is_misuse() {
    let run = Folder::rules().heng("check no.heng admission.heng");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("H0901") && run.stderr.contains("no.heng"), "{}", run.stderr);
    assert!(run.stdout.starts_with("admission.heng："), "{}", run.stdout);
}

#[test]
fn concise_findings_are_one_line_each() {
    assert_eq!(
        with_a_mistake().heng("check evaluation.heng --format concise").lists(),
        "evaluation.heng:183:19: H0201 「本年营业」没有定义：它不是「机构」的列，也不是定义、参数或条件\n"
    );
    Folder::rules().heng("check evaluation.heng --format concise").prints("");
}

#[test]
fn json_findings_have_their_place() {
    let said = with_a_mistake().heng("check evaluation.heng --format json").lists();
    let findings: Value = serde_json::from_str(&said).unwrap();
    let findings = findings.as_array().unwrap();
    assert_eq!(findings.len(), 1);
    let found = &findings[0];
    assert_eq!(found["code"], "H0201");
    assert_eq!(found["severity"], "error");
    assert_eq!(found["help"], "是不是想写「本年营收」？");
    assert_eq!(found["place"]["file"], "evaluation.heng");
    assert_eq!(found["place"]["line"], 183);
    assert_eq!(found["place"]["column"], 19);
    assert_eq!(found["place"]["end_line"], 183);
    assert_eq!(found["place"]["end_column"], 23);
    Folder::rules().heng("check evaluation.heng --format json").prints("[]\n");
}

#[test]
fn json_of_several_files_is_one_document() {
    let said = with_a_mistake().heng("check evaluation.heng admission.heng --format json").lists();
    let findings: Value = serde_json::from_str(&said).expect("one JSON document");
    assert_eq!(findings.as_array().unwrap().len(), 1);
}

/// Of the finding on `line`: the column of the display where the underline begins, and its width.
#[track_caller]
fn underline<'t>(text: &'t str, line: &str) -> (&'t str, usize, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let prefix = format!("{line} | ");
    let at = lines.iter().position(|found| found.starts_with(&prefix)).unwrap_or_else(|| panic!("{text}"));
    let source = lines[at].strip_prefix(&prefix).unwrap();
    let marks = lines[at + 1].split_once("| ").unwrap().1;
    let start = marks.find('^').unwrap_or_else(|| panic!("{text}"));
    (source, marks[..start].width(), marks[start..].trim_end().chars().take_while(|c| *c == '^').count())
}

#[track_caller]
fn underlines(folder: &Folder, line: &str, wanted: &str) {
    let found = folder.heng("check evaluation.heng").is_refused();
    let (source, start, width) = underline(&found.stderr, line);
    let before = source.split(wanted).next().unwrap();
    assert_eq!(start, before.width(), "where the underline begins\n{}", found.stderr);
    assert_eq!(width, wanted.width(), "how long the underline is\n{}", found.stderr);
}

#[test]
fn the_underline_stands_under_chinese_text_after_chinese_text() {
    underlines(&with_a_mistake(), "183", "本年营业");
}

#[test]
fn the_underline_stands_under_latin_text_after_chinese_text() {
    let folder = Folder::rules().replacing("evaluation.heng", "并列 比 D 仍同", "并列 比 DX 仍同");
    underlines(&folder, "423", "DX");
}

#[test]
fn the_underline_stands_right_after_full_width_signs() {
    let folder = Folder::rules().replacing("evaluation.heng", "求和(入园机构.本年营收)", "求和（入园机构．本年营业）");
    underlines(&folder, "183", "本年营业");
}

#[test]
fn the_underline_of_a_second_place_stands_right_too() {
    let folder = Folder::rules().replacing(
        "evaluation.heng",
        "不低于 95% : 4 分 ; 不低于 90% : 3 分",
        "不低于 90% : 4 分 ; 不低于 95% : 3 分",
    );
    underlines(&folder, "298", "不低于 95% : 3 分");
}

#[test]
fn english_messages_name_quantities_in_english() {
    let folder = Folder::rules().replacing("evaluation.heng", "营收目标 = 10 亿元", "营收目标 = 10 平方米");
    let found = folder.heng("check evaluation.heng --lang en").is_refused();
    found.include(&["H0301"]).say("units clash: money (万元) on the left, area (平方米) on the right");
}

/// A rule file whose only indicator can give more than its full marks.
const BEYOND: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  满意率 % 不低于 0% 不超过 100%
}
参数 线 = 90% 依据 第一条
方面 C \"服务\" 10 分 {
  指标 C1 \"满意率\" 10 分 {
    依据 第一条
    取值 满意率
    计分 换算 80%
    方向 越高越好
  }
}
";

#[test]
fn a_counter_example_is_printed_and_can_be_run() {
    let folder = Folder::empty().with("a.heng", BEYOND);
    folder.heng("check a.heng").is_refused().are(&["H0441"]).say("警告[H0448]").say("贴进规则文件可以重演：");
    let run = folder.heng("check a.heng");
    let example =
        run.stderr.split("示例 \"").nth(1).map(|rest| format!("示例 \"{}", rest.split("\n}").next().unwrap()));
    let folder = folder.appending("a.heng", &format!("\n{}\n}}\n", example.unwrap()));
    let (_, found) = folder.heng("test a.heng").finds();
    found.are(&["H0701"]);
}

#[test]
fn warnings_do_not_fail_a_check_and_are_counted() {
    let folder = Folder::empty().with("a.heng", BEYOND.replace("换算 80%", "换算 100%"));
    let run = folder.heng("check a.heng");
    assert_eq!(run.code, Some(0));
    assert_eq!(run.stdout, "a.heng：没有错误，警告 1 处（方面 1、指标 1、条件 0、示例 0）\n");
    assert!(run.stderr.starts_with("警告[H0448]"), "{}", run.stderr);
    // Commands that work with data say nothing of it.
    folder.heng("test a.heng").prints("a.heng：示例 0 个，通过 0，不符 0\n");
}

#[test]
fn proofs_are_listed_in_aligned_lines() {
    let folder = Folder::empty().with("a.heng", BEYOND.replace("换算 80%", "换算 100%"));
    let said = folder.heng("check a.heng --proofs").stdout;
    assert_eq!(
        said,
        "H0441  C1  得分在 0 到 10 分之间  已证  在 0 到 10 分之间\n\
         H0442  C1  取值升高，得分不降     已证  各段依次相接\n\
         a.heng：没有错误，警告 1 处（方面 1、指标 1、条件 0、示例 0）\n"
    );
}

#[test]
fn proofs_for_programs_carry_the_counter_example() {
    let folder = Folder::empty().with("a.heng", BEYOND);
    let said = folder.heng("check a.heng --proofs --format json").stdout;
    let document: Value = serde_json::from_str(&said).expect("one JSON document");
    let proofs = document["proofs"].as_array().unwrap();
    assert_eq!(proofs.len(), 2);
    assert_eq!((&proofs[0]["code"], &proofs[0]["answer"]), (&Value::from("H0441"), &Value::from("refuted")));
    assert!(proofs[0]["example"].as_str().unwrap().starts_with("示例 \"反例："));
    assert_eq!(proofs[1]["answer"], "proved");
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(findings.iter().map(|found| &found["severity"]).collect::<Vec<_>>(), ["warning", "error"]);
    assert_eq!(findings[1]["example"], proofs[0]["example"]);
}

#[test]
fn rules_with_a_counter_example_still_score_data_that_keep_within() {
    let folder = Folder::empty().with("a.heng", BEYOND).with("parks.csv", "园区编号,满意率\nP1,80\n");
    folder.heng("score a.heng --data . --format csv").succeeds();
    let folder = folder.with("parks.csv", "园区编号,满意率\nP1,81\n");
    folder.heng("score a.heng --data . --format csv").is_refused().are(&["H0701"]);
    let folder = folder.with("parks.csv", "园区编号,满意率\nP1,810\n");
    folder.heng("score a.heng --data . --format csv").is_refused().are(&["H0509"]).say("须不低于 0%、不高于 100%");
}

/// A hundred and more columns that nothing reads, and perhaps one mistake behind them.
fn with_unread_columns(mistake: &str) -> Folder {
    let tables: String = (0..120)
        .map(|table| format!("数据 表{table} \"t{table}.csv\" 属于 园区 按 园区编号 {{\n  备注{table} 文本\n}}\n"))
        .collect();
    let text = format!(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n}}\n{tables}{mistake}"
    );
    Folder::empty().with("rules.heng", text)
}

#[test]
fn warnings_beyond_a_hundred_are_counted_and_are_still_no_errors() {
    let run = with_unread_columns("条件 有 依据 第一条 { 计数(表0) 多于 0 个 }\n").heng("check rules.heng");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("警告[H0446]: 另有 20 处没有逐条列出"), "{}", run.stderr);
}

#[test]
fn an_error_is_listed_however_many_warnings_come_before_it() {
    let run = with_unread_columns("条件 错 依据 第一条 { 没有的名称 不低于 1 }\n").heng("check rules.heng");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("错误[H0201]"), "{}", run.stderr);
}
