//! Workbooks of real programs with changes at random: nothing panics, nothing takes long or much memory.
//!
//! A short run belongs to the tests. A long one takes as many files as wanted, on all cores:
//! ```text
//! HENG_FUZZ_INPUTS=1000000 HENG_FUZZ_SEED=1 cargo test --release --test book -- --ignored --nocapture
//! ```
//! File number n of a seed is the same everywhere; `HENG_FUZZ_FIRST=n HENG_FUZZ_INPUTS=1` repeats it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use heng::book::{Archive, Book, form};

use crate::mutate::{flipped, members, old, packed, text};
use crate::random::Random;
use crate::support::{fixture, lines, told};

/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(2);

/// Among other tests, of which each takes its share of the machine.
const LONGEST_AMONG_OTHERS: Duration = Duration::from_secs(20);

/// No file takes more memory.
const MOST: u64 = 1 << 30;

thread_local! {
    /// Whether the thread is at a file.
    static JUDGING: Cell<bool> = const { Cell::new(false) };
}

/// The files that are changed.
struct Files {
    packed: Vec<Vec<(String, Vec<u8>)>>,
    old: Vec<Vec<u8>>,
    pages: Vec<Vec<u8>>,
    whole: Vec<Vec<u8>>,
}

impl Files {
    fn read() -> Self {
        let zipped = [
            "orgs_openpyxl.xlsx",
            "orgs_libreoffice.xlsx",
            "orgs_libreoffice.ods",
            "in_1904_libreoffice.xlsx",
            "repeated_libreoffice.ods",
        ];
        let all = ["counties.zip", "password_msoffcrypto.xlsx"];
        let mut whole: Vec<Vec<u8>> = zipped.iter().chain(&all).map(|name| fixture(name)).collect();
        let packed = zipped.iter().map(|name| members(&fixture(name)).unwrap()).collect();
        let old: Vec<Vec<u8>> = ["orgs_libreoffice.xls", "in_1904_libreoffice.xls"].map(fixture).into();
        whole.extend(old.iter().cloned());
        Self { packed, old, pages: vec![fixture("page_libreoffice_html.xls")], whole }
    }

    /// The file of a number.
    fn file(&self, seed: u64, number: u64) -> Vec<u8> {
        let random = &mut Random::of(seed, number);
        let one_of = |files: &[Vec<u8>], random: &mut Random| files[random.below(files.len())].clone();
        match random.below(10) {
            0..=4 => {
                let own = &self.packed[random.below(self.packed.len())];
                let other = &self.packed[random.below(self.packed.len())];
                packed(own, other, random)
            }
            5..=7 => old(&one_of(&self.old, random), random),
            8 => {
                let mut page = one_of(&self.pages, random);
                for _ in 0..=random.below(4) {
                    text(&mut page, random);
                }
                page
            }
            _ => {
                let mut bytes = one_of(&self.whole, random);
                flipped(&mut bytes, random);
                bytes
            }
        }
    }
}

/// Whether all sheets could be read.
fn judge(bytes: &Vec<u8>) -> bool {
    let _ = form(&bytes[..bytes.len().min(4096)]);
    if let Ok(archive) = Archive::open(bytes) {
        for place in 0..archive.members().len() {
            let _ = archive.member(place).map_err(|fault| told(&fault));
        }
    }
    let book = match Book::open(bytes) {
        Ok(book) => book,
        Err(fault) => {
            told(&fault);
            return false;
        }
    };
    let mut is_whole = true;
    for place in 0..book.sheets().len() {
        match book.sheet(place) {
            Ok(sheet) => {
                // Rows and cells are in order, and none stands twice.
                let mut last = 0;
                for row in sheet.rows() {
                    assert!(row.number > last);
                    last = row.number;
                    let columns: Vec<u32> = row.cells().map(|cell| cell.column).collect();
                    assert!(!columns.is_empty() && columns.is_sorted_by(|one, other| one < other));
                }
                if sheet.cells() < 10_000 {
                    lines(&sheet);
                }
            }
            Err(fault) => {
                told(&fault);
                is_whole = false;
            }
        }
    }
    is_whole
}

/// What a run found.
#[derive(Default)]
struct Found {
    failures: Vec<String>,
    slowest: Option<(Duration, u64)>,
    largest: Option<(u64, u64)>,
    whole: u64,
}

fn run(seed: u64, first: u64, inputs: u64, longest: Duration) -> Found {
    const RUN: u64 = 64;
    let files = Files::read();
    let found = Mutex::new(Found::default());
    let next = AtomicU64::new(first);
    let last = first + inputs;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let usual = std::panic::take_hook();
    // A panic over a file is a failure of the product and is told as one; others are mistakes of this test.
    std::panic::set_hook(Box::new(move |panic| {
        if !JUDGING.get() {
            usual(panic);
        }
    }));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let from = next.fetch_add(RUN, Ordering::Relaxed);
                    if from >= last || found.lock().unwrap().failures.len() > 20 {
                        return;
                    }
                    for number in from..(from + RUN).min(last) {
                        one(&files.file(seed, number), number, longest, &found);
                    }
                }
            });
        }
    });
    let _ = std::panic::take_hook();
    found.into_inner().unwrap()
}

fn one(bytes: &Vec<u8>, number: u64, longest: Duration, found: &Mutex<Found>) {
    let started = Instant::now();
    JUDGING.set(true);
    let mut outcome = Ok(false);
    let memory = allocation_counter::measure(|| outcome = catch_unwind(AssertUnwindSafe(|| judge(bytes))));
    let mut took = started.elapsed();
    // A busy machine is slow by chance, and not three times.
    for _ in 0..2 {
        if took > longest && outcome.is_ok() {
            let again = Instant::now();
            judge(bytes);
            took = took.min(again.elapsed());
        }
    }
    JUDGING.set(false);
    let mut found = found.lock().unwrap();
    found.slowest = found.slowest.max(Some((took, number)));
    found.largest = found.largest.max(Some((memory.bytes_max, number)));
    match outcome {
        Err(panic) => {
            let why = panic.downcast_ref::<String>().cloned().or(panic.downcast_ref::<&str>().map(ToString::to_string));
            let broken = panic.downcast_ref::<heng::invariant::Broken>().map(ToString::to_string);
            let why = why.or(broken).unwrap_or_default();
            found.failures.push(format!("file {number}: {why}"));
        }
        Ok(_) if took > longest => found.failures.push(format!("file {number} took {took:?}")),
        Ok(_) if memory.bytes_max > MOST => {
            found.failures.push(format!("file {number} took {} bytes of memory", memory.bytes_max));
        }
        Ok(is_whole) => found.whole += u64::from(is_whole),
    }
}

#[test]
fn a_few_thousand_files_keep_to_the_bounds() {
    let found = run(1, 0, 1_500, LONGEST_AMONG_OTHERS);
    assert!(found.failures.is_empty(), "{:#?}", found.failures);
}

#[test]
#[ignore = "takes as long as HENG_FUZZ_INPUTS says"]
fn as_many_files_as_wanted_keep_to_the_bounds() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, first) = (number("HENG_FUZZ_SEED", 1), number("HENG_FUZZ_FIRST", 0));
    let inputs = number("HENG_FUZZ_INPUTS", 1_000_000);
    let started = Instant::now();
    let found = run(seed, first, inputs, LONGEST);
    let Found { slowest, largest, whole, .. } = &found;
    eprintln!(
        "{inputs} files in {:?}; {whole} could be read; the slowest and its number: {slowest:?}; the most memory: {largest:?}",
        started.elapsed()
    );
    assert!(found.failures.is_empty(), "{:#?}", found.failures);
}
