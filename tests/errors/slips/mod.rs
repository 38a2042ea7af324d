//! Wrong edits: a correct rule set in which one thing is changed as a hurried hand changes it. What plain check finds
//! is counted by kind of slip; what it cannot find is listed with the reason.
//!
//! What stays unfound, by kind, of 500 each:
//!
//! - a unit of another dimension or scale, 45: another scale of one dimension (% and ‰, 元 and 亿元) is a sound rule
//!   about other data where no range says otherwise; a quota of 30‰ is one; 0 is the same in every scale;
//! - 缺失, 保底 or 不足一步 removed, 120: without 缺失 who lacks data has no mark, which is a rule too unless the column
//!   is 可缺失; without 保底 a mark can fall below 0 only if its column can, which is not known without a range;
//! - a name deleted, 1: the word behind it can be a name, and is then the name.
//!
//! Two kinds are kept to places where they are mistakes whatever the document says. Made everywhere, about three in ten of
//! them is not found: an applicability changed where the parts are not added up (缺项 折算, the greatest, the least, a
//! median or a mean of them), since any part may be left out of any kind of subject there, the places of weights, which are
//! as few as the document states, and those of a figure that is only listed, with more. Nothing else of them is missed.

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

/// So many of a kind that is kept to some places are made everywhere.
const ELSEWHERE: usize = 150;

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
    /// Whether it was made where the edited rule is another sound rule.
    is_sound: bool,
}

/// What comes of some slips: of each kind how many are found and made, and those that are not found.
#[derive(Default)]
struct Outcome {
    tally: BTreeMap<&'static str, (usize, usize)>,
    unfound: Vec<Unfound>,
}

/// Makes so many slips, of each kind equally many, `everywhere` or where they must be found.
fn made(kinds: &[&'static Kind], count: usize, everywhere: bool) -> Outcome {
    let sets = sets();
    assert!(sets.len() >= 30, "{} rule sets", sets.len());
    let before: Vec<Vec<String>> = sets.iter().map(|set| said(set, &set.text)).collect();
    let mut outcome = Outcome::default();
    for number in 0..count {
        let kind = kinds[number % kinds.len()];
        let mut random = Random::of(20_241_231, number as u64);
        // Not every rule set offers every kind.
        let (at, slip) = std::iter::repeat_with(|| random.below(sets.len()))
            .find_map(|at| kind.slip(&sets[at].text, &mut random_of(number, at), everywhere).map(|slip| (at, slip)))
            .unwrap();
        let news = said(&sets[at], &slip.text).into_iter().any(|words| !before[at].contains(&words));
        let (found, made) = outcome.tally.entry(kind.name).or_default();
        *made += 1;
        *found += usize::from(news);
        if !news {
            outcome.unfound.push(Unfound {
                kind: kind.name,
                set: sets[at].name.clone(),
                was: slip.was,
                is: slip.is,
                is_sound: slip.is_sound,
            });
        }
    }
    outcome
}

#[test]
fn plain_check_finds_nineteen_of_twenty_wrong_edits() {
    let kinds: Vec<&Kind> = KINDS.iter().collect();
    let Outcome { tally, unfound } = made(&kinds, SLIPS, false);
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

/// The kinds that are kept to some places, made everywhere: what is not found is where the edited rule is another sound
/// rule, and nowhere else.
#[test]
fn of_kinds_that_are_kept_to_places_all_else_is_found() {
    let kinds: Vec<&Kind> = KINDS.iter().filter(|kind| !kind.kept_to.is_empty()).collect();
    let Outcome { tally, unfound } = made(&kinds, ELSEWHERE * kinds.len(), true);
    let report = report(&tally, &unfound);
    eprintln!("{report}");
    assert!(unfound.iter().all(|slip| slip.is_sound), "{report}");
    for kind in kinds {
        let (found, made) = tally[kind.name];
        assert!(found * 10 >= made * 6 && found < made, "{report}");
    }
}

fn random_of(number: usize, at: usize) -> Random {
    Random::of(number as u64, at as u64)
}

/// A line for each kind; behind it, with `HENG_SLIPS`, each slip that was not found.
fn report(tally: &BTreeMap<&str, (usize, usize)>, unfound: &[Unfound]) -> String {
    let mut text = String::new();
    for kind in KINDS {
        let (found, made) = tally.get(kind.name).copied().unwrap_or_default();
        if made == 0 {
            continue;
        }
        writeln!(text, "{found:5} of {made}  {}", kind.name).unwrap();
        for (head, reason) in
            [("must be found", kind.kept_to), ("not found", if found < made { kind.unseen } else { "" })]
        {
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
