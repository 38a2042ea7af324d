//! Many pairs on all cores.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use heng::number::Calendar;

use crate::compare::{Outcome, Pair, checked, in_columns, judged};
use crate::coverage::Coverage;
use crate::data_set::data_set;
use crate::rules::Rules;

/// Data sets for each rule set: reading rules takes longer than scoring a few parks.
pub(crate) const EACH: u64 = 5;

/// Rule sets are handed out in runs of so many.
const RUN: u64 = 16;

/// Differences beyond this number help no one.
const MOST_DIFFERENCES: usize = 20;

thread_local! {
    /// Whether the thread is at a pair.
    static JUDGING: Cell<bool> = const { Cell::new(false) };
}

/// What a run found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Pairs on which both engines ran.
    pub(crate) pairs: u64,
    /// Pairs whose scores, made of the cells, are compared too.
    pub(crate) scored: u64,
    /// Pairs that both engines refuse alike, and those of them whose scores would have been compared: only there faults
    /// beyond the cells are looked for.
    pub(crate) refused: u64,
    pub(crate) refused_scores: u64,
    /// Pairs that the columnar engine left to the exact one.
    pub(crate) decided: u64,
    /// Rule sets, and those with errors.
    pub(crate) rule_sets: u64,
    pub(crate) missed: u64,
    /// Data sets that could not be loaded.
    pub(crate) unloaded: u64,
    /// Output cells of a sample of pairs, and those that ran in columns.
    pub(crate) cells: u64,
    pub(crate) in_columns: u64,
    pub(crate) coverage: Coverage,
    pub(crate) differences: Vec<(u64, String)>,
    /// Why rules were missed or data refused, a few times each.
    pub(crate) misses: Vec<(u64, String)>,
    pub(crate) refusals: Vec<(u64, String)>,
}

/// The pair of a number.
pub(crate) fn pair(seed: u64, number: u64) -> Pair {
    let rules = Rules::of(seed, number / EACH);
    let files = data_set(&rules, seed, number);
    Pair { rules: rules.text, files }
}

/// What the threads of a run share.
struct Shared {
    seed: u64,
    next: AtomicU64,
    last: u64,
    found: Mutex<Found>,
}

/// Compares the engines on pairs from a number on.
pub(crate) fn run(seed: u64, first: u64, pairs: u64) -> Found {
    let (next, last) = (AtomicU64::new(first / EACH), (first + pairs).div_ceil(EACH));
    let shared = Shared { seed, next, last, found: Mutex::default() };
    let usual = std::panic::take_hook();
    // A panic of the product is a difference and is told as one.
    std::panic::set_hook(Box::new(move |panic| {
        if !JUDGING.get() {
            usual(panic);
        }
    }));
    let threads = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| work(&shared));
        }
    });
    let _ = std::panic::take_hook();
    std::mem::take(&mut shared.found.lock().unwrap())
}

fn work(shared: &Shared) {
    let calendar = Calendar::china().unwrap();
    loop {
        let from = shared.next.fetch_add(RUN, Ordering::Relaxed);
        if from >= shared.last || shared.found.lock().unwrap().differences.len() >= MOST_DIFFERENCES {
            return;
        }
        let mut own = Found::default();
        for number in from..(from + RUN).min(shared.last) {
            JUDGING.set(true);
            rule_set(shared.seed, number, &calendar, &mut own);
            JUDGING.set(false);
        }
        shared.found.lock().unwrap().merge(own);
    }
}

/// One rule set with its data sets.
fn rule_set(seed: u64, number: u64, calendar: &Calendar, found: &mut Found) {
    let rules = Rules::of(seed, number);
    found.rule_sets += 1;
    let program = match checked(&rules.text) {
        Ok(model) => model,
        Err(Outcome::Differ(why)) => return found.differences.push((number * EACH, why)),
        Err(why) => {
            found.missed += 1;
            return found.misses.push((number * EACH, format!("{why:?}")));
        }
    };
    let constructs = Coverage::constructs(&rules.text);
    for data in number * EACH..(number + 1) * EACH {
        let files = data_set(&rules, seed, data);
        found.pairs += 1;
        let scores = data % EACH == 0;
        found.scored += u64::from(scores);
        match judged(&program, &files, calendar, scores) {
            Outcome::Same { decided } => {
                found.coverage.add(&constructs);
                found.decided += u64::from(decided);
            }
            Outcome::Refused(why) => {
                found.refused += 1;
                found.refused_scores += u64::from(scores);
                found.refusals.push((data, why));
            }
            Outcome::Miss(why) => {
                found.unloaded += 1;
                found.pairs -= 1;
                found.scored -= u64::from(scores);
                found.misses.push((data, why));
            }
            Outcome::Differ(why) => found.differences.push((data, why)),
        }
        if data % (EACH * 8) == 0 {
            let (columns, cells) = in_columns(&program, &files, calendar);
            found.in_columns += columns;
            found.cells += cells;
        }
    }
}

impl Found {
    fn merge(&mut self, other: Self) {
        const SHOWN: usize = 40;
        self.pairs += other.pairs;
        self.scored += other.scored;
        self.refused += other.refused;
        self.refused_scores += other.refused_scores;
        self.decided += other.decided;
        self.rule_sets += other.rule_sets;
        self.missed += other.missed;
        self.unloaded += other.unloaded;
        self.cells += other.cells;
        self.in_columns += other.in_columns;
        self.coverage.merge(other.coverage);
        self.differences.extend(other.differences);
        self.misses.extend(other.misses);
        self.misses.truncate(SHOWN);
        self.refusals.extend(other.refusals);
        self.refusals.truncate(SHOWN);
    }

    /// The counts in a line.
    pub(crate) fn counts(&self) -> String {
        format!(
            "{} pairs, {} of them with scores, of {} rule sets ({} with errors, {} data sets not loaded); {} refused by \
             both engines, {} left to the exact one; {} of {} cells of a sample in columns; {} differences",
            self.pairs,
            self.scored,
            self.rule_sets,
            self.missed,
            self.unloaded,
            self.refused,
            self.decided,
            self.in_columns,
            self.cells,
            self.differences.len()
        )
    }
}
