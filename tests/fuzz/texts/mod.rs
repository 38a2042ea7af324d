//! Text files as counties send them, with a few slips in them (`apart.rs`).
//!
//! A short run belongs to the tests; a long one takes as many files as wanted:
//! ```text
//! HENG_TEXT_FILES=1000000 HENG_TEXT_SEED=1 cargo test --release --test fuzz text -- --ignored --nocapture
//! ```
//! File n of a seed is the same everywhere; `HENG_TEXT_FIRST=n HENG_TEXT_FILES=1` repeats it, and with
//! `HENG_TEXT_KEEP=folder` it is written there.

mod mutate;
mod seeds;

use std::rc::Rc;

use crate::apart::{self, Files};
use crate::random::Random;
use seeds::Seeds;

/// The files, and how they are read.
pub(crate) fn files() -> Files {
    let seeds = Rc::new(Seeds::new());
    let same = Rc::clone(&seeds);
    let file = move |seed, number| {
        let random = &mut Random::of(seed, number);
        let of = random.below(seeds::TEXTS.len());
        (of, mutate::mutated(&seeds::text(of), random))
    };
    let read = move |of: usize, bytes: &[u8]| same.read(of, bytes).is_ok();
    Files { kind: "text", file: Box::new(file), read: Box::new(read) }
}

#[test]
fn sound_texts_are_read() {
    let seeds = Seeds::new();
    for of in 0..seeds::TEXTS.len() {
        let text = seeds::text(of);
        for form in mutate::Form::ALL {
            let rows = seeds.read(of, &form.bytes(&text));
            assert!(rows.is_ok_and(|rows| rows > 5), "text {of} as {form:?}: {:?}", seeds.read(of, &form.bytes(&text)));
        }
    }
}

#[test]
fn ten_thousand_damaged_texts_give_rows_or_findings() {
    apart::run("text", 1, 0, 10_000).assert_sound();
}

#[test]
#[ignore = "takes as long as HENG_TEXT_FILES says"]
fn as_many_damaged_texts_as_wanted_give_rows_or_findings() {
    apart::as_many_as_wanted(&files());
}
