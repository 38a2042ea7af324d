//! `heng test --mutants`: changes that no 示例 notices.

use crate::folder::Folder;

/// The rules of a page of `docs/patterns`.
fn page(name: &str) -> String {
    let path = format!("{}/docs/patterns/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.split("```heng\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

fn on_the_line() -> Folder {
    Folder::empty().with("r.heng", page("116-on-the-line.md"))
}

#[test]
fn examples_on_every_line_notice_every_change() {
    let said = on_the_line().heng("test --mutants r.heng").succeeds();
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("r.heng：改动 21 处，检查不通过 1，示例看出 20，没有看出 0（试算 "), "{said}");
}

#[test]
fn what_no_example_notices_comes_with_one_that_does() {
    let folder = on_the_line().replacing("r.heng", "  500 万元 | 12 分\n", "");
    let said = folder.heng("test --mutants r.heng").succeeds();
    let shown = r#"  r.heng:17  「不低于」改为「高于」
    示例 "分得出第 17 行：不低于 改为 高于" {
      企业 { 企业编号 : P1 }
      设 取值 A1 = 500 万元
      期望 A1 得 12 分
    }
"#;
    assert!(said.contains(shown), "{said}");
    // What is printed notices all that it was printed for.
    let found: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let folder = folder.appending("r.heng", &format!("{}\n", found.join("\n")));
    let again = folder.heng("test --mutants r.heng").succeeds();
    assert!(again.lines().last().unwrap().contains("没有看出 0（"), "{again}");
    assert!(!again.contains('✗'), "{again}");
}

#[test]
fn a_line_that_no_value_reaches_makes_no_difference() {
    let folder = on_the_line()
        .replacing("r.heng", "不低于 500 万元 : 12 分", "不低于 500 万元 : 12 分 ; 不低于 300 万元 : 12 分")
        .replacing("r.heng", "研发费用 万元 不低于 0 万元\n", "研发费用 万元 不低于 400 万元\n")
        .replacing("r.heng", "  101 万元 | 5 分\n  100 万元 | 0 分\n", "")
        .replacing("r.heng", "499 万元 | 5 分", "499 万元 | 12 分");
    let said = folder.heng("test --mutants r.heng").succeeds();
    assert!(said.contains("  r.heng:17  「300」改为「301」\n    什么数据也分不出\n"), "{said}");
}

#[test]
fn as_json_it_is_what_the_schema_says() {
    let folder = on_the_line().replacing("r.heng", "  500 万元 | 12 分\n", "");
    let said = folder.heng("test --mutants r.heng --format json").succeeds();
    let document: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mutants = &document[0]["mutants"];
    assert_eq!(mutants["changes"], 21);
    assert_eq!(mutants["unnoticed"][0]["kind"], "inclusion");
    assert_eq!(mutants["unnoticed"][0]["outcome"], "example");
    let none = folder.heng("test r.heng --format json").succeeds();
    assert!(!none.contains("mutants"), "{none}");
}

#[test]
fn in_english_it_says_the_same() {
    let folder = on_the_line().replacing("r.heng", "  500 万元 | 12 分\n", "");
    folder.heng("fmt --keywords en r.heng").succeeds();
    let said = folder.heng("test --mutants r.heng").succeeds();
    assert!(said.contains("`at_least` made `above`\n    example \"tells line 17: at_least made above\" {\n"), "{said}");
    assert!(said.contains("      assume value A1 = 500 万元\n      expect A1 gets 12 分\n"), "{said}");
}

#[test]
fn the_work_for_the_shipped_rules_is_bounded() {
    let said = Folder::rules().heng("test --mutants admission.heng").succeeds();
    let steps: usize = said.split("（试算 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(steps < 60_000, "{steps}");
}
