//! Arithmetic of whole numbers.

use super::{both_present, zipped};
use crate::engine::columnar::bounds::Width;
use crate::engine::columnar::op::Computation;
use crate::engine::columnar::vector::{Values, Vector};
use crate::invariant::broken;

/// The arithmetic of two numbers of one width.
pub(in crate::engine::columnar) fn computed<'a>(
    computation: Computation,
    left: &Vector<'a>,
    right: &Vector<'a>,
) -> Vector<'a> {
    let values = match (&left.values, &right.values) {
        (Values::Bits32(a), Values::Bits32(b)) => Values::Bits32(match computation {
            Computation::Add => zipped(a, b, i32::wrapping_add),
            Computation::Subtract => zipped(a, b, i32::wrapping_sub),
            Computation::Multiply => zipped(a, b, i32::wrapping_mul),
            Computation::Divide => zipped(a, b, |a, b| if b == 0 { 0 } else { a.wrapping_div(b) }),
        }),
        (Values::Bits64(a), Values::Bits64(b)) => Values::Bits64(match computation {
            Computation::Add => zipped(a, b, i64::wrapping_add),
            Computation::Subtract => zipped(a, b, i64::wrapping_sub),
            Computation::Multiply => zipped(a, b, i64::wrapping_mul),
            Computation::Divide => zipped(a, b, |a, b| if b == 0 { 0 } else { a.wrapping_div(b) }),
        }),
        (Values::Bits128(a), Values::Bits128(b)) => Values::Bits128(match computation {
            Computation::Add => zipped(a, b, i128::wrapping_add),
            Computation::Subtract => zipped(a, b, i128::wrapping_sub),
            Computation::Multiply => zipped(a, b, i128::wrapping_mul),
            Computation::Divide => zipped(a, b, |a, b| if b == 0 { 0 } else { a.wrapping_div(b) }),
        }),
        _ => broken("numbers of one width are computed"),
    };
    let mut vector = Vector::full(values);
    vector.present = both_present(left.present.as_deref(), right.present.as_deref(), vector.len());
    vector
}

/// The same numbers in another width, which holds each that is there.
pub(in crate::engine::columnar) fn resized<'a>(vector: &Vector<'a>, width: Width) -> Vector<'a> {
    let values = match width {
        Width::Bits32 => Values::Bits32(narrowed(vector)),
        Width::Bits64 => match &vector.values {
            Values::Bits32(list) => Values::Bits64(list.iter().copied().map(i64::from).collect()),
            _ => Values::Bits64(narrowed(vector)),
        },
        Width::Bits128 => Values::Bits128(match &vector.values {
            Values::Bits32(list) => list.iter().copied().map(i128::from).collect(),
            Values::Bits64(list) => list.iter().copied().map(i128::from).collect(),
            Values::Bits128(list) => list.clone(),
            Values::Truths(_) | Values::Texts(_) => broken("a width is that of numbers"),
        }),
    };
    Vector { values, present: vector.present.clone() }
}

fn narrowed<T: Copy + Default + TryFrom<i32> + TryFrom<i64> + TryFrom<i128>>(vector: &Vector<'_>) -> Vec<T> {
    match &vector.values {
        Values::Bits32(list) => each_narrowed(list, vector),
        Values::Bits64(list) => each_narrowed(list, vector),
        Values::Bits128(list) => each_narrowed(list, vector),
        Values::Truths(_) | Values::Texts(_) => broken("a width is that of numbers"),
    }
}

fn each_narrowed<S: Copy, T: Copy + Default + TryFrom<S>>(list: &[S], vector: &Vector<'_>) -> Vec<T> {
    let each = list.iter().enumerate().map(|(row, value)| match T::try_from(*value) {
        Ok(value) => value,
        Err(_) if vector.has(row) => broken("a number that counts fits its width"),
        Err(_) => T::default(),
    });
    each.collect()
}
