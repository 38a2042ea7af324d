//! Choices between values.

use super::logic::known;
use super::{Side, zipped};
use crate::engine::columnar::vector::{Values, Vector, same_kind};

/// `value` where the condition holds, else `otherwise`; a null condition does not hold.
pub(in crate::engine::columnar) fn choice<'a>(
    condition: &Vector<'a>,
    value: &Vector<'a>,
    otherwise: &Vector<'a>,
) -> Vector<'a> {
    let holds = known(condition, true);
    match holds.as_slice() {
        [true] => return value.clone(),
        [false] => return otherwise.clone(),
        _ => {}
    }
    let values = same_kind!(&value.values, &otherwise.values, (a, b) => picked(&holds, a, b));
    let present = match (&value.present, &otherwise.present) {
        (None, None) => None,
        (a, b) => {
            let list = |present: &Option<Vec<bool>>| present.clone().unwrap_or_else(|| vec![true]);
            Some(picked(&holds, &list(a), &list(b)))
        }
    };
    Vector { values, present }
}

/// The value beside the first condition that holds, else `otherwise`; null after a null condition.
pub(in crate::engine::columnar) fn case<'a, 'v>(
    arms: impl DoubleEndedIterator<Item = (&'v Vector<'a>, &'v Vector<'a>)>,
    otherwise: &Vector<'a>,
) -> Vector<'a>
where
    'a: 'v,
{
    let mut found = otherwise.clone();
    for (condition, value) in arms.rev() {
        found = choice(condition, value, &found);
        if let Some(known) = &condition.present {
            // Of no rows there is no entry, and one beside it still stands for all.
            let rows = if found.len() == 1 { known.len() } else { found.len() };
            found = found.stretched(rows);
            let present = found.present.take();
            found.present = Some(match present {
                Some(present) => zipped(&present, known, |a, b| a & b),
                None => super::lengthened(known.clone(), rows),
            });
        }
    }
    found
}

/// The value, or the default where there is none.
pub(in crate::engine::columnar) fn filled<'a>(vector: &Vector<'a>, default: &Vector<'a>) -> Vector<'a> {
    let Some(there) = &vector.present else { return vector.clone() };
    if there.as_slice() == [false] {
        return default.clone();
    }
    let values = same_kind!(&vector.values, &default.values, (a, b) => picked(there, a, b));
    let present = default.present.as_ref().map(|default| zipped(there, default, |own, default| own | default));
    Vector { values, present }
}

/// The entries of the first list where it holds, of the second elsewhere. Both are read before one is taken, so that no
/// branch has to guess which.
fn picked<T: Copy>(holds: &[bool], value: &[T], otherwise: &[T]) -> Vec<T> {
    let pick = |holds: bool, value: T, otherwise: T| if holds { value } else { otherwise };
    let each = holds.iter().copied();
    match (Side::of(value), Side::of(otherwise)) {
        (Side::Each(value), Side::Each(otherwise)) => {
            let both = value.iter().copied().zip(otherwise.iter().copied());
            each.zip(both).map(|(holds, (a, b))| pick(holds, a, b)).collect()
        }
        (Side::Each(value), Side::All(b)) => {
            each.zip(value.iter().copied()).map(|(holds, a)| pick(holds, a, b)).collect()
        }
        (Side::All(a), Side::Each(otherwise)) => {
            each.zip(otherwise.iter().copied()).map(|(holds, b)| pick(holds, a, b)).collect()
        }
        (Side::All(a), Side::All(b)) => each.map(|holds| pick(holds, a, b)).collect(),
    }
}
