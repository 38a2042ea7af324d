//! Damaged parquet files (`apart.rs`).
//!
//! A short run belongs to the tests; a long one takes as many files as wanted:
//! ```text
//! HENG_PARQUET_FILES=1000000 HENG_PARQUET_SEED=1 cargo test --release --test fuzz parquet -- --ignored --nocapture
//! ```
//! File n of a seed is the same everywhere; `HENG_PARQUET_FIRST=n HENG_PARQUET_FILES=1` repeats it, and with
//! `HENG_PARQUET_KEEP=folder` it is written there. What failed once is kept in `tests/corpus/parquet/`.

mod mutate;
mod seeds;
mod thrift;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::apart::{self, Files};
use crate::random::Random;
use seeds::Seed;

/// The files, and how they are read.
pub(crate) fn files() -> Files {
    let seeds = Rc::new(Seed::all());
    let same = Rc::clone(&seeds);
    let file = move |seed, number| {
        let random = &mut Random::of(seed, number);
        let of = random.below(same.len());
        (of, mutate::mutated(&same[of].bytes, random))
    };
    let read = move |of: usize, bytes: &[u8]| seeds[of].read(bytes).is_ok();
    Files { kind: "parquet", file: Box::new(file), read: Box::new(read) }
}

#[test]
fn ten_thousand_damaged_files_give_rows_or_findings() {
    apart::run("parquet", 1, 0, 10_000).assert_sound();
}

#[test]
fn what_failed_once_fails_no_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/parquet");
    let seeds = Seed::all();
    let mut failures: BTreeMap<PathBuf, String> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let bytes = fs::read(&file).unwrap();
        for seed in &seeds {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| seed.read(&bytes).is_ok())) {
                failures.insert(file.clone(), panic.downcast_ref::<String>().cloned().unwrap_or_default());
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
#[ignore = "takes as long as HENG_PARQUET_FILES says"]
fn as_many_damaged_files_as_wanted_give_rows_or_findings() {
    apart::as_many_as_wanted(&files());
}
