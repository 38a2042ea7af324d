//! Moves between generated rule sets are shared among their edits: exactly, and whatever the order.
//!
//! ```text
//! HENG_DIFFS=1000 cargo test --release --test compare -- --ignored --nocapture
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    clippy::format_push_string,
    clippy::print_stderr,
    reason = "tests; the environment chooses how long the long run is"
)]

mod pair;
#[path = "../support/random.rs"]
mod random;
mod values;

use std::collections::BTreeMap;

use heng::compare::{Effect, PlayerNamed};
use heng::engine::EngineKind;
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::number::{Calendar, Number};
use heng::session::{self, Compared, Folder, Folders, Reading, Rules};
use pair::Pair;
use random::Random;

const SEED: u64 = 20_24;

fn rules(host: &Memory, path: &str) -> Rules {
    let rules = session::rules(host, path).unwrap();
    let errors: Vec<_> = rules.diagnostics.iter().filter(|finding| finding.is_error()).collect();
    assert!(
        errors.is_empty(),
        "{errors:?}\n{}",
        String::from_utf8(heng::host::Host::read(host, path).unwrap()).unwrap()
    );
    rules
}

/// The effect of a pair, `None` where its data are against one of the rule sets.
fn effect(host: &Memory, old: &Rules, new: &Rules) -> Option<Effect> {
    let calendar = Calendar::china().unwrap();
    let (before, after) = (old.program.as_ref().unwrap(), new.program.as_ref().unwrap());
    for program in [before, after] {
        let tables = session::tables(host, program, "data", &UNSEEN).unwrap();
        session::score(program, &tables, &calendar, EngineKind::Exact, &UNSEEN).ok()?;
    }
    let (old, new) = (Compared::of(old, before), Compared::of(new, after));
    let folder = Folder { host, reading: Reading::of("data"), calendar: &calendar };
    let folders = Folders { old: folder, new: None };
    Some(session::migration((&old, &new), folders, false, &UNSEEN).unwrap().0)
}

fn shares(effect: &Effect) -> BTreeMap<String, Vec<(String, Number)>> {
    let named = |player: &PlayerNamed| {
        let mut edits: Vec<String> = player.edits.iter().map(|edit| format!("{:?} {}", edit.kind, edit.code)).collect();
        edits.sort();
        edits.join("+")
    };
    let of = |subject: &heng::compare::SubjectMove| {
        let mut of: Vec<(String, Number)> =
            effect.players.iter().map(named).zip(subject.shares.clone().unwrap_or_default()).collect();
        of.sort();
        (subject.key.clone(), of)
    };
    effect.subjects.iter().map(of).collect()
}

fn check(number: u64) -> bool {
    let mut random = Random::of(SEED, number);
    let pair = Pair::of(&mut random);
    let host = Memory::default();
    host.put("old.heng", pair.old.text(&mut Random::of(1, 0), false));
    host.put("new.heng", pair.new.text(&mut Random::of(1, 0), false));
    host.put("shuffled.heng", pair.new.text(&mut random, true));
    host.put("data/parks.csv", pair.data.clone());
    let (old, new, shuffled) = (rules(&host, "old.heng"), rules(&host, "new.heng"), rules(&host, "shuffled.heng"));
    let program = |rules: &Rules| rules.program.clone().unwrap();
    let (one, other) = (program(&new), program(&shuffled));
    let same = session::differences(&Compared::of(&new, &one), &Compared::of(&shuffled, &other));
    assert!(same.items.is_empty(), "pair {number}: order is a difference: {:?}", same.items);
    let Some(effect) = self::effect(&host, &old, &new) else { return false };
    // Both ends are what each rule set gives by itself.
    let calendar = Calendar::china().unwrap();
    for (rules, is_new) in [(&old, false), (&new, true)] {
        let program = program(rules);
        let tables = session::tables(&host, &program, "data", &UNSEEN).unwrap();
        let scores = session::score(&program, &tables, &calendar, EngineKind::Exact, &UNSEEN).unwrap();
        for row in 0..scores.subjects.len() {
            let key = scores.subjects.key(row);
            let subject = effect.subjects.iter().find(|subject| subject.key == key).unwrap();
            let standing = if is_new { &subject.new } else { &subject.old };
            assert_eq!(standing.total, scores.total.get(row).unwrap().decimal(), "pair {number}: {key}");
            assert_eq!(standing.grade.as_deref(), scores.grade[row].as_deref(), "pair {number}: {key}");
        }
    }
    for subject in &effect.subjects {
        let total = |total: &Option<String>| total.as_deref().and_then(Number::from_exact);
        let change = total(&subject.new.total).zip(total(&subject.old.total)).map(|(new, old)| new - old);
        assert_eq!(change, subject.change, "pair {number}: {}", subject.key);
        let sum = |shares: &Option<Vec<Number>>| shares.as_ref().map(|shares| shares.iter().sum::<Number>());
        assert_eq!(sum(&subject.shares), change, "pair {number}: {}", subject.key);
        let moves =
            subject.old.grade.is_some() && subject.new.grade.is_some() && subject.old.grade != subject.new.grade;
        assert_eq!(sum(&subject.grade_shares), moves.then(Number::one), "pair {number}: {}", subject.key);
    }
    let again = self::effect(&host, &old, &shuffled).unwrap();
    assert_eq!(shares(&effect), shares(&again), "pair {number}: the order of the file decides");
    !effect.players.is_empty()
}

#[test]
fn shares_of_generated_pairs_add_up_to_their_moves() {
    let told = (0..12).filter(|number| check(*number)).count();
    assert!(told >= 8, "{told} of the pairs have an effect");
}

#[test]
#[ignore = "as long as HENG_DIFFS says"]
fn shares_of_many_generated_pairs_add_up_to_their_moves() {
    let most = std::env::var("HENG_DIFFS").ok().and_then(|most| most.parse().ok()).unwrap_or(300);
    let told = (0..most).filter(|number| check(*number)).count();
    eprintln!("{told} of {most} pairs have an effect");
}
