//! From the key text in a child row to the row of the parent table.

use polars_core::prelude::StringChunked;

use super::keys::hash_of;
use crate::cancel::looking;
use crate::core::ByHash;
use crate::invariant::fit;

/// The keys of a parent table that was read whole.
pub(super) struct ParentKeys {
    index: ByHash,
    texts: StringChunked,
}

impl ParentKeys {
    /// Of a key column without empty cells. Of equal keys the first row counts.
    pub(super) fn new(texts: StringChunked) -> Self {
        let mut index = ByHash::default();
        for (row, text) in looking(texts.iter().enumerate()) {
            if let (Some(text), Ok(entry)) = (text, u32::try_from(row)) {
                index.find_or_add(hash_of(text), entry, |other| is_at(&texts, other, text));
            }
        }
        Self { index, texts }
    }

    /// The row with this key.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.index.find(hash_of(text), |row| is_at(&self.texts, row, text))
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

fn is_at(texts: &StringChunked, row: u32, text: &str) -> bool {
    usize::try_from(row).is_ok_and(|row| texts.get(row) == Some(text))
}

/// What the parent column of a table is held against.
pub(super) enum Link<'a> {
    /// The parent's keys.
    To(&'a ParentKeys),
    /// The parent could not be read whole, so that nothing can be said of orphans; the texts are
    /// numbered, so that duplicate keys are still found.
    Loose(Loose),
}

/// Numbers for texts.
#[derive(Default)]
pub(super) struct Loose {
    index: ByHash,
    texts: Vec<String>,
}

impl Link<'_> {
    /// The row of a key; `None` for an orphan.
    pub(super) fn find(&mut self, text: &str) -> Option<u32> {
        match self {
            Link::To(keys) => keys.find(text),
            Link::Loose(loose) => Some(loose.number(text)),
        }
    }

    /// The key of a row.
    pub(super) fn text(&self, row: u32) -> Option<&str> {
        match self {
            Link::To(keys) => keys.text(row),
            Link::Loose(loose) => loose.texts.get(fit::<usize>(row)).map(String::as_str),
        }
    }
}

impl Loose {
    fn number(&mut self, text: &str) -> u32 {
        let next = fit(self.texts.len());
        let texts = &self.texts;
        let same =
            |other| usize::try_from(other).is_ok_and(|other| texts.get(other).is_some_and(|known| known == text));
        let known = self.index.find_or_add(hash_of(text), next, same);
        if known.is_none() {
            self.texts.push(text.to_owned());
        }
        known.unwrap_or(next)
    }
}
