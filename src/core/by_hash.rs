//! Entries by their hash.

use crate::invariant::fit;

/// Numbered entries, found by hash; the owner of the entries compares them.
///
/// Eight bytes an entry and no copy of the keys: a table may have ten million rows. The order of
/// entries is never seen, so the hash decides nothing but speed.
#[derive(Debug, Clone, Default)]
pub struct ByHash {
    /// By the first bits of the hash, so that one part grows at a time and little memory is held twice.
    parts: Vec<Part>,
}

/// So many bits of a hash tell the part.
const PART_BITS: u32 = 6;

#[derive(Debug, Clone, Default)]
struct Part {
    /// Hash and entry + 1; 0 is a free slot. The length is a power of two.
    slots: Vec<(u32, u32)>,
    entries: usize,
}

impl ByHash {
    /// The entry of this hash that `same` recognises.
    #[must_use]
    pub fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.parts.get(part_of(hash))?.probe(hash, same).ok()
    }

    /// The entry that `same` recognises, or `None` after `entry` was added.
    pub fn find_or_add(&mut self, hash: u32, entry: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        if self.parts.is_empty() {
            self.parts = vec![Part::default(); 1 << PART_BITS];
        }
        self.parts.get_mut(part_of(hash))?.find_or_add(hash, entry, same)
    }
}

fn part_of(hash: u32) -> usize {
    fit(hash >> (u32::BITS - PART_BITS))
}

impl Part {
    fn find_or_add(&mut self, hash: u32, entry: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.len() < self.entries.saturating_add(1).saturating_mul(2) {
            self.grow();
        }
        match self.probe(hash, same) {
            Ok(known) => Some(known),
            Err(free) => {
                self.put(free, hash, entry.saturating_add(1));
                None
            }
        }
    }

    /// The entry, or the free slot where it would stand.
    fn probe(&self, hash: u32, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = fit::<usize>(hash) & mask;
        loop {
            match self.slots.get(at) {
                Some((_, 0)) | None => return Err(at),
                Some((known, entry)) => {
                    let entry = entry.saturating_sub(1);
                    if *known == hash && same(entry) {
                        return Ok(entry);
                    }
                }
            }
            at = at.wrapping_add(1) & mask;
        }
    }

    fn put(&mut self, at: usize, hash: u32, stored: u32) {
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (hash, stored);
            self.entries = self.entries.saturating_add(1);
        }
    }

    fn grow(&mut self) {
        let length = self.slots.len().saturating_mul(2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); length]);
        self.entries = 0;
        for (hash, stored) in old {
            if stored != 0
                && let Err(free) = self.probe(hash, |_| false)
            {
                self.put(free, hash, stored);
            }
        }
    }
}
