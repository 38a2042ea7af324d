//! The names of an enumeration.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::operator::Comparison;
use crate::finding::Words;
use crate::words;

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

/// The words that compare ordered choices: of what is better or worse, and of what is higher or lower.
#[allow(clippy::type_complexity, reason = "a table of words, used once")]
const RANKED: [(Comparison, (&str, &str), (&str, &str)); 4] = [
    (Comparison::AtLeast, ("不劣于", "no_worse_than"), ("不低于", "at_least")),
    (Comparison::Above, ("优于", "better_than"), ("高于", "above")),
    (Comparison::AtMost, ("不优于", "no_better_than"), ("不高于", "no_higher_than")),
    (Comparison::Below, ("劣于", "worse_than"), ("低于", "below")),
];

impl ChoiceOrder {
    /// The word by which two choices are compared, as it is read: what is above is better, or higher.
    #[must_use]
    pub fn word(self, comparison: Comparison) -> Words {
        let known = RANKED.iter().find(|(known, ..)| *known == comparison);
        let (zh, en) = match (known, self, comparison) {
            (Some((_, quality, _)), Self::BestToWorst, _) => *quality,
            (Some((_, _, level)), Self::HighToLow, _) => *level,
            (None, _, Comparison::Unequal) => ("不是", "is_not"),
            (None, ..) => ("是", "is"),
        };
        words!("{zh}", "{en}")
    }

    /// All of the words that go with an order; one may say better and worse too of what goes from the best to the worst.
    #[must_use]
    pub fn words(self) -> [Words; 4] {
        RANKED.map(|(comparison, ..)| self.word(comparison))
    }

    /// Whether a word compares what is better with what is worse.
    #[must_use]
    pub fn is_of_quality(word: &str) -> bool {
        RANKED.iter().any(|(_, (zh, en), _)| *zh == word || *en == word)
    }

    /// Whether a word, in Chinese, compares levels.
    #[must_use]
    pub fn is_of_level(word: &str) -> bool {
        RANKED.iter().any(|(_, _, (zh, _))| *zh == word)
    }
}

/// An item of an enumeration.
#[derive(Debug, Clone)]
pub struct ChoiceName {
    /// What rules call it.
    pub name: String,
    /// The same as rules write it: in quotes where it is no name without them.
    pub written: String,
    /// How files spell it; by its name where none is said.
    pub spellings: Vec<String>,
}

#[derive(Debug)]
struct Names {
    in_order: Vec<String>,
    places: BTreeMap<String, usize>,
    hash: u64,
    order: Option<ChoiceOrder>,
    /// The names as rules write them.
    written: Vec<String>,
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
        let (in_order, written): (Vec<String>, Vec<String>) =
            items.into_iter().map(|item| (item.name, item.written)).unzip();
        let places = in_order.iter().cloned().zip(0..).collect();
        let mut hasher = DefaultHasher::new();
        in_order.hash(&mut hasher);
        Self(Arc::new(Names { places, hash: hasher.finish(), order, written, spelt, spellings, in_order }))
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

    /// The names as rules write them, in their order.
    #[must_use]
    pub fn in_rules(&self) -> &[String] {
        &self.0.written
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
        let item = |name: String| ChoiceName { written: name.clone(), name, spellings: Vec::new() };
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
