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
fn news(before: &[Diagnostic], mut after: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
        let found = news(&findings(set, &set.text), findings(set, &text));
        let shown = shown(&text, &found);
        if !matches!(shown.as_slice(), [(found, line, _)] if *found == code && *line == at) {
            writeln!(wrong, "{name}, {way}: {}\n  {shown:?}", to.trim()).unwrap();
        }
        count += 1;
    }
    assert!(count >= 100, "{count} damages");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// One damage in so many is tried by every run of the tests.
const SAMPLE: usize = 100;

/// More than this is found of no damage.
const MOST: usize = 3;

/// A damage with what is found of it.
struct Damage {
    count: usize,
    /// What happened where, the line that came of it, and the findings.
    shown: String,
}

/// Every n-th damage of every line of every rule set, the worst first.
fn swept(every: usize) -> Vec<Damage> {
    let (mut found, mut number) = (Vec::new(), 0);
    for set in sets() {
        let before = findings(&set, &set.text);
        for (at, line) in set.text.lines().enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with("//") {
                continue;
            }
            for way in WAYS {
                for (text, harmed) in harmed(&set.text, at, way) {
                    number += 1;
                    if number % every != 0 {
                        continue;
                    }
                    let after = news(&before, findings(&set, &text));
                    let findings: Vec<String> =
                        shown(&text, &after).iter().map(|(code, at, words)| format!("{code} {at}: {words}")).collect();
                    let harmed = harmed.trim().replace('\n', "⏎");
                    let head = format!("{}\t{}:{}\t{harmed}", way.name, set.name, at + 1);
                    let shown = format!("{}\t{head}\t{}", after.len(), findings.join(" | "));
                    found.push(Damage { count: after.len(), shown });
                }
            }
        }
    }
    found.sort_by_key(|damage| std::cmp::Reverse(damage.count));
    found
}

#[test]
fn no_damage_is_many_findings() {
    let found = swept(SAMPLE);
    assert!(found.len() >= 500, "{} damages", found.len());
    let many: Vec<&str> =
        found.iter().filter(|damage| damage.count > MOST).map(|damage| damage.shown.as_str()).collect();
    assert!(many.is_empty(), "\n{}", many.join("\n"));
}

/// Ranks every damage of every line: `HENG_WORST=FILE` takes the list.
#[test]
#[ignore = "a list for reading, not a test"]
fn list() {
    let Some(file) = std::env::var_os("HENG_WORST") else { return };
    let every = std::env::var("HENG_WORST_EVERY").ok().and_then(|every| every.parse().ok()).unwrap_or(1);
    let lines: Vec<String> = swept(every).into_iter().map(|damage| damage.shown).collect();
    std::fs::write(Path::new(&file), lines.join("\n")).unwrap();
}
