//! Rows by where they stand and what they say.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::reasons::Reasons;
use super::value::Value;
use crate::core::{ClassId, TableId};

/// What was looked through so far, for each look-up and the table that it looks through.
#[derive(Default)]
pub(super) struct LookedUp(BTreeMap<(ClassId, TableId), Rc<Index>>);

impl LookedUp {
    pub(super) fn get(&self, key: (ClassId, TableId)) -> Option<Rc<Index>> {
        self.0.get(&key).cloned()
    }

    pub(super) fn insert(&mut self, key: (ClassId, TableId), index: Rc<Index>) {
        self.0.insert(key, index);
    }
}

/// The rows of a table by the row above them and what they say, in file order.
#[derive(Default)]
pub(super) struct Index {
    rows: BTreeMap<(usize, Vec<Value>), Vec<usize>>,
    /// Why rows below a row do not say what they are asked for: it is not known then which are meant.
    unknown: BTreeMap<usize, Reasons>,
}

impl Index {
    pub(super) fn add(&mut self, above: usize, says: Vec<Value>, row: usize) {
        self.rows.entry((above, says)).or_default().push(row);
    }

    pub(super) fn add_unknown(&mut self, above: usize, reasons: Reasons) {
        self.unknown.entry(above).or_insert(reasons);
    }

    /// The rows below a row that say something.
    ///
    /// # Errors
    /// Why it is not known which do.
    pub(super) fn rows(&self, above: usize, says: Vec<Value>) -> Result<Vec<usize>, Reasons> {
        if let Some(reasons) = self.unknown.get(&above) {
            return Err(reasons.clone());
        }
        Ok(self.rows.get(&(above, says)).cloned().unwrap_or_default())
    }
}
