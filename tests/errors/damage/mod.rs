//! One statement of a right rule set is damaged: what is found is found there, and nothing follows from it elsewhere.

mod ways;
mod worst;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use heng::finding::{Diagnostic, Place, SourceId};
use heng::host::Memory;
use heng::session;

use crate::partial::RULES;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/wenzhou")
}

/// The rule sets that are damaged.
fn rule_sets() -> Vec<(String, String)> {
    let mut found = vec![("RULES".to_owned(), RULES.to_owned())];
    for file in ["admission.heng", "evaluation-2022-2023.heng"] {
        found.push((file.to_owned(), std::fs::read_to_string(folder().join(file)).unwrap()));
    }
    found
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let host = Memory::default();
    host.put("rules.heng", text);
    host.put("f.rhai", "fn 倍(数) { 数 * 2 }\n");
    session::rules(&host, "rules.heng").unwrap().diagnostics
}

/// Ways in which a line can be damaged so that it cannot be read.
fn damaged(line: &str) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let (blank, written) = line.split_at(indent);
    let body = written.trim_end_matches(['{', '}', ' ']);
    let end = &written[body.len()..];
    let words: Vec<&str> = body.split(' ').collect();
    let mut found = Vec::new();
    // A line that loses a brace is another matter.
    if words.len() > 2 && !body.contains(['"', '{']) {
        // A word is lost, one stands twice, and one is none.
        let without = [&words[..1], &words[2..]].concat().join(" ");
        found.push(format!("{blank}{without}{end}"));
        let twice = [&words[..2], &words[1..]].concat().join(" ");
        found.push(format!("{blank}{twice}{end}"));
    }
    found.push(format!("{blank}{body} @@ {end}"));
    found.push(format!("{blank}{body} 之 之 {end}"));
    found
}

#[test]
fn nothing_follows_from_a_statement_that_cannot_be_read() {
    let (mut tried, mut report) = (0, String::new());
    for (name, text) in rule_sets() {
        let before = findings(&text);
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let goes_on = lines.get(at + 1).is_some_and(|next| next.trim_start().starts_with(['(', '且', '或']));
            if line.trim_matches([' ', '{', '}']).is_empty() || line.trim_start().starts_with("//") || goes_on {
                continue;
            }
            let ways = damaged(line);
            // One way for each line, in turn, and each line has its turn with each.
            let way = &ways[at % ways.len()];
            let start: usize = lines[..at].iter().map(|line| line.len() + 1).sum();
            let spoilt = format!("{}{way}{}", &text[..start], &text[start + line.len()..]);
            let after = findings(&spoilt);
            let place = |finding: &Diagnostic| match finding.place {
                Some(Place::Source(span)) if span.source == SourceId(0) => Some(span.start),
                _ => None,
            };
            let inside = start..start + way.len() + 1;
            let is_inside = |finding: &&Diagnostic| place(finding).is_some_and(|at| inside.contains(&at));
            let unreadable = after.iter().filter(is_inside).any(|finding| finding.code.name().starts_with("H01"));
            if !unreadable {
                continue;
            }
            tried += 1;
            let known = |finding: &&Diagnostic| {
                before.iter().any(|known| known.code == finding.code && known.message == finding.message)
            };
            let follows: Vec<String> = after
                .iter()
                .filter(|finding| !is_inside(finding) && !known(finding))
                .map(|finding| format!("{} {}", finding.code, finding.message.zh))
                .collect();
            if !follows.is_empty() {
                writeln!(report, "{name}:{}: {}\n  {}", at + 1, way.trim(), follows.join("\n  ")).unwrap();
            }
        }
    }
    assert!(tried >= 200, "only {tried} statements");
    assert!(report.is_empty(), "\n{report}");
}
