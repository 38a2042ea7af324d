//! Comparison of two values of one kind.

use super::{both_present, zipped};
use crate::core::Comparison;
use crate::engine::columnar::vector::{Values, Vector};
use crate::invariant::broken;

/// Whether it holds; null where either is.
pub(in crate::engine::columnar) fn compared<'a>(
    comparison: Comparison,
    left: &Vector<'a>,
    right: &Vector<'a>,
) -> Vector<'a> {
    let truths = match (&left.values, &right.values) {
        (Values::Bits32(a), Values::Bits32(b)) => each(comparison, a, b),
        (Values::Bits64(a), Values::Bits64(b)) => each(comparison, a, b),
        (Values::Bits128(a), Values::Bits128(b)) => each(comparison, a, b),
        (Values::Truths(a), Values::Truths(b)) => each(comparison, a, b),
        (Values::Texts(a), Values::Texts(b)) => each(comparison, a, b),
        _ => broken("values of one kind are compared"),
    };
    let present = both_present(left.present.as_deref(), right.present.as_deref(), truths.len());
    Vector { values: Values::Truths(truths), present }
}

fn each<T: Copy + Ord>(comparison: Comparison, left: &[T], right: &[T]) -> Vec<bool> {
    match comparison {
        Comparison::AtLeast => zipped(left, right, |a, b| a >= b),
        Comparison::Above => zipped(left, right, |a, b| a > b),
        Comparison::AtMost => zipped(left, right, |a, b| a <= b),
        Comparison::Below => zipped(left, right, |a, b| a < b),
        Comparison::Equal => zipped(left, right, |a, b| a == b),
        Comparison::Unequal => zipped(left, right, |a, b| a != b),
    }
}
