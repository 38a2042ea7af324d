//! `heng fmt`

use std::fs;

use crate::folder::{Folder, shipped};

const FILES: [&str; 2] = ["evaluation.heng", "admission.heng"];

#[test]
fn the_shipped_rules_are_canonical() {
    Folder::rules().heng("fmt --check evaluation.heng admission.heng").prints("");
}

#[test]
fn a_crooked_file_is_named_and_set_right() {
    let folder = Folder::rules();
    let before = folder.read("evaluation.heng");
    let folder = folder
        .replacing(
            "evaluation.heng",
            "\n  园区编号     文本 主键\n  园区名称     文本 名称\n",
            "\n园区编号   文本 主键\n      园区名称 文本   名称\n",
        )
        .replacing("evaluation.heng", "满分 100 分", "满分　100分");
    let run = folder.heng("fmt --check evaluation.heng admission.heng");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(1), "evaluation.heng\n", ""));
    folder.heng("fmt evaluation.heng").prints("");
    assert!(folder.read("evaluation.heng") == before, "{}", folder.read("evaluation.heng"));
}

#[test]
fn english_keywords_and_back_are_the_same_bytes() {
    let folder = Folder::rules();
    let before = FILES.map(|file| folder.read(file));
    folder.heng("fmt evaluation.heng admission.heng --keywords en").prints("");
    let english = FILES.map(|file| folder.read(file));
    for text in &english {
        assert!(text.contains("rule_set \"") && !text.contains("规则集 \""), "{text}");
    }
    folder.heng("fmt evaluation.heng admission.heng --keywords en --check").prints("");
    folder.heng("check evaluation.heng admission.heng --lang zh").succeeds();
    folder.heng("fmt evaluation.heng admission.heng --keywords zh").prints("");
    assert!(FILES.map(|file| folder.read(file)) == before);
}

#[test]
fn english_keywords_change_no_score() {
    let folder = Folder::golden();
    let score = |rules: &str| folder.heng(&format!("score {rules} --data data --format csv --lang zh")).succeeds();
    let before = FILES.map(score);
    folder.heng("fmt evaluation.heng admission.heng --keywords en").prints("");
    assert_eq!(FILES.map(score), before);
    folder.heng("test evaluation.heng admission.heng").succeeds();
}

#[test]
fn full_width_signs_and_digits_change_no_score() {
    let folder = Folder::golden();
    let before = folder.scores().succeeds();
    let folder = folder
        .replacing("evaluation.heng", "参数 营收目标 = 10 亿元", "参数 营收目标 ＝ １０ 亿元")
        .replacing(
            "evaluation.heng",
            "定义 营业收入 = 求和(入园机构.本年营收)",
            "定义 营业收入 ＝ 求和（入园机构．本年营收）",
        )
        .replacing("evaluation.heng", "插值 { 60% : 0 分 ; 90% : 满分 }", "插值｛６０％：０ 分；９０％：满分｝");
    folder.scores().prints(&before);
}

#[test]
fn comments_stay_where_they_are() {
    let folder = Folder::rules().replacing("evaluation.heng", "满分 100 分", "// 满分的注释\n满分 100 分 // 行尾注释");
    folder.heng("fmt evaluation.heng").prints("");
    let text = folder.read("evaluation.heng");
    assert!(text.contains("// 满分的注释\n满分 100 分 // 行尾注释\n"), "{text}");
}

#[test]
fn a_file_with_mistakes_of_spelling_is_left_alone() {
    let folder = Folder::rules().replacing("evaluation.heng", "否决 弄虚作假", "否绝   弄虚作假");
    let before = folder.read("evaluation.heng");
    folder.heng("fmt evaluation.heng").is_refused().are(&["H0102"]);
    assert!(folder.read("evaluation.heng") == before);
}

#[test]
fn check_writes_nothing() {
    let folder = Folder::rules().replacing("evaluation.heng", "满分 100 分", "满分   100 分");
    let before = folder.read("evaluation.heng");
    folder.heng("fmt --check evaluation.heng").lists();
    assert!(folder.read("evaluation.heng") == before);
}

#[test]
fn the_rules_of_the_checkout_are_the_ones_tested() {
    let shipped = fs::read_to_string(shipped("rules/wenzhou/evaluation-2022-2023.heng")).unwrap();
    assert!(Folder::rules().read("evaluation.heng") == shipped);
}
