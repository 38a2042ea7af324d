//! What the subjects of cohorts come to, as the columnar engine has worked it out: who explains one subject among many
//! need not work all of them out once more.

use std::collections::BTreeMap;

use crate::cancel::looking;
use crate::column::Integers;
use crate::core::ClassId;
use crate::number::Number;
use crate::result::Truths;

/// Values of all subjects by what the expression means.
#[derive(Debug, Default)]
pub struct Members {
    numbers: BTreeMap<ClassId, Quotients>,
    truths: BTreeMap<ClassId, Truths>,
}

/// What is known of one subject.
pub(super) enum Known {
    Number(Number),
    YesNo(bool),
}

/// Whole numbers with their denominators.
#[derive(Debug)]
pub(super) struct Quotients {
    pub(super) tops: Integers,
    pub(super) bottoms: Bottoms,
}

/// Denominators.
#[derive(Debug)]
pub(super) enum Bottoms {
    /// The same for all.
    All(i128),
    /// One for each.
    Each(Integers),
}

impl Members {
    pub(super) fn know_numbers(&mut self, class: ClassId, numbers: Quotients) {
        self.numbers.insert(class, numbers);
    }

    pub(super) fn know_truths(&mut self, class: ClassId, truths: Truths) {
        self.truths.insert(class, truths);
    }

    /// The numbers of all subjects as whole numbers, and how many of these make one; nothing where they are not known so.
    pub(super) fn whole(&self, class: ClassId) -> Option<(&Integers, i128)> {
        match self.numbers.get(&class)? {
            Quotients { tops, bottoms: Bottoms::All(bottom) } => Some((tops, *bottom)),
            Quotients { bottoms: Bottoms::Each(_), .. } => None,
        }
    }

    /// The numbers of those of some subjects who have one, as whole numbers, and how many of these make one; nothing
    /// where they are not known so.
    pub(super) fn numbers(&self, class: ClassId, rows: &[usize]) -> Option<(Vec<i128>, i128)> {
        let (tops, bottom) = self.whole(class)?;
        Some((looking(rows.iter()).filter_map(|row| tops.get(*row)).collect(), bottom))
    }

    /// The value of a subject; `None` where it is not known, or missing: why tells only the exact engine.
    pub(super) fn value(&self, class: ClassId, row: usize) -> Option<Known> {
        if let Some(numbers) = self.numbers.get(&class) {
            return numbers.number(row).map(Known::Number);
        }
        self.truths.get(&class)?.get(row).copied().flatten().map(Known::YesNo)
    }
}

impl Quotients {
    fn number(&self, row: usize) -> Option<Number> {
        let top = self.tops.get(row)?;
        match &self.bottoms {
            Bottoms::All(bottom) => Number::ratio(top, *bottom),
            Bottoms::Each(bottoms) => Number::ratio(top, bottoms.get(row)?),
        }
    }
}
