//! Values that go into a call and come out of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::number::{Date, Number};

/// An argument or a result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Datum {
    /// A number, without a unit: in base units if it has one.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// A text.
    Text(Arc<str>),
    /// A date.
    Date(Date),
    /// A list, in order.
    List(Vec<Datum>),
    /// Fields by name, in the order they were given or added.
    Record(Vec<(Arc<str>, Datum)>),
    /// No value, for these reasons; never empty.
    Missing(BTreeSet<Lack>),
}

/// One reason why a value is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// An argument, or a part of one, that was missing; the caller chose the index.
    Given(usize),
    /// A division by zero; bytes of the operation in the text, from and to.
    ZeroDivisor(usize, usize),
    /// A number outside the domain of an operation (the root of a negative), or a result too large.
    OutsideDomain(usize, usize),
    /// A figure over an empty list.
    NoItem(usize, usize),
}
