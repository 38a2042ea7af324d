//! What an output is read from.

use std::collections::BTreeSet;
use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;

use super::bounds::Bounds;
use super::form::Form;
use super::number::{Bottom, Fraction};
use super::vector::Vector;
use super::way::Reason;
use super::whole::Whole;
use crate::cancel::looking;
use crate::column::Texts;
use crate::core::FigureId;
use crate::number::Number;
use crate::program::Program;

/// The result of one figure of the outputs.
pub(super) enum Output {
    /// Whole numbers × 10^places.
    Numbers(Form),
    /// Truths.
    Truths(Form),
    /// Numerators, and their denominator.
    Quotients(Form, Divisor),
    /// Texts, choices or days.
    Texts(Form),
    /// Worked out by the exact engine.
    ExactNumbers(Vec<Option<Number>>),
    /// Worked out by the exact engine.
    ExactTruths(Vec<Option<bool>>),
    /// Worked out by the exact engine.
    ExactTexts(Texts),
}

/// A denominator.
pub(super) enum Divisor {
    /// The same in all rows.
    Fixed(BigInt),
    /// One for each row.
    Rows(Form),
}

impl Output {
    /// What has to be worked out for it.
    pub(super) fn forms(&self) -> impl Iterator<Item = &Form> {
        let (first, second) = match self {
            Self::Numbers(form) | Self::Truths(form) | Self::Texts(form) | Self::Quotients(form, Divisor::Fixed(_)) => {
                (Some(form), None)
            }
            Self::Quotients(top, Divisor::Rows(bottom)) => (Some(top), Some(bottom)),
            Self::ExactNumbers(_) | Self::ExactTruths(_) | Self::ExactTexts(_) => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// A number that is not rounded.
pub(super) fn quotients(number: &Fraction) -> Output {
    let bottom = match &number.bottom {
        Bottom::Fixed(bottom) => Divisor::Fixed(bottom.clone()),
        Bottom::Rows(rows) => Divisor::Rows(rows.form.clone()),
    };
    Output::Quotients(number.top.form.clone(), bottom)
}

/// The figures that some figures read, directly or not, themselves among them.
pub(super) fn read_by(program: &Program, wanted: &BTreeSet<FigureId>) -> BTreeSet<FigureId> {
    let mut read = BTreeSet::new();
    let mut open: Vec<FigureId> = wanted.iter().copied().collect();
    while let Some(id) = open.pop() {
        if !read.insert(id) {
            continue;
        }
        open.extend(program.reads(id).into_iter().map(|read| read.id));
    }
    read
}

/// Numbers that are known already, if they have a common denominator that fits.
pub(super) fn given_numbers(numbers: &[Option<Number>]) -> Result<Fraction, Reason> {
    let mut common = BigInt::from(1);
    for number in looking(numbers.iter()).flatten() {
        common = common.lcm(&number.denom());
        i128::try_from(&common).map_err(|_| Reason::Divisors)?;
    }
    let tops: Vec<Option<i128>> = looking(numbers.iter())
        .map(|number| {
            let Some(number) = number else { return Ok(None) };
            let top = number.numer() * (&common / number.denom());
            i128::try_from(&top).map(Some).map_err(|_| Reason::Width)
        })
        .collect::<Result<_, Reason>>()?;
    let least = tops.iter().flatten().min().copied().unwrap_or(0);
    let greatest = tops.iter().flatten().max().copied().unwrap_or(0);
    let column = Form::given(Arc::new(Vector::of_numbers(&tops)));
    let top = Whole::of(column, Bounds::new(least, greatest));
    Ok(Fraction { top, bottom: Bottom::Fixed(common) })
}
