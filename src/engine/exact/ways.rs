//! Which ways an evaluation went, for those who ask what examples reach.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::core::{Expr, ExprId, ExprKind};
use crate::number::Number;

/// A way that an evaluation may go, told by the nodes that it goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// This condition held, and the value beside it was taken.
    Arm(ExprId),
    /// None of the conditions of this choice held.
    Otherwise(ExprId),
    /// A value was missing, and this stood in.
    StandIn(ExprId),
    /// Of several numbers this one, which is not the first, was the least or greatest, as 封顶 and 保底 are.
    Bound(ExprId),
}

/// Takes notes when asked to; otherwise one look at an empty option.
#[derive(Default)]
pub(super) struct Ways(Option<RefCell<BTreeSet<Way>>>);

impl Ways {
    /// Notes that are kept.
    pub(super) fn kept() -> Self {
        Self(Some(RefCell::default()))
    }

    /// What was noted so far.
    pub(super) fn noted(&self) -> BTreeSet<Way> {
        self.0.as_ref().map(|ways| ways.borrow().clone()).unwrap_or_default()
    }

    /// Notes a way.
    pub(super) fn went(&self, way: Way) {
        if let Some(ways) = &self.0 {
            ways.borrow_mut().insert(way);
        }
    }

    /// The terms of a least or greatest number, with the result.
    pub(super) fn bounded(&self, expr: &Expr, values: &[Number], result: Option<&Number>) {
        let (Some(_), ExprKind::Least(terms) | ExprKind::Greatest(terms)) = (&self.0, &expr.kind) else { return };
        // A first term that is at its bound is not cut by it.
        if result == values.first() {
            return;
        }
        if let Some((term, _)) = terms.iter().zip(values).find(|(_, value)| Some(*value) == result) {
            self.went(Way::Bound(*term));
        }
    }
}
