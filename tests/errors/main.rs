//! The help pages of the diagnostics: each raises its own code, and only that one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::format_push_string,
    clippy::print_stderr,
    reason = "tests"
)]

mod damage;
mod english;
#[path = "../support/english.rs"]
#[allow(dead_code, reason = "each test program uses what it needs")]
mod english_text;
mod fixes;
mod further;
mod habits;
#[path = "../../examples/large_rules/rules.rs"]
mod large;
mod marks;
mod office;
mod page;
mod partial;
#[path = "../support/random.rs"]
mod random;
mod run;
mod slips;
mod variants;

use std::collections::BTreeSet;
use std::path::Path;

use heng::finding::{Code, Diagnostic};
use heng::syntax::keyword::FUNCTIONS;
use page::Page;

/// Collects what is wrong with all pages, so that one run shows all of it.
fn every_page(wrong: impl Fn(Code, &Page) -> Option<String>) {
    let found: Vec<String> = Code::ALL
        .iter()
        .filter_map(|code| wrong(*code, &Page::of(*code)).map(|words| format!("{code}: {words}")))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn listed(findings: &[Diagnostic]) -> String {
    let lines: Vec<String> =
        findings.iter().map(|finding| format!("\n    {} {}", finding.code, finding.message.zh)).collect();
    lines.concat()
}

#[test]
fn a_page_begins_with_its_title_and_ends_in_english() {
    every_page(|code, page| {
        let title = format!("# {code} {}", code.title_zh());
        let english = format!("English: {}. ", code.title_en());
        if page.title != title {
            return Some(format!("the title is not `{title}`"));
        }
        (!page.last.starts_with(&english)).then(|| format!("the last paragraph does not begin with `{english}`"))
    });
}

#[test]
fn a_page_says_how_to_put_it_right() {
    every_page(|_, page| {
        let is_said = page.text.lines().any(|line| line.starts_with("改法："));
        (!is_said).then(|| "has no paragraph that begins with `改法：`".to_owned())
    });
}

#[test]
fn the_page_of_an_unknown_function_lists_all_there_are() {
    let page = Page::of(Code::H0206).text;
    let listed: BTreeSet<&str> = page.split(|c| "：、。".contains(c)).collect();
    let absent: Vec<&str> = FUNCTIONS.iter().map(|(zh, _)| *zh).filter(|zh| !listed.contains(zh)).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn a_page_raises_its_code_and_no_other() {
    every_page(|code, page| {
        let findings = run::findings(page, false);
        let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
        (codes != BTreeSet::from([code])).then(|| format!("raises{}", listed(&findings)))
    });
}

#[test]
fn the_corrected_version_raises_nothing() {
    every_page(|_, page| {
        if !page.blocks.iter().any(|block| block.is_fixed) {
            return Some("has no corrected version".to_owned());
        }
        let findings = run::findings(page, true);
        (!findings.is_empty()).then(|| format!("still raises{}", listed(&findings)))
    });
}

#[test]
fn a_block_is_in_the_language_of_its_file() {
    every_page(|_, page| {
        let wrong = page.blocks.iter().find(|block| match block.language.as_str() {
            "sh" => false,
            "heng" | "csv" | "toml" | "rhai" | "txt" | "json" | "sig" | "pem" => {
                !block.file.as_ref().is_some_and(|name| name.ends_with(&format!(".{}", block.language)))
            }
            // A page with a table, under the name that offices give it.
            "html" => block.file.as_deref() != Some("parks.xls"),
            _ => true,
        });
        wrong.map(|block| format!("a block in `{}` for {:?}", block.language, block.file))
    });
}

#[test]
fn every_page_belongs_to_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let files: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let pages: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(files, pages);
}
