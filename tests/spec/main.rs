//! The scoring patterns as literate tests: each page of `docs/patterns/` is a rule set, a small table of
//! facts, the marks worked by hand, and wrong variants with the code that they must raise.
//!
//! Blocks of a page, by their info string:
//! ```text
//! heng              the rule set, whole or with 沿用
//! heng file=NAME    a rule set that it inherits
//! rhai file=NAME    a script that it calls
//! csv file=NAME     a table of facts
//! csv expect        key column and the columns to compare, as `heng score --format csv` prints them
//! wrong CODE        `- old` / `+ new` lines that change the rule set; it must raise CODE and no other
//! wrong CODE file=NAME   the same for a table of facts or an inherited rule set
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

#[path = "../support/schema.rs"]
mod json_schema;
mod page;
mod run;

use std::fmt::Write;

use heng::engine::EngineKind;
use heng::finding::Language;
use heng::syntax::format;
use page::{Page, pages};

/// Every page's failures together, so that one run shows all of them.
fn on_every_page(check: impl Fn(&Page) -> Vec<String>) {
    let mut report = String::new();
    for page in pages() {
        for failure in check(&page) {
            writeln!(report, "{}: {failure}", page.file).unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// 01 to 50 are the patterns; numbers above are building blocks, of which some may be free.
#[test]
fn patterns_are_numbered_01_to_50_without_gap_and_no_number_is_repeated() {
    let numbers: Vec<u32> = pages().iter().map(|page| page.number).collect();
    assert!(numbers.is_sorted_by(|left, right| left < right), "a number is repeated: {numbers:?}");
    assert!(numbers.iter().all(|number| (1..=199).contains(number)), "{numbers:?}");
    let absent: Vec<u32> = (1..=50).filter(|number| !numbers.contains(number)).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn the_index_finds_every_page_by_its_number() {
    let index = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/patterns.md")).unwrap();
    let listed: Vec<&str> = index.lines().filter(|line| line.starts_with("| ") && line.contains(".md)")).collect();
    let wanted: Vec<String> = pages()
        .iter()
        .map(|page| {
            let title = page.title();
            format!("| {:02} | {title} | [{file}](patterns/{file}) |", page.number, file = page.file)
        })
        .collect();
    assert_eq!(listed, wanted);
}

#[test]
fn every_page_has_all_its_parts() {
    on_every_page(Page::lacks);
}

#[test]
fn marks_worked_by_hand_hold_in_the_exact_engine() {
    on_every_page(|page| run::expected(page, EngineKind::Exact));
}

#[test]
fn marks_worked_by_hand_hold_in_the_columnar_engine() {
    on_every_page(|page| run::expected(page, EngineKind::Columnar));
}

#[test]
fn scores_and_explanations_as_json_are_as_their_schemas_say() {
    on_every_page(run::json_against_schemas);
}

#[test]
fn wrong_variants_raise_exactly_their_code() {
    on_every_page(run::wrong_variants);
}

#[test]
fn examples_in_the_rule_sets_hold() {
    on_every_page(run::examples);
}

#[test]
fn rule_sets_keep_their_layout_and_translate_there_and_back() {
    on_every_page(|page| {
        let formatted = format(&page.rules, None).unwrap_or_default();
        if formatted != page.rules {
            return vec![format!("not in canonical layout; it is:\n{formatted}")];
        }
        let english = format(&page.rules, Some(Language::En)).unwrap_or_default();
        match format(&english, Some(Language::Zh)) {
            Ok(back) if back == page.rules => Vec::new(),
            _ => vec![format!("lost in translation:\n{english}")],
        }
    });
}
