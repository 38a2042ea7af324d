//! Texts that nobody should write, and slips in those that somebody did: nothing panics, nothing takes long, and
//! the layout never changes what a file says.
//!
//! A short run belongs to the tests. A long one takes as many inputs as wanted, on all cores:
//! ```text
//! HENG_FUZZ_INPUTS=10000000 HENG_FUZZ_SEED=1 cargo test --release --test fuzz -- --ignored --nocapture
//! ```
//! Input number n of a seed is the same everywhere; `HENG_FUZZ_FIRST=n HENG_FUZZ_INPUTS=1` repeats it. What failed
//! once is kept in `tests/corpus/rules/` and read again by the tests.
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
    clippy::cast_sign_loss,
    clippy::cast_lossless,
    clippy::format_push_string,
    reason = "tests; the environment chooses how long the long run is, and the clock watches for hangs"
)]

#[cfg(unix)]
mod apart;
mod grammar;
mod mutate;
mod pages;
#[cfg(unix)]
mod parquet;
mod properties;
#[path = "../support/random.rs"]
mod random;
#[cfg(unix)]
mod texts;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use grammar::Grammar;
use pages::{Page, files_below};
use random::Random;

/// Longer than this is a hang.
const LONGEST: Duration = Duration::from_secs(1);

/// Inputs are handed out in runs of so many.
const RUN: u64 = 512;

/// Failures beyond this number help no one.
const MOST_FAILURES: usize = 20;

/// Whole files are large: one input in so many is one.
const WHOLE_ONE_IN: usize = 1500;

thread_local! {
    /// Whether the thread is at an input.
    static JUDGING: Cell<bool> = const { Cell::new(false) };
}

struct Input {
    text: String,
    /// The page and item whose place it takes for checking.
    at: (usize, usize),
    is_whole: bool,
    renders: bool,
}

/// The input of a number.
fn input(seed: u64, number: u64, pages: &[Page], grammar: &Grammar) -> Input {
    let random = &mut Random::of(seed, number);
    // A page of a few items is checked in no time; large files come up too, but less.
    let page = loop {
        let page = random.below(pages.len());
        if pages[page].items.len() < 40 || random.one_in(200) {
            break page;
        }
    };
    let item = random.below(pages[page].items.len());
    let own = pages[page].items[item].0.as_str();
    if random.one_in(WHOLE_ONE_IN) {
        let other = &pages[random.below(pages.len())].items;
        let other = other[random.below(other.len())].0.as_str();
        let text = mutate::mutated(&pages[page].text, other, random);
        return Input { text, at: (page, item), is_whole: true, renders: true };
    }
    let text = match random.below(20) {
        0..=2 => mutate::relaid(own, random),
        3..=11 => {
            let others = &pages[random.below(pages.len())].items;
            let other = others[random.below(others.len())].0.as_str();
            mutate::mutated(own, other, random)
        }
        12..=16 => grammar.file(random),
        17 | 18 => {
            let soup = mutate::soup(random);
            if random.one_in(2) { format!("定义 甲 = {soup}") } else { soup }
        }
        _ => mutate::noise(random),
    };
    Input { text, at: (page, item), is_whole: false, renders: random.one_in(32) }
}

/// Whether the input could be read, and was part of a rule set without errors.
fn judge(input: &Input, pages: &mut [Page]) -> (bool, bool) {
    if input.is_whole {
        properties::whole(&input.text);
    }
    let read = properties::read_and_format(&input.text);
    let is_readable = read.1.is_empty();
    let is_right =
        !input.is_whole && properties::check_in(&mut pages[input.at.0], input.at.1, &input.text, read, input.renders);
    (is_readable, is_right)
}

/// What a run found.
#[derive(Default)]
struct Found {
    failures: Vec<String>,
    slowest: Option<(Duration, u64)>,
    readable: u64,
    right: u64,
}

fn run(seed: u64, first: u64, inputs: u64) -> Found {
    let found = Mutex::new(Found::default());
    let next = AtomicU64::new(first);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let last = first + inputs;
    let usual = std::panic::take_hook();
    // A panic of the product is a failure of an input and is told as one; others are mistakes of this test.
    std::panic::set_hook(Box::new(move |panic| {
        if !JUDGING.get() {
            usual(panic);
        }
    }));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            // As deep a stack as the program has.
            let worker = std::thread::Builder::new().stack_size(256 << 20);
            worker.spawn_scoped(scope, || work(seed, last, &next, &found)).unwrap();
        }
    });
    let _ = std::panic::take_hook();
    found.into_inner().unwrap()
}

fn work(seed: u64, last: u64, next: &AtomicU64, found: &Mutex<Found>) {
    let mut pages = Page::all();
    let grammar = Grammar::read();
    loop {
        let from = next.fetch_add(RUN, Ordering::Relaxed);
        if from >= last || found.lock().unwrap().failures.len() >= MOST_FAILURES {
            return;
        }
        let mut slowest = None;
        let (mut readable, mut right) = (0, 0);
        for number in from..(from + RUN).min(last) {
            let input = input(seed, number, &pages, &grammar);
            let started = Instant::now();
            JUDGING.set(true);
            let outcome = catch_unwind(AssertUnwindSafe(|| judge(&input, &mut pages)));
            JUDGING.set(false);
            let mut took = started.elapsed();
            // A busy machine is slow by chance, and not three times.
            for _ in 0..2 {
                if took > LONGEST && outcome.is_ok() {
                    let again = Instant::now();
                    judge(&input, &mut pages);
                    took = took.min(again.elapsed());
                }
            }
            slowest = slowest.max(Some((took, number)));
            let why = match outcome {
                Err(panic) => {
                    panic.downcast_ref::<String>().cloned().or(panic.downcast_ref::<&str>().map(ToString::to_string))
                }
                Ok(_) if took > LONGEST => Some(format!("took {took:?}")),
                Ok((is_readable, is_right)) => {
                    readable += u64::from(is_readable);
                    right += u64::from(is_right);
                    continue;
                }
            };
            // A panic may have left the page without its item.
            pages = Page::all();
            let why: String = why.unwrap_or_default().chars().take(4000).collect();
            let failure = format!("input {number} of seed {seed}: {why}\n--- input\n{}\n---\n", input.text);
            found.lock().unwrap().failures.push(failure);
        }
        let mut found = found.lock().unwrap();
        found.slowest = found.slowest.max(slowest);
        found.readable += readable;
        found.right += right;
    }
}

fn assert_none(found: &Found) {
    assert!(found.failures.is_empty(), "{} failures\n{}", found.failures.len(), found.failures.join("\n"));
}

#[test]
fn a_few_thousand_inputs_keep_to_the_rules() {
    assert_none(&run(1, 0, 12_000));
}

#[test]
fn what_failed_once_fails_no_more() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/rules");
    let failures: BTreeMap<String, String> = files_below(&corpus)
        .into_iter()
        .filter_map(|file| {
            let text = std::fs::read_to_string(&file).unwrap();
            let outcome = catch_unwind(|| {
                properties::read_and_format(&text);
                properties::whole(&text);
            });
            outcome.err().map(|panic| (file, panic.downcast_ref::<String>().cloned().unwrap_or_default()))
        })
        .collect();
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
#[ignore = "takes as long as HENG_FUZZ_INPUTS says"]
fn as_many_inputs_as_wanted_keep_to_the_rules() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, first) = (number("HENG_FUZZ_SEED", 1), number("HENG_FUZZ_FIRST", 0));
    let inputs = number("HENG_FUZZ_INPUTS", 1_000_000);
    let started = Instant::now();
    let found = run(seed, first, inputs);
    let took = started.elapsed();
    let each_second = u128::from(inputs) * 1000 / took.as_millis().max(1);
    let Found { slowest, readable, right, .. } = &found;
    eprintln!(
        "{inputs} inputs in {took:?}, {each_second} a second; {readable} could be read and laid out, {right} were parts of \
         rule sets without errors; the slowest and its number: {slowest:?}"
    );
    assert_none(&found);
}
