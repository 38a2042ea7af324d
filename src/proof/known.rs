//! What is known of figures where an expression stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::domain::Domain;
use crate::core::{ClassId, FieldId, FigureId, TableId};

/// Names a figure of the row at hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Field(TableId, FieldId),
    Figure(FigureId),
    /// Whether a field is empty.
    Empty(TableId, FieldId),
    /// Another expression, wherever it stands.
    Class(ClassId),
}

/// Figures and what they may be; a figure that is not named may be anything. Copies share what they have in common
/// until one of them learns more.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    figures: Rc<BTreeMap<Key, Domain>>,
}

impl Known {
    /// Whether nothing is known of any figure.
    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// What is left of what a figure can come to.
    pub(super) fn meet(&self, key: &Key, domain: Domain) -> Domain {
        match self.figures.get(key) {
            Some(known) => domain.meet(known),
            None => domain,
        }
    }

    /// Sets a figure, whatever was known of it.
    pub(super) fn set(&mut self, key: Key, domain: Domain) {
        Rc::make_mut(&mut self.figures).insert(key, domain);
    }

    /// Adds what a figure must be besides; nothing when that contradicts what is known.
    pub(super) fn with(mut self, key: Key, domain: &Domain) -> Option<Self> {
        let met = self.figures.get(&key).map_or_else(|| domain.clone(), |known| known.meet(domain));
        if met.is_empty() {
            return None;
        }
        self.set(key, met);
        Some(self)
    }

    /// What is known in either case.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let both = self.figures.iter().filter_map(|(key, domain)| {
            let joined = domain.hull(other.figures.get(key)?);
            Some((key.clone(), joined))
        });
        Self { figures: Rc::new(both.collect()) }
    }
}
