//! Groups of subjects.

use std::sync::Arc;

use crate::cancel::looking;
use crate::invariant::{OrBroken, entry, fit};

/// The subjects by the values that they share.
pub struct Groups {
    /// The group of each subject; one that lacks a value has none.
    of: Vec<u32>,
    /// Members in file order.
    members: Vec<Arc<[usize]>>,
}

/// The group of a subject that lacks one of the fields.
const NO_GROUP: u32 = u32::MAX;

impl Groups {
    /// Subjects in file order by the number of what they share; some numbers may be nobody's.
    pub(super) fn shared(shared: impl Iterator<Item = Option<usize>>) -> Self {
        let mut members: Vec<Vec<usize>> = Vec::new();
        let of = looking(shared.enumerate()).map(|(row, group)| {
            let Some(group) = group else { return NO_GROUP };
            if group >= members.len() {
                members.resize_with(group + 1, Vec::new);
            }
            members.get_mut(group).or_broken("a group has its members").push(row);
            fit(group)
        });
        let of = of.collect();
        Self { of, members: members.into_iter().map(Arc::from).collect() }
    }

    /// How many groups there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.members.len()
    }

    /// The group of a subject, if it has one.
    #[must_use]
    pub fn of(&self, row: usize) -> Option<usize> {
        self.of.get(row).filter(|group| **group != NO_GROUP).map(|group| fit(*group))
    }

    /// The members of a group, in file order.
    #[must_use]
    pub fn members(&self, group: usize) -> &[usize] {
        entry(self.members.as_slice(), group).as_ref()
    }

    /// The same, to keep.
    pub(super) fn shared_members(&self, group: usize) -> Arc<[usize]> {
        Arc::clone(entry(&self.members, group))
    }
}
