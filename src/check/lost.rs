//! Names whose declarations could not be read: they are there, and nothing else of them is known.

use std::collections::BTreeMap;

use super::Checker;
use super::symbols::Meaning;
use crate::syntax::ast::{File, Name, StatementKind, Unread};

/// What may have been declared, and could not be read.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Under each name; without a kind, anything.
    named: BTreeMap<String, Vec<Option<StatementKind>>>,
    /// Under names that nobody knows.
    nameless: Vec<StatementKind>,
}

impl Lost {
    /// What the statements of a file declare that could not be read.
    pub(super) fn of(file: &File) -> Self {
        let mut lost = Self::default();
        for unread in file.unread() {
            lost.nameless.extend(unread.kind.filter(|_| unread.name.is_none()));
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
        self.named.entry(name.to_owned()).or_default().push(kind);
    }

    /// Whether one of these kinds may have been declared under a name.
    fn holds(&self, name: &str, kinds: &[StatementKind]) -> bool {
        let found = self.named.get(name);
        found.is_some_and(|found| found.iter().any(|kind| kind.is_none_or(|kind| kinds.contains(&kind))))
            || self.nameless.iter().any(|kind| kinds.contains(kind))
    }
}

impl Checker<'_> {
    /// What a value of a row can be.
    pub(super) const VALUES: &'static [StatementKind] =
        &[StatementKind::Column, StatementKind::Definition, StatementKind::Parameter];

    /// What earns marks.
    pub(super) const EARNERS: &'static [StatementKind] = &[StatementKind::Indicator, StatementKind::Head];

    /// Whether a name may be that of a declaration of one of these kinds that could not be read. Then it is no
    /// unknown name, and this is a use of it.
    pub(super) fn is_lost(&mut self, name: &Name, kinds: &'static [StatementKind]) -> bool {
        let is_lost = self.may_be_lost(&name.value, kinds);
        if is_lost {
            self.means(Meaning::Lost(kinds, name.value.clone()), name.span);
        }
        is_lost
    }

    /// As [`Self::is_lost`], where it is not sure that the name is used.
    pub(super) fn may_be_lost(&self, name: &str, kinds: &[StatementKind]) -> bool {
        self.lost.holds(name, kinds)
    }
}
