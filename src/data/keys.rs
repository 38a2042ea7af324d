//! Keys of rows: which row has a key, and which rows share one.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::parents::Parents;
use super::table::{Column, Typed};
use crate::cancel::looking;
use crate::core::{ByHash, KeyPart, key_parts, key_text};
use crate::cores::in_parts;
use crate::invariant::fit;

/// The hash of a text in an [`ByHash`] of texts.
pub(super) fn hash_of(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    folded(&hasher)
}

fn folded(hasher: &DefaultHasher) -> u32 {
    let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// How two parts of keys stand, where both are there.
fn compared<T: Ord>(before: Option<T>, later: Option<T>) -> Option<Ordering> {
    Some(before?.cmp(&later?))
}

/// The parts of a key that so many columns make.
pub(super) fn parts_of(key: &str, columns: usize) -> Vec<String> {
    if columns == 1 { vec![key.to_owned()] } else { key_parts(key) }
}

/// The parts of a key in the columns of a table.
pub(super) struct Keys<'a> {
    columns: &'a [Column],
    parts: &'a [KeyPart],
    parents: &'a Parents,
}

impl<'a> Keys<'a> {
    pub(super) fn new(columns: &'a [Column], parts: &'a [KeyPart], parents: &'a Parents) -> Self {
        Self { columns, parts, parents }
    }

    /// Pairs of rows with the same key, the earlier row first. Values are compared, not spellings:
    /// `2023-1-1` and `2023年1月1日` are one key. Rows with an empty part have no key.
    pub(super) fn duplicates(&self, rows: usize) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let ascend = |mut part: Range<usize>| part.all(|row| row == 0 || self.is_above(row));
        if self.parts.is_empty() || in_parts(rows, ascend).into_iter().all(|ascend| ascend) {
            return pairs;
        }
        let mut index = ByHash::default();
        for row in looking(0..rows) {
            let Some(hash) = self.hash(row) else { continue };
            let same = |other| usize::try_from(other).is_ok_and(|other| self.same(other, row));
            let first = index.find_or_add(hash, fit(row), same);
            if let Some(first) = first {
                pairs.push((fit(first), row));
            }
        }
        pairs
    }

    /// Whether a row and the one before have keys of which the later is greater. Where all are, no two are the same.
    fn is_above(&self, row: usize) -> bool {
        let Some(before) = row.checked_sub(1) else { return false };
        let mut order = Some(Ordering::Equal);
        for part in self.parts {
            if order != Some(Ordering::Equal) {
                break;
            }
            order = match part {
                KeyPart::Parent => compared(self.parent(before), self.parent(row)),
                KeyPart::Field(field) => self.columns.get(field.0).and_then(|column| match &column.typed {
                    Typed::Number { values, .. } | Typed::Choice(values) => {
                        compared(values.get(before), values.get(row))
                    }
                    Typed::YesNo(values) => compared(values.get(before), values.get(row)),
                    Typed::Text(values) => compared(values.get(before), values.get(row)),
                    Typed::Date(values) => compared(values.get(before), values.get(row)),
                }),
            };
        }
        order == Some(Ordering::Less)
    }

    fn hash(&self, row: usize) -> Option<u32> {
        let mut hasher = DefaultHasher::new();
        for part in self.parts {
            match part {
                KeyPart::Parent => self.parent(row)?.hash(&mut hasher),
                KeyPart::Field(field) => match &self.columns.get(field.0)?.typed {
                    Typed::Number { values, .. } | Typed::Choice(values) => values.get(row)?.hash(&mut hasher),
                    Typed::YesNo(values) => values.get(row)?.hash(&mut hasher),
                    Typed::Text(values) => values.get(row)?.hash(&mut hasher),
                    Typed::Date(values) => values.get(row)?.hash(&mut hasher),
                },
            }
        }
        Some(folded(&hasher))
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.parts.iter().all(|part| match part {
            KeyPart::Parent => self.parent(a) == self.parent(b),
            KeyPart::Field(field) => self.columns.get(field.0).is_some_and(|column| match &column.typed {
                Typed::Number { values, .. } | Typed::Choice(values) => values.get(a) == values.get(b),
                Typed::YesNo(values) => values.get(a) == values.get(b),
                Typed::Text(values) => values.get(a) == values.get(b),
                Typed::Date(values) => values.get(a) == values.get(b),
            }),
        })
    }

    fn parent(&self, row: usize) -> Option<u32> {
        self.parents.get(row)
    }

    /// The key of a row as those below write it: nothing when a part is empty. `above` gives the parts of the key of a
    /// row above.
    pub(super) fn whole(&self, row: usize, above: impl Fn(u32) -> Option<Vec<String>>) -> Option<String> {
        let mut whole = Vec::new();
        for part in self.parts {
            match part {
                KeyPart::Parent => whole.extend(above(self.parent(row)?)?),
                KeyPart::Field(field) => whole.push(self.columns.get(field.0)?.text(row)?.into_owned()),
            }
        }
        Some(key_text(&whole))
    }

    /// The key of a row as found.
    pub(super) fn text(&self, row: usize, parent_text: impl Fn(u32) -> String) -> String {
        let texts = self.parts.iter().map(|part| match part {
            KeyPart::Parent => self.parent(row).map(&parent_text).unwrap_or_default(),
            KeyPart::Field(field) => {
                self.columns.get(field.0).and_then(|column| column.text(row)).unwrap_or_default().into_owned()
            }
        });
        texts.collect::<Vec<_>>().join(", ")
    }
}
