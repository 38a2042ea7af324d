//! The rule files that the project ships are free of findings.

use std::fs;
use std::path::{Path, PathBuf};

use heng::program::Program;
use heng::session;

use crate::rules::{program, program_beside};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The other files of a page, by name.
fn beside(text: &str) -> Vec<(String, String)> {
    let mut lines = text.lines();
    let mut files = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            // What is written wrong changes one of them.
            if let Some((_, name)) = info.split_once(" file=").filter(|(what, _)| !what.starts_with("wrong")) {
                let folder = if info.starts_with("csv") { "data/" } else { "" };
                files.push((format!("{folder}{name}"), body.join("\n") + "\n"));
            }
        }
    }
    files
}

/// The whole rule files of a page.
fn blocks(text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let text = body.join("\n") + "\n";
            // An amendment is no rule set by itself.
            if info.trim() == "heng" && !text.contains("\n沿用 ") {
                blocks.push(text);
            }
        }
    }
    blocks
}

fn findings(text: &str) -> Vec<String> {
    told(&program(text))
}

fn told(program: &Program) -> Vec<String> {
    let findings = session::proofs(program, false).findings;
    findings.iter().map(|found| format!("{} {}", found.code, found.message.zh)).collect()
}

#[test]
fn pattern_pages_have_no_findings() {
    let mut wrong = Vec::new();
    for file in files("docs/patterns") {
        let page = fs::read_to_string(&file).unwrap();
        for text in blocks(&page) {
            let name = file.file_name().unwrap().to_str().unwrap();
            // A building block shows several methods side by side on one figure.
            let number: u32 = name.split('-').next().and_then(|number| number.parse().ok()).unwrap();
            let side_by_side = |found: &String| number > 50 && found.starts_with("H0450");
            // What these pages are about: few places that a hand can follow; who lacks a part is left out.
            let meant = |found: &String| {
                number == 130 && found.starts_with("H0418") || number == 133 && found.starts_with("H0449")
            };
            let found = told(&program_beside(&text, &beside(&page)))
                .into_iter()
                .filter(|found| !side_by_side(found) && !meant(found));
            wrong.extend(found.map(|found| format!("{name}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_manual_has_no_findings() {
    let text = fs::read_to_string(root().join("docs/language.md")).unwrap();
    for block in blocks(&text) {
        assert_eq!(findings(&block), [""; 0], "{block}");
    }
}

#[test]
fn shipped_rules_have_no_findings() {
    for file in files("rules/wenzhou") {
        // An amendment is no rule set by itself.
        if file.extension().is_none_or(|extension| extension != "heng") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        if !text.contains("\n沿用 ") {
            assert_eq!(findings(&text), [""; 0], "{}", file.display());
        }
    }
}
