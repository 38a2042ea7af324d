//! The contract of the command line: exit codes, streams, colour, language.

use std::fs::File;
use std::process::Stdio;

use crate::folder::Folder;
use crate::run::run;

const ESCAPE: char = '\u{1b}';

fn bad() -> Folder {
    Folder::golden().replacing("evaluation.heng", "满分 100 分", "满分 90 分")
}

#[test]
fn without_a_command_there_is_help_and_misuse() {
    Folder::empty().heng("").is_misused().say("score");
}

#[test]
fn unknown_commands_flags_and_values_are_misuse() {
    let folder = Folder::golden();
    for command in [
        "grade evaluation.heng",
        "score evaluation.heng --data data --fast",
        "score evaluation.heng --data data --format pdf",
        "score evaluation.heng --data data --engine float",
        "score evaluation.heng",
        "score --data data",
        "check",
        "test",
        "fmt",
        "explain evaluation.heng --data data",
        "check evaluation.heng --color sometimes",
        "check evaluation.heng --lang fr",
    ] {
        folder.heng(command).is_misused();
    }
}

#[test]
fn misuse_is_told_in_the_language_of_the_rules() {
    let chinese = Folder::golden();
    chinese.heng("score evaluation.heng").is_misused().say("还缺少 --data <DATA>").say("用法: heng score");
    chinese.heng("explain evaluation.heng --data data").is_misused().say("还缺少 --subject");
    chinese.heng("score --data data").is_misused().say("还缺少 <RULES>");
    chinese.heng("score evaluation.heng --date data").is_misused().say("没有「--date」这个选项；是不是想写 --data");
    chinese.heng("score evaluation.heng --data data --format pdf").is_misused().say("不能写「pdf」").say("table、csv");
    chinese.heng("scor evaluation.heng").is_misused().say("没有「scor」这个命令；是不是想写 score");
    chinese
        .heng("score evaluation.heng --lang en")
        .is_misused()
        .say("--data <DATA> is missing")
        .say("Usage: heng score");
    let english = Folder::golden();
    english.heng("fmt evaluation.heng --keywords en").succeeds();
    english.heng("score evaluation.heng").is_misused().say("--data <DATA> is missing");
    english.heng("score evaluation.heng --lang zh").is_misused().say("还缺少 --data <DATA>");
}

#[test]
fn help_and_version_are_data() {
    let folder = Folder::empty();
    let help = folder.heng("--help").succeeds();
    for command in ["score", "check", "test", "fmt", "explain", "template", "plan", "error"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        assert!(folder.heng(&format!("{command} --help")).succeeds().contains("--color"), "{command}");
    }
    folder.heng("--version").prints(&format!("heng {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let folder = Folder::synthetic();
    for command in [
        "score evaluation.heng --data data --format json",
        "explain evaluation.heng --data data --subject S001",
        "error",
        "--help",
    ] {
        let mut process = folder.command(command, &[]);
        let mut child = process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
        assert_eq!(output.status.code(), Some(0), "{command}");
    }
}

#[test]
fn a_reader_of_findings_that_has_gone_away_changes_no_exit_code() {
    let folder = bad();
    let mut process = folder.command("check evaluation.heng", &[]);
    let mut child = process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = Folder::golden();
    let mut process = folder.command("score evaluation.heng --data data --format csv", &[]);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = process.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_ne!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colour_is_used_only_when_it_is_wanted() {
    let folder = bad();
    let stderr = |arguments: &str, variables: &[(&str, &str)]| {
        let run = run(folder.command(&format!("check evaluation.heng {arguments}"), variables));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        run.stderr
    };
    assert!(stderr("--color always", &[]).contains(ESCAPE));
    assert!(!stderr("--color never", &[]).contains(ESCAPE));
    assert!(!stderr("", &[]).contains(ESCAPE), "no terminal, no colour");
    assert!(!stderr("--color auto", &[("NO_COLOR", "1")]).contains(ESCAPE));
    assert!(!stderr("--color never", &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
    let plain = stderr("", &[]);
    let mut stripped = String::new();
    let mut in_escape = false;
    for c in stderr("--color always", &[]).chars() {
        match c {
            ESCAPE => in_escape = true,
            'm' if in_escape => in_escape = false,
            _ if in_escape => {}
            _ => stripped.push(c),
        }
    }
    assert_eq!(stripped, plain, "colour changes no text");
}

#[test]
fn data_on_stdout_has_no_colour() {
    let folder = Folder::golden();
    for command in [
        "score evaluation.heng --data data --color always",
        "explain evaluation.heng --data data --subject P02 --color always",
        "check evaluation.heng --color always",
        "test evaluation.heng --color always",
    ] {
        assert!(!folder.heng(command).succeeds().contains(ESCAPE), "{command}");
    }
    let folder = bad();
    for format in ["json", "concise"] {
        assert!(
            !folder.heng(&format!("check evaluation.heng --format {format} --color always")).lists().contains(ESCAPE)
        );
    }
}

#[test]
fn messages_are_in_the_language_that_is_asked_for() {
    let folder = bad();
    folder.heng("check evaluation.heng").is_refused().say("错误[H0401]: 各方面分值相加为 100 分").say("建议: ");
    folder
        .heng("check evaluation.heng --lang en")
        .is_refused()
        .say("error[H0401]: the heads add up to 100 marks")
        .say("help: ");
    let folder = Folder::golden().without("data/honors.csv");
    folder
        .heng("score evaluation.heng --data data --lang en")
        .is_refused()
        .say("error[H0501]: the data file honors.csv");
    let folder = Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "高");
    });
    folder
        .heng("score evaluation.heng --data data --lang en")
        .is_refused()
        .say("error[H0503]")
        .say("survey.csv, row 9, column `满意率`: \"高\"");
    let folder = Folder::rules();
    assert!(folder.heng("check evaluation.heng --lang en").succeeds().contains("no errors"));
    assert!(folder.heng("test evaluation.heng --lang en").succeeds().contains("21 hold, 0 fail"));
    folder.heng("check no.heng --lang en").is_misused().say("there is no file `no.heng`");
}

#[test]
fn english_messages_have_no_chinese_sentence_in_them() {
    for (from, to, code) in [
        ("满分 100 分", "满分 90 分", "H0401"),
        ("不低于 95% : 4 分 ; 不低于 90% : 3 分", "不低于 90% : 4 分 ; 不低于 95% : 3 分", "H0402"),
        ("  其余 \"未达合格\"\n", "", "H0403"),
        ("定义 建筑面积 = 求和(分园区.建筑面积)", "定义 建筑面积 = 建筑面积", "H0203"),
        ("营业收入 不低于 5 亿元 : 1.5 分", "营业收入 不低于 5 平方米 : 1.5 分", "H0301"),
        ("    计分 换算 百分制\n", "", "H0204"),
    ] {
        let folder = Folder::golden().replacing("evaluation.heng", from, to);
        let found = folder.heng("check evaluation.heng --lang en").is_refused().are(&[code]);
        for sign in ["，", "。", "：", "？"] {
            let title = found.stderr.lines().next().unwrap();
            assert!(!title.contains(sign), "{title}");
        }
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let folder = Folder::synthetic();
    for command in [
        "score evaluation.heng --data data",
        "score evaluation.heng --data data --format json",
        "explain evaluation.heng --data data --subject S017",
        "explain evaluation.heng --data data --subject S017 --format json",
    ] {
        let first = folder.heng(command).succeeds();
        folder.heng(command).prints(&first);
    }
}
