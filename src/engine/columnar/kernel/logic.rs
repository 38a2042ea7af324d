//! Truths of which some are not known.

use super::{lengthened, zipped};
use crate::engine::columnar::vector::{Values, Vector};
use crate::invariant::broken;

/// Whether it does not hold; null where that is not known.
pub(in crate::engine::columnar) fn not<'a>(vector: &Vector<'a>) -> Vector<'a> {
    let truths = truths(vector).iter().map(|truth| !truth).collect();
    Vector { values: Values::Truths(truths), present: vector.present.clone() }
}

/// Whether both hold; false as soon as one does not.
pub(in crate::engine::columnar) fn both<'a>(left: &Vector<'a>, right: &Vector<'a>) -> Vector<'a> {
    let (a, b) = (truths(left), truths(right));
    if left.present.is_none() && right.present.is_none() {
        return Vector::full(Values::Truths(zipped(a, b, |a, b| a & b)));
    }
    let (a_holds, b_holds) = (known(left, true), known(right, true));
    let (a_fails, b_fails) = (known(left, false), known(right, false));
    decided(&zipped(&a_holds, &b_holds, |a, b| a & b), &zipped(&a_fails, &b_fails, |a, b| a | b))
}

/// Whether one holds; true as soon as one does.
pub(in crate::engine::columnar) fn either<'a>(left: &Vector<'a>, right: &Vector<'a>) -> Vector<'a> {
    let (a, b) = (truths(left), truths(right));
    if left.present.is_none() && right.present.is_none() {
        return Vector::full(Values::Truths(zipped(a, b, |a, b| a | b)));
    }
    let (a_holds, b_holds) = (known(left, true), known(right, true));
    let (a_fails, b_fails) = (known(left, false), known(right, false));
    decided(&zipped(&a_holds, &b_holds, |a, b| a | b), &zipped(&a_fails, &b_fails, |a, b| a & b))
}

/// Whether there is no value.
pub(in crate::engine::columnar) fn is_null<'a>(vector: &Vector<'a>) -> Vector<'a> {
    Vector::full(Values::Truths(match &vector.present {
        Some(present) => present.iter().map(|is| !is).collect(),
        None => vec![false],
    }))
}

/// Whether there is a value.
pub(in crate::engine::columnar) fn is_present<'a>(vector: &Vector<'a>) -> Vector<'a> {
    Vector::full(Values::Truths(vector.present.clone().unwrap_or_else(|| vec![true])))
}

pub(super) fn truths<'v>(vector: &'v Vector<'_>) -> &'v [bool] {
    match &vector.values {
        Values::Truths(truths) => truths,
        _ => broken("a condition is a truth"),
    }
}

/// In which rows the truth is known to be this.
pub(super) fn known(vector: &Vector<'_>, truth: bool) -> Vec<bool> {
    let is = |held: bool| held == truth;
    match &vector.present {
        None => truths(vector).iter().map(|held| is(*held)).collect(),
        Some(present) => lengthened(zipped(truths(vector), present, |held, there| is(held) & there), vector.len()),
    }
}

fn decided<'a>(holds: &[bool], fails: &[bool]) -> Vector<'a> {
    let present = zipped(holds, fails, |holds, fails| holds | fails);
    let truths = lengthened(holds.to_vec(), present.len());
    Vector { values: Values::Truths(truths), present: Some(present) }
}
