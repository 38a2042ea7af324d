//! Tables to look things up in, by a hash that costs little: a rule set has tens of thousands of nodes and figures, and
//! each of them is looked up a few times.

#![allow(clippy::disallowed_types, reason = "such a table serves to look up, never to go through")]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use crate::invariant::fit;

/// A table that is looked up and never gone through: its order means nothing.
pub type Quick<K, V> = HashMap<K, V, BuildHasherDefault<Mixing>>;

/// Mixes word by word: each is multiplied, and the halves of the product are laid over one another.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mixing(u64);

impl Mixing {
    /// Odd, with its bits well spread (the fraction of the golden mean).
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

    fn mix(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word ^ Self::FACTOR.rotate_left(32)).wrapping_mul(u128::from(Self::FACTOR));
        let [low, high] = [product, product >> u64::BITS].map(|half| fit::<u64>(half & u128::from(u64::MAX)));
        self.0 = low ^ high.rotate_left(23);
    }
}

impl Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let mut last = [0_u8; 8];
        for (place, byte) in last.iter_mut().zip(rest) {
            *place = *byte;
        }
        self.mix(u64::from_le_bytes(last) ^ fit::<u64>(rest.len()).rotate_right(8));
    }

    fn write_u8(&mut self, word: u8) {
        self.mix(word.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(fit(word));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The hash of a thing in an [`ByHash`](super::ByHash).
pub(super) fn hash_of(thing: &impl Hash) -> u32 {
    let mut mixing = Mixing::default();
    thing.hash(&mut mixing);
    fit(mixing.finish() >> 32)
}
