//! The values of named figures that were worked out.

use std::collections::BTreeMap;

use super::value::Value;
use crate::core::FigureId;
use crate::invariant::OrBroken;

/// Rows in one page.
const ROWS: usize = 64;

/// The values of neighbouring rows.
type Page = Box<[Option<Value>]>;

/// Values by figure and row, in pages: a run asks for all rows one after the other, an explanation for a few.
#[derive(Default)]
pub(super) struct Known(BTreeMap<FigureId, Vec<Option<Page>>>);

impl Known {
    pub(super) fn get(&self, id: FigureId, row: usize) -> Option<&Value> {
        self.0.get(&id)?.get(row / ROWS)?.as_ref()?.get(row % ROWS)?.as_ref()
    }

    pub(super) fn insert(&mut self, id: FigureId, row: usize, value: Value) {
        let pages = self.0.entry(id).or_default();
        let at = row / ROWS;
        if pages.len() <= at {
            pages.resize_with(at.saturating_add(1), || None);
        }
        let page = pages.get_mut(at).or_broken("there are pages up to this one");
        let page = page.get_or_insert_with(|| vec![None; ROWS].into_boxed_slice());
        *page.get_mut(row % ROWS).or_broken("a page has a place for each of its rows") = Some(value);
    }
}
