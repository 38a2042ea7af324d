//! Names whose declarations could not be read: they are there, and nothing else of them is known.

use std::collections::BTreeMap;

use super::Checker;
use crate::syntax::ast::{File, StatementKind, Unread};

/// What may have been declared under each name; without a kind, anything.
#[derive(Debug, Default)]
pub(super) struct Lost(BTreeMap<String, Vec<Option<StatementKind>>>);

impl Lost {
    /// The names in the statements of a file that could not be read.
    pub(super) fn of(file: &File) -> Self {
        let mut lost = Self::default();
        for unread in file.unread() {
            lost.add_all(unread);
        }
        lost
    }

    fn add_all(&mut self, unread: &Unread) {
        if let Some(name) = &unread.name {
            self.add(unread.kind, &name.value);
        }
        for inside in &unread.inside {
            self.add_all(inside);
        }
    }

    /// Adds a name whose declaration has errors.
    pub(super) fn add(&mut self, kind: Option<StatementKind>, name: &str) {
        self.0.entry(name.to_owned()).or_default().push(kind);
    }

    /// Whether one of these kinds may have been declared under a name.
    pub(super) fn holds(&self, name: &str, kinds: &[StatementKind]) -> bool {
        let found = self.0.get(name);
        found.is_some_and(|found| found.iter().any(|kind| kind.is_none_or(|kind| kinds.contains(&kind))))
    }
}

impl Checker<'_> {
    /// What a value of a row can be.
    pub(super) const VALUES: &'static [StatementKind] =
        &[StatementKind::Column, StatementKind::Definition, StatementKind::Parameter];

    /// What earns marks.
    pub(super) const EARNERS: &'static [StatementKind] = &[StatementKind::Indicator, StatementKind::Head];
}
