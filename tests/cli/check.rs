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
        "evaluation.heng:183:19: H0201 「本年营业」没有定义：它不是「机构」的列，也不是定义或参数\n"
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
