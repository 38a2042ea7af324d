//! Names whose declarations could not be read: they are there, and nothing else of them is known.

use std::collections::BTreeMap;

use crate::syntax::ast::{File, Name, StatementKind, Unread};

/// What may have been declared, and could not be read.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Under each name; without a kind, anything.
    named: BTreeMap<String, Vec<Option<StatementKind>>>,
    /// Under names that nobody knows.
    nameless: Vec<StatementKind>,
    /// Columns of which only the beginning of a name is left.
    cut: Vec<String>,
}

impl Lost {
    /// What the statements of a file declare that could not be read.
    pub(super) fn of(file: &File) -> Self {
        let mut lost = Self::default();
        for unread in file.unread() {
            lost.nameless.extend(unread.kind.filter(|_| unread.name.is_none()));
            // What the whole statement may declare under a name that is lost.
            let whole = unread.inside.iter().filter(|inside| inside.name.is_none() && inside.span == unread.span);
            lost.nameless.extend(whole.filter_map(|inside| inside.kind));
            let is_alone = |name: &&Name| unread.kind == Some(StatementKind::Column) && name.span == unread.span;
            lost.cut.extend(unread.name.iter().filter(is_alone).map(|name| name.value.clone()));
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
    pub(super) fn holds(&self, name: &str, kinds: &[StatementKind]) -> bool {
        let found = self.named.get(name);
        found.is_some_and(|found| found.iter().any(|kind| kind.is_none_or(|kind| kinds.contains(&kind))))
            || kinds.contains(&StatementKind::Column) && self.cut.iter().any(|cut| name.starts_with(cut.as_str()))
            || self.nameless.iter().any(|kind| kinds.contains(kind))
    }
}
