//! A script gives in columns, spelt out in the core, what it gives one call at a time.
//!
//! Scripts are written at random; the rules that call them, with data at random, go through both engines. Some
//! thousand belong to the tests. A long run takes as many as wanted, on all cores:
//! ```text
//! HENG_SCRIPTS=100000 HENG_SCRIPTS_SEED=1 cargo test --release --test scripts -- --ignored --nocapture
//! ```
//! Script number n of a seed is the same everywhere; `HENG_SCRIPTS_FIRST=n HENG_SCRIPTS=1` repeats it.
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

mod noise;
#[path = "../support/random.rs"]
mod random;
mod reached;
mod written;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use heng::core::ExprKind;
use heng::engine::{Outputs, columnar, exact};
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::number::Calendar;
use heng::program::Program;
use heng::session;
use random::Random;

/// The seed of the scripts of the tests.
const SEED: u64 = 1;

/// What a run found.
#[derive(Debug, Default)]
struct Found {
    scripts: u64,
    /// Calls that are spelt out in the core, of all.
    translated: u64,
    calls: u64,
    /// Scripts for which the columnar engine left everything to the exact one.
    decided: u64,
    differences: Vec<String>,
}

/// One script with its data through both engines.
fn compare(seed: u64, number: u64, calendar: &Calendar, found: &mut Found) {
    let random = &mut Random::of(seed, number);
    let (script, data) = (written::script(random), written::data(random));
    let host = Memory::default();
    host.put("rules.heng", written::RULES);
    host.put("f.rhai", script.as_str());
    host.put("data/units.csv", data.as_str());
    let told = |what: String| format!("script {number} of seed {seed}: {what}\n{script}\n{data}");
    let rules = session::rules(&host, "rules.heng").unwrap();
    let Some(program) = &rules.program else {
        return found.differences.push(told(format!("{:#?}", rules.diagnostics)));
    };
    let tables = session::tables(&host, program, "data", &UNSEEN).unwrap();
    found.scripts += 1;
    let (translated, calls) = translated(program);
    found.translated += translated;
    found.calls += calls;
    let law = exact::run(program, &tables, calendar);
    match (law, columnar::try_run(program, &tables, calendar, &UNSEEN)) {
        (Ok(law), Some(columns)) if law == columns => {}
        (_, None) => found.decided += 1,
        (Ok(law), Some(columns)) => found.differences.push(told(differing(&law, &columns))),
        (law, columns) => {
            found.differences.push(told(format!("exact {:?}, columnar {columns:?}", law.map(|_| "gives results"))));
        }
    }
}

/// The cells that differ, row by row.
fn differing(law: &Outputs, columns: &Outputs) -> String {
    let mut lines = Vec::new();
    for row in 0..written::ROWS {
        for (id, numbers) in &law.numbers {
            let other = columns.numbers.get(id);
            if other.map(|other| other.number(row)) != Some(numbers.number(row)) {
                lines.push(format!(
                    "{id:?} U{row}: {:?}, in columns {:?}",
                    numbers.number(row),
                    other.map(|other| other.number(row))
                ));
            }
        }
        for (id, truths) in &law.truths {
            let other = columns.truths.get(id);
            if other.map(|other| other.get(row)) != Some(truths.get(row)) {
                lines.push(format!(
                    "{id:?} U{row}: {:?}, in columns {:?}",
                    truths.get(row),
                    other.map(|other| other.get(row))
                ));
            }
        }
    }
    lines.join("\n")
}

/// How many calls of the rules are spelt out in the core, and how many there are.
fn translated(program: &Program) -> (u64, u64) {
    let mut counts = (0, 0);
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            if let ExprKind::Script(call) = &node.kind {
                counts.0 += u64::from(call.translated.is_some());
                counts.1 += 1;
            }
        }
    }
    counts
}

fn run(seed: u64, first: u64, scripts: u64) -> Found {
    let next = AtomicU64::new(first);
    let found = Mutex::new(Found::default());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let calendar = Calendar::china().unwrap();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= first + scripts || found.lock().unwrap().differences.len() > 5 {
                        return;
                    }
                    let mut own = Found::default();
                    compare(seed, number, &calendar, &mut own);
                    let mut all = found.lock().unwrap();
                    all.scripts += own.scripts;
                    all.translated += own.translated;
                    all.calls += own.calls;
                    all.decided += own.decided;
                    all.differences.extend(own.differences);
                }
            });
        }
    });
    found.into_inner().unwrap()
}

fn told(found: &Found) -> String {
    format!(
        "{} scripts; {} of {} calls translated; {} left to the exact engine; {} differences",
        found.scripts,
        found.translated,
        found.calls,
        found.decided,
        found.differences.len()
    )
}

#[test]
fn a_script_gives_in_columns_what_it_gives_one_call_at_a_time() {
    let found = run(SEED, 0, 2_000);
    eprintln!("{}", told(&found));
    assert!(found.differences.is_empty(), "{}", found.differences.join("\n\n"));
    assert!(found.translated * 2 >= found.calls, "too few calls are translated: {}", told(&found));
    assert!(found.decided * 4 <= found.scripts, "too many scripts left to the exact engine: {}", told(&found));
}

#[test]
#[ignore = "takes as long as HENG_SCRIPTS says"]
fn a_script_gives_the_same_both_ways_as_often_as_wanted() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, first) = (number("HENG_SCRIPTS_SEED", SEED), number("HENG_SCRIPTS_FIRST", 0));
    let started = Instant::now();
    let found = run(seed, first, number("HENG_SCRIPTS", 100_000));
    eprintln!("seed {seed} from {first}: {} in {:?}", told(&found), started.elapsed());
    assert!(found.differences.is_empty(), "{}", found.differences.join("\n\n"));
}
