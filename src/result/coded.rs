//! A column of values of which few differ.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use crate::invariant::{OrBroken, entry, fit};

/// A value for each subject, in the order of the subject table. Few of them differ: each is kept once, and costs a
/// subject four bytes.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let grades: heng::result::Coded<_> = parks::run()?.score()?.grade;
/// assert_eq!(grades.len(), 4);
/// assert_eq!(grades.iter().map(|grade| grade.as_deref()).collect::<Vec<_>>()[1..3], [Some("良好"), None]);
/// assert_eq!(grades.get(1), Some(&grades[1]));
/// assert_eq!(grades.get(4), None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(serialize = "T: Clone + Serialize", deserialize = "T: Deserialize<'de> + PartialEq"))]
pub struct Coded<T> {
    values: Vec<T>,
    /// For each subject which of the values it has.
    codes: Vec<u32>,
}

/// Which of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Code(u32);

impl<T> Coded<T> {
    /// The same for so many subjects.
    pub(crate) fn same(value: T, subjects: usize) -> Self {
        Self { values: vec![value], codes: vec![0; subjects] }
    }

    /// Number of subjects.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are no subjects.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The value of a subject; `None` past the last.
    #[must_use]
    pub fn get(&self, subject: usize) -> Option<&T> {
        self.codes.get(subject).map(|code| self.value(Code(*code)))
    }

    /// The value of a subject.
    pub(crate) fn of(&self, subject: usize) -> &T {
        self.value(self.code_of(subject))
    }

    /// The value of each subject.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.codes.iter().map(|code| self.value(Code(*code)))
    }

    /// The code of a subject.
    pub(crate) fn code_of(&self, subject: usize) -> Code {
        Code(*entry(&self.codes, subject))
    }

    /// The value that a code stands for.
    pub(crate) fn value(&self, code: Code) -> &T {
        entry(&self.values, fit(code.0))
    }

    /// Gives a subject a value that has a code.
    pub(crate) fn put(&mut self, subject: usize, code: Code) {
        *self.codes.get_mut(subject).or_broken("each subject has its value") = code.0;
    }
}

impl<T: PartialEq> Coded<T> {
    /// The code of a value.
    pub(crate) fn code(&mut self, value: T) -> Code {
        // What was given last is mostly given again.
        let known = self.values.iter().rposition(|known| *known == value);
        Code(fit(known.unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        })))
    }
}

impl<T> Index<usize> for Coded<T> {
    type Output = T;

    fn index(&self, subject: usize) -> &T {
        self.of(subject)
    }
}

impl<T: PartialEq> PartialEq for Coded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Coded<T> {}

impl<T: PartialEq> From<Vec<T>> for Coded<T> {
    fn from(values: Vec<T>) -> Self {
        let mut coded = Self { values: Vec::new(), codes: Vec::with_capacity(values.len()) };
        for value in values {
            let Code(code) = coded.code(value);
            coded.codes.push(code);
        }
        coded
    }
}

impl<T: Clone> From<Coded<T>> for Vec<T> {
    fn from(coded: Coded<T>) -> Self {
        coded.iter().cloned().collect()
    }
}
