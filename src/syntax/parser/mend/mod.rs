//! A statement that cannot be read is read as it seems to be meant: what office texts have and the language has not is
//! written as the language has it, one place after the other, each time where the statement is stuck, until it can be
//! read. Tables say what is written instead (`typed.rs`, `form.rs`); what helps is seen by reading.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "the readers of one table have one signature"
)]

mod bands;
mod clause;
mod condition;
mod dates;
mod draft;
mod find;
mod form;
mod scene;
mod told;
mod typed;
mod written;

use std::ops::Range;

use super::super::grammar::Rule;
use crate::cancel::look;
use crate::finding::Words;
use draft::Draft;
use find::Candidate;
use scene::Scene;

/// Longer statements are not looked through.
const LONGEST: usize = 2048;

/// So many places of one statement are written anew.
const MOST_STEPS: usize = 12;

/// A statement is read so often at most, and a long one only until so many bytes have been read: the time that many
/// of them take rises with their number and no faster.
const MOST_READINGS: usize = 150;
const MOST_BYTES: usize = 64 * 1024;

/// From one place so many ways are followed.
const MOST_WAYS: usize = 3;

/// The number that a word is, in digits and with its unit: 四十分.
pub(in super::super) fn number(word: &str) -> Option<String> {
    form::number(word)
}

/// What a reading of a statement comes to.
pub(super) enum Reading {
    /// It can be read.
    Whole,
    /// It cannot, from a place on, where this was wanted.
    Stuck { at: usize, wanted: Vec<Rule> },
}

/// A place that was written anew.
#[derive(Clone)]
pub(super) struct Met {
    /// Where, in the statement as it was written.
    pub(super) place: Range<usize>,
    /// What stood there.
    pub(super) words: Words,
}

/// A statement as it seems to be meant.
pub(super) struct Mended {
    draft: Draft,
    met: Vec<Met>,
    /// Whether it can mean nothing else.
    is_certain: bool,
}

/// Writes a statement anew until it can be read. `None` when it cannot be, or could be as it is.
fn mend(text: &str, scene: &Scene<'_>, read: impl Fn(&str) -> Reading) -> Option<Mended> {
    let Reading::Stuck { at, wanted } = read(text) else { return None };
    let begun = Mended { draft: Draft::new(text), met: Vec::new(), is_certain: true };
    let readings = MOST_READINGS.min(MOST_BYTES / text.len().max(1));
    Search { scene, read, readings }.from(begun, (at, &wanted), MOST_STEPS)
}

struct Search<'s, R> {
    scene: &'s Scene<'s>,
    read: R,
    /// How often it may still be read.
    readings: usize,
}

impl<R: Fn(&str) -> Reading> Search<'_, R> {
    /// What most is read with comes first; of several, the one that the table has first.
    fn from(&mut self, mended: Mended, (at, wanted): (usize, &[Rule]), steps: usize) -> Option<Mended> {
        let text = mended.draft.text();
        let left = left_of(text, at);
        let mut ways = Vec::new();
        for candidate in find::instead(text, at, wanted, self.scene) {
            let Some((next, reading)) = self.tried(&mended, candidate) else { continue };
            match reading {
                Reading::Whole if next.met.is_empty() => {}
                Reading::Whole => return Some(next),
                Reading::Stuck { at, wanted } => {
                    let left_then = left_of(next.draft.text(), at);
                    ways.extend((left_then < left).then_some((left_then, next, at, wanted)));
                }
            }
        }
        ways.sort_by_key(|(left, ..)| *left);
        let steps = steps.checked_sub(1)?;
        for (_, next, at, wanted) in ways.into_iter().take(MOST_WAYS) {
            if let Some(whole) = self.from(next, (at, &wanted), steps) {
                return Some(whole);
            }
        }
        // A word that is missing: when one, and no other, makes it whole.
        let missing = find::missing(text, at, wanted, self.scene);
        let mut whole = missing.into_iter().filter_map(|candidate| match self.tried(&mended, candidate)? {
            (next, Reading::Whole) => Some(next),
            _ => None,
        });
        whole.next().filter(|_| whole.next().is_none())
    }

    /// A statement with one place more written anew, and how it reads.
    fn tried(&mut self, mended: &Mended, candidate: Candidate) -> Option<(Mended, Reading)> {
        look();
        self.readings = self.readings.checked_sub(1)?;
        let draft = mended.draft.with(&candidate.place, &candidate.text)?;
        let reading = (self.read)(draft.text());
        let place = mended.draft.first_part(&candidate.shows)?;
        let mut met = mended.met.clone();
        // What was written a moment ago is not told.
        if !met.iter().any(|met| met.place.start < place.end && place.start < met.place.end) && !place.is_empty() {
            met.push(Met { place, words: candidate.met });
        }
        Some((Mended { draft, met, is_certain: mended.is_certain && candidate.is_certain }, reading))
    }
}

/// How much of a text is left from a place on; blanks do not count.
fn left_of(text: &str, at: usize) -> usize {
    text.get(at..).unwrap_or("").chars().filter(|letter| !letter.is_whitespace()).count()
}
