//! A draw of some of many that anyone can repeat.

use std::collections::BTreeSet;

use super::digest::Digest;
use crate::invariant::fit;

/// So many different numbers below another, in order: by the SHA-256 of `seed:1`, `seed:2` …, of each the first eight
/// bytes as a number, and its rest when divided by how many there are; one that was drawn already is passed over.
#[must_use]
pub fn drawn(of: usize, count: usize, seed: u64) -> Vec<usize> {
    if count >= of {
        return (0..of).collect();
    }
    let mut all = BTreeSet::new();
    let mut turn = 0_u64;
    while all.len() < count {
        turn = turn.saturating_add(1);
        let digest = Digest::of(format!("{seed}:{turn}").as_bytes()).bytes();
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        if let Some(rest) = number.checked_rem(fit(of)) {
            all.insert(fit(rest));
        }
    }
    all.into_iter().collect()
}
