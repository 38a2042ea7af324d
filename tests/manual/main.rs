//! The manual of the rule language: every block of `docs/language.md` is checked as it stands there, and its
//! tables are held against the tables of the code.
//!
//! Blocks of the page, by their info string:
//! ```text
//! heng                       a rule file, whole; canonical for `heng fmt`
//! heng fragment              items, put among those of a small rule file
//! heng fragment indicator    指标 (with 示例 behind), put into a head
//! heng fragment expression   one expression a line, each as a 定义
//! rhai file=NAME             a script that the blocks may name
//! text, sh, toml             not rules
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "tests")]

mod commands;
mod host;
mod numbers;
mod page;
mod scripts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use heng::finding::Language;
use heng::number::Unit;
use heng::syntax::format;
use heng::syntax::keyword::{FUNCTIONS, KEYWORDS, UNITS};
use page::{Block, Kind, Page};

/// Every block's failures together, so that one run shows all of them.
fn on_every_block(check: impl Fn(&Block) -> Vec<String>) {
    let page = Page::read();
    let failures: Vec<String> = page
        .blocks
        .iter()
        .flat_map(|block| check(block).into_iter().map(|failure| format!("line {}: {failure}", block.line)))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What a table lacks and what it has too much, in either order.
fn assert_same_rows(found: &[Vec<String>], wanted: &[Vec<String>]) {
    let count = |rows: &[Vec<String>]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            *counts.entry(row.join(" | ")).or_default() += 1;
        }
        counts
    };
    let (found, wanted) = (count(found), count(wanted));
    let lacks: Vec<&String> = wanted.iter().filter(|(row, n)| found.get(*row) != Some(n)).map(|(row, _)| row).collect();
    let extra: Vec<&String> = found.iter().filter(|(row, n)| wanted.get(*row) != Some(n)).map(|(row, _)| row).collect();
    assert!(lacks.is_empty() && extra.is_empty(), "the page lacks {lacks:#?}\nand has too much {extra:#?}");
}

#[test]
fn blocks_are_of_a_known_kind() {
    let unknown = Page::read().unknown;
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_kind_of_block_is_there() {
    let page = Page::read();
    for kind in [Kind::Whole, Kind::Items, Kind::Indicators, Kind::Expressions] {
        assert!(page.blocks.iter().any(|block| block.kind == kind), "{kind:?}");
    }
}

#[test]
fn every_block_checks_without_findings() {
    on_every_block(|block| host::findings(&host::file_of(block)));
}

#[test]
fn every_example_holds() {
    on_every_block(|block| host::examples(&host::file_of(block)));
}

#[test]
fn whole_files_and_items_keep_their_layout_and_translate_there_and_back() {
    on_every_block(|block| {
        if !matches!(block.kind, Kind::Whole | Kind::Items) {
            return Vec::new();
        }
        let formatted = format(&block.text, None).unwrap_or_default();
        if formatted != block.text {
            return vec![format!("not in canonical layout; it is:\n{formatted}")];
        }
        let english = format(&block.text, Some(Language::En)).unwrap_or_default();
        match format(&english, Some(Language::Zh)) {
            Ok(back) if back == block.text => Vec::new(),
            _ => vec![format!("lost in translation:\n{english}")],
        }
    });
}

#[test]
fn every_keyword_stands_in_a_block() {
    let page = Page::read();
    let is_joint = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "、（）“”".contains(c);
    let words: BTreeSet<&str> = page.blocks.iter().flat_map(|block| block.text.split(is_joint)).collect();
    let absent: Vec<&str> = KEYWORDS.iter().map(|keyword| keyword.zh).filter(|word| !words.contains(word)).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn the_table_of_keywords_is_that_of_the_code() {
    let yes_no = |truth: bool| if truth { "是" } else { "否" }.to_owned();
    let wanted: Vec<Vec<String>> = KEYWORDS
        .iter()
        .map(|keyword| {
            let can_be_name = yes_no(!keyword.is_reserved());
            vec![keyword.zh.to_owned(), keyword.en.to_owned(), can_be_name, yes_no(keyword.is_glued())]
        })
        .collect();
    assert_same_rows(&Page::read().table("关键字对照", 4), &wanted);
}

#[test]
fn the_table_of_functions_is_that_of_the_code() {
    let wanted: Vec<Vec<String>> = FUNCTIONS.iter().map(|(zh, en)| vec![(*zh).to_owned(), (*en).to_owned()]).collect();
    assert_same_rows(&Page::read().table("函数表", 2), &wanted);
}

/// The 定义 of a block whose value an 期望 states: name and expression. That the stated value comes out is held by
/// [`every_example_holds`].
fn asserted(block: &Block) -> Vec<(&str, &str)> {
    let lines = || block.text.lines().map(str::trim);
    let expected: Vec<&str> = lines()
        .filter_map(|line| line.strip_prefix("期望 ")?.split_once(" 为 "))
        .filter_map(|(target, _)| target.split_whitespace().last())
        .collect();
    let definitions = lines().filter_map(|line| line.strip_prefix("定义 ")?.split_once(" = "));
    definitions.filter(|(name, _)| expected.contains(name)).collect()
}

/// Whether an expression calls the function, and not one whose name merely ends alike (平均 in 几何平均).
fn calls(expression: &str, function: &str) -> bool {
    expression.match_indices(&format!("{function}(")).any(|(at, _)| {
        let before = expression[..at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn every_function_has_an_example_that_asserts_its_value() {
    let page = Page::read();
    let asserted: Vec<(&str, &str)> = page.blocks.iter().flat_map(asserted).collect();
    let bare: Vec<&str> = FUNCTIONS
        .iter()
        .map(|(zh, _)| *zh)
        .filter(|function| !asserted.iter().any(|(_, expression)| calls(expression, function)))
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn the_table_of_units_is_that_of_the_code() {
    let wanted: Vec<Vec<String>> = UNITS.iter().map(|unit| vec![(*unit).to_owned()]).collect();
    assert_same_rows(&Page::read().table("单位表", 1), &wanted);
}

/// `| 万元 | 金额 | 10000 元 |`: one of the unit is so much of another.
#[test]
fn units_convert_as_the_table_says() {
    for row in Page::read().table("单位表", 3) {
        let unit = Unit::parse(&row[0]).unwrap_or_else(|| panic!("{row:?}"));
        let (number, other) = row[2].split_once(' ').unwrap_or_else(|| panic!("a number and a unit: {row:?}"));
        let (above, below) = number.split_once('/').unwrap_or((number, "1"));
        let other = if other == "（无单位）" { Unit::pure() } else { Unit::parse(other).unwrap() };
        let number = |text: &str| heng::number::Number::from_integer(text.parse().unwrap());
        assert_eq!(unit.dimension, other.dimension, "{row:?}");
        assert_eq!(&unit.scale * &number(below), &other.scale * &number(above), "{row:?}");
    }
}

/// 见「缺失」「缺项」: what a text refers to behind one of `words`.
fn referred_to<'t>(text: &'t str, words: &[&str]) -> Vec<&'t str> {
    let mut found = Vec::new();
    for (at, word) in words.iter().flat_map(|word| text.match_indices(*word)) {
        let mut rest = &text[at + word.len()..];
        while let Some((name, behind)) = rest.strip_prefix('「').and_then(|rest| rest.split_once('」')) {
            found.push(name);
            rest = behind;
        }
    }
    found
}

#[test]
fn every_reference_names_one_section() {
    let text = Page::read().text;
    let headings: Vec<&str> =
        text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim()).collect();
    let tutorial = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md")).unwrap();
    // The guide names sections in the second column of its table.
    let named = [referred_to(&text, &["见", "看", "| "]), referred_to(&tutorial, &["手册"])];
    let named: BTreeSet<&str> = named.into_iter().flatten().collect();
    assert!(named.len() > 30, "{named:?}");
    let count = |name: &str| headings.iter().filter(|heading| **heading == name).count();
    let wrong: Vec<&str> = named.into_iter().filter(|name| count(name) != 1).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_page_ends_in_english() {
    let page = Page::read();
    let last = page.text.trim_end().rsplit("\n\n").next().unwrap();
    assert!(last.starts_with("English: ") && last.is_ascii(), "{last}");
}
