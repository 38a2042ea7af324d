//! Weights drawn within limits.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::grading::Grading;
use crate::invariant::OrBroken;
use crate::number::Number;

/// Each weight is drawn at one of so many places on either side of its own.
const PLACES: u64 = 1_000_000;

/// How often each subject came to each grade, in the order of the subjects.
pub(super) fn draws(
    grading: &Grading<'_>,
    (count, seed): (u64, u64),
    within: &Number,
) -> Vec<BTreeMap<Option<String>, u64>> {
    let model = grading.model;
    let mut shares = vec![BTreeMap::new(); model.subjects.len()];
    let mut random = ChaCha20Rng::seed_from_u64(seed);
    for _ in 0..count {
        crate::cancel::look();
        let weights: Vec<Number> = model.parts.iter().map(|part| &part.weight * &factor(&mut random, within)).collect();
        let factors = |row: usize| {
            let one = || vec![Number::one(); weights.len()];
            let Some(subject) = model.subjects.get(row) else { return one() };
            let counted = weights.iter().zip(&subject.gives).filter(|(_, gives)| gives.is_some());
            let whole: Number = counted.map(|(weight, _)| weight).sum();
            let Some(scale) = subject.whole.checked_div(&whole) else { return one() };
            let of = |(weight, part): (&Number, &super::model::Part)| {
                (weight * &scale).checked_div(&part.weight).unwrap_or_else(Number::one)
            };
            weights.iter().zip(&model.parts).map(of).collect()
        };
        for (shares, grade) in shares.iter_mut().zip(grading.grades(&factors)) {
            *shares.entry(grade.map(|grade| grade.to_string())).or_insert(0) += 1;
        }
    }
    shares
}

/// 1, more or less so much at most: one of evenly spread places, each as likely as another.
fn factor(random: &mut ChaCha20Rng, within: &Number) -> Number {
    let all = 2 * PLACES + 1;
    // What lies beyond the last whole round is drawn again, so that no place is likelier.
    let most = u64::MAX - u64::MAX % all;
    let drawn = loop {
        let drawn = random.next_u64();
        if drawn < most {
            break drawn % all;
        }
    };
    let place = i128::from(drawn) - i128::from(PLACES);
    let share = Number::ratio(place, i128::from(PLACES)).or_broken("there are places");
    &Number::one() + &(&share * within)
}
