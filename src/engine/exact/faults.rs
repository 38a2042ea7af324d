//! Faults that show only while values are worked out.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::TableId;
use crate::finding::{Code, Diagnostic, MOST_FINDINGS, Span};
use crate::number::Date;

/// What tells a fault from others of one kind at one place of the rule text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Case {
    /// Table and row.
    pub(super) row: Option<(TableId, usize)>,
    /// The date that was asked about: a function asks about several at one place.
    pub(super) date: Option<Date>,
}

/// Faults, each once, in the order of the rule text and of the rows.
#[derive(Default)]
pub(super) struct Faults {
    met: BTreeMap<(Span, Code), BTreeSet<Case>>,
    /// The first of them, one more than are listed.
    first: BTreeMap<(Span, Code, Case), Diagnostic>,
}

impl Faults {
    /// Notes a fault once. The words are made only for those that may be listed.
    pub(super) fn note(&mut self, span: Span, code: Code, case: Case, make: impl FnOnce() -> Diagnostic) {
        if !self.met.entry((span, code)).or_default().insert(case) {
            return;
        }
        let key = (span, code, case);
        if self.first.len() <= MOST_FINDINGS || self.first.last_key_value().is_some_and(|(last, _)| key < *last) {
            self.first.insert(key, make());
        }
        if self.first.len() > MOST_FINDINGS.saturating_add(1) {
            self.first.pop_last();
        }
    }

    /// The faults so far, with one more that says how many are left out.
    pub(super) fn list(&self) -> Vec<Diagnostic> {
        let count: usize = self.met.values().map(BTreeSet::len).sum();
        let mut list: Vec<Diagnostic> = self.first.values().take(MOST_FINDINGS).cloned().collect();
        let next = self.first.values().nth(MOST_FINDINGS).cloned();
        list.extend(next.map(|next| next.and_others(count.saturating_sub(MOST_FINDINGS))));
        list
    }
}
