//! How far one weight may move before grades change.

use super::events::events;
use super::found::{Crossing, Moves};
use super::grading::{Grade, Grading};
use crate::number::Number;

/// Where the grade of each subject changes first as a weight moves down and up; nothing when that cannot be told.
pub(super) fn moves(grading: &Grading<'_>, part: usize, now: &[Grade]) -> Option<Vec<Moves>> {
    let model = grading.model;
    let range = model.range(part);
    let all = events(grading, part, &range)?;
    let of = |is_up: bool| first_changes(grading, part, now, &all, &range, is_up);
    let (down, up) = (of(false), of(true));
    let code = model.parts.get(part)?.code.clone();
    let of_subject = |(down, up)| Moves { code: code.clone(), down, up };
    Some(down.into_iter().zip(up).map(of_subject).collect())
}

fn first_changes(
    grading: &Grading<'_>,
    part: usize,
    now: &[Grade],
    all: &[Number],
    (low, high): &(Number, Number),
    is_up: bool,
) -> Vec<Option<Crossing>> {
    let zero = Number::zero();
    let end = if is_up { high } else { low };
    let mut places: Vec<Number> = vec![zero.clone()];
    let beyond = all.iter().filter(|by| if is_up { **by > zero } else { **by < zero });
    let mut beyond: Vec<Number> = beyond.cloned().collect();
    if !is_up {
        beyond.reverse();
    }
    places.extend(beyond);
    // At the end itself there are no other weights, or this one is none.
    places.retain(|by| by != end);
    places.push(end.clone());
    let mut found: Vec<Option<Crossing>> = vec![None; now.len()];
    let weight = grading.model.parts.get(part).map_or_else(Number::zero, |part| part.weight.clone());
    let grades = |by: &Number| grading.grades(&|row| grading.model.factors(row, part, by));
    for pair in places.windows(2) {
        let [from, to] = pair else { continue };
        let Some(middle) = (from + to).checked_div(&Number::from_integer(2)) else { continue };
        // Just beyond a place, then at the next one.
        for (by, at, reached) in [(&middle, from, false), (to, to, true)] {
            if by == end {
                continue;
            }
            let came = grades(by);
            for ((found, now), came) in found.iter_mut().zip(now).zip(&came) {
                if found.is_none() && now != came {
                    let at = &weight + at;
                    *found = Some(Crossing {
                        at: exact(&at),
                        about: at.round(four()).to_fixed(4),
                        reached,
                        grade: came.as_ref().map(ToString::to_string),
                    });
                }
            }
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    found
}

fn four() -> crate::number::Rounding {
    crate::number::Rounding::new(4, crate::number::RoundingMode::HalfUp)
}

/// A number as a decimal where it has one, else as a fraction.
pub(super) fn exact(number: &Number) -> String {
    /// A decimal of more places is written as a fraction.
    const MOST: u32 = 8;
    match number.places() {
        Some(places) if places <= MOST => number.to_readable(0),
        _ => format!("{}/{}", number.numer(), number.denom()),
    }
}
