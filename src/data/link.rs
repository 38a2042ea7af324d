//! From the key text in a child row to the row of the parent table.

use std::borrow::Cow;
use std::cmp::Ordering::{Equal, Greater, Less};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use polars_core::prelude::StringChunked;

use super::keys::hash_of;
use crate::cancel::looking;
use crate::core::ByHash;
use crate::cores::in_parts;
use crate::invariant::fit;

/// The keys of a parent table that was read whole.
pub(super) struct ParentKeys {
    texts: StringChunked,
    /// Whether each key is above the one before, which proves that no two are equal.
    ascend: bool,
    /// Made when it is first needed: where the rows below stand in the order of those above, it never is.
    index: OnceLock<ByHash>,
    /// How many keys have been looked for by halves.
    halved: AtomicUsize,
}

/// So many keys are looked for by halves before an index is worth making.
const HALVED: usize = 4096;

impl ParentKeys {
    /// Of a key column without empty cells. Of equal keys the first row counts.
    pub(super) fn new(texts: &StringChunked) -> Self {
        let ascend = in_parts(texts.len(), |mut rows| rows.all(|row| row == 0 || texts.get(row - 1) < texts.get(row)));
        let ascend = ascend.into_iter().all(|ascend| ascend);
        Self { texts: texts.clone(), ascend, index: OnceLock::new(), halved: AtomicUsize::new(0) }
    }

    /// The row with this key.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        if self.ascend && self.halved.load(Ordering::Relaxed) < HALVED {
            self.halved.fetch_add(1, Ordering::Relaxed);
            return self.halve(text);
        }
        self.index().find(hash_of(text), |row| self.is_at(row, text))
    }

    /// The row with this key, looked for first where the last one was found and behind it: rows that belong together
    /// stand together in most files, in the order of the rows above.
    pub(super) fn find_near(&self, text: &str, last: Option<u32>) -> Option<u32> {
        let near = last.filter(|_| self.ascend).into_iter().flat_map(|last| [last, last.saturating_add(1)]);
        near.into_iter().find(|row| self.is_at(*row, text)).or_else(|| self.find(text))
    }

    fn halve(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.texts.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.texts.get(middle).map(|known| known.cmp(text)) {
                Some(Less) => low = middle.saturating_add(1),
                Some(Equal) => return u32::try_from(middle).ok(),
                Some(Greater) | None => high = middle,
            }
        }
        None
    }

    fn index(&self) -> &ByHash {
        self.index.get_or_init(|| {
            let mut index = ByHash::default();
            for (row, text) in looking(self.texts.iter().enumerate()) {
                if let (Some(text), Ok(entry)) = (text, u32::try_from(row)) {
                    index.find_or_add(hash_of(text), entry, |other| self.is_at(other, text));
                }
            }
            index
        })
    }

    fn is_at(&self, row: u32, text: &str) -> bool {
        // The column itself takes no row behind its last.
        fit::<usize>(row) < self.texts.len() && self.texts.get(fit::<usize>(row)) == Some(text)
    }

    /// The key of a row.
    pub(super) fn text(&self, row: u32) -> Option<&str> {
        self.texts.get(fit::<usize>(row))
    }

    /// Keys to look for a misspelt one among, bounded because each comparison costs.
    pub(super) fn some(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flatten().take(5000)
    }
}

/// What the parent column of a table is held against.
pub(super) enum Link<'a> {
    /// The parent's keys.
    To(&'a ParentKeys),
    /// The parent could not be read whole, so that nothing can be said of orphans; the texts are
    /// numbered, so that duplicate keys are still found.
    Loose(Loose),
}

/// Numbers for texts, given by whoever of several threads comes first: that two are the same is all that they tell.
#[derive(Default)]
pub(super) struct Loose(Mutex<Numbered>);

#[derive(Default)]
struct Numbered {
    index: ByHash,
    texts: Vec<String>,
}

impl Link<'_> {
    /// The row of a key; `None` for an orphan.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        match self {
            Link::To(keys) => keys.find(text),
            Link::Loose(loose) => Some(loose.number(text)),
        }
    }

    /// The row of a key, looked for first near the last one; nothing where that tells nothing.
    pub(super) fn find_near(&self, text: &str, last: Option<u32>) -> Option<u32> {
        match self {
            Link::To(keys) if !text.is_empty() => keys.find_near(text, last),
            Link::To(_) | Link::Loose(_) => None,
        }
    }

    /// How many rows above are known.
    pub(super) fn rows(&self) -> usize {
        match self {
            Link::To(keys) => keys.texts.len(),
            Link::Loose(_) => 0,
        }
    }

    /// The key of a row.
    pub(super) fn text(&self, row: u32) -> Option<Cow<'_, str>> {
        match self {
            Link::To(keys) => keys.text(row).map(Cow::Borrowed),
            Link::Loose(loose) => loose.lock().texts.get(fit::<usize>(row)).cloned().map(Cow::Owned),
        }
    }
}

impl Loose {
    fn lock(&self) -> MutexGuard<'_, Numbered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self, text: &str) -> u32 {
        let mut numbered = self.lock();
        let Numbered { index, texts } = &mut *numbered;
        let next = fit(texts.len());
        let same =
            |other| usize::try_from(other).is_ok_and(|other| texts.get(other).is_some_and(|known| known == text));
        let known = index.find_or_add(hash_of(text), next, same);
        if known.is_none() {
            texts.push(text.to_owned());
        }
        known.unwrap_or(next)
    }
}
