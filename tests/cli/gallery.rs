//! The gallery: published indices, written as rule sets, that reproduce the published figures.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::shipped;
use crate::run::{Run, run};

fn entries() -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(shipped("rules/gallery"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    entries.sort();
    assert!(entries.len() >= 2, "the gallery has at least two rule sets");
    entries
}

/// The rule sets of an entry: the one with published figures, and what changes it.
fn rule_sets(entry: &PathBuf) -> Vec<String> {
    let names = fs::read_dir(entry).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut rules: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "heng")).collect();
    rules.sort();
    assert!(rules.contains(&"rules.heng".to_owned()), "{}", entry.display());
    rules
}

fn heng(folder: &PathBuf, arguments: &str) -> Run {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_heng"));
    command.args(arguments.split_whitespace()).current_dir(folder);
    run(command)
}

#[test]
fn every_rule_set_of_the_gallery_is_canonical_and_free_of_findings() {
    for entry in entries() {
        for rules in rule_sets(&entry) {
            heng(&entry, &format!("fmt --check {rules}")).prints("");
            heng(&entry, &format!("check {rules}")).succeeds();
            heng(&entry, &format!("test {rules}")).succeeds();
        }
    }
}

#[test]
fn both_engines_reproduce_the_published_figures() {
    for entry in entries() {
        let published = grid(&fs::read_to_string(entry.join("published.csv")).unwrap());
        for engine in ["columnar", "exact"] {
            let scored =
                heng(&entry, &format!("score rules.heng --data data --format csv --engine {engine}")).succeeds();
            let scored = grid(&scored);
            let columns: Vec<usize> = published[0]
                .iter()
                .map(|name| scored[0].iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}")))
                .collect();
            assert_eq!(published.len(), scored.len(), "{}: all subjects are published", entry.display());
            for row in &published[1..] {
                let found =
                    scored.iter().find(|found| found[columns[0]] == row[0]).unwrap_or_else(|| panic!("{row:?}"));
                for ((name, column), wanted) in published[0].iter().zip(&columns).zip(row) {
                    // What the source does not print is left empty.
                    if !wanted.is_empty() {
                        assert_eq!(found[*column], *wanted, "{} {engine} {} {name}", entry.display(), row[0]);
                    }
                }
            }
        }
    }
}

#[test]
fn every_rule_set_of_the_gallery_names_its_source() {
    for entry in entries() {
        let readme = fs::read_to_string(entry.join("README.md")).unwrap();
        assert!(readme.contains("## 出处\n"), "{}", entry.display());
    }
}

fn grid(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn ranks_that_are_put_out_are_sorted_from_the_first() {
    let entry = shipped("rules/gallery/water-counties");
    let first =
        heng(&entry, "score rules.heng --data data --format csv --columns 县区代码,类内名次 --sort 类内名次 --top 2")
            .succeeds();
    assert_eq!(first, "县区代码,类内名次\nP1,1\nM2,1\n");
}
