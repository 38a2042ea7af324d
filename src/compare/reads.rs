//! Which names an item reads, also through definitions.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Kind, Reader};
use super::view::{Clause, HEADER, Item};
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

/// The names that a 参数 or 定义 declares: of 参数 按 … one for each column.
pub(super) fn declared(kind: Kind, code: &str, items: &[Item]) -> Vec<String> {
    let item = items.iter().find(|item| item.kind == kind && item.code == code);
    let header = item.and_then(|item| item.clauses.iter().find(|clause| clause.name.as_deref() == Some(HEADER)));
    match header {
        Some(header) => syntax::names(&header.text),
        None => vec![last(code).to_owned()],
    }
}

fn names(item: &Item) -> impl Iterator<Item = String> + use<'_> {
    item.clauses.iter().flat_map(|clause: &Clause| syntax::names(&clause.text))
}

/// What reads each of some names, and is no declaration itself.
pub(super) fn readers(items: &[Item]) -> BTreeMap<String, Vec<Reader>> {
    let reads = Reads::of(items);
    let mut found: BTreeMap<String, Vec<Reader>> = BTreeMap::new();
    let declares = |kind: Kind| {
        let of_data = matches!(kind, Kind::Enumeration | Kind::Table);
        of_data || matches!(kind, Kind::Definition | Kind::Parameter | Kind::Gloss | Kind::Script)
    };
    for item in items.iter().filter(|item| !declares(item.kind)) {
        for name in reads.reached(item) {
            found.entry(name).or_default().push(Reader { kind: item.kind, code: item.code.clone() });
        }
    }
    found
}
