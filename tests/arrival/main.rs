//! The ways in which data arrives, by their numbers: a folder each, with files in their true form and a page `case.md`
//! that says what comes of them.
//!
//! A page reads so:
//! ````text
//! # 2. CSV UTF-8 with BOM
//! ```heng
//! 数据 园区 "FILE" { … }
//! ```
//! ## bom.csv — Excel, “CSV UTF-8”
//! ```text
//! csv UTF-8 ，the header in row 1
//! 编号 | 营业收入
//! P1 | 1200.5 ← 1,200.50
//! ```
//! ````
//! `FILE` stands for the file of the section; `## --data FILE` takes it for the folder of the data. A cell that does not say
//! its value in the plain way stands behind an arrow. What is refused is told by its code, place, words and way out.
//!
//! `HENG_ARRIVAL=1 cargo test --release --test arrival` writes what comes out into the pages, to be read by a person.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "tests"
)]

mod output;
mod page;
mod told;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use page::Page;

/// As many as the list has.
const CASES: u32 = 59;

/// Cases about what is written, which `output.rs` tests.
const WRITTEN: &[u32] = &[56, 57, 58, 59];

fn folder(number: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/arrival/{number:02}"))
}

#[test]
fn data_is_read_as_its_page_says_or_refused_so() {
    let is_writing = std::env::var_os("HENG_ARRIVAL").is_some();
    let mut wrong = Vec::new();
    for number in 1..=CASES {
        let path = folder(number).join("case.md");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let mut page = Page::of(&text);
        for section in &mut page.sections {
            let found = told::of(&folder(number), section);
            if found != section.expected {
                wrong.push(format!("{number}, {}:\n{}instead of\n{}", section.title, found, section.expected));
                section.expected = found;
            }
        }
        if is_writing {
            fs::write(path, page.text()).unwrap();
        }
    }
    assert!(is_writing || wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_case_has_its_page_and_each_file_its_section() {
    let mut wrong = Vec::new();
    for number in 1..=CASES {
        let Ok(text) = fs::read_to_string(folder(number).join("case.md")) else {
            wrong.push(format!("{number} has no page"));
            continue;
        };
        let page = Page::of(&text);
        if !page.title.starts_with(&format!("{number}. ")) {
            wrong.push(format!("{number} is called {}", page.title));
        }
        if page.sections.is_empty() != WRITTEN.contains(&number) {
            wrong.push(format!("{number} has {} sections", page.sections.len()));
        }
        let named: BTreeSet<String> = page.sections.iter().flat_map(page::Section::files).collect();
        for file in fs::read_dir(folder(number)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            if name != "case.md" && !named.contains(&name) {
                wrong.push(format!("{number}: no section names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
