//! Values by the band that a number lies in.

use super::super::bounds::Width;
use super::super::op::Bands;
use super::super::vector::{Values, Vector};
use crate::core::Comparison;
use crate::invariant::{OrBroken, broken};

/// The value beside the first line that each number keeps to; null where there is no number.
pub(in crate::engine::columnar) fn bands(of: &Vector<'_>, bands: &Bands, width: Width) -> Vector<'static> {
    let values = match (&of.values, width) {
        (Values::Bits32(list), Width::Bits32) => Values::Bits32(placed(list, bands)),
        (Values::Bits32(list), Width::Bits64) => Values::Bits64(placed(list, bands)),
        (Values::Bits64(list), Width::Bits32) => Values::Bits32(placed(list, bands)),
        (Values::Bits64(list), Width::Bits64) => Values::Bits64(placed(list, bands)),
        _ => broken("bands are of numbers of 32 or 64 bits"),
    };
    Vector { values, present: of.present.clone() }
}

fn placed<N: Copy + Ord + TryFrom<i128>, V: Copy + TryFrom<i128>>(list: &[N], bands: &Bands) -> Vec<V> {
    let value = |value: i128| V::try_from(value).ok().or_broken("a value fits its width");
    let mut found = vec![value(bands.otherwise); list.len()];
    for (comparison, line, beside) in bands.lines.iter().rev() {
        let (line, beside) = (N::try_from(*line).ok().or_broken("a line fits what it bounds"), value(*beside));
        match comparison {
            Comparison::AtLeast => put(&mut found, list, beside, |number| number >= line),
            Comparison::Above => put(&mut found, list, beside, |number| number > line),
            Comparison::AtMost => put(&mut found, list, beside, |number| number <= line),
            Comparison::Below => put(&mut found, list, beside, |number| number < line),
            Comparison::Equal => put(&mut found, list, beside, |number| number == line),
            Comparison::Unequal => put(&mut found, list, beside, |number| number != line),
        }
    }
    found
}

fn put<N: Copy, V: Copy>(found: &mut [V], list: &[N], value: V, holds: impl Fn(N) -> bool) {
    for (found, number) in found.iter_mut().zip(list) {
        *found = if holds(*number) { value } else { *found };
    }
}
