//! Wrong edits: a correct rule set in which one thing is changed as a hurried hand changes it. What plain check finds
//! is counted by kind of slip; what it cannot find is listed with the reason, and so is where a kind is not made since
//! the edited rule would be another sound rule.

mod kind;
mod line;
pub(crate) mod sets;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use heng::finding::Diagnostic;
use heng::host::Memory;
use heng::session;

use crate::random::Random;
use kind::{KINDS, Kind};
use sets::{Set, sets};

/// So many slips, of each kind equally many.
const SLIPS: usize = 5000;

/// What check says, without places: a finding that was there before is no news.
fn said(set: &Set, text: &str) -> Vec<String> {
    let host = Memory::default();
    for (name, script) in &set.scripts {
        host.put(name, script.as_str());
    }
    host.put("rules.heng", text);
    let rules = session::rules(&host, "rules.heng").unwrap();
    let mut found = rules.diagnostics;
    found.extend(rules.program.iter().flat_map(|program| session::proofs(program, false).findings));
    found.iter().map(|found: &Diagnostic| format!("{} {}", found.code, found.message.zh)).collect()
}

/// A slip that nobody told of.
struct Unfound {
    kind: &'static str,
    set: String,
    was: String,
    is: String,
}

#[test]
fn plain_check_finds_nineteen_of_twenty_wrong_edits() {
    let sets = sets();
    assert!(sets.len() >= 30, "{} rule sets", sets.len());
    let before: Vec<Vec<String>> = sets.iter().map(|set| said(set, &set.text)).collect();
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut unfound = Vec::new();
    for number in 0..SLIPS {
        let kind: &Kind = &KINDS[number % KINDS.len()];
        let mut random = Random::of(20_241_231, number as u64);
        // Not every rule set offers every kind.
        let (at, slip) = std::iter::repeat_with(|| random.below(sets.len()))
            .find_map(|at| kind.slip(&sets[at].text, &mut random_of(number, at)).map(|slip| (at, slip)))
            .unwrap();
        let news = said(&sets[at], &slip.text).into_iter().any(|words| !before[at].contains(&words));
        let (found, made) = tally.entry(kind.name).or_default();
        *made += 1;
        *found += usize::from(news);
        if !news {
            unfound.push(Unfound { kind: kind.name, set: sets[at].name.clone(), was: slip.was, is: slip.is });
        }
    }
    let unexplained = KINDS.iter().filter(|kind| {
        let (found, made) = tally.get(kind.name).copied().unwrap_or_default();
        found < made && kind.unseen.is_empty()
    });
    let unexplained: Vec<&str> = unexplained.map(|kind| kind.name).collect();
    let report = report(&tally, &unfound);
    eprintln!("{report}");
    assert_eq!(unexplained, Vec::<&str>::new());
    let found: usize = tally.values().map(|(found, _)| found).sum();
    assert!(found * 100 >= SLIPS * 95, "{report}");
}

fn random_of(number: usize, at: usize) -> Random {
    Random::of(number as u64, at as u64)
}

/// A line for each kind; behind it, with `HENG_SLIPS`, each slip that was not found.
fn report(tally: &BTreeMap<&str, (usize, usize)>, unfound: &[Unfound]) -> String {
    let mut text = String::new();
    for kind in KINDS {
        let (found, made) = tally.get(kind.name).copied().unwrap_or_default();
        writeln!(text, "{found:5} of {made}  {}", kind.name).unwrap();
        for (head, reason) in [("made", kind.kept_to), ("not found", if found < made { kind.unseen } else { "" })] {
            if !reason.is_empty() {
                writeln!(text, "          {head}: {reason}").unwrap();
            }
        }
    }
    if std::env::var_os("HENG_SLIPS").is_some() {
        for slip in unfound {
            writeln!(text, "{}: {}\n  - {}\n  + {}", slip.kind, slip.set, slip.was.trim(), slip.is.trim()).unwrap();
        }
    }
    text
}
