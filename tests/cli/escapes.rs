//! Control characters, terminal escapes, bidi marks and invisible characters are shown as what they are on a terminal,
//! and stay what they are in files.

use crate::folder::Folder;
use crate::sheet::Sheet;

/// A cell that would go up a line, clear it and write another result there; one that turns the rest of its line round.
const HOSTILE: &str = "坏\u{1b}[1A\u{1b}[2K甲\u{7}\u{9b}31m\u{202e}乙\u{200b}丙\u{7f}";

fn is_shown(letter: char) -> bool {
    let is_mark = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter == '\n' || !(letter.is_control() || is_mark)
}

#[track_caller]
fn is_clean(text: &str) {
    let hidden: Vec<char> = text.chars().filter(|letter| !is_shown(*letter)).collect();
    assert!(hidden.is_empty(), "{hidden:?} in\n{text:?}");
}

fn rules(title: &str) -> String {
    format!(
        "规则集 \"小{title}\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
         数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  名 文本 名称\n  收入 万元\n}}\n\
         方面 A \"甲{title}\" 10 分 {{\n  指标 A1 \"值{title}\" 10 分 {{\n    依据 \"一{title}\"\n    取值 收入\n\
         \x20   计分 比例 目标 100 万元 封顶 满分 保底 0 分\n  }}\n}}\n\
         示例 \"例{title}\" {{\n  园区 {{ 编号 : P1 ; 收入 : 50 万元 }}\n  期望 A1 得 5 分\n}}\n"
    )
}

fn folder(title: &str) -> Folder {
    let parks = format!("编号,名,收入\nP1,好,90\nP2,\"{HOSTILE}\",\nP3{HOSTILE},末,50\n");
    Folder::empty().with("r.heng", rules(title)).with_folder("data").with("data/parks.csv", parks)
}

#[test]
fn the_table_shows_them_and_stays_a_table() {
    let table = folder("").heng("score r.heng --data data").succeeds();
    is_clean(&table);
    assert!(table.contains("坏␛[1A␛[2K甲␇<U+009B>31m<U+202E>乙<U+200B>丙␡"), "{table}");
    let rows = table.lines().skip(2).take_while(|line| !line.is_empty()).count();
    assert_eq!(rows, 5, "{table}");
}

#[test]
fn a_line_break_within_a_name_breaks_no_line() {
    let parks = "编号,名,收入\nP1,\"好\n99  P9  假  10.00\",90\n";
    let folder = folder("").with("data/parks.csv", parks);
    let table = folder.heng("score r.heng --data data").succeeds();
    assert!(table.contains("好␊99  P9  假  10.00"), "{table}");
    let explained = folder.heng("explain r.heng --data data --subject P1").succeeds();
    assert!(explained.contains("好␊99") && !explained.contains("\n99"), "{explained}");
}

#[test]
fn every_page_for_people_shows_them() {
    let folder = folder(HOSTILE);
    for command in [
        "score r.heng --data data",
        "explain r.heng --data data --subject P2",
        "explain r.heng --data data --subject P1 --all",
        "plan r.heng",
        "plan r.heng --data data",
        "test r.heng",
        "test r.heng --coverage",
        "check r.heng --proofs",
        "check r.heng",
        "score r.heng --data data --lang en",
    ] {
        let run = folder.heng(command);
        is_clean(&run.stdout);
        is_clean(&run.stderr);
        assert_eq!(run.code, Some(0), "{command}\n{}", run.stderr);
    }
}

#[test]
fn findings_show_them() {
    let folder = folder(HOSTILE);
    let cases = [
        ("编号,名,收入\nP1,好,九\u{1b}[31m十\u{202e}\n", "␛[31m"),
        ("编号,名,收入,多\u{202e}\u{1b}[0m\nP1,好,9,\n", "多<U+202E>␛[0m"),
        ("编号,名,收入\nP1\u{1b},好,9\nP1\u{1b},好,9\n", "P1␛"),
    ];
    for (parks, shown) in cases {
        let folder = self::folder("").with("data/parks.csv", parks);
        let found = folder.heng("score r.heng --data data").is_refused().say(shown);
        is_clean(&found.stderr);
    }
    let broken = folder.replacing("r.heng", "满分 10 分", "满分 20 分 // \u{202e}注\u{1b}[31m\u{9b}");
    let found = broken.heng("check r.heng").is_refused();
    is_clean(&found.stderr);
    is_clean(&broken.heng("check r.heng --format concise").lists());
}

#[test]
fn files_keep_what_cells_say() {
    let folder = folder("");
    let csv = Sheet::of(&folder.heng("score r.heng --data data --format csv").succeeds());
    assert_eq!(csv.cell("P2", "名"), HOSTILE);
    let json = folder.heng("score r.heng --data data --format json").succeeds();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["subjects"][1]["name"], HOSTILE);
    assert!(!folder.heng("score r.heng --data data --format json").succeeds().contains('\u{1b}'));
}

#[test]
fn a_text_that_a_spreadsheet_would_run_is_written_so_that_it_does_not() {
    let names = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1", "＋a", "－a", "＠a", "-3.5", "好=1"];
    let rows: String = names.iter().enumerate().map(|(row, name)| format!("P{row},{name},1\n")).collect();
    let folder = folder("").with("data/parks.csv", format!("编号,名,收入\n{rows}"));
    let csv = Sheet::of(&folder.heng("score r.heng --data data --format csv").succeeds());
    for (row, name) in names.iter().enumerate() {
        let is_plain = ["-3.5", "好=1"].contains(name);
        let written = if is_plain { (*name).to_owned() } else { format!("'{name}") };
        assert_eq!(csv.cell(&format!("P{row}"), "名"), written);
    }
}
