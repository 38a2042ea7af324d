//! Comparing pair by pair.

use std::cmp::Ordering;

use super::Number;

/// How many of the others one beats, how many are even with it, and how many beat it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Beaten.
    pub won: usize,
    /// Even.
    pub tied: usize,
    /// Not beaten.
    pub lost: usize,
}

impl Pairs {
    /// Those beaten over all, a tie being half; `None` of nobody.
    #[must_use]
    pub fn share(&self) -> Option<Number> {
        let half = Number::ratio(1, 2)?;
        let all = Number::count(self.won.checked_add(self.tied)?.checked_add(self.lost)?);
        (Number::count(self.won) + Number::count(self.tied) * half).checked_div(&all)
    }
}

/// Holds what one has against what each of others has. One beats another if the items in which it has more weigh more than
/// those in which it has less; items without weights weigh the same.
pub fn copeland<'n>(own: &[Number], others: impl Iterator<Item = &'n [Number]>, weights: &[Number]) -> Pairs {
    let mut pairs = Pairs::default();
    let zero = Number::zero();
    for other in others {
        let (mut count, mut weighed) = (0_i64, zero.clone());
        for (place, (mine, theirs)) in own.iter().zip(other).enumerate() {
            let (sign, weight) = match mine.cmp(theirs) {
                Ordering::Greater => (1, weights.get(place).cloned()),
                Ordering::Less => (-1, weights.get(place).map(|weight| -weight)),
                Ordering::Equal => continue,
            };
            match weight {
                Some(weight) => weighed = weighed + weight,
                None => count += sign,
            }
        }
        let outcome = if weights.is_empty() { count.cmp(&0) } else { weighed.cmp(&zero) };
        match outcome {
            Ordering::Greater => pairs.won += 1,
            Ordering::Equal => pairs.tied += 1,
            Ordering::Less => pairs.lost += 1,
        }
    }
    pairs
}
