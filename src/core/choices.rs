//! The names of an enumeration.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// The names of an enumeration in declared order, each once. All nodes of its type share them, so that copying,
/// telling apart and looking up take no longer with more names.
#[derive(Debug, Clone)]
pub struct Choices(Arc<Names>);

#[derive(Debug)]
struct Names {
    in_order: Vec<String>,
    places: BTreeMap<String, usize>,
    hash: u64,
}

impl Choices {
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
}

impl FromIterator<String> for Choices {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let names: Vec<String> = names.into_iter().collect();
        let places = names.iter().cloned().zip(0..).collect();
        let mut hasher = DefaultHasher::new();
        names.hash(&mut hasher);
        Self(Arc::new(Names { in_order: names, places, hash: hasher.finish() }))
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
