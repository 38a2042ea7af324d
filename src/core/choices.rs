//! The names of an enumeration.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// The names of an enumeration in declared order, each once. All nodes of its type share them, so that copying,
/// telling apart and looking up take no longer with more names. Two with the same names are equal, also where files
/// spell them otherwise or one of them says which way they are ordered.
#[derive(Debug, Clone)]
pub struct Choices(Arc<Names>);

/// Which way the names of an enumeration are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceOrder {
    /// 从优到劣: the first is the best.
    BestToWorst,
    /// 从高到低: the first is the highest.
    HighToLow,
}

/// An item of an enumeration.
#[derive(Debug, Clone)]
pub struct ChoiceName {
    /// What rules call it.
    pub name: String,
    /// How files spell it; by its name where none is said.
    pub spellings: Vec<String>,
}

#[derive(Debug)]
struct Names {
    in_order: Vec<String>,
    places: BTreeMap<String, usize>,
    hash: u64,
    order: Option<ChoiceOrder>,
    /// How files spell the names first of all; nothing where all are spelt as they are called.
    spelt: Vec<String>,
    /// All spellings that are no names.
    spellings: BTreeMap<String, usize>,
}

impl Choices {
    /// Of these items, each name and spelling once.
    #[must_use]
    pub fn new(items: Vec<ChoiceName>, order: Option<ChoiceOrder>) -> Self {
        let mut spellings = BTreeMap::new();
        let mut spelt = Vec::new();
        for (place, item) in items.iter().enumerate() {
            spelt.push(item.spellings.first().unwrap_or(&item.name).clone());
            spellings.extend(item.spellings.iter().map(|spelling| (spelling.clone(), place)));
        }
        if spellings.is_empty() {
            spelt.clear();
        }
        let in_order: Vec<String> = items.into_iter().map(|item| item.name).collect();
        let places = in_order.iter().cloned().zip(0..).collect();
        let mut hasher = DefaultHasher::new();
        in_order.hash(&mut hasher);
        Self(Arc::new(Names { places, hash: hasher.finish(), order, spelt, spellings, in_order }))
    }

    /// The place of a name, from 0.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        /// Fewer are found faster one by one.
        const FEW: usize = 8;
        if self.0.in_order.len() <= FEW {
            return self.0.in_order.iter().position(|known| known == name);
        }
        self.0.places.get(name).copied()
    }

    /// The place of what a file says: a spelling, or the name itself.
    #[must_use]
    pub fn spelled(&self, text: &str) -> Option<usize> {
        if self.0.spellings.is_empty() {
            return self.place(text);
        }
        self.0.spellings.get(text).copied().or_else(|| self.place(text))
    }

    /// The place of what a file says, where that is how it is spelt first of all.
    #[must_use]
    pub fn plain(&self, text: &str) -> Option<usize> {
        let place = self.spelled(text)?;
        (!self.is_respelled() || self.0.spelt.get(place).is_some_and(|first| first == text)).then_some(place)
    }

    /// Whether files spell some names otherwise.
    #[must_use]
    pub fn is_respelled(&self) -> bool {
        !self.0.spelt.is_empty()
    }

    /// How files spell the names, in their order.
    #[must_use]
    pub fn in_files(&self) -> &[String] {
        if self.is_respelled() { &self.0.spelt } else { &self.0.in_order }
    }

    /// Which way they are ordered, where that is said.
    #[must_use]
    pub fn order(&self) -> Option<ChoiceOrder> {
        self.0.order
    }

    /// Whether files spell the names of both alike.
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        self == other && self.0.spelt == other.0.spelt && self.0.spellings == other.0.spellings
    }
}

impl FromIterator<String> for Choices {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let item = |name| ChoiceName { name, spellings: Vec::new() };
        Self::new(names.into_iter().map(item).collect(), None)
    }
}

impl Deref for Choices {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0.in_order
    }
}

impl PartialEq for Choices {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.hash == other.0.hash && self.0.in_order == other.0.in_order
    }
}

impl Eq for Choices {}

impl Hash for Choices {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash.hash(state);
    }
}
