//! Which names an item reads, also through definitions.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Kind;
use super::view::{Clause, Item};
use crate::syntax;

/// What the definitions of a rule set read.
pub(super) struct Reads {
    of: BTreeMap<String, BTreeSet<String>>,
}

impl Reads {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for item in items.iter().filter(|item| item.kind == Kind::Definition) {
            of.entry(last(&item.code).to_owned()).or_default().extend(names(item));
        }
        Self { of }
    }

    /// The names in an item, and in the definitions that they are.
    pub(super) fn reached(&self, item: &Item) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<String> = names(item).collect();
        while let Some(name) = open.pop() {
            if found.insert(name.clone()) {
                open.extend(self.of.get(&name).into_iter().flatten().cloned());
            }
        }
        found
    }
}

/// A name without its table.
pub(super) fn last(code: &str) -> &str {
    code.rsplit('.').next().unwrap_or(code)
}

fn names(item: &Item) -> impl Iterator<Item = String> + use<'_> {
    item.clauses.iter().flat_map(|clause: &Clause| syntax::names(&clause.text))
}

/// The indicators that read each of some names.
pub(super) fn readers(items: &[Item]) -> BTreeMap<String, Vec<String>> {
    let reads = Reads::of(items);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.kind == Kind::Indicator) {
        for name in reads.reached(item) {
            found.entry(name).or_default().push(item.code.clone());
        }
    }
    found
}
