//! The columnar and the exact engine agree in every cell, on generated rule sets with generated data.
//!
//! A rule set is written as text and goes through parser, checker and plan; its data go through the CSV reader. Ten
//! thousand pairs belong to the tests. A long run takes as many as wanted, on all cores:
//! ```text
//! HENG_PAIRS=1000000 HENG_PAIRS_SEED=1 cargo test --release --test differential -- --ignored --nocapture
//! ```
//! Pair number n of a seed is the same everywhere; `HENG_PAIRS_FIRST=n HENG_PAIRS=1` repeats it. A pair that differs
//! is made smaller and written to `HENG_PAIRS_FOLDER`; once it is mended it is kept in `tests/corpus/pairs/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::format_push_string,
    reason = "tests; the environment chooses how long the long run is, and the clock tells its rate"
)]

mod amount;
mod compare;
mod coverage;
mod data_set;
mod folder;
mod indicator;
#[path = "../support/schema.rs"]
mod json_schema;
mod law;
mod method;
mod nearest;
mod number;
mod outputs;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/law/mod.rs"]
mod reader;
mod rows;
mod rules;
mod run;
mod schema;
mod shrink;
mod standing;
mod table;
mod tree;
mod truth;
mod writer;

use std::path::PathBuf;
use std::time::Instant;

use compare::{Outcome, replayed};
use heng::number::Calendar;
use run::{Found, pair, run};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The seed of the pairs of the tests.
const SEED: u64 = 1;

/// Pairs made smaller at the end of a run; each takes a while.
const MOST_SMALLER: usize = 5;

/// What differs, with the smallest pairs written to a folder.
fn told(seed: u64, found: &Found) -> String {
    let to = std::env::var("HENG_PAIRS_FOLDER").map_or_else(|_| std::env::temp_dir().join("heng-pairs"), PathBuf::from);
    let calendar = Calendar::china().unwrap();
    let mut text = String::new();
    for (place, (number, why)) in found.differences.iter().enumerate() {
        let whole = pair(seed, *number);
        let why: String = why.chars().take(3000).collect();
        let folder = to.join(format!("seed-{seed}-pair-{number}"));
        folder::write(&folder, &whole, &why);
        text.push_str(&format!("pair {number} of seed {seed}, {}: {why}\n", folder.display()));
        if place < MOST_SMALLER {
            let small = shrink::smallest(&whole, &calendar);
            let why = format!("{:?}", replayed(&small, &calendar));
            folder::write(&to.join(format!("seed-{seed}-pair-{number}-small")), &small, &why);
            text.push_str(&format!("--- smaller: {why}\n{}{:#?}\n", small.rules, small.files));
        }
    }
    text
}

#[test]
fn the_engines_agree_on_ten_thousand_pairs() {
    let found = run(SEED, 0, 10_500);
    eprintln!("{}\nthe rarest: {:?}", found.counts(), found.coverage.rarest(12));
    assert!(found.differences.is_empty(), "{}", told(SEED, &found));
    assert!(found.missed * 20 <= found.rule_sets, "too many rule sets with errors: {:#?}", found.misses);
    assert!(found.pairs >= 10_000, "{}", found.counts());
    let refused = found.refused_scores + found.unloaded;
    assert!(refused * 4 <= found.scored, "too many data sets refused: {:#?}", found.refusals);
    assert!(found.in_columns * 2 >= found.cells, "too few cells in columns: {}", found.counts());
    assert!(found.coverage.unreached().is_empty(), "never reached: {:?}", found.coverage.unreached());
}

#[test]
fn what_differed_once_differs_no_more() {
    let calendar = Calendar::china().unwrap();
    for folder in folder::kept() {
        let outcome = replayed(&folder::read(&folder), &calendar);
        let is_sound = matches!(outcome, Outcome::Same { .. } | Outcome::Refused(_));
        assert!(is_sound, "{}: {outcome:?}", folder.display());
    }
}

#[test]
#[ignore = "takes as long as HENG_PAIRS says"]
fn the_engines_agree_on_as_many_pairs_as_wanted() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, first) = (number("HENG_PAIRS_SEED", SEED), number("HENG_PAIRS_FIRST", 0));
    let pairs = number("HENG_PAIRS", 1_000_000);
    let started = Instant::now();
    let found = run(seed, first, pairs);
    let took = started.elapsed();
    let each_second = u128::from(found.pairs) * 1000 / took.as_millis().max(1);
    eprintln!("seed {seed} from {first}: {} in {took:?}, {each_second} a second", found.counts());
    if std::env::var("HENG_PAIRS_VERBOSE").is_ok() {
        eprintln!("misses {:#?}\nrefusals {:#?}", found.misses, found.refusals);
        eprintln!("rarest {:#?}", found.coverage.rarest(40));
    }
    assert!(found.differences.is_empty(), "{}", told(seed, &found));
}
