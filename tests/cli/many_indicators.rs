//! An index of many alike indicators, and its variants as amendments.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::folder::shipped;
use crate::run::{Run, run};

fn folder() -> PathBuf {
    shipped("rules/gallery/many-indicators")
}

fn heng(arguments: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.args(arguments.split_whitespace()).current_dir(folder());
    run(command)
}

/// The ten variants, in order.
fn variants() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| name.starts_with("variant-")).collect();
    names.sort();
    assert_eq!(names.len(), 10, "{names:?}");
    names
}

fn lines(name: &str) -> usize {
    fs::read_to_string(folder().join(name)).unwrap().lines().count()
}

#[test]
fn forty_nine_indicators_on_four_levels_take_few_lines_and_no_script() {
    let text = fs::read_to_string(folder().join("rules.heng")).unwrap();
    assert!(lines("rules.heng") <= 120, "{} lines", lines("rules.heng"));
    assert!(!text.contains("脚本"));
    assert!(heng("check rules.heng").succeeds().contains("指标 49"));
}

#[test]
fn each_variant_takes_ten_lines_at_most_and_is_free_of_findings() {
    for name in variants() {
        assert!(lines(&name) <= 10, "{name} has {} lines", lines(&name));
        heng(&format!("fmt --check {name}")).prints("");
        heng(&format!("check {name}")).succeeds();
    }
}

#[test]
fn each_variant_gives_other_totals_and_both_engines_the_same() {
    let scored = |name: &str, engine: &str| {
        heng(&format!("score {name} --data data --format csv --columns 总分 --engine {engine}")).succeeds()
    };
    let base = scored("rules.heng", "columnar");
    assert_eq!(base.lines().count(), 52);
    for name in variants() {
        let found = scored(&name, "columnar");
        assert_eq!(found, scored(&name, "exact"), "{name}");
        assert_ne!(found, base, "{name} changes something");
        assert_eq!(found.lines().count(), 52, "{name}");
    }
}
