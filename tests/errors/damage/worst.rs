//! The worst of all damages: of what one line can suffer, where most was found. Each is one finding, at its place.
//!
//! `worst.tsv` has a line for each: the rule set, what happened, the line (several lines with ⏎ between them) before and
//! after, the code of the finding, and the line where it is.

use std::fmt::Write as _;
use std::path::Path;

use heng::finding::{Diagnostic, Place};
use heng::host::Memory;
use heng::session;

use super::ways::{WAYS, harmed};
use crate::slips::sets::{Set, sets};

const WORST: &str = include_str!("worst.tsv");

fn findings(set: &Set, text: &str) -> Vec<Diagnostic> {
    let host = Memory::default();
    for (name, script) in &set.scripts {
        host.put(name, script.as_str());
    }
    host.put("rules.heng", text);
    session::rules(&host, "rules.heng").unwrap().diagnostics
}

/// What is found of a text, as code, line and words.
fn shown<'t>(text: &'t str, findings: &[Diagnostic]) -> Vec<(&'static str, &'t str, String)> {
    let line = |finding: &Diagnostic| match &finding.place {
        Some(Place::Source(span)) => {
            let start = text[..span.start].rfind('\n').map_or(0, |before| before + 1);
            text[start..].lines().next().unwrap_or("").trim()
        }
        _ => "",
    };
    findings.iter().map(|found| (found.code.name(), line(found), found.message.zh.clone())).collect()
}

/// What a damage brings that was not there before.
fn news(set: &Set, text: &str) -> Vec<Diagnostic> {
    let before = findings(set, &set.text);
    let mut after = findings(set, text);
    after.retain(|finding| !before.iter().any(|known| known.message.zh == finding.message.zh));
    after
}

#[test]
fn the_worst_damages_are_one_finding_each_at_its_place() {
    let sets = sets();
    let (mut count, mut wrong) = (0, String::new());
    for row in WORST.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [name, way, from, to, code, at] = fields[..] else { panic!("{row}") };
        let set = sets.iter().find(|set| set.name == name).unwrap_or_else(|| panic!("{name} is no rule set"));
        let (from, to) = (from.replace('⏎', "\n"), to.replace('⏎', "\n"));
        assert_eq!(set.text.matches(&from).count(), 1, "how often this stands in {name}:\n{from}");
        let text = set.text.replace(&from, &to);
        let found = news(set, &text);
        let shown = shown(&text, &found);
        if !matches!(shown.as_slice(), [(found, line, _)] if *found == code && *line == at) {
            writeln!(wrong, "{name}, {way}: {}\n  {shown:?}", to.trim()).unwrap();
        }
        count += 1;
    }
    assert!(count >= 50, "{count} damages");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Ranks every damage of every line: `HENG_WORST=FILE` takes the list.
#[test]
#[ignore = "a list for reading, not a test"]
fn list() {
    let Some(file) = std::env::var_os("HENG_WORST") else { return };
    let mut found = Vec::new();
    for set in sets() {
        for (at, line) in set.text.lines().enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with("//") {
                continue;
            }
            for way in WAYS {
                for (text, harmed) in harmed(&set.text, at, way) {
                    let after = news(&set, &text);
                    let shown = format!("{:?}", shown(&text, &after));
                    found.push((after.len(), way.name, set.name.clone(), at + 1, harmed, shown));
                }
            }
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.0));
    let lines: Vec<String> = found
        .iter()
        .map(|(count, way, set, at, harmed, shown)| format!("{count}\t{way}\t{set}:{at}\t{}\t{shown}", harmed.trim()))
        .collect();
    std::fs::write(Path::new(&file), lines.join("\n")).unwrap();
}
